"""The one place where an Article is made of what a format gave, or rejected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.model import Article
from loaders.dates import iso_date
from loaders.fields import FIELDS
from loaders.prose import clean
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

MAX_CHARACTERS = 1_000_000
"""Longest text that is read, in characters: spaCy's own limit (`Language.max_length`), about 170,000 words.
What is longer is no article but a book, or many articles run together."""
_LANGUAGE = re.compile(r"^([A-Za-z]{2})(?:[-_].*)?$")


def make(source: Source, fields: Mapping[str, Any], *, line: int | None = None) -> Article | Reject:
    """An article of the values in `fields` (id, text, title, url, source, published, language).

    Only the text must be there. It is cleaned (see `prose.clean`) and otherwise kept. A date that is none is
    left out. The id is the given one, else the URL without fragment and tracking parameters, else the source's
    identity where the source is one article (`line` is None), else a digest of title and text.
    """
    given = {name: _string(fields.get(name)) for name in ("id", "title", "url", "source", "language")}
    given["url"] = given["url"] or source.url
    text = clean(fields["text"])
    article = (given["id"] or given["url"] or "").strip() or None
    if not text.strip():
        return source.reject(
            Reason.EMPTY, "there is no text in it", "Leave it out.", line=line, article=article
        )
    if len(text) > MAX_CHARACTERS:
        message = f"the text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read"
        return too_large(source, message, line=line, article=article, text=text)
    language = _LANGUAGE.match(given["language"] or "")
    return Article.of(
        text,
        id=(given["id"] or "").strip() or canonical(given["url"]),
        path=source.identity if line is None else None,
        title=given["title"] if (given["title"] or "").strip() else None,
        url=(given["url"] or "").strip() or None,
        source=(given["source"] or "").strip() or None,
        published=iso_date(fields.get("published")),
        language=language.group(1).lower() if language else None,
    )


def too_large(
    source: Source, message: str, *, line: int | None = None, article: str | None = None, text: str = ""
) -> Reject:
    """The reject of what is longer than an article can be."""
    remedy = "Split it into its articles or chapters."
    return source.reject(Reason.TOO_LARGE, message, remedy, line=line, article=article, excerpt=excerpt(text))


def canonical(url: str | None) -> str | None:
    """The address without fragment and tracking parameters, scheme and host in lower case; None for none."""
    url = (url or "").strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return url or None
    if parts.scheme.lower() not in ("http", "https"):
        return url or None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not key.startswith("utm_") and key not in FIELDS.tracking]
    query = parts.query if kept == pairs else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def _string(value: object) -> str | None:
    """A value of a row as text; of an object, as feeds and news interfaces give for a source, its name."""
    if isinstance(value, Mapping):
        value = next(
            (value[key] for key in ("name", "title", "$oid") if isinstance(value.get(key), str)), None
        )
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return clean(str(value)) or None
