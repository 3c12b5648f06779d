"""Copies of one story in a store: what facts count of them, whatever comes, goes and changes in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
import small_graph as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_graph import ONTOLOGY, POL, USA, claim, end, graph_of, printed, reprints
from story_texts import AGENCY, CUT, ELSEWHERE, OWN

from kg.model import Origin, Reading
from kg.stores.ladybug import LadybugStore
from kg.stories import signature


@pytest.fixture
def store(tmp_path: Path) -> LadybugStore:
    return LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)


def stories_of(store: LadybugStore) -> dict[str, str]:
    """The story of each article, of which its claims must be too."""
    articles = dict(store.run("MATCH (a:Article) RETURN a.id, a.story").rows)
    claims = store.run("MATCH (c:Claim) RETURN DISTINCT c.article, c.story").rows
    assert set(claims) <= set(articles.items())
    return articles


def counts(store: LadybugStore) -> tuple[int, int]:
    """Mentions and sources of the one fact."""
    ((mentions, sources),) = store.run("MATCH ()-[f:THANKS]->() RETURN f.mentions, f.sources").rows
    return mentions, sources


def fresh(path: Path, readings: list[Reading]) -> LadybugStore:
    store = LadybugStore(path, ONTOLOGY)
    store.write(readings)
    return store


def test_copies_count_once(store) -> None:
    written = [store.write([each]) for each in reprints()]
    assert [each.copies for each in written] == [0, 0, 1, 1]
    assert stories_of(store) == {
        "print-cut": "print-first",
        "print-late": "print-first",
        "print-first": "print-first",
        "print-own": "print-own",
    }
    # The Herald prints both stories, and nothing more can be told from the others.
    assert counts(store) == (4, 1)
    assert store.stats().copies == 2


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    graphs = []
    for number, order in enumerate(permutations(reprints())):
        if number % 5 == 0:
            store = LadybugStore(tmp_path / f"{number}.lbug", ONTOLOGY)
            copies = sum(store.write([each]).copies for each in order)
            assert copies == 2
            graphs.append(graph_of(store))
    whole = fresh(tmp_path / "whole.lbug", reprints())
    assert all(graph == graph_of(whole) for graph in graphs)


def test_the_same_again_changes_nothing(store) -> None:
    store.write(reprints())
    once = graph_of(store)
    again = [store.write([each]) for each in reprints()]
    assert all((each.articles, each.copies) == (0, 0) for each in again)
    assert graph_of(store) == once


def test_two_stories_of_two_papers_count_two(store) -> None:
    store.write([printed("a", AGENCY, "The Courier"), printed("b", OWN, "The Herald")])
    assert counts(store) == (2, 2)
    store.write([printed("c", CUT, "The Tribune")])
    assert counts(store) == (3, 2)


def test_papers_without_a_name_count_as_stories_do(store) -> None:
    store.write([printed("a", AGENCY, None), printed("b", CUT, None), printed("c", OWN, None)])
    assert counts(store) == (3, 2)


def test_a_dataset_counts_by_itself(store) -> None:
    row = claim("data", end(USA), "THANKS", end(POL), origin=Origin.REFERENCE, key="1")
    dataset = world.reading("data", row, source="a dataset", published=None)
    store.write([*reprints()[2:], dataset])
    assert counts(store) == (3, 2)


def test_the_first_of_a_story_is_removed(store, tmp_path: Path) -> None:
    store.write(reprints())
    store.remove(["print-first"])
    left = reprints()[:3]
    assert stories_of(store)["print-late"] == "print-cut"
    assert graph_of(store) == graph_of(fresh(tmp_path / "fresh.lbug", left))


def test_what_joined_two_copies_is_removed(store, tmp_path: Path) -> None:
    first, between, last = (
        printed(id, AGENCY, f"Paper {id}", published=day)
        for id, day in (("a", "2024-06-01"), ("b", "2024-06-08"), ("c", "2024-06-15"))
    )
    store.write([first, last])
    assert counts(store) == (2, 2)
    assert store.write([between]).copies == 2
    assert counts(store) == (3, 1)
    store.remove(["b"])
    assert stories_of(store) == {"a": "a", "c": "c"}
    assert graph_of(store) == graph_of(fresh(tmp_path / "fresh.lbug", [first, last]))


def test_an_article_of_another_text_leaves_its_story(store, tmp_path: Path) -> None:
    store.write(reprints())
    changed = printed("print-first", "another text", "The Courier", published="2024-06-21")
    written = store.write([changed])
    assert (written.replaced, written.copies) == (1, 0)
    assert stories_of(store)["print-first"] == "print-first"
    assert graph_of(store) == graph_of(fresh(tmp_path / "fresh.lbug", [*reprints()[:3], changed]))
    assert store.write([reprints()[3]]).copies == 1
    assert graph_of(store) == graph_of(fresh(tmp_path / "again.lbug", reprints()))


def test_an_article_that_becomes_a_copy_is_counted(store) -> None:
    store.write([printed("a", AGENCY, "The Courier"), printed("b", OWN, "The Herald")])
    assert store.write([printed("b", ELSEWHERE, "The Herald")]).copies == 1
    assert counts(store) == (2, 1)


def test_articles_without_a_day_are_compared_with_each_other(store) -> None:
    store.write([printed("a", AGENCY, "The Courier", published=None)])
    store.write([printed("b", CUT, "The Herald", published=None), printed("c", CUT, "The Tribune")])
    assert stories_of(store) == {"a": "a", "b": "a", "c": "c"}


def test_a_date_out_of_time_harms_nothing(store) -> None:
    for day in ("0001-01-01", "9999-12-31", "2024-13-45", "tomorrow"):
        store.write([printed(day, AGENCY, day, published=day)])
    assert set(stories_of(store)) == set(stories_of(store).values())


_READINGS = st.lists(
    world.readings(ids=("a1", "a2", "a3", "a4")),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each.article.id,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_READINGS, st.data())
def test_a_reprint_never_raises_sources(tmp_path_factory, readings, data) -> None:
    store = fresh(tmp_path_factory.mktemp("graph") / "graph.lbug", readings)
    before = sources_by_fact(store)
    original = data.draw(st.sampled_from(readings))
    days = ["2024-06-18", "2024-06-20", "2024-06-24"] if original.article.published else [None]
    article = replace(
        original.article,
        id="reprint",
        source=data.draw(st.sampled_from([None, "The Courier", "The Tribune", "The Herald"])),
        published=data.draw(st.sampled_from([original.article.published, *days])),
    )
    claims = tuple(replace(each, article="reprint") for each in original.claims)
    store.write([replace(original, article=article, claims=claims)])
    if stories_of(store)["reprint"] != "reprint" or stories_of(store)[original.article.id] == "reprint":
        after = sources_by_fact(store)
        assert {id: min(after[id], count) for id, count in before.items()} == after


def sources_by_fact(store: LadybugStore) -> dict[str, int]:
    return dict(store.run("MATCH (:Actor)-[f]->(:Actor) RETURN f.id, f.sources").rows)


def test_signatures_of_the_test_texts_are_there() -> None:
    assert all(map(signature, (AGENCY, CUT, ELSEWHERE, OWN)))
