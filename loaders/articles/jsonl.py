"""JSONL: one article a line. A line that is broken is left out; the others are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.model import Article
from loaders.article import too_large
from loaders.lines import Line, first_line, lines
from loaders.reject import Reason, Reject, excerpt
from loaders.rows import article_of
from loaders.source import HEAD, Source

NOT_JSON = (ValueError, RecursionError)
"""What Python's parser raises: for broken JSON or numbers of thousands of digits, for deep nesting."""


def sniff(head: bytes) -> bool:
    """A first line that is a JSON object by itself, or the beginning of one that goes on beyond the head."""
    line = first_line(head)
    return isinstance(parsed(line), dict) or (
        len(head) >= HEAD and b"\n" not in head and line.startswith("{")
    )


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles in order."""
    count = 0
    for line in lines(source):
        if line.text.strip():
            count += 1
            row = row_of(line, source)
            yield row if isinstance(row, Reject) else article_of(row, source, line.number)
    if not count:
        yield source.reject(Reason.EMPTY, "there is no line in it", "Give one JSON object a line.")


def row_of(line: Line, source: Source) -> dict[str, Any] | Reject:
    """The object on a line, or why there is none."""
    if line.cut:
        return too_large(
            source, f"the line has more than {len(line.text):,} characters", line=line.number, text=line.text
        )
    try:
        row = json.loads(line.text)
    except NOT_JSON as error:
        message = f"no JSON: {error}" if isinstance(error, ValueError) else "no JSON: nested too deep"
    else:
        if isinstance(row, dict):
            return row
        message = "no JSON object"
    remedy = "Write one JSON object a line, with at least «text»."
    return source.reject(Reason.BROKEN_LINE, message, remedy, line=line.number, excerpt=excerpt(line.text))


def parsed(line: str) -> Any:
    """The JSON value of a line; None where it is none."""
    try:
        return json.loads(line)
    except NOT_JSON:
        return None
