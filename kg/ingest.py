"""Articles into a store: batch by batch, what is there already skipped, what cannot be read told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.errors import KgError, PipelineError, StoreError, StoreLocked, StoreUnavailable, StoreVersionError
from kg.model import Article, Reading
from kg.settings import DEFAULT_STORY_DAYS
from kg.stores import Store, Written
from kg.stories import signature
from loaders import Reason, Reject

if TYPE_CHECKING:
    from kg.extract import Extractor

BATCH = 50
"""Articles a transaction: small enough that an interruption costs little, large enough to parse in bulk."""

READ_BATCH, CLAIMS = 100, 5_000
"""What was read before (rows of datasets, claims of a file) needs no parse: so many times BATCH, up to so many claims.
To open and tidy up the embedded file costs seconds a transaction, however small that is.
"""

MAX_FAILURES = 5
"""Articles in a row that a store may refuse, each by itself, before the store is held to be at fault."""

_NOT_THE_ARTICLES_FAULT = (PipelineError, StoreUnavailable, StoreLocked, StoreVersionError)

Problem = Reject | str
"""What a user is told on the way: an input that was left out, or a warning."""


@dataclass
class Summary:
    """What an ingest did, so far. `drops` and `rejected` count by reason."""

    written: Written = field(default_factory=Written)
    drops: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    warnings: int = 0

    @property
    def seen(self) -> int:
        """Articles done with, whatever came of them."""
        return self.written.articles + self.written.unchanged


def ingest(
    store: Store,
    items: Iterable[Article | Reading | Reject],
    extractor: Callable[[], Extractor],
    *,
    batch: int = BATCH,
    dry_run: bool = False,
    min_confidence: float = 0.0,
    story_days: int = DEFAULT_STORY_DAYS,
    progress: Callable[[Summary], None] = lambda summary: None,
    report: Callable[[Problem], None] = lambda problem: None,
) -> Summary:
    """Load articles (or readings made before) into `store`, `batch` of them a transaction.

    `extractor` is called at the first article that must be read: a rerun over what is there loads no pipeline.
    An article that cannot be read or stored is rejected by itself, and `report`ed as every reject and warning
    is. `dry_run` reads and counts, and writes nothing. Claims less sure than `min_confidence` are left out; an
    article counts as read anew when it changes. Copies of one story are looked for among the articles of `story_days` before
    and after, and with 0 not at all. Interrupted, all finished batches stay; the same call
    again does the rest. Raises what makes going on senseless: `StoreUnavailable`, `StoreLocked`, `PipelineError`;
    any `StoreError` once `MAX_FAILURES` articles in a row were refused, or when all were.
    """
    run = _Run(store, extractor, report, dry_run, min_confidence, story_days)
    for group in _batches(items, batch, run.reject):
        run.do(group)
        progress(run.summary)
    if run.refusal is not None and not run.summary.seen:
        raise run.refusal
    return run.summary


class _Run:
    """One ingest under way: its parts, and what came of it so far."""

    def __init__(
        self,
        store: Store,
        extractor: Callable[[], Extractor],
        report: Callable[[Problem], None],
        dry_run: bool,
        min_confidence: float,
        story_days: int,
    ) -> None:
        self.summary = Summary()
        self.refusal: StoreError | UnicodeError | None = None
        self._store = store
        self._extractor = extractor
        self._report = report
        self._dry_run = dry_run
        self._least = min_confidence
        self._story_days = story_days
        self._reader: Extractor | None = None
        self._failures = 0

    def do(self, group: Sequence[Article | Reading]) -> None:
        articles = [item for item in group if isinstance(item, Article)]
        readings = [item for item in group if isinstance(item, Reading)]
        if articles:
            self._reader = self._reader or self._extractor()
            fresh = _unknown(self._store, articles, _version(self._reader.version, self._least))
            self.summary.written += Written(unchanged=len(articles) - len(fresh))
            readings += self._read(fresh, self._reader)
        if readings:
            self._write([_signed(_sure(reading, self._least), self._story_days) for reading in readings])

    def reject(self, reject: Reject) -> None:
        self.summary.rejected[reject.reason] += 1
        self._report(reject)

    def _read(self, articles: Sequence[Article], reader: Extractor) -> list[Reading]:
        try:
            return list(reader.read(articles))
        except KgError:
            raise
        except Exception as error:
            # A defect met in one text must not cost the others of its batch.
            if len(articles) > 1:
                return [reading for article in articles for reading in self._read([article], reader)]
            self.reject(_failed(articles[0], f"cannot be read: {type(error).__name__}: {error}"))
            return []

    def _write(self, readings: Sequence[Reading]) -> None:
        try:
            written = self._tried(readings) if self._dry_run else self._store.write(readings)
        except _NOT_THE_ARTICLES_FAULT:
            raise
        except (StoreError, UnicodeError) as error:
            if len(readings) > 1:
                for reading in readings:
                    self._write([reading])
                return
            self.refusal = error
            self._failures += 1
            if self._failures >= MAX_FAILURES:
                raise
            self.reject(_failed(readings[0].article, f"cannot be stored: {getattr(error, 'message', error)}"))
            return
        self._failures = 0
        self.summary.written += written
        for reading in readings:
            self.summary.drops.update(reading.drops)
            self.summary.warnings += len(reading.warnings)
            for warning in reading.warnings:
                self._report(warning)

    def _tried(self, readings: Sequence[Reading]) -> Written:
        """What a write would do, as far as can be told without it."""
        known = self._store.known(reading.article.id for reading in readings)
        same = {r.article.id for r in readings if known.get(r.article.id) == (r.article.digest, r.extractor)}
        changing = [reading for reading in readings if reading.article.id not in same]
        return Written(
            articles=len(changing),
            replaced=sum(reading.article.id in known for reading in changing),
            unchanged=len(same),
            claims=sum(len({claim.id for claim in reading.claims}) for reading in changing),
        )


def _unknown(store: Store, articles: list[Article], version: str) -> list[Article]:
    """The articles that the store has not, or has in another wording or as read by another version."""
    known = store.known(article.id for article in articles)
    return [a for a in articles if known.get(a.id) != (a.digest, version)]


def _sure(reading: Reading, least: float) -> Reading:
    """The reading without the claims less sure than `least`; its version says that some may be missing."""
    if not least:
        return reading
    kept = tuple(claim for claim in reading.claims if claim.confidence >= least)
    left_out = len(reading.claims) - len(kept)
    drops = reading.drops | ({f"less sure than {least:g}": left_out} if left_out else {})
    return replace(reading, claims=kept, drops=drops, extractor=_version(reading.extractor, least))


def _signed(reading: Reading, days: int) -> Reading:
    """The reading with what its text is known by; one made before may bring that, and its days, along."""
    if not days:
        return replace(reading, signature=None, story_days=0)
    known_by = reading.signature or signature(reading.article.text)
    return replace(reading, signature=known_by, story_days=reading.story_days or days)


def _version(extractor: str, least: float) -> str:
    return f"{extractor}>={least:g}" if least else extractor


def _failed(article: Article, message: str) -> Reject:
    remedy = "The rest went on. Leave it out, or report it as a defect of kg with its text."
    return Reject(article.id, Reason.FAILED, message, remedy, article=article.id)


def _batches(
    items: Iterable[Article | Reading | Reject], size: int, reject: Callable[[Reject], None]
) -> Iterator[list[Article | Reading]]:
    """Groups of `size` articles, or of more readings that are made already; each id once a group, so that a later one
    replaces the earlier. Rejects are set aside.
    """
    group: dict[str, Article | Reading] = {}
    full = 0.0
    for item in items:
        if isinstance(item, Reject):
            reject(item)
            continue
        id = item.id if isinstance(item, Article) else item.article.id
        if id in group:
            yield list(group.values())
            group, full = {}, 0.0
        group[id] = item
        full += _share(item, size)
        if full >= 1:
            yield list(group.values())
            group, full = {}, 0.0
    if group:
        yield list(group.values())


def _share(item: Article | Reading, size: int) -> float:
    """How much of a batch an item fills."""
    if isinstance(item, Article):
        return 1 / size
    return max(1 / (size * READ_BATCH), len(item.claims) / CLAIMS)
