"""Exports for Neo4j, run and loaded by a real server."""

from __future__ import annotations

import functools
import http.server
import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from hostile_graph import hostile
from neo4j_server import NoServerError, importing
from small_graph import ONTOLOGY, graph_of, sample

from kg.export import Content, export
from kg.export.csv import LIST
from kg.stores.ladybug import LadybugStore
from kg.stores.neo4j import Neo4jStore
from loaders import load_all

pytestmark = pytest.mark.neo4j


def filled(graph: dict) -> dict:
    """The things of the graph without empty texts and lists, which CSV does not tell from missing ones."""
    empty = re.compile(r"\('\w+', (?:''|\[\])\)(?:, )?")
    return {
        kind: [(*thing[:-1], empty.sub("", thing[-1]).replace(", ]", "]")) for thing in found]
        for kind, found in things(graph).items()
    }


@pytest.fixture
def content(tmp_path: Path) -> Content:
    store = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    store.write([*sample(), hostile()])
    return Content(store)


@pytest.fixture
def server(neo4j_store):
    store = neo4j_store()
    store.init(reference=False)
    return store


def things(graph: dict) -> dict:
    return {"nodes": [node for node in graph["nodes"] if "Meta" not in node[1]], "edges": graph["edges"]}


def test_the_script_makes_the_same_graph(content, server, empty_neo4j, tmp_path: Path) -> None:
    export(content, tmp_path / "all.cypher")
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        for line in (tmp_path / "all.cypher").read_text(encoding="utf-8").split(";\n"):
            if line.strip() and not line.startswith("//"):
                driver.execute_query(line)
            elif "\n" in line:
                driver.execute_query(line.split("\n", 1)[1])
    direct = graph_of(server)
    server.remove([article["id"] for article, _, _ in content.articles()])
    server.write([*sample(), hostile()])
    assert things(direct) == things(graph_of(server))


def test_an_import_on_the_server_gives_the_same_graph(content, server, tmp_path: Path) -> None:
    export(content, tmp_path / "all.jsonl")
    server.write(list(load_all([tmp_path / "all.jsonl"], ONTOLOGY)))
    imported = graph_of(server)
    export(Content(server), tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text() == (tmp_path / "all.jsonl").read_text()
    server.remove([article["id"] for article, _, _ in content.articles()])
    server.write([*sample(), hostile()])
    assert things(imported) == things(graph_of(server))


def test_neo4j_admin_imports_the_csv_with_the_command_that_lies_beside_it(
    content, server, tmp_path: Path
) -> None:
    export(content, tmp_path / "out", to="csv")
    told = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    command = re.search(r"^neo4j-admin (.*?)\n\n", told, re.MULTILINE | re.DOTALL)
    assert command
    server.write([*sample(), hostile()])
    direct = graph_of(server)
    try:
        with (
            importing(shlex.split(command[1].replace("\\\n", " ")), tmp_path / "out") as made,
            Neo4jStore(made.uri, ONTOLOGY, username=made.user, password=made.password) as store,
        ):
            store.init(reference=False)
            assert filled(graph_of(store)) == filled(direct)
    except NoServerError as reason:
        pytest.skip(f"neo4j-admin: {reason}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The folder over HTTP, which LOAD CSV reads as well as files of the server's own."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_address[1]}"
        web.shutdown()


def test_the_server_loads_the_csv(content, empty_neo4j, served: str, tmp_path: Path) -> None:
    counts = export(content, tmp_path / "out", to="csv")
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:

        def rows(name: str, returned: str) -> list:
            text = f"LOAD CSV WITH HEADERS FROM '{served}/out/{name}.csv' AS row RETURN {returned}"
            return driver.execute_query(text).records

        actors = rows(
            "actors", "row['id:ID(Actor)'] AS id, row.name AS name, row['aliases:string[]'] AS aliases"
        )
        assert {row["id"]: row["name"] for row in actors} == {a["id"]: a["name"] for a in content.actors()}
        aliases = {a["id"]: LIST.join(a["aliases"] or ()) or None for a in content.actors()}
        assert {row["id"]: row["aliases"] for row in actors} == aliases
        assert rows("facts", "count(*) AS n")[0]["n"] == counts.facts
        sentences = rows("claims", "row['id:ID(Claim)'] AS id, row.sentence AS sentence")
        stated = {claim["id"]: claim["sentence"] for _, claims, _ in content.articles() for claim in claims}
        assert {row["id"]: row["sentence"] for row in sentences} == stated
