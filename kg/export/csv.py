"""CSV for `neo4j-admin database import` and LOAD CSV: a folder with a file for each kind of node and edge.

Values stand as they are, so that they come back as they were: these files are for databases. A spreadsheet would run a
name that begins with «=» as a formula; for one, take `kg query run NAME --format csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.export import Counts
from kg.export.content import Content
from kg.ontology import CLAIMED
from kg.stores import schema
from kg.stores.schema import NodeType, Property

LIST = "\x1f"
"""Between the items of a list: the unit separator, which no name holds."""
_TYPES = {"STRING": "", "INT64": ":long", "DOUBLE": ":double", "STRING[]": ":string[]"}
_README = """\
These files make a graph of kg in an empty Neo4j 5 database:

neo4j-admin database import full neo4j --array-delimiter=U+001F --multiline-fields=true \\
  --nodes=actors.csv --nodes=Article=articles.csv --nodes=Claim=claims.csv \\
  --relationships=facts.csv --relationships=STATES=states.csv --relationships=SUBJECT=subjects.csv \\
  --relationships=OBJECT=objects.csv --relationships=ATTRIBUTED_TO=attributions.csv \\
  --relationships=MENTIONS=mentions.csv

Then `kg init --no-reference --store neo4j://…` makes constraints and indexes. They are for databases: a spreadsheet
would run a name that begins with «=» as a formula.
"""


def write(content: Content, path: Path) -> Counts:
    """Write the folder, in flat memory."""
    path.mkdir()
    (path / "README.txt").write_text(_README, encoding="utf-8")
    actors = facts = articles = claims = 0
    with ExitStack() as stack:

        def table(name: str, header: Iterable[str]) -> Any:
            file = stack.enter_context((path / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            lines = csv.writer(file)
            lines.writerow(header)
            return lines

        people = table("actors", [*_header(schema.ACTOR), ":LABEL"])
        for actor in content.actors():
            actors += 1
            people.writerow(
                [*_cells(actor, _properties(schema.ACTOR)), f"Actor{LIST}{actor['kind'].capitalize()}"]
            )
        edges = table(
            "facts", [":START_ID(Actor)", ":END_ID(Actor)", ":TYPE", *map(_column, schema.FACT_PROPERTIES)]
        )
        for fact in content.facts():
            facts += 1
            type = fact["relation"] if fact["modality"] == "actual" else CLAIMED
            edges.writerow([fact["subject"], fact["object"], type, *_cells(fact, schema.FACT_PROPERTIES)])
        texts = table("articles", _header(schema.ARTICLE))
        said = table("claims", _header(schema.CLAIM))
        states = table("states", [":START_ID(Article)", ":END_ID(Claim)"])
        links = {
            "subject": table("subjects", [":START_ID(Claim)", ":END_ID(Actor)"]),
            "object": table("objects", [":START_ID(Claim)", ":END_ID(Actor)"]),
            "attributed_to": table("attributions", [":START_ID(Claim)", ":END_ID(Actor)"]),
        }
        told = schema.MENTIONS.properties
        mentions = table("mentions", [":START_ID(Article)", ":END_ID(Actor)", *map(_column, told)])
        for article, stated, named in content.articles():
            articles += 1
            claims += len(stated)
            texts.writerow(_cells(article, schema.ARTICLE.properties))
            for claim in stated:
                said.writerow(_cells(claim, schema.CLAIM.properties))
                states.writerow([article["id"], claim["id"]])
                for key, ends in links.items():
                    if claim.get(key):
                        ends.writerow([claim["id"], claim[key]])
            for mention in named:
                mentions.writerow([article["id"], mention["actor"], *_cells(mention, told)])
    return Counts(actors, facts, articles, claims)


def _properties(node: NodeType) -> tuple[Property, ...]:
    return (*node.properties, *node.measured)


def _header(node: NodeType) -> list[str]:
    return [f"id:ID({node.label})", *(_column(key) for key in _properties(node) if key.name != "id")]


def _column(key: Property) -> str:
    return f"{key.name}{_TYPES[key.type]}"


def _cells(row: Mapping[str, Any], properties: Iterable[Property]) -> list[str]:
    return [_cell(row.get(key.name)) for key in properties]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return LIST.join(value) if isinstance(value, list) else str(value)
