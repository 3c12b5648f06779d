"""The same readings give the same graph on both stores, node by node and edge by edge."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_graph as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_graph import ONTOLOGY, graph_of, reprints, sample

from kg.ontology import load
from kg.stores.ladybug import LadybugStore

pytestmark = pytest.mark.neo4j


@pytest.fixture
def server(neo4j_store):
    return neo4j_store()


def same(one, other) -> None:
    """The two graphs compared thing by thing, so that a failure names the first that differs."""
    first, second = graph_of(one), graph_of(other)
    for what in ("nodes", "edges"):
        for left, right in zip(first[what], second[what], strict=False):
            assert left == right
        assert len(first[what]) == len(second[what])


def test_the_sample_is_the_same(server, tmp_path: Path) -> None:
    embedded = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    assert server.write(sample()) == embedded.write(sample())
    same(server, embedded)
    assert server.stats() == embedded.stats()
    assert server.actors() == embedded.actors()
    assert server.remove(["article-pact"]) == embedded.remove(["article-pact"])
    same(server, embedded)


def test_copies_are_the_same(server, tmp_path: Path) -> None:
    embedded = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    for each in reprints():
        assert server.write([each]) == embedded.write([each])
    same(server, embedded)
    assert server.stats() == embedded.stats()
    assert server.stats().copies == 2
    assert server.remove(["print-first"]) == embedded.remove(["print-first"])
    same(server, embedded)


def test_the_built_in_claims_are_the_same(neo4j_store, tmp_path: Path) -> None:
    ontology = load()
    server, embedded = neo4j_store(ontology), LadybugStore(tmp_path / "graph.lbug", ontology)
    written = server.init()
    assert written == embedded.init()
    assert written.claims > 1000
    same(server, embedded)
    assert server.init().unchanged == written.articles


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(world.readings(), min_size=1, max_size=3), min_size=1, max_size=3),
    st.sets(st.sampled_from(["a1", "a2", "a3"])),
)
def test_any_readings_are_the_same(server, tmp_path_factory, batches, removed) -> None:
    server.remove(["a1", "a2", "a3"])
    embedded = LadybugStore(tmp_path_factory.mktemp("graphs") / "graph.lbug", ONTOLOGY)
    for batch in batches:
        assert server.write(batch) == embedded.write(batch)
    same(server, embedded)
    assert server.remove(removed) == embedded.remove(removed)
    same(server, embedded)
