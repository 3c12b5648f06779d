"""The graph as one HTML page that needs no network: Cytoscape.js draws, the page's own code filters and tells.

Whatever an article said goes in as JSON with `<`, `>` and `&` escaped and is shown as text, never as markup; the page
runs no script but those it was written with, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.ontology import Ontology, load
from kg.stores import Store
from kg.stories import told_once

_HERE = Path(__file__).parent
_SCRIPTS = (
    "vendor/cytoscape.min.js", "vendor/layout-base.js", "vendor/cose-base.js", "vendor/cytoscape-fcose.js", "page.js",
)  # fmt: skip
"""In the order in which each needs the one before."""
_SENTENCES = 6
"""Sentences kept for an edge: enough to judge it, and the page stays small."""

_SHOWN = ("sentence", "title", "source", "url", "reported", "also", "copies")
"""What the page is told of a sentence; of copies of one story only the first."""

_FACTS = """
MATCH (a:Actor)-[f]->(b:Actor)
WHERE (f.id IN $facts OR ($unchosen AND f.level = 'actor' AND (a.id = $centre OR b.id = $centre OR $centre = '')
                          AND ($reference OR 'reported' IN f.origins)))
RETURN a.id AS source, a.name AS source_name, a.kind AS source_kind, b.id AS target, b.name AS target_name,
       b.kind AS target_kind, f.id AS id, f.relation AS relation, f.modality AS modality, f.label AS label,
       f.mentions AS mentions, f.confidence AS confidence, f.first_reported AS first, f.last_reported AS last
ORDER BY mentions DESC, confidence DESC, id
LIMIT $limit
"""
_SENTENCES_OF = """
MATCH (a:Article)-[:STATES]->(c:Claim)
WHERE c.fact IN $facts
RETURN c.fact AS fact_id, c.sentence AS sentence, a.title AS title, a.source AS source, a.url AS url,
       c.reported AS reported, c.story AS story, a.id AS article
ORDER BY c.fact, c.reported, c.id
"""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An actor of the drawing; `degree` counts its facts there."""

    id: str
    name: str
    kind: str
    degree: int


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A fact to draw: its ends by id, how it reads, the days it was reported, and the sentences behind it.

    `quad` is its relation's quad class; `structure` for those that have none (memberships, offices).
    """

    id: str
    source: str
    target: str
    label: str
    relation: str
    modality: str
    quad: str
    symmetric: bool
    mentions: int
    confidence: float | None
    first: str | None
    last: str | None
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
    """The `limit` most reported facts of the store: around actor id `centre`, if given, or those of the ids `facts`,
    whatever their level and origin.
    """
    known = ontology or load()
    asked = {"centre": centre or "", "reference": reference, "limit": limit}
    chosen = {"facts": sorted(facts or ("",)), "unchosen": facts is None}
    rows = store.run(_FACTS, {**asked, **chosen}).dicts()
    evidence = _evidence(store, [row["id"] for row in rows])
    return Picture(_nodes(rows), tuple(_edge(row, known, evidence.get(row["id"], ())) for row in rows))


def page(drawn: Picture) -> str:
    """The page as HTML text."""
    scripts = [(_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    filled = {
        "HASHES": " ".join(f"'sha256-{_digest(script)}'" for script in scripts),
        "CSS": (_HERE / "page.css").read_text(encoding="utf-8"),
        "DATA": _data(drawn),
        "SCRIPTS": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    parts = (_HERE / "page.html").read_text(encoding="utf-8").split("{{")
    rest = (part.split("}}", 1) for part in parts[1:])
    return parts[0] + "".join(filled[name] + text for name, text in rest)


def _nodes(rows: list[dict[str, Any]]) -> tuple[DrawnNode, ...]:
    degree = Counter(row[end] for row in rows for end in ("source", "target"))
    seen = {
        row[end]: (row[f"{end}_name"], row[f"{end}_kind"]) for row in rows for end in ("source", "target")
    }
    return tuple(DrawnNode(id, *seen[id], degree[id]) for id in sorted(seen))


def _edge(row: dict[str, Any], ontology: Ontology, evidence: Collection[dict[str, Any]]) -> DrawnEdge:
    """The row as an edge; a relation of another ontology has no quad class and is drawn with its direction."""
    relation = ontology.relations.get(row["relation"])
    return DrawnEdge(
        row["id"], row["source"], row["target"], row["label"], row["relation"], row["modality"],
        (relation and relation.quad) or "structure", bool(relation and relation.symmetric),
        row["mentions"], row["confidence"], row["first"], row["last"], tuple(evidence)[:_SENTENCES],
    )  # fmt: skip


def _evidence(store: Store, facts: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in told_once(store.run(_SENTENCES_OF, {"facts": facts}).dicts()):
        found.setdefault(row["fact_id"], []).append({name: row[name] for name in _SHOWN})
    return found


def _data(drawn: Picture) -> str:
    content = {
        "nodes": [asdict(node) for node in drawn.nodes],
        "edges": [asdict(edge) for edge in drawn.edges],
    }
    text = json.dumps(content, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _digest(script: str) -> str:
    """What the page's policy knows a script by."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
