"""The server store, on a real server."""

from __future__ import annotations

import dataclasses
import socket
import threading

import neo4j
import pytest
import small_graph as world
from small_graph import ONTOLOGY, graph_of, pact, sample, small_ontology

from kg.errors import StoreError, StoreUnavailable, StoreVersionError
from kg.stores import Edge, Node, Path, open_store, schema, write
from kg.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(neo4j_store):
    return neo4j_store()


@pytest.fixture
def driver(empty_neo4j):
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        yield driver


def test_writing_twice_changes_nothing(store) -> None:
    first = store.write(sample())
    assert (first.articles, first.claims, first.facts) == (3, 9, 10)
    once = graph_of(store)
    assert store.write(sample()).unchanged == 3
    assert graph_of(store) == once
    assert store.known(["article-pact", "x"]) == {"article-pact": (pact().article.digest, "test 1")}


def test_removal_takes_back_exactly_what_was_added(store, empty_neo4j) -> None:
    store.write(sample()[1:])
    without = graph_of(store)
    store.write([pact()])
    assert graph_of(store) != without
    assert store.remove(["article-pact", "never there"]) == 1
    assert graph_of(store) == without
    store.remove([each.article.id for each in sample()])
    assert store.run("MATCH (n) WHERE NOT n:Meta RETURN count(n)").rows == ((0,),)


def test_the_schema_is_on_the_server(store, driver) -> None:
    driver.execute_query("MATCH (m:Meta) DELETE m")
    store.init(reference=False)
    constraints = driver.execute_query("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties").records
    unique = {
        (row["labelsOrTypes"][0], *row["properties"]) for row in constraints if "UNIQUENESS" in row["type"]
    }
    types = {edge.name for edge in schema.fact_types(ONTOLOGY)}
    assert unique >= {(type, "id") for type in types} | {(node.label, "id") for node in schema.NODES}
    indexes = driver.execute_query("SHOW INDEXES YIELD name, type, state").records
    assert {row["name"] for row in indexes if row["type"] == "FULLTEXT"} >= {"actor_names", "claim_sentences"}
    assert {row["state"] for row in indexes} == {"ONLINE"}


def test_nothing_of_the_schema_warns(store, driver) -> None:
    store.init(reference=False)
    statements = [f"MATCH (:Actor)-[r:`{edge.name}`]->() RETURN r" for edge in schema.edge_types(ONTOLOGY)]
    statements += [f"MATCH (n:{label}) RETURN n" for label in schema.KIND_LABELS.values()]
    keys = {key.name for node in schema.NODES for key in node.properties}
    keys |= {key.name for edge in schema.edge_types(ONTOLOGY) for key in edge.properties}
    statements += [f"MATCH (n) RETURN n.`{key}`" for key in sorted(keys)]
    for statement in statements:
        summary = driver.execute_query(f"EXPLAIN {statement}").summary
        assert not [each for each in summary.gql_status_objects if each.is_notification], statement


def test_kinds_are_labels(store) -> None:
    store.write(sample())
    rows = store.run("MATCH (a:Country) RETURN a ORDER BY a.id").rows
    assert [row[0].labels for row in rows] == [("Actor", "Country")] * 5
    assert store.run("MATCH (a:Actor) WHERE a:Person RETURN count(a)").rows == ((2,),)


def test_values_come_as_the_stores_own(store) -> None:
    store.write(sample())
    result = store.run(
        "MATCH p=(c:Claim)-[:SUBJECT]->(a:Actor {id: $id}) "
        "RETURN a, p, date('2024-06-19') AS day, [1, 'x'] AS list",
        {"id": "country:POL", "unused": 1},
    )
    assert result.columns == ("a", "p", "day", "list")
    node, path, day, listed = result.rows[0]
    assert isinstance(node, Node)
    assert isinstance(path, Path)
    assert path.edges[0].end == "country:POL"
    assert (day, listed) == ("2024-06-19", [1, "x"])
    ((edge,),) = store.run("MATCH ()-[r:MEMBER_OF]->() WHERE r.since < '1950' RETURN r").rows
    assert isinstance(edge, Edge)
    assert (edge.start, edge.end) == ("country:USA", "org:nato")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Actor {id: 'x'})",
        "MATCH (n) WHERE 1 = 2 SET n.x = 1",
        "MATCH (n) DETACH DELETE n",
        "CALL db.createLabel('Intruder')",
        "CREATE INDEX intruder FOR (n:Actor) ON (n.qid)",
        "CREATE USER intruder SET PASSWORD 'long enough'",
        "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS",
    ],
)
def test_queries_may_only_read(store, statement) -> None:
    store.write([pact()])
    before = graph_of(store)
    with pytest.raises(StoreError, match="only read"):
        store.run(statement)
    assert graph_of(store) == before


def test_a_wrong_query_says_why(store) -> None:
    with pytest.raises(StoreError, match="Invalid input"):
        store.run("MATCH (a:Actor RETURN a")
    with pytest.raises(StoreError, match=r"parameter.*who"):
        store.run("MATCH (a:Actor {id: $who}) RETURN a")


def test_search_finds_actors_and_sentences(store) -> None:
    store.write(sample())
    hits = store.search("Putin")
    assert (hits[0].kind, hits[0].id) == ("actor", world.PUTIN.id)
    assert any(hit.kind == "sentence" and hit.article == "article-pact" for hit in hits)
    assert store.search("dprk")[0].id == "country:PRK"
    assert store.search("(*\\ ") == []
    assert {hit.id for hit in store.search("AND OR NOT")} <= {"org:nato"}
    assert len(store.search("north korea", limit=2)) == 2


def test_a_wrong_password_names_the_setting_and_shows_nothing(empty_neo4j) -> None:
    with Neo4jStore(empty_neo4j.uri, ONTOLOGY, password="not the one") as store:
        with pytest.raises(StoreError, match="refused the login of neo4j") as caught:
            store.stats()
        assert "NEO4J_PASSWORD" in caught.value.remedy
        assert "not the one" not in f"{caught.value} {store!r}"


def test_a_server_that_is_not_there(monkeypatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
    with Neo4jStore(address, ONTOLOGY, retry_seconds=0) as store:
        with pytest.raises(StoreUnavailable, match="does not answer") as caught:
            store.write([pact()])
        assert caught.value.remedy


def test_the_http_port_is_told_apart(empty_neo4j) -> None:
    if empty_neo4j.http is None:
        pytest.skip("the HTTP address of NEO4J_URI is not known; set NEO4J_HTTP")
    address = empty_neo4j.http.replace("http://", "bolt://")
    with (
        Neo4jStore(address, ONTOLOGY, retry_seconds=0) as store,
        pytest.raises(StoreUnavailable, match="Bolt"),
    ):
        store.stats()


def test_an_unknown_database_names_the_setting(empty_neo4j) -> None:
    login = {"username": empty_neo4j.user, "password": empty_neo4j.password}
    store = open_store(empty_neo4j.uri, ontology=ONTOLOGY, database="none", **login)
    with store, pytest.raises(StoreError) as caught:
        store.stats()
    assert "NEO4J_DATABASE" in caught.value.remedy


def test_settings_come_from_the_environment(empty_neo4j, monkeypatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", empty_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    with open_store(empty_neo4j.uri, ontology=ONTOLOGY) as store:
        assert store.write([pact()]).articles == 1


def test_an_added_relation_extends_the_graph(store, neo4j_store, driver) -> None:
    store.write(sample())
    extended = neo4j_store(small_ontology(digest="other", extra=("PLAYS_CHESS_WITH",)))
    extended.init(reference=False)
    with pytest.raises(StoreVersionError, match="PLAYS_CHESS_WITH"):
        neo4j_store().write([])
    driver.execute_query("DROP CONSTRAINT fact_plays_chess_with_id")


def test_another_schema_version_is_refused(store, neo4j_store, driver) -> None:
    store.write(sample())
    driver.execute_query("MATCH (m:Meta) SET m.version = 99")
    try:
        for use in (lambda s: s.run("RETURN 1"), lambda s: s.write([])):
            with pytest.raises(StoreVersionError, match="schema version 99"):
                use(neo4j_store())
    finally:
        driver.execute_query("MATCH (m:Meta) DELETE m")


def test_a_loss_on_the_way_is_an_error_and_nothing_is_kept(store, monkeypatch) -> None:
    store.write([pact()])
    before = graph_of(store)
    insert = write._insert
    monkeypatch.setattr(
        write,
        "_insert",
        lambda tx, rows: insert(
            tx, dataclasses.replace(rows, mentions=[{**rows.mentions[0], "end": "org:no"}])
        ),
    )
    with pytest.raises(StoreError, match="1 sent but 0 stored"):
        store.write(sample())
    monkeypatch.undo()
    assert graph_of(store) == before


def test_a_conflict_with_another_writer_is_tried_again(store, driver, monkeypatch) -> None:
    """Another transaction makes one of our actors between our check and our write."""
    store.init(reference=False)
    lost = []

    def conflict(tx: neo4j.ManagedTransaction) -> None:
        tx.run("CREATE (:Actor {id: 'country:PRK', kind: 'country'})").consume()

    put = write.put

    def once_too_late(tx, *rest):
        if not lost:
            lost.append(True)
            with driver.session() as session:
                thread = threading.Thread(target=session.execute_write, args=(conflict,))
                thread.start()
                thread.join()
            tx.run("CREATE (:Actor {id: 'country:PRK'})")
        return put(tx, *rest)

    monkeypatch.setattr(write, "put", once_too_late)
    assert store.write([pact()]).articles == 1
    assert store.run("MATCH (a:Actor {id: 'country:PRK'}) RETURN a.name").rows == (("North Korea",),)
