"""A Cypher script that makes the whole graph in an empty Neo4j: for cypher-shell and Neo4j Browser.

A script has no parameters, so values stand in it as literals (`kg.stores.literals`); labels and types come from the schema
and the ontology alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from kg.export import Counts
from kg.export.content import Content
from kg.model import Kind
from kg.ontology import CLAIMED, load
from kg.stores import schema
from kg.stores.literals import literal
from kg.stores.schema import quoted

BATCH = 500
"""Rows a statement."""

_UNTYPED = re.compile(r"[^A-Z_]")


def write(content: Content, path: Path) -> Counts:
    """Write the script, in flat memory."""
    actors = facts = articles = claims = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("// A graph of kg, to be run in an empty database: cypher-shell -f FILE\n")
        for statement in schema.neo4j_ddl(load()):
            file.write(f"{statement};\n")
        file.write(f"MERGE (m:Meta {{id: '{schema.META_ID}'}}) SET m.version = {schema.SCHEMA_VERSION};\n")
        for rows in _batches(content.actors()):
            actors += len(rows)
            _nodes(file, "Actor", rows)
            for kind, label in schema.KIND_LABELS.items():
                ids = [row["id"] for row in rows if row["kind"] == Kind(kind)]
                if ids:
                    file.write(
                        f"UNWIND {literal(ids)} AS id MATCH (n:Actor {{id: id}}) SET n:{quoted(label)};\n"
                    )
        for rows in _batches(content.facts()):
            facts += len(rows)
            _facts(file, rows)
        for group in _batches(content.articles(), 50):
            articles += len(group)
            _nodes(file, "Article", [article for article, _, _ in group])
            stated = [claim for _, some, _ in group for claim in some]
            claims += len(stated)
            for rows in _batches(stated):
                _nodes(file, "Claim", rows)
                _links(file, rows)
            told = [{"article": article["id"], **mention} for article, _, some in group for mention in some]
            for rows in _batches(told):
                _mentions(file, rows)
    return Counts(actors, facts, articles, claims)


def _nodes(file: TextIO, label: str, rows: list[dict[str, Any]]) -> None:
    file.write(f"UNWIND {literal(rows)} AS row MERGE (n:{quoted(label)} {{id: row.id}}) SET n += row;\n")


def _facts(file: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    by_type: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        type = row["relation"] if row["modality"] == "actual" else CLAIMED
        by_type[_UNTYPED.sub("", type)].append(row)
    for type, some in sorted(by_type.items()):
        pairs = [
            {
                "subject": row["subject"],
                "object": row["object"],
                "fact": {k: v for k, v in row.items() if k not in {"subject", "object"}},
            }
            for row in some
        ]
        file.write(
            f"UNWIND {literal(pairs)} AS row MATCH (a:Actor {{id: row.subject}}), (b:Actor {{id: row.object}}) "
            f"MERGE (a)-[f:{quoted(type)} {{id: row.fact.id}}]->(b) SET f += row.fact;\n"
        )


def _links(file: TextIO, rows: list[dict[str, Any]]) -> None:
    stated = [{"article": row["article"], "claim": row["id"]} for row in rows]
    file.write(
        f"UNWIND {literal(stated)} AS row MATCH (a:Article {{id: row.article}}), (c:Claim {{id: row.claim}}) "
        "MERGE (a)-[:STATES]->(c);\n"
    )
    for key, type in (("subject", "SUBJECT"), ("object", "OBJECT"), ("attributed_to", "ATTRIBUTED_TO")):
        ends = [{"claim": row["id"], "actor": row[key]} for row in rows if row.get(key)]
        if ends:
            file.write(
                f"UNWIND {literal(ends)} AS row MATCH (c:Claim {{id: row.claim}}), (a:Actor {{id: row.actor}}) "
                f"MERGE (c)-[:{type}]->(a);\n"
            )


def _mentions(file: TextIO, rows: list[dict[str, Any]]) -> None:
    pairs = [
        {
            "article": row["article"],
            "actor": row["actor"],
            "mention": {k: v for k, v in row.items() if k not in {"article", "actor"}},
        }
        for row in rows
    ]
    file.write(
        f"UNWIND {literal(pairs)} AS row MATCH (a:Article {{id: row.article}}), (b:Actor {{id: row.actor}}) "
        "MERGE (a)-[m:MENTIONS]->(b) SET m += row.mention;\n"
    )


def _batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
