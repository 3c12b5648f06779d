"""JSON: one article as an object, or many as a list, alone or under a key of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.model import Article
from loaders.articles import jsonl
from loaders.encoding import decode
from loaders.fields import FIELDS
from loaders.reject import Reason, Reject, excerpt
from loaders.rows import article_of
from loaders.source import Source, take

MAX_BYTES = 100_000_000
"""A JSON document must lie in memory as a whole; JSONL need not."""


def sniff(head: bytes) -> bool:
    """A bracket first. (An object on one line is JSONL, which is asked before.)"""
    return (decode(head) or "").lstrip()[:2].rstrip() in ("[", "[{", "{", '{"')


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles in order. A file that is JSONL in all but its name is read as such."""
    if jsonl.sniff(source.head) and len(source.head.strip().splitlines()) > 1:
        yield from jsonl.read(source)
        return
    document = _document(source)
    if isinstance(document, Reject):
        yield document
        return
    rows = _rows(document)
    single = len(rows) == 1 and rows[0] is document
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield article_of(row, source, None if single else number)
        else:
            shown = excerpt(str(row))
            message = f"item {number} is no JSON object"
            remedy = "Give a list of objects, each with «text»."
            yield source.reject(Reason.BROKEN_LINE, message, remedy, line=number, excerpt=shown)
    if not rows:
        yield source.reject(
            Reason.EMPTY, "there is no article in it", "Give a list of objects, each with «text»."
        )


def _document(source: Source) -> Any:
    data = take(source, MAX_BYTES)
    if data is None:
        message = f"the JSON document has more than {MAX_BYTES:,} bytes"
        return source.reject(Reason.TOO_LARGE, message, "Write it as JSONL: `jq -c '.[]' FILE > FILE.jsonl`.")
    text = decode(data) or ""
    try:
        return json.loads(text)
    except jsonl.NOT_JSON as error:
        where = getattr(error, "lineno", None)
        message = f"no JSON: {error}" if isinstance(error, ValueError) else "no JSON: nested too deep"
        remedy = "Mend the JSON there, or write one object a line and name the file .jsonl."
        return source.reject(Reason.BROKEN_LINE, message, remedy, line=where, excerpt=excerpt(text))


def _rows(document: Any) -> list[Any]:
    """The list itself; of an object without a text, the one list of objects in it; else the object alone."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict) and not FIELDS.has_text([str(key) for key in document]):
        lists = [
            v for v in document.values() if isinstance(v, list) and v and all(isinstance(x, dict) for x in v)
        ]
        if len(lists) == 1:
            return lists[0]
    return [document]
