"""Several ingesters at once leave the counts of one."""

from __future__ import annotations

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import neo4j
import pytest
from small_graph import (
    HACKERS,
    KIM,
    ONTOLOGY,
    POL,
    PRK,
    PUTIN,
    RUS,
    SIGNATURES,
    USA,
    claim,
    end,
    graph_of,
    reading,
)  # fmt: skip

from kg.stores.ladybug import LadybugStore

pytestmark = pytest.mark.neo4j

ACTORS = (KIM, PUTIN, RUS, PRK, USA, POL, HACKERS)
STATES = {KIM.id: PRK, PUTIN.id: RUS}


def crowd(count: int, *, seed: int) -> list:
    """Articles that all speak of the same few actors and facts, some of them copies of one another."""
    rng = random.Random(seed)
    made = []
    for n in range(count):
        id = f"article-{n}"
        pairs = rng.sample(list(itertools.permutations(ACTORS, 2)), 4)
        ends = [(end(a, state=STATES.get(a.id)), end(b, state=STATES.get(b.id))) for a, b in pairs]
        verbs = [rng.choice(("MEETS", "ATTACKS", "THANKS")) for _ in ends]
        claims = [
            claim(id, a, verb, b, start=k) for k, ((a, b), verb) in enumerate(zip(ends, verbs, strict=True))
        ]
        made.append(
            reading(id, *claims, source=rng.choice(("A", "B", None)), signature=rng.choice(SIGNATURES))
        )
    return made


def batches(readings: list, size: int) -> list:
    return [readings[start : start + size] for start in range(0, len(readings), size)]


@pytest.mark.parametrize("overlap", [False, True], ids=["each its half", "both everything"])
def test_two_ingesters_leave_the_counts_of_one(neo4j_store, tmp_path: Path, overlap) -> None:
    readings = crowd(60, seed=1)
    first, second = (readings, readings[::-1]) if overlap else (readings[::2], readings[1::2])
    stores = neo4j_store(), neo4j_store()
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(ingest, store, part) for store, part in zip(stores, (first, second), strict=True)]
        written = [job.result() for job in jobs]
    assert sum(each.articles for each in written) == len(readings)
    alone = LadybugStore(tmp_path / "alone.lbug", ONTOLOGY)
    alone.write(readings)
    assert graph_of(stores[0]) == graph_of(alone)


def test_one_removes_while_the_other_adds(neo4j_store, tmp_path: Path) -> None:
    readings = crowd(60, seed=2)
    old, new = readings[:30], readings[30:]
    stores = neo4j_store(), neo4j_store()
    stores[0].write(old)
    with ThreadPoolExecutor(2) as pool:
        removing = pool.submit(lambda: [stores[0].remove([each.article.id]) for each in old])
        adding = pool.submit(ingest, stores[1], new)
        assert removing.result() == [1] * len(old)
        assert adding.result().articles == len(new)
    alone = LadybugStore(tmp_path / "alone.lbug", ONTOLOGY)
    alone.write(new)
    assert graph_of(stores[0]) == graph_of(alone)


def test_two_make_the_schema_at_once(neo4j_store, empty_neo4j) -> None:
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        driver.execute_query("MATCH (m:Meta) DELETE m")
        for row in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
            driver.execute_query(f"DROP CONSTRAINT {row['name']}")
    with ThreadPoolExecutor(2) as pool:
        assert [
            job.result().claims for job in [pool.submit(neo4j_store().init, reference=False) for _ in "ab"]
        ] == [0, 0]


def ingest(store, readings: list):
    parts = [store.write(part) for part in batches(readings, 5)]
    return sum(parts[1:], parts[0])
