"""What brings articles in. Knows files and formats, and nothing of graphs.

>>> for item in loaders.load(["news/", "more.jsonl.gz", "-"]):
...     item   # a kg.model.Article, or a Reject that says why and what to do

A format is a file in `articles/` and a line in `registry.py`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar, overload

from kg.model import Article, Reading
from kg.ontology import Ontology
from loaders.article import MAX_CHARACTERS
from loaders.claims import is_claims, read_claims
from loaders.graph import is_graph, read_graph
from loaders.lines import first_line
from loaders.registry import FORMATS, LOADERS, Loader, choose, named
from loaders.reject import Reason, Reject
from loaders.source import READ_ERRORS, Source, find, open_source, readable

__all__ = ["FORMATS", "LOADERS", "MAX_CHARACTERS", "Loader", "Reason", "Reject", "load", "load_all"]

CLAIMS = "claims"
"""The format of what `kg extract --format jsonl` prints; `load_all` alone reads it."""
GRAPH = "graph"
"""The format of what `kg export FILE.jsonl` writes; `load_all` alone reads it."""
Item = TypeVar("Item", bound=Article | Reading)


@overload
def load(
    sources: Iterable[str | Path], *, format: str | None = None, ontology: None = None
) -> Iterator[Article | Reject]: ...


@overload
def load(
    sources: Iterable[str | Path], *, format: str | None = None, ontology: Ontology
) -> Iterator[Article | Reading | Reject]: ...


def load(
    sources: Iterable[str | Path], *, format: str | None = None, ontology: Ontology | None = None
) -> Iterator[Article | Reject] | Iterator[Article | Reading | Reject]:
    """The articles of files, folders (deep, sorted, not the hidden), `.gz` of these, standard input (`-`).

    In order, one at a time, in flat memory. What cannot be read comes as a `Reject`, and the rest goes on.
    `format` is one of FORMATS and holds for all sources; without it each is told by content and ending.
    With an `ontology` it is `load_all`. Raises `UsageError` for an unknown format, at once.
    """
    if ontology is not None:
        return load_all(sources, ontology, format=format)
    forced = named(format) if format else None

    def read(source: Source) -> Iterator[Article | Reject]:
        return _articles(source, forced)

    return _each(sources, read)


def load_all(
    sources: Iterable[str | Path], ontology: Ontology, *, format: str | None = None
) -> Iterator[Article | Reading | Reject]:
    """As `load`; claims that `kg extract --format jsonl` wrote, and graphs that `kg export` did, come as `Reading`s,
    checked by `ontology`.
    """
    forced = named(format) if format and format not in {CLAIMS, GRAPH} else None

    def read(source: Source) -> Iterator[Article | Reading | Reject]:
        if format == CLAIMS or (forced is None and is_claims(first_line(source.head))):
            return read_claims(source, ontology)
        if format == GRAPH or (forced is None and is_graph(first_line(source.head))):
            return read_graph(source, ontology)
        return _articles(source, forced)

    return _each(sources, read)


def _each(
    sources: Iterable[str | Path], read: Callable[[Source], Iterator[Item | Reject]]
) -> Iterator[Item | Reject]:
    for path in find(sources):
        if isinstance(path, Reject):
            yield path
            continue
        try:
            with open_source(path) as source:
                yield from read(source)
        except READ_ERRORS as error:
            yield _unreadable(path, error)


def _articles(source: Source, forced: Loader | None) -> Iterator[Article | Reject]:
    if forced is None and is_claims(first_line(source.head)):
        message = "these are claims, which `kg extract` wrote, not articles"
        yield source.reject(Reason.CLAIMS, message, "Load them with `kg ingest`.")
        return
    loader = choose(source, forced)
    if isinstance(loader, Reject):
        yield loader
    else:
        yield from loader.read(source)


def _unreadable(path: Path, error: Exception) -> Reject:
    broken = isinstance(error, EOFError | zlib.error | gzip.BadGzipFile)
    message = (
        f"the gzip data is damaged or cut: {error}"
        if broken
        else getattr(error, "strerror", None) or str(error)
    )
    remedy = "Fetch or pack the file again." if broken else "Make the file readable, or leave it out."
    return Reject(readable(path), Reason.UNREADABLE, message, remedy)
