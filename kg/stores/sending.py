"""Statements with many rows, sent in parts of one size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from kg.errors import StoreError
from kg.stores.rows import Row

CHUNK = 5_000
"""Rows a statement is sent."""


class Transaction(Protocol):
    """An open transaction of a database."""

    def run(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement."""
        ...


def send(tx: Transaction, cypher: str, rows: Sequence[Row], what: str) -> None:
    """Send rows in chunks; `StoreError` where not each of them was stored."""
    for part in chunks(rows):
        stored = tx.run(cypher, rows=part)[0]["stored"]
        if stored != len(part):
            raise StoreError(
                f"{what}: {len(part)} sent but {stored} stored; nothing of this batch was kept",
                remedy="Run the same command again; if it happens again, please report it.",
            )


def each(tx: Transaction, cypher: str, ids: Sequence[str]) -> list[Row]:
    """What a statement answers for each of these ids."""
    return [row for part in chunks(ids) for row in tx.run(cypher, ids=part)]


def each_row(tx: Transaction, cypher: str, rows: Sequence[Row]) -> list[Row]:
    """What a statement answers for each of these rows."""
    return [row for part in chunks(rows) for row in tx.run(cypher, rows=part)]


def chunks(items: Sequence[Any]) -> Iterator[list[Any]]:
    """The items, so many at a time as a statement is sent."""
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])
