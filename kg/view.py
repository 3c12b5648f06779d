"""The graph as one HTML page: no network, no library, readable in light and dark.

The layout is computed here (networkx, seeded), so the page only draws. Whatever an article said is put in as
JSON with `<`, `>` and `&` escaped and shown as text, never as markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from kg.ontology import Ontology, load
from kg.stores import Store

_TEMPLATE = Path(__file__).with_name("view.html")
_SENTENCES = 6
"""Sentences kept for an edge: enough to judge it, and the page stays small."""
_WIDTH, _HEIGHT = 1600, 1000

_FACTS = """
MATCH (a:Actor)-[f]->(b:Actor)
WHERE f.level = 'actor' AND (a.id = $centre OR b.id = $centre OR $centre = '')
  AND ($reference OR 'reported' IN f.origins)
RETURN a.id AS source, a.name AS source_name, a.kind AS source_kind, b.id AS target, b.name AS target_name,
       b.kind AS target_kind, f.id AS id, f.relation AS relation, f.modality AS modality, f.label AS label,
       f.mentions AS mentions, f.confidence AS confidence
ORDER BY mentions DESC, confidence DESC, id
LIMIT $limit
"""
_SENTENCES_OF = """
MATCH (a:Article)-[:STATES]->(c:Claim)
WHERE c.fact IN $facts
RETURN c.fact AS fact, c.sentence AS sentence, a.title AS title, a.source AS source, a.url AS url,
       c.reported AS reported
ORDER BY c.fact, c.reported, c.id
"""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An actor at a place of the drawing, in its units."""

    id: str
    name: str
    kind: str
    x: float
    y: float
    degree: int


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A fact to draw: its ends by index, how it reads, and the sentences behind it."""

    source: int
    target: int
    label: str
    relation: str
    modality: str
    colour: str
    symmetric: bool
    mentions: int
    evidence: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page draws."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]


def picture(
    store: Store,
    *,
    centre: str | None = None,
    limit: int = 150,
    reference: bool = False,
    ontology: Ontology | None = None,
) -> Picture:
    """The `limit` most reported facts of the store (around actor id `centre`, if given), laid out."""
    known = ontology or load()
    rows = store.run(_FACTS, {"centre": centre or "", "reference": reference, "limit": limit}).dicts()
    evidence = _evidence(store, [row["id"] for row in rows])
    places = _layout(rows)
    index = {id: number for number, id in enumerate(places)}
    names = {
        row[f"{end}"]: (row[f"{end}_name"], row[f"{end}_kind"])
        for row in rows
        for end in ("source", "target")
    }
    degree = {id: sum(id in (row["source"], row["target"]) for row in rows) for id in places}
    nodes = tuple(DrawnNode(id, *names[id], *places[id], degree[id]) for id in places)
    edges = tuple(
        DrawnEdge(
            index[row["source"]], index[row["target"]], row["label"], row["relation"], row["modality"],
            _colour(known, row["relation"]), known.relations[row["relation"]].symmetric, row["mentions"],
            tuple(evidence.get(row["id"], ())[:_SENTENCES]),
        )
        for row in rows
    )  # fmt: skip
    return Picture(nodes, edges)


def page(drawn: Picture) -> str:
    """The page as HTML text."""
    data = {"nodes": [asdict(n) for n in drawn.nodes], "edges": [asdict(e) for e in drawn.edges]}
    text = json.dumps(data, ensure_ascii=False)
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _TEMPLATE.read_text(encoding="utf-8").replace("/*DATA*/null", safe)


def _evidence(store: Store, facts: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in store.run(_SENTENCES_OF, {"facts": facts}).dicts():
        found.setdefault(row.pop("fact"), []).append(row)
    return found


def _layout(rows: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """A place for each actor; components side by side rather than one over the other."""
    graph = nx.Graph()
    for row in rows:
        weight = graph.get_edge_data(row["source"], row["target"], {}).get("weight", 0) + 1
        graph.add_edge(row["source"], row["target"], weight=weight)
    if not graph:
        return {}
    spread = nx.spring_layout(graph, seed=7, iterations=200, k=2.2 / len(graph) ** 0.5)
    xs = [float(p[0]) for p in spread.values()]
    ys = [float(p[1]) for p in spread.values()]

    def scaled(value: float, low: float, high: float, size: int) -> float:
        return round(60 + (size - 120) * ((value - low) / (high - low) if high > low else 0.5), 1)

    return {
        id: (scaled(float(x), min(xs), max(xs), _WIDTH), scaled(float(y), min(ys), max(ys), _HEIGHT))
        for id, (x, y) in spread.items()
    }


def _colour(ontology: Ontology, relation: str) -> str:
    """Which of the page's three edge colours a relation has."""
    return {"cooperative": "coop", "conflictual": "conf", "none": "none"}[
        ontology.relations[relation].valence
    ]
