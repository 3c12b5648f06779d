"""The embedded store: one file, no server.

The file is open only while something is read or written, so that queries run beside a long ingest, between
its batches. Readers open it read-only; a lock file beside it keeps them from seeing half of a batch.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import ladybug

from kg.errors import StoreError
from kg.model import Actor, Reading
from kg.ontology import Ontology
from kg.stores import ladybug_values as values
from kg.stores import schema, statements, versions, write
from kg.stores.base import Hit, Result, Stats, Written
from kg.stores.lock import held_elsewhere, locked
from kg.stores.reading import actors_of, parameters_of, stats_of, words_of
from kg.stores.reference import reference_readings
from kg.stores.rows import Row
from kg.stores.sending import Transaction, send

T = TypeVar("T")

WAIT = 30.0
"""Seconds that a reader or writer waits for the others before it gives up."""

_LOCKED = re.compile(r"Could not set lock on file.*?(?:PID (\d+))?\)", re.DOTALL)


class LadybugStore:
    """A graph in the file `path`. `wait` is how many seconds to wait for a lock that others hold."""

    def __init__(self, path: str | Path, ontology: Ontology, *, wait: float = WAIT) -> None:
        self.url = str(path)
        self._path = Path(path)
        self._ontology = ontology
        self._wait = wait
        self._ready = False

    def __repr__(self) -> str:
        return f"LadybugStore({self.url!r})"

    def init(self, *, reference: bool = True) -> Written:
        """Make all tables and, with `reference`, load the built-in claims."""
        with self._session(write=True) as session:
            self._make_ready(session)
        return self.write(reference_readings(self._ontology)) if reference else Written()

    def write(self, readings: Sequence[Reading]) -> Written:
        """Store whole articles in one transaction."""
        return self._change(lambda session: write.put(session, _DIALECT, self._ontology, readings))

    def remove(self, articles: Iterable[str]) -> int:
        """Take back exactly what these articles added."""
        ids = list(articles)
        if not self._path.exists():
            return 0
        return self._change(lambda session: write.take_back(session, _DIALECT, self._ontology, ids))

    def known(self, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Digest and extractor version of those of these article ids that are stored."""
        if not self._path.exists():
            return {}
        with self._session() as session:
            if not session.tables():
                return {}
            return write.stored_articles(session, articles)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Result:
        """The rows of a reading statement."""
        given = parameters or {}
        wanted = parameters_of(cypher)
        # Ladybug takes a parameter that is not given for null, and refuses one that is not used.
        if missing := sorted(wanted - given.keys()):
            raise StoreError(
                f"the statement uses parameters that are not given: {', '.join(missing)}",
                remedy="Give each of them a value.",
            )
        used = {name: given[name] for name in sorted(wanted)}
        with self._session() as session:
            meta = session.meta()
            if meta is None:
                raise _no_graph(self.url)
            versions.check_version(meta, self.url)
            return session.result(cypher, used)

    def plan(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> str:
        """How the embedded database would answer a statement: what stands lowest comes first."""
        return str(self.run(f"EXPLAIN {cypher}", parameters).rows[0][0])

    def measure(self, measures: Mapping[str, Mapping[str, float]]) -> int:
        """Write measures of actors in place of those of the same names."""
        if not self._path.exists():
            raise _no_graph(self.url)
        return self._change(lambda session: write.measure(session, measures))

    def actors(self) -> list[Actor]:
        """All actors stored."""
        return actors_of(self.run)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Actors and sentences with words that begin as those of `text` do; those with most of them first."""
        words = sorted(set(words_of(text)))
        parameters = {"words": [f" {word}" for word in words], "limit": limit}
        if not words or limit < 1:
            return []
        actors = self.run(_SEARCH_ACTORS, parameters).rows
        sentences = self.run(_SEARCH_SENTENCES, parameters).rows
        hits = [Hit("actor", id, name, found / len(words)) for id, name, found in actors]
        hits += [
            Hit("sentence", id, text, found / len(words), article) for id, text, article, found in sentences
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.kind))[:limit]

    def stats(self) -> Stats:
        """Counts of what is stored."""
        return stats_of(self.run)

    def close(self) -> None:
        """Nothing is held between calls."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _change(self, change: Callable[[_Session], T]) -> T:
        with self._session(write=True) as session:
            if not self._ready:
                self._make_ready(session)
            return session.in_transaction(change)

    def _make_ready(self, session: _Session) -> None:
        relations = (
            session.tables() - {edge.name for edge in schema.EVIDENCE} - {node.label for node in schema.NODES}
        )
        step = versions.next_step(session.meta(), relations, self._ontology, self.url)
        if step is not versions.Step.NOTHING:
            for statement in schema.ladybug_ddl(self._ontology):
                session.run(statement)
            session.make_type_macro()
            session.in_transaction(lambda tx: write.refresh_known_actors(tx, self._ontology))
            # Last, so that a store made by halves is seen to have no version, and is made again.
            session.run(versions.WRITE_META, version=schema.SCHEMA_VERSION, ontology=self._ontology.digest)
        self._ready = True

    @contextmanager
    def _session(self, *, write: bool = False) -> Iterator[_Session]:
        if not write and not self._path.exists():
            raise _no_graph(self.url)
        with locked(self._path, exclusive=write, wait=self._wait):
            database = self._open(read_only=not write)
            session = _Session(ladybug.Connection(database), self.url)
            try:
                yield session
            finally:
                session.close()
                database.close()

    def _open(self, *, read_only: bool) -> ladybug.Database:
        try:
            return ladybug.Database(self._path, read_only=read_only)
        except Exception as error:
            if read_only and "recovery is pending" in str(error):
                return self._recover()
            if found := _LOCKED.search(str(error)):
                raise held_elsewhere(self._path, found[1] or "") from None
            raise StoreError(
                f"{self.url}: cannot be opened: {_first_line(error)}",
                remedy="Give a file made by kg in a folder that exists, or a new name (--store).",
            ) from None

    def _recover(self) -> ladybug.Database:
        # A writer was killed while it tidied up. Only a writer can finish that.
        ladybug.Database(self._path).close()
        return ladybug.Database(self._path, read_only=True)


class _Session:
    """An open connection; also the transaction that `kg.stores.write` is given."""

    def __init__(self, connection: ladybug.Connection, url: str) -> None:
        self._connection = connection
        self._url = url

    def run(self, cypher: str, /, **parameters: Any) -> list[Row]:
        answer = self._execute(cypher, parameters)
        names = answer.get_column_names()
        return [dict(zip(names, row, strict=True)) for row in answer.get_all()]

    def result(self, cypher: str, parameters: Mapping[str, Any]) -> Result:
        answer = self._execute(cypher, parameters)
        columns, rows = tuple(answer.get_column_names()), answer.get_all()
        ids = self._ids(rows)
        return Result(columns, tuple(tuple(values.converted(value, ids) for value in row) for row in rows))

    def in_transaction(self, change: Callable[[_Session], T]) -> T:
        self.run("BEGIN TRANSACTION")
        try:
            outcome = change(self)
        except BaseException:
            # After most failures Ladybug has already rolled back by itself.
            with suppress(StoreError):
                self.run("ROLLBACK")
            raise
        self.run("COMMIT")
        return outcome

    def tables(self) -> set[str]:
        return {row["name"] for row in self.run("CALL show_tables() RETURN name")}

    def meta(self) -> Row | None:
        if schema.META.label not in self.tables():
            return None
        found = self.run(versions.READ_META)
        return found[0] if found else None

    def make_type_macro(self) -> None:
        try:
            self.run(schema.LADYBUG_TYPE_MACRO)
        except StoreError as error:
            if "already exists" not in error.message:
                raise

    def close(self) -> None:
        self._connection.close()

    def _execute(self, cypher: str, parameters: Mapping[str, Any]) -> ladybug.QueryResult:
        try:
            answer = self._connection.execute(cypher, dict(parameters))
        except Exception as error:
            raise _refusal(self._url, error) from None
        return answer[-1] if isinstance(answer, list) else answer

    def _ids(self, rows: Sequence[Any]) -> dict[values.Internal, str]:
        """The `id` of every node that the rows hold or that an edge of theirs ends at."""
        ids = dict(values.nodes(rows))
        missing = set(values.ends(rows)) - set(ids)
        if missing:
            for row in self.run("CALL show_tables() RETURN id, name, type"):
                offsets = sorted(offset for table, offset in missing if table == row["id"])
                if row["type"] == "NODE" and offsets:
                    match = f"MATCH (n:{schema.quoted(row['name'])}) WHERE offset(id(n)) IN $offsets"
                    found = self.run(f"{match} RETURN offset(id(n)) AS o, n.id AS id", offsets=offsets)
                    ids |= {(row["id"], node["o"]): node["id"] for node in found}
        return ids


class _Dialect:
    """One writer at a time: nothing need be locked, and what is there can be asked before it is made."""

    def lock_stories(self, tx: Transaction) -> None:
        pass

    def lock_articles(self, tx: Transaction, ids: Sequence[str]) -> None:
        pass

    def touch_actors(self, tx: Transaction, rows: Sequence[Row]) -> None:
        send(tx, _TOUCH_ACTORS, rows, "actors")

    def touch_facts(self, tx: Transaction, type: str, rows: Sequence[Row]) -> None:
        there = {row["id"] for row in tx.run(statements.build_find_facts(type), rows=rows)}
        new = [row for row in rows if row["id"] not in there]
        send(tx, statements.build_create_facts(type), new, type)


_DIALECT = _Dialect()
_TOUCH_ACTORS = (
    "UNWIND $rows AS row MERGE (n:Actor {id: row.id}) SET n.kind = row.kind RETURN count(*) AS stored"
)

# A pattern that is the same for every row is compiled once; one that comes from a row, for each row again.
_WORDS_APART = r"(' ' + regexp_replace(lower({0}), '[^\\pL\\pN]+', ' ', 'g'))"

_SEARCH_ACTORS = f"""
UNWIND $words AS word
MATCH (a:Actor)
WHERE {_WORDS_APART.format("a.name + ' ' + list_to_string(' ', a.aliases)")} CONTAINS word
RETURN a.id AS id, a.name AS name, count(*) AS found ORDER BY found DESC, size(name), id LIMIT $limit
"""
_SEARCH_SENTENCES = f"""
UNWIND $words AS word
MATCH (c:Claim)
WHERE {_WORDS_APART.format("c.sentence")} CONTAINS word
WITH c.article AS article, c.sentence AS sentence, min(c.id) AS id, count(DISTINCT word) AS found
RETURN id, sentence, article, found ORDER BY found DESC, size(sentence), id LIMIT $limit
"""


def _no_graph(url: str) -> StoreError:
    return StoreError(f"{url}: there is no graph", remedy="Make one: kg ingest, or kg init.")


def _refusal(url: str, error: Exception) -> StoreError:
    text = str(error)
    if "read-only" in text:
        return StoreError(
            f"{url}: the statement writes, and queries may only read",
            remedy="Change the graph by kg ingest and kg remove.",
        )
    return StoreError(f"{url}: {text.strip()}", remedy="Mend the statement.")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else os.strerror(5)
