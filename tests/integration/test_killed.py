"""An ingest killed between any two steps leaves nothing half done, and a rerun ends in the same graph."""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import zipfile
from pathlib import Path

import pytest
from dying_ingest import ingest, load
from small_graph import ONTOLOGY, graph_of, reprints, sample

from kg.claimjson import claim_to_json
from kg.stores.ladybug import LadybugStore

WHOLE = [*sample(), *reprints()]
SPREAD = sorted(random.Random(20).sample(range(122), 20))
"""Steps after the schema is made at which to die, drawn at random from all that the articles take."""

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["dying_ingest"])


def killed(url: str, *, steps: int, password: str = "", archive: Path | None = None) -> bool:
    """Ingest in a process of its own that dies at that step; whether it came to that."""
    process = processes.Process(target=ingest, args=(url, password, steps, archive))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


@pytest.fixture(scope="module")
def graphs(tmp_path_factory) -> list[dict]:
    """What the graph is after none, one, two … and all of the articles."""
    store = LadybugStore(tmp_path_factory.mktemp("graphs") / "whole.lbug", ONTOLOGY)
    store.init(reference=False)
    made = [graph_of(store)]
    for reading in WHOLE:
        store.write([reading])
        made.append(graph_of(store))
    return made


@pytest.mark.parametrize("steps", SPREAD)
def test_killed_on_the_embedded_store(graphs, tmp_path: Path, steps) -> None:
    store = LadybugStore(tmp_path / "killed.lbug", ONTOLOGY)
    store.init(reference=False)
    assert killed(store.url, steps=steps)
    assert graph_of(store) in graphs
    store.write(WHOLE)
    assert graph_of(store) == graphs[-1]


@pytest.mark.parametrize("steps", [1, 30, 66])
def test_killed_while_the_tables_are_made(graphs, tmp_path: Path, steps) -> None:
    store = LadybugStore(tmp_path / "killed.lbug", ONTOLOGY)
    assert killed(store.url, steps=steps)
    store.write(WHOLE)
    assert graph_of(store) == graphs[-1]


@pytest.mark.neo4j
@pytest.mark.parametrize("steps", SPREAD)
def test_killed_on_the_server(graphs, empty_neo4j, neo4j_store, steps) -> None:
    store = neo4j_store()
    store.init(reference=False)
    assert killed(empty_neo4j.uri, steps=steps, password=empty_neo4j.password)
    assert graph_of(store) in graphs
    store.write(WHOLE)
    assert graph_of(store) == graphs[-1]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The claims of the sample, as `kg extract` prints them, a file an article in a ZIP archive."""
    path = tmp_path / "claims.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for n, reading in enumerate(sample()):
            rows = [claim_to_json(claim, reading.article, ONTOLOGY) for claim in reading.claims]
            packed.writestr(f"{n}.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@pytest.mark.parametrize("steps", [1, 9, 26])
def test_a_rerun_of_an_archive_completes_it(tmp_path: Path, archive: Path, steps) -> None:
    whole, store = (LadybugStore(tmp_path / f"{name}.lbug", ONTOLOGY) for name in ("whole", "killed"))
    for one in (whole, store):
        one.init(reference=False)
    load(whole, archive)
    assert killed(store.url, steps=steps, archive=archive)
    load(store, archive)
    assert graph_of(store) == graph_of(whole)
