"""Canned queries: finds, checks and runs what lies in `queries/<category>/<id>.cypher`.

>>> library = find()
>>> library.get("allies").title
'Allies of an actor'
>>> bind(library.get("who-arms-whom"), {"limit": "5"})
{'actor': None, 'limit': 5}
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.queries.bind import bind
from kg.queries.lint import lint
from kg.queries.query import Param, Query, read_query
from kg.stores.base import Result, Store
from kg.stores.literals import literal, with_values

__all__ = ["Library", "Param", "Query", "bind", "faults", "find", "lint", "scaffold"]

ENVIRONMENT = "KG_QUERIES"
"""Folders of further queries, separated as in PATH."""

SUGGESTIONS = 3
NEAR_ENOUGH = 60
"""Least score, of 100, at which a name is like another one."""


@dataclass(frozen=True)
class Library:
    """Queries by id, in the order of category and id."""

    queries: Mapping[str, Query]

    def get(self, name: str) -> Query:
        """The query with this id, however its words are joined and cased.

        Raises `QueryError` with the likeliest ids for a name that no query has.
        """
        wanted = _plain(name)
        for query in self.queries.values():
            if wanted in (query.id, _plain(query.title)):
                return query
        near = self._near(wanted)
        raise QueryError(
            f"there is no query named {name}",
            remedy=f"Did you mean {' or '.join(near)}?" if near else "List them all with: kg query list",
        )

    def list(self, tag: str | None = None, category: str | None = None) -> tuple[Query, ...]:
        """The queries with this tag and in this category; all of them without either."""
        return tuple(
            query
            for query in self.queries.values()
            if (tag is None or tag in query.tags) and (category is None or category == query.category)
        )

    def run(
        self,
        store: Store,
        name: str,
        params: Mapping[str, Any] | None = None,
        resolve: Callable[[str], str] | None = None,
    ) -> Result:
        """The rows of the query `name`.

        `resolve` turns the name of an actor as people write it into its id; without it, ids must be given.
        Raises `QueryError` for an unknown query or a wrong parameter, and what `resolve` and the store raise.
        """
        return store.run(*self._asked(store, name, params, resolve))

    def explain(
        self,
        store: Store,
        name: str,
        params: Mapping[str, Any] | None = None,
        resolve: Callable[[str], str] | None = None,
    ) -> str:
        """What `run` would ask this store, with the values written in, and how the store would go about it."""
        text, values = self._asked(store, name, params, resolve)
        written = with_values(text, {param: literal(value) for param, value in values.items()})
        return f"{written.rstrip()}\n\n{store.plan(text, values).rstrip()}\n"

    def _asked(
        self,
        store: Store,
        name: str,
        params: Mapping[str, Any] | None,
        resolve: Callable[[str], str] | None,
    ) -> tuple[str, dict[str, Any]]:
        query = self.get(name)
        return query.text_for(dialect_of(store)), bind(query, params or {}, resolve=resolve)

    def _near(self, wanted: str) -> Iterable[str]:
        # Imported late: only a misspelt name needs it.
        from rapidfuzz import fuzz, process

        names = {query.id: f"{query.id} {query.title.lower()}" for query in self.queries.values()}
        found = process.extract(
            wanted, names, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=NEAR_ENOUGH
        )
        return [id for _, _, id in found]


def find(folders: Iterable[str | os.PathLike[str]] | None = None) -> Library:
    """All built-in queries, and those in `folders` (without them, in the folders that KG_QUERIES names).

    A later query replaces an earlier one with its id. Raises `QueryError` for a missing folder and for a file
    that is no query, with file and line.
    """
    if folders is None:
        folders = [part for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
    found: dict[str, Query] = {}
    for folder in (_built_in(), *map(Path, folders)):
        if not folder.is_dir():
            raise QueryError(
                f"{folder}: no such folder of queries", remedy=f"Mend the path, or unset {ENVIRONMENT}."
            )
        for path in sorted(folder.rglob("*.cypher")):
            if "." not in path.stem:
                query = read_query(path)
                found[query.id] = query
    ordered = sorted(found.values(), key=lambda query: (query.category, query.id))
    return Library({query.id: query for query in ordered})


def faults(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each query file of a user's folder with what is wrong with it; nothing for a good one.

    Raises `QueryError` for a folder that is not there.
    """
    if not folder.is_dir():
        raise QueryError(f"{folder}: no such folder of queries", remedy="Begin one with: kg query new NAME")
    for path in sorted(folder.rglob("*.cypher")):
        if "." in path.stem:
            continue
        try:
            query = read_query(path)
        except QueryError as error:
            yield path, [error.message]
        else:
            yield path, list(lint(query, own=True))


def scaffold(name: str) -> str:
    """A query to begin with. Raises `QueryError` for a name that is no id: small letters, digits and «-»."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise QueryError(f"{name} is no id of a query", remedy="Write it as who-funds-whom.")
    return _SCAFFOLD.format(id=name, title=name.replace("-", " ").capitalize())


_SCAFFOLD = """\
// {title}
// id: {id}
// description: Which question does it answer?
// tags: mine
// param actor: actor = null -- only facts with this actor at either end
// param limit: integer 1..10000 = 100 -- how many
// returns: graph path, subject, label, object, mentions
MATCH p = (a:Actor)-[f]->(b:Actor)
WHERE f.modality = 'actual' AND coalesce($actor, a.id) IN [a.id, b.id]
RETURN p AS path, a.name AS subject, f.label AS label, b.name AS object, f.mentions AS mentions
ORDER BY mentions DESC, f.id
LIMIT $limit
"""


def dialect_of(store: Store) -> str:
    """Which texts a store runs: those of Neo4j where it is a server's address, else those of Ladybug."""
    return "neo4j" if "://" in store.url else "ladybug"


def _built_in() -> Path:
    """In an installed package a folder of it, in a checkout the one beside it."""
    package = Path(__file__).parents[1]
    installed = package / "library"
    return installed if installed.is_dir() else package.parent / "queries"


def _plain(name: str) -> str:
    return "-".join(name.lower().replace("_", " ").replace("-", " ").split())
