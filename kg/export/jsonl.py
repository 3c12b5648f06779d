"""JSONL: the whole graph, a thing a line, which `kg import` reads again.

Lines are objects with `type`: `graph` first, then actors, facts, and each article followed by its claims. An import
needs articles and claims alone, since facts follow from them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from kg.export import Counts
from kg.export.content import Content, Row

VERSION = 1


def write(content: Content, path: Path) -> Counts:
    """Write the file, in flat memory but for the names of actors."""
    actors: dict[str, Row] = {}
    facts = articles = claims = 0
    with path.open("w", encoding="utf-8") as file:
        _put(file, "graph", {"version": VERSION})
        for actor in content.actors():
            actors[actor["id"]] = actor
            _put(file, "actor", actor)
        for fact in content.facts():
            facts += 1
            _put(file, "fact", fact)
        for article, stated, mentions in content.articles():
            articles += 1
            claims += len(stated)
            _put(file, "article", {**article, "mentions": mentions})
            for claim in stated:
                _put(file, "claim", as_claim(claim, actors))
    return Counts(len(actors), facts, articles, claims)


def as_claim(row: Row, actors: Mapping[str, Row]) -> dict[str, Any]:
    """A stored claim in the form of `kg.claimjson`, with the dataset row's `key` where it has one."""
    plain = ("id", "article", "relation", "modality", "plover", "date", "until", "confidence", "origin")
    placed = ("extractor", "trigger", "sentence", "field", "start", "end", "key")
    return {
        **{name: row.get(name) for name in (*plain, *placed)},
        "subject": _end(row, "subject", "subject", actors),
        "object": _end(row, "object", "object", actors),
        "attributed_to": _end(row, "attributed_to", "attributed", actors)
        if row.get("attributed_to")
        else None,
    }


def _end(row: Row, key: str, prefix: str, actors: Mapping[str, Row]) -> dict[str, Any]:
    actor = actors.get(row[key], {})
    described = {name: actor.get(name) for name in ("name", "kind", "country")}
    placed = {name: row.get(f"{prefix}_{name}") for name in ("text", "start", "end", "sector", "state")}
    return {"id": row[key], **described, **placed}


def _put(file: TextIO, type: str, row: Mapping[str, Any]) -> None:
    # In an order of its own: databases give properties in theirs.
    file.write(json.dumps({"type": type, **dict(sorted(row.items()))}, ensure_ascii=False) + "\n")
