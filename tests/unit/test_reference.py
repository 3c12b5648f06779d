"""The built-in reference claims: one a row, always the same, between actors that exist."""

from __future__ import annotations

from itertools import chain

import pytest

from kg.model import Claim, Modality, Origin
from kg.ontology import Ontology, load
from kg.ontology.reference import reference_readings
from kg.ontology.schema import Country, Membership, Office, Organization, Person, Treaty


def _country(code: str, name: str, *, the: bool = False) -> Country:
    return Country(id=f"country:{code}", name=name, the=the, adjectives=())


@pytest.fixture
def small() -> Ontology:
    countries = [
        _country("AUS", "Australia"),
        _country("FIN", "Finland"),
        _country("NZL", "New Zealand"),
        _country("USA", "United States", the=True),
    ]
    nato = Organization(id="org:nato", name="NATO", members=(Membership(country="FIN", since="2023-04-04"),))
    stubb = Person(
        id="person:alexander-stubb",
        name="Alexander Stubb",
        country="FIN",
        offices=(
            Office(office="foreign minister", since="2008-04", until="2011", leads=False),
            Office(office="president", since="2024-03-01"),
        ),
    )
    anzus = Treaty(title="ANZUS Treaty", parties=("USA", "NZL", "AUS"), since="1952-04-29")
    ended = Treaty(
        title="Old Treaty", parties=("USA", "FIN"), relation="ALLIED_WITH", since="1950", until="1960-06"
    )
    return Ontology(
        relations={},
        modalities={},
        countries={country.id: country for country in countries},
        organizations={nato.id: nato},
        groups={},
        companies={},
        people={stubb.id: stubb},
        metonyms=(),
        places=(),
        treaties=(anzus, ended),
        digest="abc",
    )


def _ends(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.actor.id, claim.relation, claim.object.actor.id


def test_a_membership_becomes_a_dated_claim(small: Ontology) -> None:
    (claim,) = reference_readings(small)[0].claims
    assert _ends(claim) == ("country:FIN", "MEMBER_OF", "org:nato")
    assert claim.sentence == "Finland has been a member of NATO since 4 April 2023."
    assert (claim.date, claim.until, claim.key) == ("2023-04-04", None, "org:nato/FIN/2023-04-04")
    assert (claim.subject.state, claim.object.state) == ("country:FIN", None)


def test_an_office_leads_or_represents_its_state(small: Ontology) -> None:
    minister, president = reference_readings(small)[1].claims
    assert _ends(minister) == ("person:alexander-stubb", "REPRESENTS", "country:FIN")
    assert minister.sentence == "Alexander Stubb was foreign minister of Finland from April 2008 to 2011."
    assert _ends(president) == ("person:alexander-stubb", "LEADS", "country:FIN")
    assert president.subject.state == "country:FIN"


def test_a_treaty_binds_each_pair_once_in_id_order(small: Ontology) -> None:
    claims = reference_readings(small)[2].claims
    assert [_ends(claim) for claim in claims] == [
        ("country:AUS", "DEFENSE_PACT", "country:NZL"),
        ("country:AUS", "DEFENSE_PACT", "country:USA"),
        ("country:NZL", "DEFENSE_PACT", "country:USA"),
        ("country:FIN", "ALLIED_WITH", "country:USA"),
    ]
    assert (
        claims[1].sentence
        == "Australia and the United States have been bound by the ANZUS Treaty since 29 April 1952."
    )
    assert (
        claims[3].sentence
        == "Finland and the United States were bound by the Old Treaty from 1950 to June 1960."
    )


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="module")
def claims(ontology: Ontology) -> list[Claim]:
    return list(chain.from_iterable(reading.claims for reading in reference_readings(ontology)))


def test_each_row_makes_one_claim(ontology: Ontology, claims: list[Claim]) -> None:
    members = sum(len(organization.members) for organization in ontology.organizations.values())
    offices = sum(len(person.offices) for person in ontology.people.values())
    pairs = sum(len(t.parties) * (len(t.parties) - 1) // 2 for t in ontology.treaties)
    assert len(claims) == members + offices + pairs
    assert len({claim.id for claim in claims}) == len(claims)
    assert min(members, offices, pairs) > 0


def test_claims_are_reference_claims_that_the_ontology_allows(
    ontology: Ontology, claims: list[Claim]
) -> None:
    for claim in claims:
        assert ontology.actors[claim.subject.actor.id] == claim.subject.actor
        assert ontology.actors[claim.object.actor.id] == claim.object.actor
        assert ontology.relations[claim.relation].allows(claim.subject.actor.kind, claim.object.actor.kind)
        key = ontology.fact_key(
            claim.subject.actor.id, claim.relation, claim.object.actor.id, claim.modality, claim.fact.level
        )
        assert key == claim.fact
        assert (claim.origin, claim.modality, claim.confidence) == (Origin.REFERENCE, Modality.ACTUAL, 1.0)
        assert claim.extractor == f"reference/{ontology.digest}"
        assert claim.date is not None


def test_claims_belong_to_their_readings_article(ontology: Ontology) -> None:
    readings = reference_readings(ontology)
    assert [reading.article.id for reading in readings] == [
        "kg:reference/memberships",
        "kg:reference/offices",
        "kg:reference/treaties",
    ]
    for reading in readings:
        assert {claim.article for claim in reading.claims} == {reading.article.id}
        assert reading.extractor == f"reference/{ontology.digest}"


def test_the_same_ontology_gives_the_same_readings(ontology: Ontology) -> None:
    assert reference_readings(ontology) == reference_readings(ontology)


@pytest.mark.parametrize(
    ("subject", "relation", "object", "since"),
    [
        ("country:PRK", "DEFENSE_PACT", "country:RUS", "2024-12-04"),
        ("country:JPN", "DEFENSE_PACT", "country:USA", "1960-06-23"),
        ("person:vladimir-putin", "LEADS", "country:RUS", "2012-05-07"),
        ("person:sergei-lavrov", "REPRESENTS", "country:RUS", "2004-03-09"),
        ("country:FIN", "MEMBER_OF", "org:nato", "2023-04-04"),
    ],
)
def test_well_known_facts_are_there(
    claims: list[Claim], subject: str, relation: str, object: str, since: str
) -> None:
    assert (subject, relation, object, since, None) in {(*_ends(c), c.date, c.until) for c in claims}
