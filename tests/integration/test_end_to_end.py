"""The main job by the command line: the samples on a real Neo4j and in the embedded file, every query on both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j_server import Server

from kg import queries
from kg.names import Names
from kg.ontology import load
from kg.stores import Store, open_store

pytestmark = pytest.mark.neo4j

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
PACT = "docs/samples/2024-06-21-russia-north-korea-pact.md"
GIVEN = {
    "since": "2024-06-01",
    "actor": "Russia",
    "other": "North Korea",
    "attacked": "South Korea",
    "state": "Russia",
    "bloc": "NATO",
    "day": "2024-06-21",
}
"""What the queries are asked about; a parameter that is not here has a default."""


def kg(*words: str, server: Server, password: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KG_", "NEO4J_"))},
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password if password is None else password,
    }
    command = [sys.executable, "-c", "from kg.cli import main; main()", *words]
    return subprocess.run(
        command, cwd=SAMPLES.parents[1], env=env, capture_output=True, text=True, check=False
    )


def stats(store: str, server: Server) -> Any:
    shown = json.loads(kg("stats", "--store", store, "--format", "json", server=server).stdout)
    for row in shown:
        row.pop("store", None)
    return shown


@pytest.fixture(scope="module")
def server(neo4j_server: Server) -> Iterator[Server]:
    """The server with the samples and the reference claims, ingested by the command line."""
    with neo4j.GraphDatabase.driver(
        neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)
    ) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        done = kg("ingest", "docs/samples", "--store", neo4j_server.uri, server=neo4j_server)
        assert done.returncode == 0, done.stderr
        yield neo4j_server
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="module")
def file(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same in an embedded file."""
    path = str(tmp_path_factory.mktemp("graph") / "graph.lbug")
    done = kg("ingest", "docs/samples", "--store", path, server=server)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def stores(server: Server, file: str) -> Iterator[tuple[Store, Store]]:
    login = {"username": server.user, "password": server.password}
    with open_store(server.uri, **login) as there, open_store(file) as here:
        yield there, here


def test_both_hold_the_same(server: Server, file: str) -> None:
    there = stats(server.uri, server)
    assert there == stats(file, server)
    assert there[0]["articles"] == len(list(SAMPLES.glob("*.md"))) + 3  # the three reference datasets


@pytest.mark.parametrize("name", list(queries.find(()).queries))
def test_every_canned_query_gives_the_same_rows(stores: tuple[Store, Store], name: str) -> None:
    library = queries.find(())
    names = Names(load())
    params = {p.name: GIVEN[p.name] for p in library.get(name).params if p.required and p.name in GIVEN}
    there, here = stores
    if name == "claims-behind-a-fact":
        params = {
            "fact": there.run("MATCH ()-[f:DEFENSE_PACT]->() RETURN f.id AS id ORDER BY id LIMIT 1").rows[0][
                0
            ]
        }
    assert library.run(there, name, params, names.resolve) == library.run(here, name, params, names.resolve)


def test_the_pact_is_answered_with_its_sentence(server: Server) -> None:
    told = kg("why", "Moscow", "Pyongyang", "--store", server.uri, "--format", "jsonl", server=server)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert any(row["relation"] == "DEFENSE_PACT" and "treaty" in row["sentence"] for row in rows)


def test_a_second_ingest_changes_nothing(server: Server) -> None:
    before = stats(server.uri, server)
    again = kg("ingest", "docs/samples", "--store", server.uri, "--format", "json", server=server)
    assert again.returncode == 0
    assert json.loads(again.stdout)[0]["unchanged"] == len(list(SAMPLES.glob("*.md")))
    assert stats(server.uri, server) == before


def test_removing_an_article_takes_back_what_it_added(server: Server) -> None:
    before = stats(server.uri, server)
    assert kg("remove", PACT, "--store", server.uri, server=server).returncode == 0
    without = stats(server.uri, server)
    assert without[0]["articles"] == before[0]["articles"] - 1
    assert without[0]["claims"] < before[0]["claims"]
    assert kg("ingest", PACT, "--store", server.uri, server=server).returncode == 0
    assert stats(server.uri, server) == before


def test_a_wrong_password_names_the_remedy(server: Server) -> None:
    told = kg("stats", "--store", server.uri, server=server, password="not-this-one")
    assert told.returncode == 1
    assert "NEO4J_PASSWORD" in told.stderr
    assert "Traceback" not in told.stderr
    assert "not-this-one" not in told.stderr + told.stdout


def test_the_doctor_finds_the_server(server: Server) -> None:
    told = kg("doctor", "--store", server.uri, "--format", "json", server=server)
    assert told.returncode == 0, told.stderr
    assert any("articles" in str(row) for row in json.loads(told.stdout))
