"""Every canned query gives the same rows on Neo4j as in the embedded store, and Neo4j warns of none.

Twice: over a graph made so that each finds something, and over a crowd of 320 articles where ties abound.
"""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest
from crowd import crowd
from neo4j_server import Server
from query_graph import PARAMETERS, readings
from small_graph import ONTOLOGY, USA

from kg.model import Reading
from kg.queries import bind, find
from kg.stores.ladybug import LadybugStore
from kg.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.neo4j

LIBRARY = find(())
READINGS = {"small": readings, "crowd": lambda: [*readings(), *crowd(320)]}


@pytest.fixture(scope="module", params=list(READINGS))
def read(request: pytest.FixtureRequest) -> list[Reading]:
    return READINGS[request.param]()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, read: list[Reading]) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("graph") / "graph.lbug", ONTOLOGY)
    store.write(read)
    return store


@pytest.fixture(scope="module")
def driver(neo4j_server: Server) -> Iterator[neo4j.Driver]:
    server = neo4j_server
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        yield driver


@pytest.fixture(scope="module")
def server(neo4j_server: Server, driver: neo4j.Driver, read: list[Reading]) -> Iterator[Neo4jStore]:
    driver.execute_query("MATCH (n) WHERE NOT n:Meta DETACH DELETE n")
    with Neo4jStore(
        neo4j_server.uri, ONTOLOGY, username=neo4j_server.user, password=neo4j_server.password
    ) as store:
        # In the other order: rows must not come in the order of writing.
        store.write(read[::-1])
        yield store


@pytest.mark.parametrize("name", LIBRARY.queries)
def test_rows_are_the_same(server: Neo4jStore, embedded: LadybugStore, name: str) -> None:
    there, here = (LIBRARY.run(store, name, PARAMETERS[name]) for store in (server, embedded))
    assert there.rows
    assert there == here


@pytest.mark.parametrize("name", [name for name, query in LIBRARY.queries.items() if "$limit" in query.text])
def test_few_rows_are_the_first_ones(server: Neo4jStore, name: str) -> None:
    every = LIBRARY.run(server, name, PARAMETERS[name])
    assert LIBRARY.run(server, name, {**PARAMETERS[name], "limit": 1}).rows == every.rows[:1]


@pytest.mark.parametrize("name", LIBRARY.queries)
def test_neo4j_warns_of_nothing(server: Neo4jStore, driver: neo4j.Driver, name: str) -> None:
    query = LIBRARY.queries[name]
    # The whole file with its comments, as Neo4j Browser runs it.
    source = query.path.read_text(encoding="utf-8")
    _, summary, _ = driver.execute_query(f"EXPLAIN {source}", bind(query, PARAMETERS[name]))
    assert [str(status) for status in summary.gql_status_objects if status.is_notification] == []


def test_a_plan_is_told_by_either_store(server: Neo4jStore, embedded: LadybugStore) -> None:
    there, here = (LIBRARY.explain(store, "allies", PARAMETERS["allies"]) for store in (server, embedded))
    assert "ProduceResults" in there
    assert "RESULT_COLLECTOR" in here
    assert all(USA.id in told for told in (there, here))


def test_a_warning_of_neo4j_would_be_seen(server: Neo4jStore, driver: neo4j.Driver) -> None:
    _, summary, _ = driver.execute_query("EXPLAIN MATCH (n:Nobody) RETURN n")
    assert any(status.is_notification for status in summary.gql_status_objects)
