"""The ontology's own facts as claims: who belongs to what, held which office, is bound by which treaty.

>>> from kg.ontology import load
>>> memberships, offices, treaties = reference_readings(load())
>>> memberships.article.id
'kg:reference/memberships'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from kg.model import Actor, Article, Claim, Kind, Modality, Origin, Participant, Reading
from kg.ontology import Ontology

SOURCE = "kg reference data"
_MEMBERSHIPS = Article(
    id="kg:reference/memberships",
    title="Memberships in organisations and blocs",
    text="Which state belonged to which organisation, from when until when. Sources: organizations.yaml.",
    source=SOURCE,
    language="en",
)
_OFFICES = Article(
    id="kg:reference/offices",
    title="Heads of state and of government, ministers and envoys",
    text="Who held which office for which state, from when until when. Sources: people.yaml.",
    source=SOURCE,
    language="en",
)
_TREATIES = Article(
    id="kg:reference/treaties",
    title="Treaties of defence between states",
    text="Which states are bound by which treaty, from when until when. Sources: treaties.yaml.",
    source=SOURCE,
    language="en",
)


def reference_readings(ontology: Ontology) -> list[Reading]:
    """One reading a dataset: memberships, offices, treaties, in this order.

    The articles stand for datasets, not for texts, so they mention nobody and their claims have no offsets. A
    claim's `key` names its row and stays the same as long as the row does.
    """
    extractor = f"reference/{ontology.digest}"
    return [
        Reading(_MEMBERSHIPS, tuple(_memberships(ontology, extractor)), extractor=extractor),
        Reading(_OFFICES, tuple(_offices(ontology, extractor)), extractor=extractor),
        Reading(_TREATIES, tuple(_treaties(ontology, extractor)), extractor=extractor),
    ]


def _memberships(ontology: Ontology, extractor: str) -> Iterator[Claim]:
    for organization in ontology.organizations.values():
        for member in organization.members:
            country = ontology.actors[f"country:{member.country}"]
            name = _in_a_sentence(ontology, ontology.actors[organization.id])
            yield _claim(
                _MEMBERSHIPS,
                extractor,
                f"{organization.id}/{member.country}/{member.since}",
                country,
                "MEMBER_OF",
                ontology.actors[organization.id],
                _sentence(
                    _in_a_sentence(ontology, country), f"a member of {name}", member.since, member.until
                ),
                member.since,
                member.until,
            )


def _offices(ontology: Ontology, extractor: str) -> Iterator[Claim]:
    for person in ontology.people.values():
        country = ontology.actors[f"country:{person.country}"]
        for office in person.offices:
            yield _claim(
                _OFFICES,
                extractor,
                f"{person.id}/{office.office}/{office.since}",
                ontology.actors[person.id],
                "LEADS" if office.leads else "REPRESENTS",
                country,
                _sentence(
                    person.name,
                    f"{office.office} of {_in_a_sentence(ontology, country)}",
                    office.since,
                    office.until,
                ),
                office.since,
                office.until,
            )


def _treaties(ontology: Ontology, extractor: str) -> Iterator[Claim]:
    for treaty in ontology.treaties:
        for pair in combinations(sorted(f"country:{party}" for party in treaty.parties), 2):
            one, other = (ontology.actors[party] for party in pair)
            names = f"{_in_a_sentence(ontology, one)} and {_in_a_sentence(ontology, other)}"
            yield _claim(
                _TREATIES,
                extractor,
                f"{one.country}/{other.country}/{treaty.since}/{treaty.title}",
                one,
                treaty.relation,
                other,
                _sentence(names, f"bound by the {treaty.title}", treaty.since, treaty.until, several=True),
                treaty.since,
                treaty.until,
            )


def _claim(
    article: Article,
    extractor: str,
    key: str,
    subject: Actor,
    relation: str,
    object: Actor,
    sentence: str,
    since: str,
    until: str | None,
) -> Claim:
    return Claim(
        article=article.id,
        subject=_participant(subject),
        relation=relation,
        object=_participant(object),
        modality=Modality.ACTUAL,
        sentence=sentence,
        confidence=1.0,
        extractor=extractor,
        date=since,
        until=until,
        origin=Origin.REFERENCE,
        key=key,
    )


def _participant(actor: Actor) -> Participant:
    acts_for_a_state = actor.kind in (Kind.COUNTRY, Kind.PERSON) and actor.country is not None
    return Participant(actor, actor.name, state=f"country:{actor.country}" if acts_for_a_state else None)


def _sentence(who: str, what: str, since: str, until: str | None, *, several: bool = False) -> str:
    """«Finland has been a member of NATO since 4 April 2023.»"""
    who = who[0].upper() + who[1:]
    if until is None:
        return f"{who} {'have' if several else 'has'} been {what} since {_in_words(since)}."
    if since == until:
        return f"{who} {'were' if several else 'was'} {what} in {_in_words(since)}."
    return f"{who} {'were' if several else 'was'} {what} from {_in_words(since)} to {_in_words(until)}."


def _in_words(iso: str) -> str:
    """An ISO date as precise as it is: «1994», «March 1976», «4 April 2023»."""
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    moment = date(year, month, day)
    return {4: str(year), 7: f"{moment:%B} {year}"}.get(len(iso), f"{day} {moment:%B} {year}")


def _in_a_sentence(ontology: Ontology, actor: Actor) -> str:
    """The name, with its article where it takes one («the United States»)."""
    entries = {**ontology.countries, **ontology.organizations}
    return f"the {actor.name}" if actor.id in entries and entries[actor.id].the else actor.name
