"""The Cypher that writes, built from the declarations; the same text for both databases wherever it can be.

Every statement takes `$rows` (a list of maps) or `$ids` (a list of strings) and, where it writes, returns as
`stored` how many rows found their place.
"""

from __future__ import annotations

from kg.stores.schema import ACTOR, ARTICLE, CLAIM, FACT_PROPERTIES, EdgeType, NodeType, Property, quoted

FACT_STATIC = ("relation", "modality", "level", "label")
"""What of a fact its key alone decides."""

FACT_COUNTED = tuple(key.name for key in FACT_PROPERTIES if key.name not in ("id", *FACT_STATIC))
"""What of a fact its claims decide."""

OLD_CLAIMS = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[:STATES]->(c:Claim)
RETURN c.relation AS relation, c.modality AS modality, c.subject AS subject, c.object AS object,
       c.subject_state AS subject_state, c.object_state AS object_state, c.state_fact AS state_fact
"""

OLD_ACTORS = "UNWIND $ids AS id MATCH (:Article {id: id})-[:MENTIONS]->(a:Actor) RETURN DISTINCT a.id AS id"

STORED_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {id: id}) WHERE a.digest IS NOT NULL
RETURN a.id AS id, a.digest AS digest, a.extractor AS extractor
"""

_PRINT = (
    "a.id AS id, a.signature AS signature, a.story_days AS days, a.published AS published, a.story AS story"
)

PRINTED_BETWEEN = f"""
UNWIND $rows AS row
MATCH (a:Article) WHERE a.published >= row.first AND a.published < row.after AND a.story_days > 0
RETURN {_PRINT}
"""

PRINTED_UNDATED = f"MATCH (a:Article) WHERE a.published IS NULL AND a.story_days > 0 RETURN {_PRINT}"

PRINTED_AS = f"UNWIND $ids AS id MATCH (a:Article) WHERE a.story = id RETURN {_PRINT}"

STORIES_OF = "UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.story IS NOT NULL RETURN a.id AS id, a.story AS story"

SET_STORIES = """
UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.story = row.story RETURN count(*) AS stored
"""

SET_STORIES_OF_CLAIMS = (
    "UNWIND $rows AS row MATCH (:Article {id: row.id})-[:STATES]->(c:Claim) SET c.story = row.story"
)

DELETE_CLAIMS = "UNWIND $ids AS id MATCH (:Article {id: id})-[:STATES]->(c:Claim) DETACH DELETE c"
DELETE_MENTIONS = "UNWIND $ids AS id MATCH (:Article {id: id})-[m:MENTIONS]->(:Actor) DELETE m"
DELETE_ARTICLES = "UNWIND $ids AS id MATCH (a:Article {id: id}) DETACH DELETE a"
DELETE_ORPHANS = "UNWIND $ids AS id MATCH (a:Actor {id: id}) WHERE NOT EXISTS { MATCH (a)--() } DELETE a"

DESCRIPTIONS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})<-[m:MENTIONS]-(:Article) WHERE m.name IS NOT NULL
RETURN a.id AS id, m.name AS name, m.country AS country, m.qid AS qid, m.aliases AS aliases,
       sum(m.count) AS count
"""

STORED_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, a.qid AS qid, a.aliases AS aliases
"""


def build_clear_measure(name: str) -> str:
    """Take a measure from all actors."""
    return f"MATCH (a:Actor) WHERE a.{quoted(name)} IS NOT NULL SET a.{quoted(name)} = null"


def build_set_measure(name: str) -> str:
    """Give actors a measure."""
    return (
        f"UNWIND $rows AS row MATCH (a:Actor {{id: row.id}}) SET a.{quoted(name)} = row.value "
        "RETURN count(*) AS stored"
    )


def build_upsert(node: NodeType, *, extra_label: str = "") -> str:
    """Make or overwrite nodes by id."""
    label = f" SET n:{quoted(extra_label)}" if extra_label else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{quoted(node.label)} {{id: row.id}}) "
        f"SET {_assignments('n', _without_id(node.properties))}{label} RETURN count(*) AS stored"
    )


def build_create(node: NodeType) -> str:
    """Make nodes that are known not to be there."""
    values = ", ".join(f"{quoted(key.name)}: row.{quoted(key.name)}" for key in node.properties)
    return f"UNWIND $rows AS row CREATE (n:{quoted(node.label)} {{{values}}}) RETURN count(*) AS stored"


def build_link(edge: EdgeType) -> str:
    """Join nodes, known not to be joined so, by the ids `start` and `end`.

    One end after the other: asked for both at once, Ladybug looks through all pairs of a large graph.
    """
    values = ", ".join(f"{quoted(key.name)}: row.{quoted(key.name)}" for key in edge.properties)
    properties = f" {{{values}}}" if values else ""
    return (
        f"UNWIND $rows AS row MATCH (s:{edge.start} {{id: row.start}}) "
        f"WITH row, s MATCH (o:{edge.end} {{id: row.`end`}}) "
        f"CREATE (s)-[:{quoted(edge.name)}{properties}]->(o) RETURN count(*) AS stored"
    )


def build_touch_actors(extra_label: str) -> str:
    """Make actors or, where they are there, take their write locks in the order of `$rows` (Neo4j)."""
    return (
        "UNWIND $rows AS row MERGE (n:Actor {id: row.id}) "
        f"SET n.kind = row.kind SET n:{quoted(extra_label)} RETURN count(*) AS stored"
    )


def build_touch_facts(type: str) -> str:
    """Make fact edges or, where they are there, take their write locks in the order of `$rows` (Neo4j)."""
    return (
        "UNWIND $rows AS row MATCH (s:Actor {id: row.subject}), (o:Actor {id: row.object}) "
        f"MERGE (s)-[f:{quoted(type)} {{id: row.id}}]->(o) "
        f"SET {_named_assignments('f', FACT_STATIC)} RETURN count(*) AS stored"
    )


def build_find_facts(type: str) -> str:
    """The ids of those fact edges that are there (Ladybug, where MERGE of an edge is slow)."""
    return f"{_match_facts(type)} RETURN f.id AS id"


def build_create_facts(type: str) -> str:
    """Make fact edges that are known not to be there (Ladybug)."""
    values = ", ".join(f"{quoted(name)}: row.{quoted(name)}" for name in ("id", *FACT_STATIC))
    return (
        "UNWIND $rows AS row MATCH (s:Actor {id: row.subject}), (o:Actor {id: row.object}) "
        f"CREATE (s)-[:{quoted(type)} {{{values}}}]->(o) RETURN count(*) AS stored"
    )


def build_set_facts(type: str) -> str:
    """Write what was computed into fact edges."""
    return f"{_match_facts(type)} SET {_named_assignments('f', FACT_COUNTED)} RETURN count(*) AS stored"


def build_delete_facts(type: str) -> str:
    """Remove fact edges without claims."""
    return f"{_match_facts(type)} DELETE f"


def build_aggregate(fact: str) -> str:
    """What facts say, from their claims: `kg.facts.derive` in Cypher. `fact` is the property to go by.

    `sources` counts publishers, which are independent where no story is `shared` by several articles.
    """
    return f"""
UNWIND $ids AS id
MATCH (c:Claim) WHERE c.{quoted(fact)} = id
WITH id, count(*) AS mentions, count(DISTINCT coalesce(c.source, c.article)) AS sources,
     max(CASE WHEN c.story <> c.article THEN 1 ELSE 0 END) AS shared,
     collect(DISTINCT c.origin) AS origins, max(c.confidence) AS confidence,
     min(c.reported) AS first_reported, max(c.reported) AS last_reported,
     min(c.date) AS since, max(c.until) AS last,
     max(CASE WHEN c.until IS NULL THEN c.date ELSE null END) AS again,
     max(CASE WHEN c.until IS NULL AND c.origin = 'reference' THEN 1 ELSE 0 END) AS endless
RETURN id, mentions, sources, shared, origins, confidence, first_reported, last_reported, since,
       CASE WHEN endless = 1 OR again > last THEN null ELSE last END AS until
"""


def build_tellers(fact: str) -> str:
    """Who states facts in which stories. `fact` is the property to go by."""
    return (
        f"UNWIND $ids AS id MATCH (c:Claim) WHERE c.{quoted(fact)} = id "
        "RETURN DISTINCT id, coalesce(c.source, c.article) AS publisher, c.story AS story"
    )


def _match_facts(type: str) -> str:
    ends = "(:Actor {id: row.subject})", "(:Actor {id: row.object})"
    return f"UNWIND $rows AS row MATCH {ends[0]}-[f:{quoted(type)} {{id: row.id}}]->{ends[1]}"


def _without_id(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    return tuple(key for key in properties if key.name != "id")


def _assignments(variable: str, properties: tuple[Property, ...]) -> str:
    return _named_assignments(variable, tuple(key.name for key in properties))


def _named_assignments(variable: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{variable}.{quoted(name)} = row.{quoted(name)}" for name in names)


UPSERT_ARTICLES = build_upsert(ARTICLE)
UPSERT_ACTORS = build_upsert(ACTOR)
CREATE_CLAIMS = build_create(CLAIM)
