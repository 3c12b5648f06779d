"""A graph written to files that other tools read: one module a format, told by the file's ending or by name.

>>> with kg.open("graph.lbug") as graph:
...     export(Content(graph.store), Path("graph.graphml"))
Counts(actors=45, facts=110, articles=0, claims=0)
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from kg.errors import KgError, UsageError
from kg.export.content import Choice, Content

__all__ = ["FORMATS", "Choice", "Content", "Counts", "Format", "export", "format_of"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each an export holds. Formats that hold facts alone have no articles and claims."""

    actors: int
    facts: int
    articles: int = 0
    claims: int = 0


class Writer(Protocol):
    """What a format's module is: `write` puts content into a file, or a folder, that is not there yet."""

    def write(self, content: Content, path: Path) -> Counts:
        """Write it all."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module in this package, the endings that mean it, what reads it, and what must be installed."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    reads: str
    folder: bool = False
    extra: str | None = None


FORMATS = (
    Format("jsonl", "jsonl", (".jsonl",), "kg import; whatever reads a JSON object a line"),
    Format("graphml", "graphml", (".graphml",), "networkx, Gephi, yEd, igraph (facts and actors)"),
    Format("gexf", "gexf", (".gexf",), "Gephi, networkx (facts and actors)"),
    Format("node-link", "nodelink", (".json",), "networkx, D3 (facts and actors)"),
    Format("cypher", "cypher", (".cypher", ".cql"), "cypher-shell, Neo4j Browser"),
    Format("csv", "csv", (".csv",), "neo4j-admin database import, LOAD CSV", folder=True),
    Format("rdf", "rdf", (".ttl",), "whatever reads RDF in Turtle", extra="rdf"),
    Format("parquet", "parquet", (".parquet",), "pandas, DuckDB, Arrow", folder=True, extra="parquet"),
)


def export(content: Content, path: Path, *, to: str | None = None, force: bool = False) -> Counts:
    """Write `content` to `path`, in the format named or that its ending means.

    The whole stands under that name, or nothing: what is written is put there at the end. Raises `UsageError` for a format
    that is unknown and for a path that is there (unless `force`), `KgError` where a package that the format needs is
    not installed.
    """
    format = format_of(path, to)
    if path.exists() and not force:
        raise UsageError(
            f"{path} is there already.", remedy="Choose another name, or replace it with --force."
        )
    try:
        writer: Writer = import_module(f"kg.export.{format.module}")
    except ImportError as error:
        if format.extra is None or (error.name or "").startswith("kg."):
            raise
        raise KgError(
            f"{format.name} needs {error.name}.", remedy=f"Install it: `pip install 'kg[{format.extra}]'`."
        ) from None
    with _in_its_place(path) as beside:
        return writer.write(content, beside)


def format_of(path: Path, to: str | None = None) -> Format:
    """The format called `to`, else that of the path's ending. Raises `UsageError` for none."""
    found = [f for f in FORMATS if (f.name == to if to else path.suffix.lower() in f.suffixes)]
    if found:
        return found[0]
    what = f"There is no format «{to}»." if to else f"{path}: this ending says no format."
    raise UsageError(what, remedy=f"Give one with --to: {', '.join(f.name for f in FORMATS)}.")


@contextmanager
def _in_its_place(path: Path) -> Iterator[Path]:
    """A path in a new folder beside `path`; what was written there takes its place at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    try:
        beside = folder / path.name
        yield beside
        if path.is_dir() and not path.is_symlink():
            os.replace(path, folder / "replaced")  # noqa: PTH105 - both are paths of this disk
        os.replace(beside, path)  # noqa: PTH105
    finally:
        shutil.rmtree(folder, ignore_errors=True)
