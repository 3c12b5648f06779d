"""The rows of a dataset's file, one at a time: by name where it has a header, by the names given where it has none."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from loaders.article import MAX_CHARACTERS
from loaders.lines import lines
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

Row = dict[str, str]
T = TypeVar("T")


def rows(source: Source, delimiter: str, names: Sequence[str] = ()) -> Iterator[tuple[int, Row] | Reject]:
    """Each row with the line that it ends on. One that has not as many fields as the header is rejected."""
    count = 0

    def texts() -> Iterator[str]:
        nonlocal count
        for line in lines(source):
            count = line.number
            yield line.text

    quoting: Literal[0, 3] = csv.QUOTE_NONE if names else csv.QUOTE_MINIMAL
    records = csv.reader(texts(), delimiter=delimiter, quoting=quoting)
    header = list(names)
    while True:
        csv.field_size_limit(MAX_CHARACTERS + 1)
        try:
            record = next(records, None)
        except csv.Error as error:
            yield source.reject(
                Reason.BROKEN_LINE, f"no row: {error}", "Mend the row, or fetch the file again.", line=count
            )
            continue
        if record is None:
            return
        if not any(field.strip() for field in record):
            continue
        if not header:
            header = [name.strip() for name in record]
        elif len(record) != len(header):
            message = f"the row has {len(record)} fields, not {len(header)}"
            shown = excerpt(delimiter.join(record))
            yield source.reject(
                Reason.BROKEN_LINE,
                message,
                "Mend the row, or fetch the file again.",
                line=count,
                excerpt=shown,
            )
        else:
            yield count, dict(zip(header, record, strict=True))


def grouped(items: Iterator[tuple[str, T] | Reject]) -> Iterator[tuple[str, list[T]] | Reject]:
    """What comes one after the other under the same key, together. Rejects go on as they come: none is kept."""
    key = ""
    group: list[T] = []
    for item in items:
        if isinstance(item, Reject):
            yield item
            continue
        name, value = item
        if group and name != key:
            yield key, group
            group = []
        key = name
        group.append(value)
    if group:
        yield key, group
