"""Batches, failures and counts of an ingest, with a store and a reader that fail where they are told to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from small_graph import PRK, RUS, claim, end

from kg.errors import PipelineError, StoreError, StoreLocked, StoreUnavailable
from kg.ingest import MAX_FAILURES, Problem, Summary, ingest
from kg.model import Article, Reading
from kg.stores import Written
from loaders import Reason, Reject


class FakeStore:
    """Keeps articles by id; refuses to write those in `bad`."""

    def __init__(self, bad: Iterable[str] = (), error: type[StoreError] = StoreError) -> None:
        self.kept: dict[str, tuple[str, str]] = {}
        self.batches: list[list[str]] = []
        self.bad = set(bad)
        self.error = error

    def known(self, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
        return {id: self.kept[id] for id in articles if id in self.kept}

    def write(self, readings: Sequence[Reading]) -> Written:
        ids = [reading.article.id for reading in readings]
        if self.bad & set(ids):
            raise self.error("no room", remedy="Make room.")
        self.batches.append(ids)
        replaced = sum(id in self.kept for id in ids)
        self.kept |= {r.article.id: (r.article.digest, r.extractor) for r in readings}
        return Written(len(ids), replaced, 0, sum(len(r.claims) for r in readings), 1)


class FakeReader:
    """One claim for each article; falls over those in `bad`."""

    version = "test 1"

    def __init__(self, bad: Iterable[str] = ()) -> None:
        self.bad = set(bad)
        self.seen: list[str] = []

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if article.id in self.bad:
                raise IndexError("a defect")
            self.seen.append(article.id)
            said = claim(article.id, end(RUS), "DEFENSE_PACT", end(PRK))
            yield Reading(article, (said,), (), {"hypothetical": 2}, ("odd language",), self.version)


def articles(count: int) -> list[Article]:
    return [Article.of(f"text {n}", id=f"a{n}") for n in range(count)]


def run(store: Any, items: Iterable[Any], reader: FakeReader | None = None, **options: Any) -> Summary:
    return ingest(store, items, lambda: reader or FakeReader(), **options)  # type: ignore[arg-type, return-value]


def test_batches_and_counts() -> None:
    store = FakeStore()
    seen: list[int] = []
    summary = run(store, articles(5), batch=2, progress=lambda s: seen.append(s.seen))
    assert store.batches == [["a0", "a1"], ["a2", "a3"], ["a4"]]
    assert seen == [2, 4, 5]
    assert summary.written == Written(5, 0, 0, 5, 3)
    assert (summary.drops, summary.warnings) == ({"hypothetical": 10}, 5)


def test_what_is_there_is_not_read_again() -> None:
    store, reader = FakeStore(), FakeReader()
    run(store, articles(3), reader)
    changed = [*articles(2), Article.of("another text", id="a2")]
    summary = run(store, changed, reader)
    assert summary.written == Written(1, 1, 2, 1, 1)
    assert reader.seen == ["a0", "a1", "a2", "a2"]


def test_readings_need_no_reader() -> None:
    def never() -> Any:
        raise AssertionError("the pipeline was loaded")

    ready = list(FakeReader().read(articles(2)))
    assert ingest(FakeStore(), ready, never).written.articles == 2  # type: ignore[arg-type]


def test_of_one_id_twice_the_later_stays() -> None:
    store = FakeStore()
    first, second = Article.of("one", id="a"), Article.of("two", id="a")
    assert run(store, [first, second]).written == Written(2, 1, 0, 2, 2)
    assert store.kept["a"][0] == second.digest


def test_an_article_that_cannot_be_read_costs_no_other() -> None:
    store, told = FakeStore(), list[Problem]()
    summary = run(store, articles(4), FakeReader(bad=["a1"]), report=told.append)
    assert sorted(store.kept) == ["a0", "a2", "a3"]
    assert summary.rejected == {Reason.FAILED: 1}
    (reject,) = (problem for problem in told if isinstance(problem, Reject))
    assert reject.article == "a1"
    assert "IndexError: a defect" in reject.message


def test_an_article_that_cannot_be_stored_costs_no_other() -> None:
    store, told = FakeStore(bad=["a2"]), list[Problem]()
    summary = run(store, articles(4), report=told.append)
    assert sorted(store.kept) == ["a0", "a1", "a3"]
    assert summary.rejected == {Reason.FAILED: 1}
    assert any(isinstance(problem, Reject) and "no room" in problem.message for problem in told)


def test_a_store_that_refuses_everything_is_no_articles_fault() -> None:
    store = FakeStore(bad=[f"a{n}" for n in range(20)])
    told: list[Problem] = []
    with pytest.raises(StoreError, match="no room"):
        run(store, articles(20), report=told.append)
    assert len(told) == MAX_FAILURES - 1
    with pytest.raises(StoreError, match="no room"):
        run(store, articles(1))


@pytest.mark.parametrize("error", [StoreUnavailable, StoreLocked])
def test_a_store_that_is_gone_stops_at_once_and_keeps_what_is_done(error: type[StoreError]) -> None:
    store = FakeStore(bad=["a2"], error=error)
    with pytest.raises(error):
        run(store, articles(6), batch=2)
    assert sorted(store.kept) == ["a0", "a1"]
    store.bad.clear()
    assert run(store, articles(6), batch=2).written == Written(4, 0, 2, 4, 2)


def test_a_missing_pipeline_is_no_articles_fault() -> None:
    def missing() -> Any:
        raise PipelineError("not installed")

    with pytest.raises(PipelineError):
        ingest(FakeStore(), articles(2), missing)  # type: ignore[arg-type]


def test_rejects_pass_through() -> None:
    reject = Reject("x.txt", Reason.EMPTY, "the file is empty", "Leave it out.")
    told: list[Problem] = []
    summary = run(FakeStore(), [reject, *articles(1), reject], report=told.append)
    assert (summary.rejected, summary.written.articles) == ({Reason.EMPTY: 2}, 1)
    assert told.count(reject) == 2


def test_a_dry_run_counts_and_writes_nothing() -> None:
    store = FakeStore()
    run(store, articles(2))
    before = dict(store.kept)
    items = [articles(1)[0], Article.of("changed", id="a1"), Article.of("new", id="a9")]
    assert run(store, items, dry_run=True).written == Written(2, 1, 1, 2)
    assert store.kept == before


def test_unsure_claims_are_left_out_and_come_back_when_asked_for() -> None:
    store, reader = FakeStore(), FakeReader()
    sure = run(store, articles(2), reader, min_confidence=0.99)
    assert sure.written.claims == 0
    assert sure.drops["less sure than 0.99"] == 2
    assert run(store, articles(2), reader, min_confidence=0.99).written.unchanged == 2
    assert run(store, articles(2), reader).written == Written(2, 2, 0, 2, 1)
