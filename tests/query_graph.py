"""A graph in which every canned query finds something, and the parameters with which it does."""

from __future__ import annotations

from typing import Any

from small_graph import KIM, KOR, NATO_ACTOR, POL, PRK, PUTIN, RUS, USA, claim, end, reading
from story_texts import AGENCY

from kg.model import Actor, Claim, Kind, Modality, Origin, Reading, Sector
from kg.model import digest as digest_of
from kg.stories import signature


def _country(code: str, name: str) -> Actor:
    return Actor(f"country:{code}", name, Kind.COUNTRY, code)


UKR, JPN, TUR = _country("UKR", "Ukraine"), _country("JPN", "Japan"), _country("TUR", "Turkey")
ARM, AZE, BLR = _country("ARM", "Armenia"), _country("AZE", "Azerbaijan"), _country("BLR", "Belarus")
SUN = _country("SUN", "Soviet Union")
CSTO = Actor("org:csto", "CSTO", Kind.ORGANIZATION)
EU = Actor("org:european-union", "European Union", Kind.ORGANIZATION)
MEDVEDEV = Actor("person:dmitry-medvedev", "Dmitry Medvedev", Kind.PERSON, "RUS")
LAVROV = Actor("person:sergei-lavrov", "Sergei Lavrov", Kind.PERSON, "RUS")
HACKERS = Actor("group:PRK/hackers", "North Korean hackers", Kind.GROUP, "PRK")
STATES = {actor.country: actor for actor in (RUS, PRK)}


def readings() -> list[Reading]:
    """A dataset and three articles, and one of these again in another paper."""
    return [_dataset(), _pact(), _war(), _talks(), _reprint()]


def _dataset() -> Reading:
    id = "reference:test"
    rows = [
        (KOR, "DEFENSE_PACT", USA, "1954-11-17", None),
        (JPN, "DEFENSE_PACT", USA, "1960-06-23", None),
        (PRK, "DEFENSE_PACT", SUN, "1961-07-06", "1991"),
        *((member, "MEMBER_OF", NATO_ACTOR, since, None) for member, since in
          ((POL, "1999-03-12"), (USA, "1949"), (TUR, "1952-02"))),
        *((member, "MEMBER_OF", CSTO, "1994-04-20", None) for member in (RUS, ARM, BLR)),
        (AZE, "MEMBER_OF", CSTO, "1994-04-20", "1999-04-02"),
        (PUTIN, "LEADS", RUS, "2000-05-07", "2008-05-07"),
        (MEDVEDEV, "LEADS", RUS, "2008-05-07", "2012-05-07"),
        (PUTIN, "LEADS", RUS, "2012-05-07", None),
        (LAVROV, "REPRESENTS", RUS, "2004-03-09", None),
        (KIM, "LEADS", PRK, "2011-12-17", None),
        (USA, "SUPPLIES_ARMS_TO", KOR, "2016", "2018"),
        # Allied in the first and the last of these, not yet in the second.
        (USA, "VOTES_AGAINST", KOR, "1991", "1993"),
        (USA, "VOTES_AGAINST", JPN, "1946", "1950"),
        (KOR, "VOTES_AGAINST", USA, "2018", "2020"),
        (PRK, "VOTES_AGAINST", SUN, "1990", "1990"),
        (KOR, "VOTES_WITH", JPN, "2019", "2020"),
    ]  # fmt: skip
    claims = [
        claim(
            id, end(subject), relation, end(object), date=since, until=until, confidence=1.0,
            origin=Origin.REFERENCE, key=f"{subject.id}/{object.id}/{since}",
        )
        for subject, relation, object, since, until in rows
    ]  # fmt: skip
    return reading(id, *claims, published=None, source="a dataset")


def _said(
    article: str, subject: Actor, relation: str, object: Actor, modality: str = "actual", **fields: Any
) -> Claim:
    """A claim at offsets of its own; a person acts for its state."""
    place = int(digest_of(subject.id, relation, object.id, modality)[:6], 16)
    by = fields.pop("by", None)
    given = {"modality": Modality(modality), "start": place, "end": place + 9, **fields}
    return claim(
        article, _end(subject), relation, _end(object), attributed_to=_end(by) if by else None, **given
    )


def _end(actor: Actor) -> Any:
    return end(actor, state=STATES[actor.country] if actor.kind is Kind.PERSON else None, sector=Sector.GOV)


def _pact() -> Reading:
    a = "article:pact"
    return reading(
        a,
        _said(a, PUTIN, "DEFENSE_PACT", KIM, date="2024-06-19", confidence=0.9),
        _said(a, RUS, "DEFENSE_PACT", PRK, date="2024-06", confidence=0.8),
        _said(a, PUTIN, "MEETS", KIM, date="2024-06-18", until="2024-06-19"),
        _said(a, PUTIN, "VISITS", PRK, date="2024-06-18"),
        _said(a, RUS, "SIGNED_AGREEMENT_WITH", PRK, date="2024-06-19"),
        _said(a, PRK, "SUPPLIES_ARMS_TO", RUS, "denied", by=KIM),
        _said(a, RUS, "TRANSFERS_TECHNOLOGY_TO", PRK, "considered"),
        mentions=((PUTIN, 3), (KIM, 2), (RUS, 4), (PRK, 5)),
        source="The Courier",
        published="2024-06-20",
        signature=signature(AGENCY),
    )


def _war() -> Reading:
    a = "article:war"
    return reading(
        a,
        _said(a, RUS, "ATTACKS", UKR, date="2024-06-21"),
        _said(a, RUS, "INVADES", UKR, date="2022-02-24", confidence=0.95),
        _said(a, RUS, "DEFENSE_PACT", PRK, confidence=0.6),
        _said(a, PRK, "SUPPLIES_ARMS_TO", RUS, "alleged", by=KOR),
        _said(a, USA, "SUPPLIES_ARMS_TO", UKR),
        _said(a, USA, "PROVIDES_MILITARY_AID_TO", UKR, confidence=0.4),
        _said(a, JPN, "PROVIDES_HUMANITARIAN_AID_TO", UKR),
        _said(a, USA, "ALLIED_WITH", JPN),
        _said(a, USA, "ALLIED_WITH", POL),
        _said(a, UKR, "ALLIED_WITH", POL, date="2023"),
        _said(a, JPN, "ALLIED_WITH", UKR),
        _said(a, TUR, "ALLIED_WITH", UKR),
        _said(a, TUR, "ALLIED_WITH", RUS, confidence=0.2),
        _said(a, KOR, "ALLIED_WITH", JPN, "hypothetical"),
        _said(a, USA, "SANCTIONS", RUS),
        _said(a, EU, "SANCTIONS", RUS, date="2022-02-23"),
        _said(a, USA, "SANCTIONS", PRK),
        _said(a, UKR, "CUTS_TIES_WITH", PRK, date="2022-07-13"),
        _said(a, RUS, "SUPPLIES_ARMS_TO", ARM),
        _said(a, RUS, "SUPPLIES_ARMS_TO", AZE),
        _said(a, AZE, "ATTACKS", ARM, date="2023-09-19"),
        mentions=((RUS, 9), (UKR, 7)),
        source="The Tribune",
        published="2024-06-22T09:30:00Z",
    )


def _talks() -> Reading:
    a = "article:talks"
    return reading(
        a,
        _said(a, TUR, "MEDIATES_FOR", RUS),
        _said(a, TUR, "MEDIATES_FOR", UKR),
        _said(a, LAVROV, "NEGOTIATES_WITH", UKR, date="2022-03-10"),
        _said(a, KOR, "ACCUSES", PRK, by=KOR),
        _said(a, PRK, "THREATENS", KOR, by=KIM),
        _said(a, HACKERS, "CYBERATTACKS", KOR),
        _said(a, RUS, "ATTACKS", UKR, date="2024-06-30"),
        _said(a, PRK, "SUPPLIES_ARMS_TO", RUS),
        _said(a, RUS, "ATTACKS", UKR, "denied", by=LAVROV),
        _said(a, RUS, "COOPERATES_WITH", UKR, date="2010-04-21"),
        _said(a, RUS, "MOBILIZES_AGAINST", UKR, date="2021-12"),
        mentions=((TUR, 2),),
        source=None,
        published=None,
    )


def _reprint() -> Reading:
    a = "article:reprint"
    return reading(
        a,
        _said(a, RUS, "DEFENSE_PACT", PRK, date="2024-06", confidence=0.8),
        source="The Tribune",
        published="2024-06-21",
        signature=signature(AGENCY),
    )


PARAMETERS: dict[str, dict[str, Any]] = {
    "shortest-alliance-path": {"actor": KOR.id, "other": RUS.id, "limit": 10, "day": "2024-07-01"},
    "alliance-paths": {"actor": USA.id, "other": PRK.id, "max_hops": 5, "day": "2024-07-01"},
    "surest-alliance-paths": {"actor": USA.id, "other": RUS.id, "max_hops": 4, "day": "2024-07-01"},
    "allies": {"actor": USA.id, "day": "2024"},
    "allies-of-allies": {"actor": KOR.id, "day": "2024-07-01"},
    "common-allies": {"actor": RUS.id, "other": UKR.id, "day": "2024-07-01"},
    "drawn-in-by-attack": {"actor": KOR.id, "steps": 2, "day": "2024-07-01"},
    "divided-loyalties": {"day": "2024-07-01"},
    "blocs": {"day": "1997-01-01"},
    "bloc-members": {"bloc": CSTO.id, "day": "1999-04"},
    "who-attacks-whom": {},
    "who-sanctions-whom": {"actor": RUS.id},
    "who-threatens-whom": {},
    "who-accuses-whom": {},
    "friends-of-enemies": {"actor": UKR.id},
    "common-enemies": {"actor": USA.id, "other": UKR.id},
    "conflict-dyads": {},
    "who-arms-whom": {},
    "who-aids-whom": {},
    "arming-both-sides": {},
    "meetings": {"actor": RUS.id, "since": "2022", "until": "2024-06"},
    "mediators": {},
    "agreements": {"actor": PRK.id},
    "broken-ties": {},
    "claims-behind-a-fact": {"fact": _said("any", RUS, "DEFENSE_PACT", PRK).fact.id},
    "claims-between": {"actor": PRK.id, "other": RUS.id},
    "contested-facts": {},
    "only-planned-or-alleged": {},
    "single-source-facts": {},
    "least-confident-facts": {"below": 0.7},
    "attributed-claims": {"actor": PRK.id},
    "timeline": {"actor": PRK.id, "modalities": "actual, denied, alleged"},
    "most-mentioned-actors": {},
    "leaders-on-a-day": {"actor": RUS.id, "day": "2012-05-07"},
    "people-of-a-state": {"actor": RUS.id},
    "articles-about-actor": {"actor": RUS.id},
    "relations-of-actor": {"actor": RUS.id},
    "sanctions-in-force": {},
    "most-sanctioned": {},
    "diplomatic-reprisals": {},
    "arms-hubs": {},
    "arms-transit": {},
    "meetings-by-month": {"actor": RUS.id},
    "whom-nobody-meets": {},
    "escalation-ladder": {"actor": RUS.id, "other": UKR.id},
    "who-mobilizes": {},
    "bridges-between-blocs": {"bloc": NATO_ACTOR.id, "other": CSTO.id},
    "new-facts": {"since": "2024-06-21", "until": "2024-06"},
    "first-and-last": {"actor": RUS.id, "other": UKR.id},
    "reversals": {},
    "pacts-no-dataset-knows": {},
    "pacts-nobody-reports": {"day": "2024-07-01"},
    "arms-no-dataset-knows": {},
    "arms-nobody-reports": {},
    "friends-who-vote-apart": {"since": "1990"},
    "unlisted-actors": {},
    "undated-claims": {},
    "stories": {},
}
