"""RSS, Atom and JSON Feed: one article an entry, of the entry's own words or, where the feed was fetched, of its page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Article
from loaders.article import make, too_large
from loaders.articles.html import text_of
from loaders.articles.jsonl import NOT_JSON
from loaders.reject import Reason, Reject
from loaders.source import Source, take
from loaders.xml import outermost

MAX_BYTES = 20_000_000
"""A feed of more is an archive of its site."""
WHOLE = 1_500
"""Characters from which an entry's own words are taken for the whole article, and its page is not fetched."""
_ROOTS = {"rss", "feed", "rdf"}
_JSON_FEED = re.compile(
    rb"\A\s*\{[^{}\[\]]{0,2000}?\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version"
)


def sniff(head: bytes) -> bool:
    """The outermost element of a feed, or the version that a JSON Feed gives."""
    return outermost(head) in _ROOTS or bool(_JSON_FEED.match(head))


def read(source: Source) -> Iterator[Article | Reject]:
    """The entries in order."""
    data = take(source, MAX_BYTES)
    if data is None:
        yield too_large(source, f"the feed has more than {MAX_BYTES:,} bytes")
        return
    feed = _json(data) if data.lstrip().startswith(b"{") else _xml(data)
    if feed is None:
        yield source.reject(
            Reason.BROKEN_LINE, "no feed can be read in it", "Check that the address gives a feed."
        )
        return
    name, entries = feed
    if not entries:
        yield source.reject(Reason.EMPTY, "the feed has no entries", "Leave it out, or try again later.")
    for number, entry in enumerate(entries, 1):
        yield from _entry(source, {"source": name, **entry}, number)


def _entry(source: Source, fields: Mapping[str, Any], number: int) -> Iterator[Article | Reject]:
    url, text = fields["url"], fields["text"]
    if source.follow is not None and url and len(text) < WHOLE:
        found = list(source.follow(url))
        yield from found
        if any(isinstance(item, Article) for item in found) or not text:
            return
    if text:
        yield make(source, fields, line=number)
    else:
        message = "the entry has no words of its own"
        yield source.reject(
            Reason.MISSING_TEXT, message, "Fetch the page it leads to.", line=number, article=url
        )


def _xml(data: bytes) -> tuple[str | None, list[dict[str, Any]]] | None:
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        return None
    feed = parsed.feed
    return feed.get("title"), [_of_entry(entry, feed.get("language")) for entry in parsed.entries]


def _of_entry(entry: Any, language: str | None) -> dict[str, Any]:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    words = max((text_of(words) for words in (*contents, entry.get("summary", ""))), key=len)
    link = _web(entry.get("link"))
    return {
        "id": None if link else entry.get("id"),
        "url": link,
        "title": text_of(entry.get("title", "")),
        "text": words,
        "published": entry.get("published") or entry.get("updated"),
        "language": language,
    }


def _json(data: bytes) -> tuple[str | None, list[dict[str, Any]]] | None:
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (*NOT_JSON, KeyError, TypeError):
        return None
    if not isinstance(items, list):
        return None
    return feed.get("title"), [
        _of_item(item, feed.get("language")) for item in items if isinstance(item, dict)
    ]


def _of_item(item: Mapping[str, Any], language: object) -> dict[str, Any]:
    html = item.get("content_html")
    words = (
        text_of(html) if isinstance(html, str) else str(item.get("content_text") or item.get("summary") or "")
    )
    link = _web(item.get("url") or item.get("external_url"))
    return {
        "id": None if link else item.get("id"),
        "url": link,
        "title": item.get("title"),
        "text": words,
        "published": item.get("date_published") or item.get("date_modified"),
        "language": item.get("language") or language,
    }


def _web(link: object) -> str | None:
    return link if isinstance(link, str) and re.match(r"https?://", link, re.IGNORECASE) else None
