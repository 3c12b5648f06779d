"""What both stores read alike, through nothing but the protocol's `run`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from kg.model import Actor, Kind
from kg.stores.base import Result, Stats

NO_CODE = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `[^`]*` | //[^\n]* | /\*.*?\*/""", re.DOTALL | re.VERBOSE
)
"""Strings, quoted names and comments of a statement."""
Run = Callable[..., Result]

_ACTORS = """
MATCH (a:Actor)
RETURN a.id, a.name, a.kind, a.country, a.qid, a.aliases ORDER BY a.id
"""


def actors_of(run: Run) -> list[Actor]:
    """All actors, in id order."""
    rows: Iterable[tuple[Any, ...]] = run(_ACTORS).rows
    return [
        Actor(id, name, Kind(kind), country, qid, tuple(aliases or ()))
        for id, name, kind, country, qid, aliases in rows
    ]


def stats_of(run: Run) -> Stats:
    """Counts of nodes, and of facts by type, the most frequent first."""
    counts = {
        label: run(f"MATCH (n:{label}) RETURN count(n)").rows[0][0] for label in ("Article", "Claim", "Actor")
    }
    rows = run(
        "MATCH (:Actor)-[r]->(:Actor) RETURN type(r) AS type, count(*) AS n ORDER BY n DESC, type"
    ).rows
    copies = run("MATCH (a:Article) WHERE a.story <> a.id RETURN count(a)").rows[0][0]
    return Stats(counts["Article"], counts["Claim"], counts["Actor"], dict(rows), copies)


def parameters_of(cypher: str) -> set[str]:
    """The names of the parameters that a statement uses; a `$` in its strings, names and comments is none."""
    return set(re.findall(r"\$(\w+)", NO_CODE.sub(" ", cypher)))


def words_of(text: str) -> list[str]:
    """The words of what was typed, in small letters: nothing but letters and digits is left."""
    return [word for word in re.split(r"[\W_]+", text.lower()) if word]
