"""The graph as one HTML page: no network, no library, readable in light and dark.

The layout is computed here (networkx, seeded), so the page only draws. Whatever an article said is put in as
JSON with `<`, `>` and `&` escaped and shown as text, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Collection
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
"""The sheet, in the units of the page's drawing."""
_MARGIN_X, _MARGIN_Y = 130, 50
_LABEL = (120, 44)
"""Room for an actor with its name: in width half a long name, in height circle and text."""

_FACTS = """
MATCH (a:Actor)-[f]->(b:Actor)
WHERE (f.id IN $facts OR ($unchosen AND f.level = 'actor' AND (a.id = $centre OR b.id = $centre OR $centre = '')
                          AND ($reference OR 'reported' IN f.origins)))
RETURN a.id AS source, a.name AS source_name, a.kind AS source_kind, b.id AS target, b.name AS target_name,
       b.kind AS target_kind, f.id AS id, f.relation AS relation, f.modality AS modality, f.label AS label,
       f.mentions AS mentions, f.confidence AS confidence, f.first_reported AS first
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
    """A fact to draw: its ends by index, how it reads, the day it was first reported, and the sentences behind it."""

    source: int
    target: int
    label: str
    relation: str
    modality: str
    colour: str
    symmetric: bool
    mentions: int
    first: str | None
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
    facts: Collection[str] | None = None,
    limit: int = 150,
    reference: bool = False,
    ontology: Ontology | None = None,
) -> Picture:
    """The `limit` most reported facts of the store, laid out: around actor id `centre`, if given, or those of the ids
    `facts`, whatever their level and origin.
    """
    known = ontology or load()
    asked = {"centre": centre or "", "reference": reference, "limit": limit}
    chosen = {"facts": sorted(facts or ("",)), "unchosen": facts is None}
    rows = store.run(_FACTS, {**asked, **chosen}).dicts()
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
            _colour(known, row["relation"]), _symmetric(known, row["relation"]), row["mentions"],
            row["first"],
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
    """A place for each actor: springs decide who is near whom, ranks spread them over the whole sheet."""
    graph = nx.Graph((row["source"], row["target"]) for row in rows)
    if not graph:
        return {}
    springs = nx.spring_layout(graph, seed=7, iterations=300, k=3.0 / len(graph) ** 0.5)
    xs = _spread({id: float(place[0]) for id, place in springs.items()}, _MARGIN_X, _WIDTH - _MARGIN_X)
    ys = _spread({id: float(place[1]) for id, place in springs.items()}, _MARGIN_Y, _HEIGHT - _MARGIN_Y)
    return _apart({id: (xs[id], ys[id]) for id in graph})


def _spread(values: dict[str, float], begin: int, end: int) -> dict[str, float]:
    """Values from `begin` to `end`, two thirds by rank: a knot in the middle opens, and what was near stays near."""
    low, high = min(values.values()), max(values.values())
    ranked = {
        id: rank / max(len(values) - 1, 1)
        for rank, id in enumerate(sorted(values, key=lambda id: (values[id], id)))
    }
    plain = {id: (value - low) / (high - low) if high > low else 0.5 for id, value in values.items()}
    return {id: begin + (end - begin) * (2 * ranked[id] + plain[id]) / 3 for id in values}


def _apart(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The places, moved until no label stands on another: a label is wider than it is high."""
    moved = dict(places)
    ids = sorted(moved)
    for _ in range(60):
        for i, one in enumerate(ids):
            for other in ids[i + 1 :]:
                dx, dy = moved[other][0] - moved[one][0], moved[other][1] - moved[one][1]
                if abs(dx) >= _LABEL[0] or abs(dy) >= _LABEL[1]:
                    continue
                push = (_LABEL[1] - abs(dy)) / 2 * (1 if dy >= 0 else -1)
                moved[one] = (moved[one][0], _inside(moved[one][1] - push))
                moved[other] = (moved[other][0], _inside(moved[other][1] + push))
    return {id: (round(x, 1), round(y, 1)) for id, (x, y) in moved.items()}


def _inside(y: float) -> float:
    return min(max(y, _MARGIN_Y), _HEIGHT - _MARGIN_Y)


def _symmetric(ontology: Ontology, relation: str) -> bool:
    return relation in ontology.relations and ontology.relations[relation].symmetric


def _colour(ontology: Ontology, relation: str) -> str:
    """Which of the page's three edge colours a relation has; none where it comes from another ontology."""
    known = ontology.relations.get(relation)
    return {"cooperative": "coop", "conflictual": "conf", "none": "none"}[known.valence if known else "none"]
