from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownActor
from kg.model import Actor, Kind
from kg.names import Names, plain
from kg.ontology import Ontology, load

ACME = Actor("company:acme", "Acme Arms", Kind.COMPANY, "USA", None, ("Acme",))
NAMES = Names(load(), [ACME])


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("country:PRK", "country:PRK"),
        ("prk", "country:PRK"),
        ("north-korea", "country:PRK"),
        ("Pyongyang", "country:PRK"),
        ("seoul", "country:KOR"),
        ("the Kremlin", "country:RUS"),
        ("ukrainian", "country:UKR"),
        ("Poles", "country:POL"),
        ("U.S.", "country:USA"),
        ("türkiye", "country:TUR"),
        ("Georgia", "country:GEO"),
        ("nato", "org:nato"),
        ("PUTIN", "person:vladimir-putin"),
        ("Kim Jong-un", "person:kim-jong-un"),
        ("acme", "company:acme"),
        ("  acme   arms ", "company:acme"),
    ],
)
def test_a_name_as_people_write_it(written: str, id: str) -> None:
    assert NAMES.resolve(written) == id


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [("Rusia", "Russia"), ("sewol", "Seoul (South Korea)"), ("korea", "North Korea"), ("acne", "Acme")],
)
def test_a_near_miss_gets_suggestions(written: str, suggestion: str) -> None:
    with pytest.raises(UnknownActor) as caught:
        NAMES.resolve(written)
    assert suggestion in caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("written", ["", "  ", "qqzzxxw", "Киев", "\x1b[31m", "%s{}"])
def test_an_unlike_name_gets_another_remedy(written: str) -> None:
    with pytest.raises(UnknownActor, match="No actor is called") as caught:
        NAMES.resolve(written)
    assert "kg search" in caught.value.remedy


def test_every_actor_is_found_by_its_id(onto: Ontology) -> None:
    assert all(NAMES.resolve(id) == id for id in onto.actors)


def test_the_ontology_wins_over_a_store() -> None:
    other = Actor("group:russia", "Russia", Kind.GROUP)
    names = Names(load(), [other])
    assert names.resolve("Russia") == "country:RUS"
    assert names.resolve("group:russia") == "group:russia"


def test_completion_begins_as_typed() -> None:
    assert set(NAMES.starting_with("north k")) == {"North Korea"}


@given(st.text())
def test_plain_is_settled(text: str) -> None:
    once = plain(text)
    assert once == once.strip()
    assert plain(plain(once)) == plain(once) or once.startswith("the ")
