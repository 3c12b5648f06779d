"""A graph that `kg export FILE.jsonl` wrote: articles with their claims, from which a store makes the facts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.model import Actor, Article, Claim, Kind, Reading
from kg.ontology import Ontology
from kg.stories import is_signature
from loaders.articles.jsonl import parsed, row_of
from loaders.claims import claim_of
from loaders.lines import lines
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

_WRITE = "Write the file with `kg export FILE.jsonl`."
_FOLLOW = {"graph", "actor", "fact"}
"""Types of lines that an import passes over: what they say follows from articles and claims."""


def is_graph(first_line: str) -> bool:
    """Whether a file that begins with this line is a graph."""
    row = parsed(first_line)
    return isinstance(row, dict) and row.get("type") == "graph"


def read_graph(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """One `Reading` for each article, in order; only one article's claims are held at a time.

    A line that is broken, or a claim that is none of `ontology`'s, is rejected and the rest read; so are the claims of an
    article whose own line was.
    """
    current: Reading | None = None
    claims: list[Claim] = []
    for line in lines(source):
        if not line.text.strip():
            continue
        row = row_of(line, source)
        if isinstance(row, Reject):
            yield row
            continue
        match row.get("type"):
            case "article":
                if current is not None:
                    yield replace(current, claims=tuple(claims))
                current, claims = None, []
                read = _article(row, source, line.number)
                if isinstance(read, Reject):
                    yield read
                else:
                    current = read
            case "claim":
                claim = _claim(row, current, source, line.number, ontology)
                if isinstance(claim, Reject):
                    yield claim
                else:
                    claims.append(claim)
            case type if type not in _FOLLOW:
                message = f"there is no line of the type {type!r} in a graph"
                yield source.reject(Reason.BROKEN_LINE, message, _WRITE, line=line.number)
    if current is not None:
        yield replace(current, claims=tuple(claims))


def _article(row: dict[str, Any], source: Source, line: int) -> Reading | Reject:
    try:
        article = Article(
            _text(row, "id", needed=True) or "",
            "",
            title=_text(row, "title"),
            url=_text(row, "url"),
            source=_text(row, "source"),
            published=_text(row, "published"),
            language=_text(row, "language"),
            fixed_digest=_text(row, "digest", needed=True),
        )
        mentions = tuple(_mention(mention) for mention in row.get("mentions") or ())
        return Reading(
            article,
            mentions=mentions,
            extractor=_text(row, "extractor", needed=True) or "",
            signature=_signature(row),
            story_days=_days(row.get("story_days") or 0),
        )
    except (ValueError, TypeError, AttributeError) as error:
        return source.reject(
            Reason.BROKEN_LINE, f"no article: {error}", _WRITE, line=line, excerpt=excerpt(str(row))
        )


def _signature(row: dict[str, Any]) -> str | None:
    known_by = _text(row, "signature")
    if known_by is not None and not is_signature(known_by):
        raise ValueError("«signature» is none that kg wrote")
    return known_by


def _days(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise ValueError("«story_days» is no number of days")
    return value


def _mention(row: dict[str, Any]) -> tuple[Actor, int]:
    identity = _text(row, "actor", needed=True) or ""
    prefix = identity.partition(":")[0]
    kind = Kind.ORGANIZATION if prefix == "org" else Kind(prefix)
    aliases = tuple(str(alias) for alias in row.get("aliases") or ())
    name = _text(row, "name") or identity.partition(":")[2]
    return Actor(identity, name, kind, _text(row, "country"), _text(row, "qid"), aliases), int(row["count"])


def _claim(
    row: dict[str, Any], article: Reading | None, source: Source, line: int, ontology: Ontology
) -> Claim | Reject:
    if article is None or row.get("article") != article.article.id:
        message = f"a claim of article {row.get('article')!r}, whose line does not stand before it"
        return source.reject(Reason.SCATTERED, message, _WRITE, line=line)
    claim = claim_of(row, source, line, ontology)
    key = row.get("key")
    return claim if isinstance(claim, Reject) else replace(claim, key=key if isinstance(key, str) else None)


def _text(row: dict[str, Any], key: str, *, needed: bool = False) -> str | None:
    value = row.get(key)
    if value is None and not needed:
        return None
    if not isinstance(value, str) or (needed and not value):
        raise ValueError(f"«{key}» is missing or no string")
    return value
