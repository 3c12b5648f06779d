"""How whole articles enter and leave a graph, in one transaction of either database.

The order matters with several writers on one server: the stories of the graph are locked first, as one, then articles,
then actors, then facts, each in id order (facts type by type), so that no two writers wait for each other; what is
counted is counted after its lock is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.errors import StoreError
from kg.facts import independent
from kg.model import Actor, Level, Modality, Reading
from kg.ontology import Ontology
from kg.stores import schema, statements
from kg.stores.base import Written
from kg.stores.copies import Retold, retell
from kg.stores.rows import Row, Rows, actor_row, describe, fact_row, kind_of, rows_of
from kg.stores.sending import Transaction, chunks, each, each_row, send


class Dialect(Protocol):
    """What the databases do differently. Each takes rows in the order in which they are to be locked."""

    def lock_stories(self, tx: Transaction) -> None:
        """Let nobody else change which articles tell one story until the transaction ends."""
        ...

    def lock_articles(self, tx: Transaction, ids: Sequence[str]) -> None:
        """Hold these articles, there or not yet, until the transaction ends."""
        ...

    def touch_actors(self, tx: Transaction, rows: Sequence[Row]) -> None:
        """Make sure that these actors (`id`, `kind`) are there, and hold them."""
        ...

    def touch_facts(self, tx: Transaction, type: str, rows: Sequence[Row]) -> None:
        """Make sure that these fact edges of one type are there, and hold them."""
        ...


@dataclass
class _Touched:
    """Facts (by id) and actors that a change concerns. Actors of removed articles may be left alone by it."""

    facts: dict[str, Row]
    actors: set[str]


def put(tx: Transaction, dialect: Dialect, ontology: Ontology, readings: Sequence[Reading]) -> Written:
    """Store readings: new articles are added, changed ones replaced, those read before just so skipped."""
    latest = {reading.article.id: reading for reading in readings}
    changed = _changed(tx, latest)
    if changed:
        dialect.lock_stories(tx)
    dialect.lock_articles(tx, sorted(changed))
    # Another writer may have stored some of them while the lock was waited for.
    stored = stored_articles(tx, changed)
    changed = {id: reading for id, reading in changed.items() if stored.get(id) != _version(reading)}
    replaced = sorted(set(changed) & set(stored))
    retold = retell(tx, changed.values(), gone=replaced)
    rows = rows_of(changed.values(), ontology, retold.stories)
    old = _touched(tx, ontology, replaced)
    moved = _touched(tx, ontology, sorted(retold.moved))
    facts = old.facts | moved.facts | rows.facts
    actors = old.actors | rows.actors
    _touch_actors(tx, dialect, actors | moved.actors)
    _take_back(tx, replaced)
    _insert(tx, rows)
    _move(tx, retold)
    kept = _refresh_facts(tx, dialect, facts)
    _finish_actors(tx, ontology, actors, candidates=old.actors)
    return Written(
        articles=len(changed),
        replaced=len(replaced),
        unchanged=len(readings) - len(changed),
        claims=len(rows.claims),
        facts=kept,
        copies=retold.copies,
    )


def take_back(tx: Transaction, dialect: Dialect, ontology: Ontology, ids: Iterable[str]) -> int:
    """Remove articles with all that only they gave; the number of those that were there."""
    present = sorted(stored_articles(tx, ids))
    if not present:
        return 0
    dialect.lock_stories(tx)
    dialect.lock_articles(tx, present)
    present = sorted(stored_articles(tx, present))
    retold = retell(tx, (), gone=present)
    old = _touched(tx, ontology, present)
    moved = _touched(tx, ontology, sorted(retold.moved))
    _touch_actors(tx, dialect, old.actors | moved.actors)
    _take_back(tx, present)
    each(tx, statements.DELETE_ARTICLES, ids=present)
    _move(tx, retold)
    _refresh_facts(tx, dialect, old.facts | moved.facts)
    _finish_actors(tx, ontology, old.actors, candidates=old.actors)
    return len(present)


def measure(tx: Transaction, measures: Mapping[str, Mapping[str, float]]) -> int:
    """Replace these measures of actors, each by name as actor id → value; the number of values written."""
    known = {key.name for key in schema.ACTOR.measured}
    if unknown := sorted(set(measures) - known):
        raise StoreError(
            f"actors have no measure {unknown[0]}", remedy=f"There are: {', '.join(sorted(known))}."
        )
    for name, values in sorted(measures.items()):
        tx.run(statements.build_clear_measure(name))
        rows = [{"id": id, "value": value} for id, value in sorted(values.items())]
        send(tx, statements.build_set_measure(name), rows, name)
    return sum(map(len, measures.values()))


def stored_articles(tx: Transaction, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Digest and extractor version of those of these articles that are there."""
    found = each(tx, statements.STORED_ARTICLES, ids=sorted(set(ids)))
    return {row["id"]: (row["digest"], row["extractor"]) for row in found}


def refresh_known_actors(tx: Transaction, ontology: Ontology) -> None:
    """Bring those actors of the ontology that are stored up to date with it."""
    stored = {row["id"]: row for row in each(tx, statements.STORED_ACTORS, ids=sorted(ontology.actors))}
    wanted = [actor_row(ontology.actors[id]) for id in stored]
    send(tx, statements.UPSERT_ACTORS, [row for row in wanted if row != stored[row["id"]]], "actors")


def _changed(tx: Transaction, readings: Mapping[str, Reading]) -> dict[str, Reading]:
    stored = stored_articles(tx, readings)
    return {id: reading for id, reading in readings.items() if stored.get(id) != _version(reading)}


def _version(reading: Reading) -> tuple[str, str]:
    return reading.article.digest, reading.extractor


def _touched(tx: Transaction, ontology: Ontology, articles: Sequence[str]) -> _Touched:
    facts: dict[str, Row] = {}
    for claim in each(tx, statements.OLD_CLAIMS, ids=articles):
        relation, modality = claim["relation"], Modality(claim["modality"])
        keys = [ontology.fact_key(claim["subject"], relation, claim["object"], modality, Level.ACTOR)]
        if claim["state_fact"] is not None:
            ends = claim["subject_state"], claim["object_state"]
            keys.append(ontology.fact_key(ends[0], relation, ends[1], modality, Level.STATE))
        facts |= {key.id: fact_row(key, ontology) for key in keys}
    actors = {row["id"] for row in each(tx, statements.OLD_ACTORS, ids=articles)}
    return _Touched(facts, actors | {row[end] for row in facts.values() for end in ("subject", "object")})


def _touch_actors(tx: Transaction, dialect: Dialect, actors: Iterable[str]) -> None:
    rows = [{"id": id, "kind": kind_of(id).value} for id in sorted(actors)]
    for part in chunks(rows):
        dialect.touch_actors(tx, part)


def _take_back(tx: Transaction, articles: Sequence[str]) -> None:
    each(tx, statements.DELETE_CLAIMS, ids=articles)
    each(tx, statements.DELETE_MENTIONS, ids=articles)


def _insert(tx: Transaction, rows: Rows) -> None:
    send(tx, statements.UPSERT_ARTICLES, rows.articles, "articles")
    send(tx, statements.CREATE_CLAIMS, rows.claims, "claims")
    links = (
        (schema.STATES, rows.states),
        (schema.SUBJECT, rows.subjects),
        (schema.OBJECT, rows.objects),
        (schema.ATTRIBUTED_TO, rows.attributions),
        (schema.MENTIONS, rows.mentions),
    )
    for edge, ends in links:
        send(tx, statements.build_link(edge), ends, edge.name)


def _move(tx: Transaction, retold: Retold) -> None:
    rows = [{"id": id, "story": story} for id, story in sorted(retold.moved.items())]
    send(tx, statements.SET_STORIES, rows, "stories")
    each_row(tx, statements.SET_STORIES_OF_CLAIMS, rows)


def _refresh_facts(tx: Transaction, dialect: Dialect, facts: Mapping[str, Row]) -> int:
    """Recompute facts from their claims, or delete those without any; the number of those that have some."""
    by_type: defaultdict[str, list[Row]] = defaultdict(list)
    for id in sorted(facts):
        by_type[facts[id]["type"]].append(facts[id])
    for type, rows in sorted(by_type.items()):
        for part in chunks(rows):
            dialect.touch_facts(tx, type, part)
    counted = _count(tx, facts)
    for type, rows in sorted(by_type.items()):
        kept = [row | counted[row["id"]] for row in rows if row["id"] in counted]
        send(tx, statements.build_set_facts(type), kept, type)
        each_row(tx, statements.build_delete_facts(type), [row for row in rows if row["id"] not in counted])
    return len(counted)


def _count(tx: Transaction, facts: Mapping[str, Row]) -> dict[str, Row]:
    counted: dict[str, Row] = {}
    for level, key in ((Level.ACTOR, "fact"), (Level.STATE, "state_fact")):
        ids = [id for id in sorted(facts) if facts[id]["level"] == level]
        found = each(tx, statements.build_aggregate(key), ids=ids)
        sources = _independent(tx, key, [row["id"] for row in found if row["shared"] and row["sources"] > 1])
        for row in found:
            counted[row["id"]] = row | {
                "origins": sorted(row["origins"]),
                "sources": sources.get(row["id"], row["sources"]),
            }
    return counted


def _independent(tx: Transaction, key: str, facts: Sequence[str]) -> dict[str, int]:
    told: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in each(tx, statements.build_tellers(key), ids=facts):
        told[row["id"]].append((row["publisher"], row["story"]))
    return {fact: independent(tellers) for fact, tellers in told.items()}


def _finish_actors(tx: Transaction, ontology: Ontology, actors: set[str], candidates: set[str]) -> None:
    """Write what actors are called now; those of removed articles that nothing names any more go."""
    wanted = [actor_row(actor) for actor in _described(tx, ontology, sorted(actors))]
    stored = {row["id"]: row for row in each(tx, statements.STORED_ACTORS, ids=sorted(actors))}
    send(tx, statements.UPSERT_ACTORS, [row for row in wanted if row != stored.get(row["id"])], "actors")
    each(tx, statements.DELETE_ORPHANS, ids=sorted(candidates))


def _described(tx: Transaction, ontology: Ontology, ids: Sequence[str]) -> Iterator[Actor]:
    described: defaultdict[str, list[tuple[Actor, int]]] = defaultdict(list)
    unknown = [id for id in ids if id not in ontology.actors]
    for row in each(tx, statements.DESCRIPTIONS, ids=unknown):
        aliases = tuple(row["aliases"] or ())
        actor = Actor(row["id"], row["name"], kind_of(row["id"]), row["country"], row["qid"], aliases)
        described[actor.id].append((actor, row["count"]))
    for id in ids:
        yield describe(id, ontology, described[id])
