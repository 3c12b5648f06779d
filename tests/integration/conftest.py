"""The real server that the tests of this folder share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import neo4j
import pytest
import small_graph
from neo4j_server import NoServerError, Server, running

from kg.ontology import Ontology
from kg.stores.neo4j import Neo4jStore


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A server whose database may be emptied: `uri`, `user`, `password`, `http`. Never skipped in CI."""
    try:
        with running() as server:
            _must_be_empty(server)
            yield server
            _empty(server)
            _query(server, "MATCH (m:Meta) DELETE m")
    except NoServerError as reason:
        if os.environ.get("CI"):
            pytest.fail(f"no Neo4j for the tests: {reason}")
        pytest.skip(f"no Neo4j for the tests: {reason}")


@pytest.fixture
def empty_neo4j(neo4j_server: Server) -> Server:
    """The server, with nothing in it but its schema."""
    _empty(neo4j_server)
    return neo4j_server


@pytest.fixture
def neo4j_store(empty_neo4j: Server) -> Iterator[Callable[..., Neo4jStore]]:
    """Makes stores on the emptied server, each with connections of its own, closed afterwards."""
    stores: list[Neo4jStore] = []

    def make(ontology: Ontology = small_graph.ONTOLOGY) -> Neo4jStore:
        server = empty_neo4j
        store = Neo4jStore(server.uri, ontology, username=server.user, password=server.password)
        stores.append(store)
        return store

    yield make
    for store in stores:
        store.close()


def _must_be_empty(server: Server) -> None:
    if not server.owned and _query(server, "MATCH (n) WHERE NOT n:Meta RETURN count(n) AS n")[0]["n"]:
        pytest.fail(
            f"{server.uri} holds data, which the tests would delete: give NEO4J_URI an empty database"
        )


def _empty(server: Server) -> None:
    _query(server, "MATCH (n) WHERE NOT n:Meta DETACH DELETE n")


def _query(server: Server, cypher: str) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        return driver.execute_query(cypher).records
