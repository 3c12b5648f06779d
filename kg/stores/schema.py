"""What the graph is made of, declared once, and the statements that make it in either database.

Every label, relation type and property is named here or comes from the ontology; nothing else reaches a
statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.model import Kind
from kg.ontology import CLAIMED, Ontology

SCHEMA_VERSION = 3
"""Raised whenever a store made by an older version could not be read or written by this one."""

META_ID = "graph"
"""The id of the one Meta node."""

Type = Literal["STRING", "INT64", "DOUBLE", "STRING[]"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property key and the type of its values. Dates are ISO strings: «2024» stays as vague as it is."""

    name: str
    type: Type = "STRING"


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label. Its first property is `id`, its key; `measured` are those that an analysis writes, and no article."""

    label: str
    properties: tuple[Property, ...]
    indexed: tuple[str, ...] = ()
    measured: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship type between two labels. A `keyed` one has an `id` that is unique among its type."""

    name: str
    start: str
    end: str
    properties: tuple[Property, ...] = ()
    keyed: bool = False


def _properties(text: str) -> tuple[Property, ...]:
    return tuple(Property(*_typed(word)) for word in text.split())


def _typed(word: str) -> tuple[str, Type]:
    name, _, type = word.partition(":")
    types: dict[str, Type] = {"": "STRING", "int": "INT64", "float": "DOUBLE", "list": "STRING[]"}
    return name, types[type]


META = NodeType("Meta", _properties("id version:int ontology"))
ARTICLE = NodeType(
    "Article",
    _properties(
        "id title url source published language digest extractor origin story story_days:int signature"
    ),
    indexed=("published", "story"),
)
ACTOR = NodeType(
    "Actor",
    _properties("id name kind country qid aliases:list"),
    indexed=("name", "kind", "country"),
    measured=_properties("pagerank:float betweenness:float bloc:int"),
)
CLAIM = NodeType(
    "Claim",
    _properties(
        "id article relation modality plover sentence trigger date until field start:int end:int"
        " confidence:float origin extractor key reported source story fact state_fact"
        " subject subject_text subject_start:int subject_end:int subject_sector subject_state"
        " object object_text object_start:int object_end:int object_sector object_state"
        " attributed_to attributed_text attributed_start:int attributed_end:int attributed_sector"
        " attributed_state"
    ),
    indexed=("article", "fact", "state_fact", "reported"),
)
NODES = (META, ARTICLE, ACTOR, CLAIM)

STATES = EdgeType("STATES", "Article", "Claim")
SUBJECT = EdgeType("SUBJECT", "Claim", "Actor")
OBJECT = EdgeType("OBJECT", "Claim", "Actor")
ATTRIBUTED_TO = EdgeType("ATTRIBUTED_TO", "Claim", "Actor")
MENTIONS = EdgeType("MENTIONS", "Article", "Actor", _properties("count:int name country qid aliases:list"))
EVIDENCE = (STATES, SUBJECT, OBJECT, ATTRIBUTED_TO, MENTIONS)

FACT_PROPERTIES = _properties(
    "id relation modality level label mentions:int sources:int origins:list"
    " first_reported last_reported since until confidence:float"
)

KIND_LABELS = {kind: kind.value.capitalize() for kind in Kind}
"""The label that says an actor's kind on Neo4j: `:Country`, `:Organization`, `:Person` and so on."""

ACTOR_INDEX = "actor_names"
SENTENCE_INDEX = "claim_sentences"


def fact_types(ontology: Ontology) -> tuple[EdgeType, ...]:
    """One relationship type a relation, and CLAIMED."""
    names = (*ontology.relations, CLAIMED)
    return tuple(EdgeType(name, "Actor", "Actor", FACT_PROPERTIES, keyed=True) for name in names)


def edge_types(ontology: Ontology) -> tuple[EdgeType, ...]:
    """All relationship types of a graph under this ontology."""
    return (*EVIDENCE, *fact_types(ontology))


def ladybug_ddl(ontology: Ontology) -> Iterator[str]:
    """Statements that make all tables in Ladybug; each does nothing where the table is there."""
    for node in NODES:
        yield _build_node_table(node)
    for edge in edge_types(ontology):
        yield _build_edge_table(edge)


LADYBUG_TYPE_MACRO = "CREATE MACRO type(r) AS label(r)"
"""Lets `type(r)` be written as on Neo4j. There is no IF NOT EXISTS for macros."""


def neo4j_ddl(ontology: Ontology) -> Iterator[str]:
    """Constraints and indexes for Neo4j 5; each does nothing where it is there."""
    for node in NODES:
        yield _build_node_constraint(node)
        for name in node.indexed:
            yield _build_index(node, name)
    for edge in edge_types(ontology):
        if edge.keyed:
            yield _build_edge_constraint(edge)
    yield _build_fulltext_index(ACTOR_INDEX, ACTOR, ("name", "aliases"))
    yield _build_fulltext_index(SENTENCE_INDEX, CLAIM, ("sentence",))


def neo4j_tokens(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Every name that a query may use, with the procedure that makes it known to Neo4j.

    A name that the database has never met makes every query with it warn, though the query is right.
    """
    for label in (*(node.label for node in NODES), *KIND_LABELS.values()):
        yield "db.createLabel", label
    edges = edge_types(ontology)
    for edge in edges:
        yield "db.createRelationshipType", edge.name
    owned = [(*node.properties, *node.measured) for node in NODES] + [edge.properties for edge in edges]
    for name in sorted({key.name for properties in owned for key in properties}):
        yield "db.createProperty", name


def _build_node_table(node: NodeType) -> str:
    columns = f"{_columns((*node.properties, *node.measured))}, PRIMARY KEY(`id`)"
    return f"CREATE NODE TABLE IF NOT EXISTS {quoted(node.label)}({columns})"


def _build_edge_table(edge: EdgeType) -> str:
    columns = f", {_columns(edge.properties)}" if edge.properties else ""
    return f"CREATE REL TABLE IF NOT EXISTS {quoted(edge.name)}(FROM {edge.start} TO {edge.end}{columns})"


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"{quoted(key.name)} {key.type}" for key in properties)


def _build_node_constraint(node: NodeType) -> str:
    name = f"{node.label.lower()}_id"
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{quoted(node.label)}) REQUIRE n.`id` IS UNIQUE"


def _build_edge_constraint(edge: EdgeType) -> str:
    name = f"fact_{edge.name.lower()}_id"
    return (
        f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{quoted(edge.name)}]-() REQUIRE r.`id` IS UNIQUE"
    )


def _build_index(node: NodeType, key: str) -> str:
    name = f"{node.label.lower()}_{key}"
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{quoted(node.label)}) ON (n.{quoted(key)})"


def _build_fulltext_index(name: str, node: NodeType, keys: tuple[str, ...]) -> str:
    listed = ", ".join(f"n.{quoted(key)}" for key in keys)
    return f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{quoted(node.label)}) ON EACH [{listed}]"


def quoted(name: str) -> str:
    """A name as Cypher reads it whatever it is: `end` is a keyword in Ladybug."""
    return "`" + name.replace("`", "``") + "`"
