"""Readings as the rows that either database is sent: plain dicts of values, deduplicated and sorted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import StoreError
from kg.facts import acting_state, fact_keys, reported_on
from kg.model import Actor, Article, Claim, FactKey, Kind, Modality, Origin, Participant, Reading
from kg.ontology import CLAIMED, Ontology

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """All that a batch of readings puts into the graph. `facts` and `actors` are what it touches, by id."""

    articles: Sequence[Row]
    claims: Sequence[Row]
    states: Sequence[Row]
    subjects: Sequence[Row]
    objects: Sequence[Row]
    attributions: Sequence[Row]
    mentions: Sequence[Row]
    facts: dict[str, Row]
    actors: frozenset[str]


def rows_of(readings: Iterable[Reading], ontology: Ontology, stories: Mapping[str, str]) -> Rows:
    """The rows of whole readings, one a thing, in id order. `stories` says of which story each article is.

    Raises `StoreError` for a claim of another article or of an unknown relation and for an actor of no kind.
    """
    articles, claims, mentions = [], [], []
    facts: dict[str, Row] = {}
    for reading in sorted(readings, key=lambda reading: reading.article.id):
        kept = _unique(reading)
        story = stories[reading.article.id]
        articles.append(_article_row(reading, story))
        mentions.extend(_mention_rows(reading, kept, ontology))
        for claim in kept:
            _check(claim, reading.article, ontology)
            claims.append(_claim_row(claim, reading.article, story, ontology))
            facts |= {key.id: fact_row(key, ontology) for key in fact_keys(claim, ontology)}
    claims.sort(key=lambda row: str(row["id"]))
    actors = {row["end"] for row in mentions} | {
        row[end] for row in facts.values() for end in ("subject", "object")
    }
    return Rows(
        articles=articles,
        claims=claims,
        states=[{"start": row["article"], "end": row["id"]} for row in claims],
        subjects=_links(claims, "subject"),
        objects=_links(claims, "object"),
        attributions=_links(claims, "attributed_to"),
        mentions=mentions,
        facts=facts,
        actors=frozenset(actors),
    )


def fact_row(key: FactKey, ontology: Ontology) -> Row:
    """Where the edge of a fact stands and what it is called; what it counts is computed in the database."""
    return {
        "id": key.id,
        "type": key.relation if key.modality is Modality.ACTUAL else CLAIMED,
        "subject": key.subject,
        "object": key.object,
        "relation": key.relation,
        "modality": key.modality.value,
        "level": key.level.value,
        "label": ontology.label(key.relation, key.modality),
    }


def describe(id: str, ontology: Ontology, described: Sequence[tuple[Actor, int]] = ()) -> Actor:
    """The actor with this id as the graph shows it: as the ontology knows it, else as most mentions give it.

    `described` is how articles describe it and how often. Ties go to the name first in the alphabet, so that
    the order in which articles came does not matter; the other names become aliases.
    """
    if known := ontology.actors.get(id):
        return known
    country, name = _by_id(id)
    names: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    qids: Counter[str] = Counter()
    aliases: set[str] = set()
    for actor, count in described:
        names[actor.name] += count
        aliases.update((actor.name, *actor.aliases))
        if actor.country is not None:
            countries[actor.country] += count
        if actor.qid is not None:
            qids[actor.qid] += count
    chosen = _most(names) or name
    others = tuple(sorted(aliases - {chosen}))
    return Actor(id, chosen, kind_of(id), _most(countries) or country, _most(qids), others)


def kind_of(id: str) -> Kind:
    """The kind of an actor, which its id begins with."""
    prefix = id.partition(":")[0]
    kinds = {"org": Kind.ORGANIZATION, **{kind.value: kind for kind in Kind}}
    if prefix not in kinds:
        raise StoreError(
            f"{id} is no actor id", remedy=f"Begin it with one of {', '.join(sorted(kinds))} and a colon."
        )
    return kinds[prefix]


def actor_row(actor: Actor) -> Row:
    """The properties of an actor's node."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "qid": actor.qid,
        "aliases": list(actor.aliases),
    }


def _by_id(id: str) -> tuple[str | None, str]:
    name = id.partition(":")[2]
    return (name if kind_of(id) is Kind.COUNTRY else None), name


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _unique(reading: Reading) -> list[Claim]:
    best: dict[str, Claim] = {}
    for claim in reading.claims:
        if claim.id not in best or claim.confidence > best[claim.id].confidence:
            best[claim.id] = claim
    return list(best.values())


def _check(claim: Claim, article: Article, ontology: Ontology) -> None:
    if claim.article != article.id:
        raise StoreError(
            f"article {article.id}: claim {claim.id} is of article {claim.article}",
            remedy="Give each article its own claims.",
        )
    if claim.relation not in ontology.relations:
        raise StoreError(
            f"article {article.id}: {claim.relation} is no relation of the ontology",
            remedy="Use the ontology with which the claims were extracted (--ontology).",
        )


def _article_row(reading: Reading, story: str) -> Row:
    article = reading.article
    reference = bool(reading.claims) and all(claim.origin is Origin.REFERENCE for claim in reading.claims)
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": article.published,
        "language": article.language,
        "digest": article.digest,
        "extractor": reading.extractor,
        "origin": (Origin.REFERENCE if reference else Origin.REPORTED).value,
        "story": story,
        "story_days": reading.story_days if reading.signature else 0,
        "signature": reading.signature,
    }


def _claim_row(claim: Claim, article: Article, story: str, ontology: Ontology) -> Row:
    keys = fact_keys(claim, ontology)
    return {
        "id": claim.id,
        "article": article.id,
        "relation": claim.relation,
        "modality": claim.modality.value,
        "plover": ontology.root(claim.relation, claim.modality),
        "sentence": claim.sentence,
        "trigger": claim.trigger,
        "date": claim.date,
        "until": claim.until,
        "field": claim.field,
        "start": claim.start,
        "end": claim.end,
        "confidence": float(claim.confidence),
        "origin": claim.origin.value,
        "extractor": claim.extractor,
        "key": claim.key,
        "reported": reported_on(claim, article),
        "source": article.source,
        "story": story,
        "fact": keys.actor.id,
        "state_fact": keys.state.id if keys.state else None,
        **_end("subject", "subject", claim.subject),
        **_end("object", "object", claim.object),
        **_end("attributed_to", "attributed", claim.attributed_to),
    }


def _end(id_key: str, prefix: str, end: Participant | None) -> Row:
    # Numbers and lists are never null: a column of nothing but nulls Ladybug takes for strings, and refuses.
    return {
        id_key: end.actor.id if end else None,
        f"{prefix}_text": end.text if end else None,
        f"{prefix}_start": end.start if end else 0,
        f"{prefix}_end": end.end if end else 0,
        f"{prefix}_sector": end.sector.value if end and end.sector else None,
        f"{prefix}_state": acting_state(end) if end else None,
    }


def _links(claims: Iterable[Row], end: str) -> list[Row]:
    return [{"start": row["id"], "end": row[end]} for row in claims if row[end] is not None]


def _mention_rows(reading: Reading, claims: Iterable[Claim], ontology: Ontology) -> list[Row]:
    """Whom the article mentions; an actor of a claim is mentioned at least as often as claims name it."""
    named: dict[str, Actor] = {}
    counts: Counter[str] = Counter()
    for claim in claims:
        for end in (claim.subject, claim.object, claim.attributed_to):
            if end is not None:
                named.setdefault(end.actor.id, end.actor)
                counts[end.actor.id] += 1
    given: defaultdict[str, int] = defaultdict(int)
    for actor, count in reading.mentions:
        named[actor.id] = actor
        given[actor.id] += count
    counts |= Counter(given)
    return [_mention_row(reading.article.id, named[id], counts[id], ontology) for id in sorted(named)]


def _mention_row(article: str, actor: Actor, count: int, ontology: Ontology) -> Row:
    row: Row = {"start": article, "end": actor.id, "count": count}
    if actor.id in ontology.actors:
        return row | {"name": None, "country": None, "qid": None, "aliases": []}
    return row | {
        "name": actor.name,
        "country": actor.country,
        "qid": actor.qid,
        "aliases": list(actor.aliases),
    }
