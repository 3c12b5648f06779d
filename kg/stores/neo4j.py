"""The server store: Neo4j 5 by its official driver."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import Neo4jError

from kg.model import Actor, Kind, Reading
from kg.ontology import Ontology
from kg.stores import neo4j_values as values
from kg.stores import schema, statements, versions, write
from kg.stores.base import Hit, Result, Stats, Written
from kg.stores.neo4j_errors import is_retryable_conflict, told
from kg.stores.reading import actors_of, stats_of, words_of
from kg.stores.reference import reference_readings
from kg.stores.rows import Row
from kg.stores.sending import Transaction, send

T = TypeVar("T")

CONNECT_SECONDS = 10.0
RETRY_SECONDS = 30.0
"""How long the driver goes on retrying what the server calls transient."""

CONFLICTS = 10
"""How often a transaction is run again when other writers came between."""


class Neo4jStore:
    """A graph on a Neo4j server. `url` holds no credentials; `database` None is the user's home database."""

    def __init__(
        self,
        url: str,
        ontology: Ontology,
        *,
        username: str = "neo4j",
        password: str = "",
        database: str | None = None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self.url = url
        self._ontology = ontology
        self._username = username
        self._database = database
        self._ready = False
        self._checked = False
        self._reached = False
        with self._telling():
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(username, password),
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=retry_seconds,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )

    def __repr__(self) -> str:
        return f"Neo4jStore({self.url!r}, username={self._username!r}, database={self._database!r})"

    def init(self, *, reference: bool = True) -> Written:
        """Make constraints, indexes and all names and, with `reference`, load the built-in claims."""
        self._make_ready()
        return self.write(reference_readings(self._ontology)) if reference else Written()

    def write(self, readings: Sequence[Reading]) -> Written:
        """Store whole articles in one transaction."""
        self._make_ready()
        return self._write(lambda tx: write.put(tx, _DIALECT, self._ontology, readings))

    def remove(self, articles: Iterable[str]) -> int:
        """Take back exactly what these articles added."""
        ids = list(articles)
        self._make_ready()
        return self._write(lambda tx: write.take_back(tx, _DIALECT, self._ontology, ids))

    def known(self, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Digest and extractor version of those of these article ids that are stored."""
        ids = list(articles)
        return self._read(lambda tx: write.stored_articles(tx, ids))

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Result:
        """The rows of a reading statement; the server refuses one that writes."""
        if not self._checked:
            versions.check_version(self._read(_meta), self.url)
            self._checked = True
        return self._read(lambda tx: tx.result(cypher, parameters or {}))

    def plan(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> str:
        """How the server would answer a statement: what stands lowest comes first."""
        return self._read(lambda tx: tx.plan(f"EXPLAIN {cypher}", parameters or {}))

    def measure(self, measures: Mapping[str, Mapping[str, float]]) -> int:
        """Write measures of actors in place of those of the same names."""
        self._make_ready()
        return self._write(lambda tx: write.measure(tx, measures))

    def actors(self) -> list[Actor]:
        """All actors stored."""
        return actors_of(self.run)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Actors and sentences by Lucene's score for the words of `text`, or words that begin so."""
        words = words_of(text)
        if not words or limit < 1:
            return []
        # Nothing but letters and digits is left of what was typed, so that none of it is read as an operator.
        parameters = {"text": " ".join(f"{word} {word}*" for word in words), "limit": limit}
        hits = [Hit("actor", *row) for row in self.run(_SEARCH_ACTORS, parameters).rows]
        hits += [Hit("sentence", *row) for row in self.run(_SEARCH_SENTENCES, parameters).rows]
        return sorted(hits, key=lambda hit: (-hit.score, hit.kind, hit.id))[:limit]

    def stats(self) -> Stats:
        """Counts of what is stored."""
        return stats_of(self.run)

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_ready(self) -> None:
        if self._ready:
            return
        meta, relations = self._read(lambda tx: (_meta(tx), _constrained(tx)))
        step = versions.next_step(meta, relations, self._ontology, self.url)
        if step is not versions.Step.NOTHING:
            self._write(lambda tx: [tx.run(statement) for statement in schema.neo4j_ddl(self._ontology)])
            self._write(self._make_names)
            self._read(lambda tx: tx.run(_AWAIT_INDEXES))
            self._write(lambda tx: write.refresh_known_actors(tx, self._ontology))
            # Last, so that a store made by halves is seen to have no version, and is made again.
            parameters = {"version": schema.SCHEMA_VERSION, "ontology": self._ontology.digest}
            self._write(lambda tx: tx.run(versions.WRITE_META, **parameters))
        self._ready = True

    def _make_names(self, tx: _Transaction) -> None:
        for procedure, names in groupby(schema.neo4j_tokens(self._ontology), lambda pair: pair[0]):
            tx.run(f"UNWIND $ids AS name CALL {procedure}(name)", ids=[name for _, name in names])

    def _reach(self) -> None:
        # Once, outside of a transaction, whose retries would only delay the news of a wrong address by half a minute.
        if not self._reached:
            self._driver.verify_connectivity()
            self._reached = True

    def _read(self, work: Callable[[_Transaction], T]) -> T:
        with self._telling(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: work(_Transaction(tx)))

    def _write(self, work: Callable[[_Transaction], T]) -> T:
        with self._telling(), self._session(neo4j.WRITE_ACCESS) as session:
            for attempt in range(CONFLICTS):
                try:
                    return session.execute_write(lambda tx: work(_Transaction(tx)))
                except Neo4jError as error:
                    if not is_retryable_conflict(error) or attempt == CONFLICTS - 1:
                        raise
                time.sleep(random.uniform(0, 0.1 * 2 ** min(attempt, 5)))
        raise AssertionError("the last attempt returns or raises")

    def _session(self, access: str) -> neo4j.Session:
        self._reach()
        return self._driver.session(database=self._database, default_access_mode=access)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            told_error = told(error, self.url, self._username)
            if told_error is error:
                raise
            raise told_error from error


class _Transaction:
    """A managed transaction as `kg.stores.write` is given it."""

    def __init__(self, tx: neo4j.ManagedTransaction) -> None:
        self._tx = tx

    def run(self, cypher: str, /, **parameters: Any) -> list[Row]:
        return [record.data() for record in self._execute(cypher, parameters)]

    def result(self, cypher: str, parameters: Mapping[str, Any]) -> Result:
        answer = self._execute(cypher, parameters)
        columns, rows = tuple(answer.keys()), [record.values() for record in answer]
        ids = self._ids(sorted({id for row in rows for id in values.hollow(row)}))
        return Result(columns, tuple(tuple(values.converted(value, ids) for value in row) for row in rows))

    def plan(self, cypher: str, parameters: Mapping[str, Any]) -> str:
        plan = self._execute(cypher, parameters).consume().plan
        return str(plan["args"]["string-representation"]) if plan else ""

    def _execute(self, cypher: str, parameters: Mapping[str, Any]) -> neo4j.Result:
        return self._tx.run(cypher, dict(parameters))

    def _ids(self, elements: Sequence[str]) -> dict[str, str]:
        if not elements:
            return {}
        found = self.run(
            "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS e, n.id AS id", ids=list(elements)
        )
        return {row["e"]: row["id"] for row in found if row["id"] is not None}


class _Dialect:
    """Writes before it reads, so that what it reads next nobody else can change until it is done."""

    def lock_stories(self, tx: Transaction) -> None:
        tx.run(_LOCK_STORIES)

    def lock_articles(self, tx: Transaction, ids: Sequence[str]) -> None:
        send(tx, _LOCK_ARTICLES, [{"id": id} for id in ids], "articles")

    def touch_actors(self, tx: Transaction, rows: Sequence[Row]) -> None:
        # An id begins with its kind, so that kind by kind is in id order still.
        for kind, part in groupby(rows, lambda row: row["kind"]):
            send(tx, statements.build_touch_actors(schema.KIND_LABELS[Kind(kind)]), list(part), "actors")

    def touch_facts(self, tx: Transaction, type: str, rows: Sequence[Row]) -> None:
        send(tx, statements.build_touch_facts(type), rows, type)


_DIALECT = _Dialect()

_LOCK_STORIES = f"MATCH (m:Meta {{id: '{schema.META_ID}'}}) SET m.id = m.id"
_LOCK_ARTICLES = (
    "UNWIND $rows AS row MERGE (n:Article {id: row.id}) SET n.id = row.id RETURN count(*) AS stored"
)
_AWAIT_INDEXES = "CALL db.awaitIndexes(300)"

_SEARCH_ACTORS = f"""
CALL db.index.fulltext.queryNodes('{schema.ACTOR_INDEX}', $text) YIELD node, score
RETURN node.id, node.name, score ORDER BY score DESC, node.id LIMIT $limit
"""
_SEARCH_SENTENCES = f"""
CALL db.index.fulltext.queryNodes('{schema.SENTENCE_INDEX}', $text) YIELD node, score
WITH node.article AS article, node.sentence AS sentence, min(node.id) AS id, max(score) AS score
RETURN id, sentence, score, article ORDER BY score DESC, id LIMIT $limit
"""


def _meta(tx: _Transaction) -> Row | None:
    found = tx.run(versions.READ_META)
    return found[0] if found else None


def _constrained(tx: _Transaction) -> set[str]:
    """The relationship types that have a constraint of ours."""
    listed = tx.run(
        "SHOW CONSTRAINTS YIELD name, entityType, labelsOrTypes WHERE entityType = 'RELATIONSHIP'"
    )
    return {row["labelsOrTypes"][0] for row in listed if str(row["name"]).startswith("fact_")}
