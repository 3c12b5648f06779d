"""What of a graph is exported, page by page, so that no export holds more of it than it must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.model import Kind, Level, Modality, Origin
from kg.stores.base import Store

Row = Mapping[str, Any]
PAGE = 5_000
"""Rows that a store is asked for at once."""

_ACTORS = "MATCH (a:Actor) WHERE a.id > $after RETURN a AS it ORDER BY a.id LIMIT $page"
_FACTS = """
MATCH (a:Actor)-[f]->(b:Actor) WHERE f.id > $after
RETURN f AS it, a.kind AS subject_kind, b.kind AS object_kind ORDER BY f.id LIMIT $page
"""
_ARTICLES = "MATCH (a:Article) WHERE a.id > $after RETURN a AS it ORDER BY a.id LIMIT $page"
_CLAIMS = """
MATCH (c:Claim) WHERE c.article IN $articles
RETURN c AS it ORDER BY c.article, c.field, c.start, c.id
"""
_MENTIONS = """
MATCH (a:Article)-[m:MENTIONS]->(b:Actor) WHERE a.id IN $articles
RETURN a.id AS article, b.id AS actor, m.count AS count, m.name AS name, m.country AS country, m.qid AS qid,
       m.aliases AS aliases
ORDER BY article, actor
"""
_ARTICLES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """Which facts are exported; with nothing chosen, all. `actors` are ids, one of which must be at an end.

    `level` STATE leaves persons out, for what they do for a state stands between states too; ACTOR leaves those out
    that stand for what persons did. Each by itself counts nothing twice. `since` and `until` are ISO days: a fact counts
    that was reported, or held, at some time between them.
    """

    actors: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    modalities: frozenset[Modality] = frozenset()
    origins: frozenset[Origin] = frozenset()
    level: Level | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()

    def takes(self, fact: Row, kinds: tuple[str, str]) -> bool:
        """Whether a fact, given by its properties and the kinds of its ends, is exported."""
        if self.level is Level.ACTOR and fact["level"] != Level.ACTOR:
            return False
        if self.level is Level.STATE and Kind.PERSON in kinds:
            return False
        return (
            (not self.actors or bool(self.actors & {fact["subject"], fact["object"]}))
            and (not self.relations or fact["relation"] in self.relations)
            and (not self.modalities or fact["modality"] in self.modalities)
            and (not self.origins or bool(self.origins & set(fact["origins"])))
            and fact["confidence"] >= self.min_confidence
            and self._falls(fact)
        )

    def _falls(self, fact: Row) -> bool:
        first = fact.get("first_reported") or fact.get("since")
        last = fact.get("last_reported") or fact.get("until")
        if self.until is not None and first is not None and first[: len(self.until)] > self.until:
            return False
        return not (self.since is not None and last is not None and last < self.since[: len(last)])


class Content:
    """The chosen part of a store. Each method reads it anew, in id order."""

    def __init__(self, store: Store, choice: Choice | None = None) -> None:
        self._store = store
        self.choice = choice if choice is not None else Choice()

    def facts(self) -> Iterator[dict[str, Any]]:
        """Facts with their properties, and `subject` and `object`, the ids of their ends."""
        for row in self._pages(_FACTS):
            edge = row["it"]
            fact = {**edge.properties, "subject": edge.start, "object": edge.end}
            if self.choice.takes(fact, (row["subject_kind"], row["object_kind"])):
                yield fact

    def actors(self) -> Iterator[dict[str, Any]]:
        """Actors with their properties: all, or those at the ends of what is chosen."""
        for row in self._pages(_ACTORS):
            if self._ends is None or row["it"].id in self._ends:
                yield dict(row["it"].properties)

    def articles(self) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
        """Articles with their claims and their mentions (`actor`, `count`, and how it describes an actor that the
        ontology does not know); where something is chosen, those with a claim behind a chosen fact.
        """
        waiting: list[dict[str, Any]] = []
        for row in self._pages(_ARTICLES):
            waiting.append(dict(row["it"].properties))
            if len(waiting) == _ARTICLES_AT_ONCE:
                yield from self._with_claims(waiting)
                waiting = []
        yield from self._with_claims(waiting)

    @cached_property
    def _chosen(self) -> frozenset[str] | None:
        """The ids of the chosen facts; None for all."""
        return None if self.choice.is_everything else frozenset(fact["id"] for fact in self.facts())

    @cached_property
    def _ends(self) -> frozenset[str] | None:
        if self.choice.is_everything:
            return None
        return frozenset(id for fact in self.facts() for id in (fact["subject"], fact["object"]))

    def _with_claims(
        self, articles: list[dict[str, Any]]
    ) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
        if not articles:
            return
        ids = [article["id"] for article in articles]
        claims: dict[str, list[dict[str, Any]]] = {id: [] for id in ids}
        for row in self._store.run(_CLAIMS, {"articles": ids}).dicts():
            claim = dict(row["it"].properties)
            if self._chosen is None or {claim["fact"], claim.get("state_fact")} & self._chosen:
                claims[claim["article"]].append(claim)
        mentions: dict[str, list[dict[str, Any]]] = {id: [] for id in ids}
        for row in self._store.run(_MENTIONS, {"articles": ids}).dicts():
            if self._ends is None or row["actor"] in self._ends:
                mentions[row.pop("article")].append(row)
        for article in articles:
            if claims[article["id"]] or self._chosen is None:
                yield article, claims[article["id"]], mentions[article["id"]]

    def _pages(self, cypher: str) -> Iterator[dict[str, Any]]:
        after = ""
        while rows := self._store.run(cypher, {"after": after, "page": PAGE}).dicts():
            yield from rows
            after = rows[-1]["it"].id
            if len(rows) < PAGE:
                return
