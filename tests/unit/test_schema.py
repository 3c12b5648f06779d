"""Statements built from the declarations, as text."""

from __future__ import annotations

from small_graph import ONTOLOGY, small_ontology

from kg.stores import schema, statements
from kg.stores.schema import EdgeType, NodeType, Property

THING = NodeType("Thing", (Property("id"), Property("end", "INT64")), indexed=("end",))
JOINS = EdgeType("JOINS", "Thing", "Actor", (Property("id"), Property("origins", "STRING[]")), keyed=True)


def test_ladybug_tables() -> None:
    assert schema._build_node_table(THING) == (
        "CREATE NODE TABLE IF NOT EXISTS `Thing`(`id` STRING, `end` INT64, PRIMARY KEY(`id`))"
    )
    assert schema._build_edge_table(JOINS) == (
        "CREATE REL TABLE IF NOT EXISTS `JOINS`(FROM Thing TO Actor, `id` STRING, `origins` STRING[])"
    )
    assert schema._build_edge_table(schema.STATES) == (
        "CREATE REL TABLE IF NOT EXISTS `STATES`(FROM Article TO Claim)"
    )


def test_neo4j_constraints_and_indexes() -> None:
    assert schema._build_node_constraint(THING) == (
        "CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (n:`Thing`) REQUIRE n.`id` IS UNIQUE"
    )
    assert schema._build_edge_constraint(JOINS) == (
        "CREATE CONSTRAINT fact_joins_id IF NOT EXISTS FOR ()-[r:`JOINS`]-() REQUIRE r.`id` IS UNIQUE"
    )
    assert schema._build_index(THING, "end") == (
        "CREATE INDEX thing_end IF NOT EXISTS FOR (n:`Thing`) ON (n.`end`)"
    )
    assert schema._build_fulltext_index("things", THING, ("id", "end")) == (
        "CREATE FULLTEXT INDEX things IF NOT EXISTS FOR (n:`Thing`) ON EACH [n.`id`, n.`end`]"
    )


def test_every_relation_has_a_type_a_constraint_and_a_name() -> None:
    types = {edge.name for edge in schema.fact_types(ONTOLOGY)}
    assert types == {*ONTOLOGY.relations, "CLAIMED"}
    constraints = "\n".join(schema.neo4j_ddl(ONTOLOGY))
    tables = "\n".join(schema.ladybug_ddl(ONTOLOGY))
    names = dict.fromkeys(name for _, name in schema.neo4j_tokens(ONTOLOGY))
    for type in types:
        assert f"[r:`{type}`]-() REQUIRE r.`id` IS UNIQUE" in constraints
        assert f"CREATE REL TABLE IF NOT EXISTS `{type}`(FROM Actor TO Actor, `id` STRING" in tables
        assert type in names


def test_a_users_relation_becomes_a_type() -> None:
    extended = small_ontology(extra=("PLAYS_CHESS_WITH",))
    added = set(schema.ladybug_ddl(extended)) - set(schema.ladybug_ddl(ONTOLOGY))
    assert len(added) == 1
    assert "`PLAYS_CHESS_WITH`" in added.pop()


def test_every_property_is_known_before_it_is_used() -> None:
    names = {name for procedure, name in schema.neo4j_tokens(ONTOLOGY) if procedure == "db.createProperty"}
    assert {"aliases", "state_fact", "first_reported", "count", "plover", "ontology"} <= names


def test_a_name_cannot_leave_its_quotes() -> None:
    assert schema.quoted("a` MATCH (n) DETACH DELETE n //") == "`a`` MATCH (n) DETACH DELETE n //`"


def test_links_and_facts_are_found_by_keys() -> None:
    assert statements.build_link(schema.MENTIONS) == (
        "UNWIND $rows AS row MATCH (s:Article {id: row.start}) WITH row, s MATCH (o:Actor {id: row.`end`}) "
        "CREATE (s)-[:`MENTIONS` {`count`: row.`count`, `name`: row.`name`, `country`: row.`country`, "
        "`qid`: row.`qid`, `aliases`: row.`aliases`}]->(o) RETURN count(*) AS stored"
    )
    assert statements.build_delete_facts("MEETS") == (
        "UNWIND $rows AS row MATCH (:Actor {id: row.subject})-[f:`MEETS` {id: row.id}]->"
        "(:Actor {id: row.object}) DELETE f"
    )
    assert statements.build_create(THING) == (
        "UNWIND $rows AS row CREATE (n:`Thing` {`id`: row.`id`, `end`: row.`end`}) RETURN count(*) AS stored"
    )
