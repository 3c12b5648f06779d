"""An ingest killed between any two steps leaves nothing half done, and a rerun ends in the same graph."""

from __future__ import annotations

import multiprocessing
import signal
from pathlib import Path

import pytest
from dying_ingest import ingest
from small_graph import ONTOLOGY, graph_of, sample

from kg.stores.ladybug import LadybugStore

SPREAD = (0, 1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56)
"""Steps after the schema is made at which to die: in each of the three articles, ever further apart."""

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["dying_ingest"])


def killed(url: str, *, steps: int, password: str = "") -> bool:
    """Ingest in a process of its own that dies at that step; whether it came to that."""
    process = processes.Process(target=ingest, args=(url, password, steps))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


@pytest.fixture
def graphs(tmp_path: Path) -> list[dict]:
    """What the graph is after none, one, two and all of the articles."""
    store = LadybugStore(tmp_path / "whole.lbug", ONTOLOGY)
    store.init(reference=False)
    made = [graph_of(store)]
    for reading in sample():
        store.write([reading])
        made.append(graph_of(store))
    return made


@pytest.mark.parametrize("steps", SPREAD)
def test_killed_on_the_embedded_store(graphs, tmp_path: Path, steps) -> None:
    store = LadybugStore(tmp_path / "killed.lbug", ONTOLOGY)
    store.init(reference=False)
    assert killed(store.url, steps=steps)
    assert graph_of(store) in graphs
    store.write(sample())
    assert graph_of(store) == graphs[-1]


@pytest.mark.parametrize("steps", [1, 30, 66])
def test_killed_while_the_tables_are_made(graphs, tmp_path: Path, steps) -> None:
    store = LadybugStore(tmp_path / "killed.lbug", ONTOLOGY)
    assert killed(store.url, steps=steps)
    store.write(sample())
    assert graph_of(store) == graphs[-1]


@pytest.mark.neo4j
@pytest.mark.parametrize("steps", SPREAD)
def test_killed_on_the_server(graphs, empty_neo4j, neo4j_store, steps) -> None:
    store = neo4j_store()
    store.init(reference=False)
    assert killed(empty_neo4j.uri, steps=steps, password=empty_neo4j.password)
    assert graph_of(store) in graphs
    store.write(sample())
    assert graph_of(store) == graphs[-1]
