"""CSV and its kin (semicolons, tabs, bars): one article a row, a header on the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kg.model import Article
from loaders.article import MAX_CHARACTERS, too_large
from loaders.fields import FIELDS
from loaders.lines import first_line, lines
from loaders.reject import Reason, Reject, excerpt
from loaders.rows import RENAME, article_of
from loaders.source import Source

_DELIMITERS = (",", ";", "\t", "|")
_MEND = "Quote fields that hold commas, quotes or line breaks, and double the quotes inside."


def sniff(head: bytes) -> bool:
    """A first line of several names, one of them the text's."""
    names = _names(first_line(head))
    return len(names) > 1 and FIELDS.has_text(names)


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles in order. A row's line is the one it begins on."""
    fed = _Feed(source)
    records = csv.reader(fed, delimiter=_delimiter(first_line(source.head)))
    header: list[str] | None = None
    begin = 1
    while True:
        # The limit is the process's, so it is set just before each use.
        csv.field_size_limit(MAX_CHARACTERS + 1)
        try:
            record = next(records, None)
        except csv.Error as error:
            yield _broken(source, error, begin, fed.last)
            fed.leave_quotes()
            begin = fed.number + 1
            continue
        yield from fed.rejects()
        fed.quotes = 0
        if record is None:
            break
        if header is None:
            if any(record):
                header = [name.strip() for name in record]
                if not source.fields.has_text(header):
                    message = f"there is no text among the columns {', '.join(header[:12])}"
                    yield source.reject(
                        Reason.MISSING_TEXT, message, RENAME, line=begin, excerpt=excerpt(fed.last)
                    )
                    return
        elif any(field.strip() for field in record):
            yield article_of(dict(zip(header, record, strict=False)), source, begin)
        begin = fed.number + 1
    if header is None:
        yield source.reject(Reason.EMPTY, "there is no row in it", "Give a header and one article a row.")


class _Feed:
    """The lines that the CSV reader takes, with the number of the last; too long ones are kept from it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = lines(source)
        self._cut: list[Reject] = []
        self.number = 0
        self.quotes = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number = line.number
            if line.cut:
                message = f"the line has more than {len(line.text):,} characters"
                self._cut.append(too_large(self._source, message, line=line.number, text=line.text))
                continue
            self.last = line.text
            self.quotes += line.text.count('"')
            yield line.text

    def leave_quotes(self) -> None:
        """Pass over the rest of a field whose quotes are open: an odd number of them was seen in the record."""
        while self.quotes % 2 and next(iter(self), None) is not None:
            pass
        self.quotes = 0

    def rejects(self) -> Iterator[Reject]:
        """The lines left out since the last call."""
        yield from self._cut
        self._cut.clear()


def _broken(source: Source, error: csv.Error, line: int, shown: str) -> Reject:
    if "field limit" in str(error):
        return too_large(
            source, f"a field has more than {MAX_CHARACTERS:,} characters", line=line, text=shown
        )
    return source.reject(Reason.BROKEN_LINE, f"no CSV: {error}", _MEND, line=line, excerpt=excerpt(shown))


def _names(header: str) -> list[str]:
    return [name.strip().strip('"') for name in header.split(_delimiter(header))]


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)
