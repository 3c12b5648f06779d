"""What brings articles in. Knows files and formats, and nothing of graphs.

>>> for item in loaders.load(["news/", "more.jsonl.gz", "-"]):
...     item   # a kg.model.Article, or a Reject that says why and what to do

A format is a file in `articles/` and a line in `registry.py`.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from kg.model import Article, Reading
from kg.ontology import Ontology
from loaders.archives import members
from loaders.article import MAX_CHARACTERS, canonical
from loaders.claims import is_claims, read_claims
from loaders.fields import FIELDS
from loaders.graph import is_graph, read_graph
from loaders.lines import first_line
from loaders.reference import DATASETS, dataset_of
from loaders.registry import FORMATS, LOADERS, Loader, choose, named
from loaders.reject import Reason, Reject
from loaders.source import (
    READ_ERRORS,
    Address,
    Meter,
    Source,
    UnsafeError,
    find,
    member,
    open_source,
    readable,
)

if TYPE_CHECKING:
    from loaders.web import Fetcher

__all__ = [
    "DATASETS",
    "FORMATS",
    "LOADERS",
    "MAX_CHARACTERS",
    "Loader",
    "Meter",
    "Reason",
    "Reject",
    "load",
    "load_all",
]

CLAIMS = "claims"
"""The format of what `kg extract --format jsonl` prints; `load_all` alone reads it."""
GRAPH = "graph"
"""The format of what `kg export FILE.jsonl` writes; `load_all` alone reads it."""
MAX_STEPS = 4
"""How far an address leads on: an index of sitemaps, a sitemap, a page; a feed, a page."""
Item = TypeVar("Item", bound=Article | Reading)


Read = Callable[[Source], Iterator[Item | Reject]]


@overload
def load(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    ontology: None = None,
    web: Fetcher | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Reject]: ...


@overload
def load(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    ontology: Ontology,
    web: Fetcher | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Reading | Reject]: ...


def load(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    ontology: Ontology | None = None,
    web: Fetcher | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Reject] | Iterator[Article | Reading | Reject]:
    """The articles of files, folders (deep, sorted, not the hidden), ZIP and TAR archives, gzip, bzip2 and xz of any of
    these, addresses of pages, feeds and sitemaps where there is a `web` to fetch them, standard input (`-`).

    In order, one at a time, in flat memory. What cannot be read comes as a `Reject`, and the rest goes on.
    `format` is one of FORMATS and holds for all sources; without it each is told by content and ending.
    `columns` says, by field of an article, what its column is called (`{"text": "story"}`).
    With an `ontology` it is `load_all`. Raises `UsageError` for an unknown format, at once.
    """
    if ontology is not None:
        return load_all(sources, ontology, format=format, web=web, columns=columns)
    forced = named(format) if format else None

    def read(source: Source) -> Iterator[Article | Reject]:
        return _articles(source, forced)

    return _each(sources, read, web, columns, Meter())


def load_all(
    sources: Iterable[str | Path],
    ontology: Ontology,
    *,
    format: str | None = None,
    web: Fetcher | None = None,
    columns: Mapping[str, str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Reading | Reject]:
    """As `load`; claims that `kg extract --format jsonl` wrote, graphs that `kg export` did, and reference data (see
    `loaders.reference`) come as `Reading`s, checked by `ontology`. `meter` counts what is read of the files.
    """
    forced = named(format) if format and format not in {CLAIMS, GRAPH, *DATASETS} else None

    def read(source: Source) -> Iterator[Article | Reading | Reject]:
        if format == CLAIMS or (forced is None and is_claims(first_line(source.head))):
            return read_claims(source, ontology)
        if dataset := DATASETS.get(format) if format else dataset_of(first_line(source.head)):
            return dataset.read(source, ontology)
        if format == GRAPH or (forced is None and is_graph(first_line(source.head))):
            return read_graph(source, ontology)
        return _articles(source, forced)

    return _each(sources, read, web, columns, meter or Meter())


def _each(
    sources: Iterable[str | Path],
    read: Read[Item],
    web: Fetcher | None,
    columns: Mapping[str, str] | None,
    meter: Meter,
) -> Iterator[Item | Reject]:
    fields = FIELDS.renamed(columns) if columns else FIELDS
    for found in find(sources):
        if isinstance(found, Reject):
            yield found
        elif isinstance(found, Address):
            yield from _fetched(found.url, read, web)
        else:
            try:
                with open_source(found, meter) as source:
                    yield from _within(replace(source, fields=fields), read)
            except READ_ERRORS as error:
                yield _unreadable(found, error)


def _within(source: Source, read: Read[Item]) -> Iterator[Item | Reject]:
    for found in members(source):
        if isinstance(found, Reject):
            yield found
        else:
            yield from read(found)


def _fetched(
    url: str, read: Read[Item], web: Fetcher | None, above: tuple[str, ...] = ()
) -> Iterator[Item | Reject]:
    """What an address gives, and what that leads to: the pages of a feed, the maps of a site and their pages."""
    if web is None:
        remedy = "Save the page (or `curl -o page.html URL`) and give the file."
        yield Reject(url, Reason.URL, "addresses are not fetched here", remedy)
        return
    page = web.get(url)
    if page is None:
        return
    if isinstance(page, Reject):
        yield page
        return
    failed, led = web.failed, False
    path = (*above, url)

    def follow(next_: str) -> Iterator[Any]:
        nonlocal led
        led = True
        return iter(()) if next_ in path else _fetched(next_, _articles_of, web, path)

    def _articles_of(source: Source) -> Iterator[Article | Reject]:
        return _articles(source, None)

    within = follow if len(path) < MAX_STEPS else None
    try:
        yield from _within(
            member(url, io.BytesIO(page.data), canonical(url), url=page.url, follow=within), read
        )
    except READ_ERRORS as error:
        yield _unreadable(Path(url), error)
    if web.failed > failed or not led:
        # What only leads on is asked for again when it has changed; an article may have been removed meanwhile.
        web.forget(url)


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
    if isinstance(error, UnsafeError):
        remedy = "Leave it out, or unpack by hand what you trust."
        return Reject(readable(path), Reason.UNSAFE, str(error), remedy)
    broken = isinstance(error, EOFError | zlib.error | gzip.BadGzipFile | lzma.LZMAError)
    message = (
        f"the packed data is damaged or cut: {error}"
        if broken
        else getattr(error, "strerror", None) or str(error)
    )
    remedy = "Fetch or pack the file again." if broken else "Make the file readable, or leave it out."
    return Reject(readable(path), Reason.UNREADABLE, message, remedy)
