"""Articles into a store: batch by batch, what is there already skipped, what cannot be read told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Article, Reading
from kg.stores import Store, Written
from loaders import Reject

if TYPE_CHECKING:
    from kg.extract import Extractor

BATCH = 50
"""Articles a transaction: small enough that an interruption costs little, large enough to parse in bulk."""


@dataclass
class Summary:
    """What an ingest did, so far."""

    written: Written = field(default_factory=Written)
    drops: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Articles done with, whatever came of them."""
        return self.written.articles + self.written.replaced + self.written.unchanged


def ingest(
    store: Store,
    items: Iterable[Article | Reading | Reject],
    extractor: Callable[[], Extractor],
    *,
    batch: int = BATCH,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Load articles (or readings made before) into `store`, `batch` of them a transaction.

    `extractor` is called at the first article that must be read: a rerun over what is there loads no pipeline.
    Interrupted, all finished batches stay; the same call again does the rest.
    """
    summary = Summary()
    reader: Extractor | None = None
    for group in _batches(items, batch, summary):
        articles = [item for item in group if isinstance(item, Article)]
        readings = [item for item in group if isinstance(item, Reading)]
        if articles:
            reader = reader or extractor()
            fresh = _unknown(store, articles, reader.version)
            summary.written += Written(unchanged=len(articles) - len(fresh))
            readings += reader.read(fresh)
        if readings:
            summary.written += store.write(readings)
        for reading in readings:
            summary.drops.update(reading.drops)
            summary.warnings += reading.warnings
        progress(summary)
    return summary


def _unknown(store: Store, articles: list[Article], version: str) -> list[Article]:
    """The articles that the store has not, or has in another wording or as read by another version."""
    known = store.known(article.id for article in articles)
    return [a for a in articles if known.get(a.id) != (a.digest, version)]


def _batches(
    items: Iterable[Article | Reading | Reject], size: int, summary: Summary
) -> Iterator[list[Article | Reading]]:
    """Groups of `size`, each id once a group so that a later one replaces the earlier; rejects set aside."""
    group: dict[str, Article | Reading] = {}
    for item in items:
        if isinstance(item, Reject):
            summary.rejects.append(item)
            continue
        id = item.id if isinstance(item, Article) else item.article.id
        if id in group:
            yield list(group.values())
            group = {}
        group[id] = item
        if len(group) >= size:
            yield list(group.values())
            group = {}
    if group:
        yield list(group.values())
