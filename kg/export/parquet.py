"""Parquet: a folder with a table each of actors, facts, articles and claims, typed by the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.export import Counts
from kg.export.content import Content
from kg.stores import schema
from kg.stores.schema import Property

_ROWS = 10_000
_TYPES = {
    "STRING": pa.string(),
    "INT64": pa.int64(),
    "DOUBLE": pa.float64(),
    "STRING[]": pa.list_(pa.string()),
}
_ENDS = (Property("subject"), Property("object"))


def write(content: Content, path: Path) -> Counts:
    """Write the folder, in flat memory."""
    path.mkdir()
    actors = _table(
        path / "actors.parquet", (*schema.ACTOR.properties, *schema.ACTOR.measured), content.actors()
    )
    facts = _table(path / "facts.parquet", (*schema.FACT_PROPERTIES, *_ENDS), content.facts())
    articles = _Table(path / "articles.parquet", schema.ARTICLE.properties)
    claims = _Table(path / "claims.parquet", schema.CLAIM.properties)
    for article, stated, _ in content.articles():
        articles.add(article)
        for claim in stated:
            claims.add(claim)
    return Counts(actors, facts, articles.close(), claims.close())


class _Table:
    """A Parquet file under way."""

    def __init__(self, path: Path, properties: Iterable[Property]) -> None:
        self._schema = pa.schema([(key.name, _TYPES[key.type]) for key in properties])
        self._writer = pq.ParquetWriter(path, self._schema)
        self._rows: list[Mapping[str, Any]] = []
        self._count = 0

    def add(self, row: Mapping[str, Any]) -> None:
        self._rows.append({name: row.get(name) for name in self._schema.names})
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> int:
        """Finish the file; the number of its rows."""
        self._flush()
        self._writer.close()
        return self._count

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._count += len(self._rows)
        self._rows = []


def _table(path: Path, properties: Iterable[Property], rows: Iterable[Mapping[str, Any]]) -> int:
    table = _Table(path, properties)
    for row in rows:
        table.add(row)
    return table.close()
