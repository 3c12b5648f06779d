"""Many articles by seed: claims of every relation and modality among the states and blocs of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from small_graph import claim, end, reading

from kg.model import Actor, Kind, Modality, Reading
from kg.ontology import load

ONTOLOGY = load()
SOURCES = ("The Courier", "The Tribune", "Daily Herald", None)
BEGIN = date(2021, 1, 1)
DAYS = 1200


def crowd(articles: int, *, actors: int = 40, claims: int = 6, seed: int = 7) -> Iterator[Reading]:
    """Readings of `claims` claims each, no two of a reading alike. The first actors come up more often, as in the news."""
    chance = Random(seed)
    cast = _cast(actors)
    weights = [1 / (place + 2) ** 0.7 for place in range(len(cast))]
    relations = list(ONTOLOGY.relations.values())
    for number in range(articles):
        id = f"crowd:{number}"
        day = BEGIN + timedelta(chance.randrange(DAYS))
        said = []
        while len(said) < claims:
            subject, object = chance.choices(cast, weights, k=2)
            relation = chance.choice(relations)
            if subject == object or not relation.allows(subject.kind, object.kind):
                continue
            begin = 100 * len(said)
            said.append(
                claim(
                    id, end(subject, start=begin), relation.id, end(object, start=begin + 50),
                    start=begin, end=begin + 90, confidence=chance.choice((0.5, 0.75, 0.875)),
                    modality=Modality.ACTUAL if chance.random() < 0.7 else chance.choice(list(Modality)),
                    date=(day - timedelta(1)).isoformat() if chance.random() < 0.5 else None,
                )
            )  # fmt: skip
        published = day.isoformat() if chance.random() < 0.9 else None
        yield reading(
            id,
            *said,
            published=published,
            source=chance.choice(SOURCES),
            mentions=((said[0].subject.actor, 2),),
        )


def _cast(size: int) -> list[Actor]:
    """States and organisations of the ontology, nine to one, and groups of states when those run out."""
    actors = ONTOLOGY.actors.values()
    states = [actor for actor in actors if actor.kind is Kind.COUNTRY]
    blocs = [actor for actor in actors if actor.kind is Kind.ORGANIZATION]
    few = max(size // 10, 1)
    cast = states[: size - few] + blocs[:few]
    extra = (
        Actor(f"group:{state.country}/band-{n}", f"Band {n} of {state.name}", Kind.GROUP, state.country)
        for n in range(size)
        for state in states
    )
    return cast + [next(extra) for _ in range(size - len(cast))]
