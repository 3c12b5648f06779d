"""Plain text: one article a file, its title on the first line where that stands alone."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article
from loaders.article import MAX_CHARACTERS, make, too_large
from loaders.encoding import decode
from loaders.prose import clean, split_date, split_title
from loaders.reject import Reason, Reject
from loaders.source import Source, take

MAX_BYTES = 4 * MAX_CHARACTERS + 4
"""The longest text in the widest encoding, with its mark."""


def sniff(head: bytes) -> bool:
    """Any text will do."""
    return bool(head) and decode(head) is not None


def read(source: Source) -> Iterator[Article | Reject]:
    """The article."""
    text = whole(source)
    if isinstance(text, Reject):
        yield text
        return
    published, text = split_date(text)
    title, text = split_title(text)
    yield make(source, {"text": text.strip(), "title": title, "published": published})


def whole(source: Source, max_bytes: int = MAX_BYTES) -> str | Reject:
    """All of the source as clean text, or why it cannot be had."""
    data = take(source, max_bytes)
    if data is None:
        return too_large(source, f"the file has more than {max_bytes:,} bytes")
    text = decode(data)
    if text is None:
        return source.reject(Reason.BINARY, "this is no text", "Give text, Markdown, HTML, JSONL or CSV.")
    return clean(text)
