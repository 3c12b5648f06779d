"""A stream as lines of text, in flat memory, whatever the encoding and however long a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.article import MAX_CHARACTERS
from loaders.encoding import decode, detect
from loaders.source import Source

MAX_LINE = 6 * MAX_CHARACTERS + 65_536
"""Characters of a line: the longest text, each character written as six (`\\u00e9`), and other fields."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end, numbered from 1. `cut` if longer than MAX_LINE: then this is its beginning."""

    number: int
    text: str
    cut: bool = False


def lines(source: Source) -> Iterator[Line]:
    """The lines of `source`. Only «\\n» ends a line, for the others may stand inside a JSON string."""
    encoding = detect(source.head)
    wide = encoding.startswith(("utf-16", "utf-32"))
    errors = "replace" if wide else "surrogateescape"
    reader = io.TextIOWrapper(source.stream, encoding if wide else "utf-8", errors, newline="\n")
    legacy = encoding if not wide and encoding != "utf-8" else None
    number = 0
    try:
        while text := reader.readline(MAX_LINE):
            number += 1
            cut = len(text) == MAX_LINE and not text.endswith("\n")
            if cut:
                _skip_rest(reader)
            text, legacy = _repaired(text, legacy)
            yield Line(number, text.removeprefix("\ufeff") if number == 1 else text, cut)
    finally:
        # The stream belongs to whoever opened it; a wrapper that is collected would close it.
        reader.detach()


def _skip_rest(reader: io.TextIOWrapper) -> None:
    while (rest := reader.readline(MAX_LINE)) and not rest.endswith("\n"):
        pass


def _repaired(text: str, legacy: str | None) -> tuple[str, str | None]:
    """The line, read in the file's legacy encoding if it is no UTF-8; and that encoding, once it is known."""
    if text.isascii():
        return text, legacy
    try:
        raw = text.encode("utf-8", "surrogateescape")
        raw.decode("utf-8")
    except UnicodeDecodeError:
        legacy = legacy or detect(raw)
        return raw.decode(legacy, "replace"), legacy
    except UnicodeEncodeError:
        return text, legacy
    return text, legacy


def first_line(head: bytes) -> str:
    """The first line with anything on it of a source's beginning; empty where the beginning is no text."""
    return next((line for line in (decode(head) or "").split("\n") if line.strip()), "")
