"""The people and treaties of the ontology: nobody twice, no form for two, no office that cannot be."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path

import pytest

import kg.ontology
from kg.ontology.schema import Office, Person, Treaty
from kg.ontology.yamlfile import read_entries

ACTORS = Path(kg.ontology.__file__).parent / "actors"
PEOPLE = read_entries(ACTORS / "people.yaml", Person)
TREATIES = read_entries(ACTORS / "treaties.yaml", Treaty)
ONE_AT_A_TIME = {
    "ARG", "AUS", "BLR", "BRA", "CAN", "CHN", "DEU", "EGY", "ESP", "FRA", "GBR", "HUN", "IDN",
    "IND", "IRN", "ISR", "ITA", "JPN", "KOR", "MEX", "NGA", "NLD", "PAK", "PHL", "POL", "PRK",
    "RUS", "SAU", "TUR", "TWN", "UKR", "USA", "VNM", "ZAF",
}  # fmt: skip


def earliest(iso: str) -> date:
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)


def latest(iso: str) -> date:
    """The last day that an ISO date of any precision may mean."""
    if len(iso) == 4:
        return date(int(iso), 12, 31)
    if len(iso) == 7:
        return (earliest(iso) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return earliest(iso)


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_people_and_treaties_enough() -> None:
    assert len(PEOPLE) >= 400
    assert len(TREATIES) >= 45


def test_nobody_is_there_twice() -> None:
    assert repeated([person.id for person in PEOPLE]) == []
    assert repeated([person.qid for person in PEOPLE if person.qid]) == []


def test_no_name_means_two_people() -> None:
    forms = [{form.casefold() for form in (p.name, *p.names, *p.short)} for p in PEOPLE]
    assert repeated(list(chain.from_iterable(forms))) == []


def test_ids_are_the_names_in_ascii_kebab_case() -> None:
    for person in PEOPLE:
        plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode().lower()
        words = plain.replace("'", "").replace(".", " ").replace("-", " ").split()
        assert person.id == "person:" + "-".join(words)


def test_forms_are_not_repeated_within_an_entry() -> None:
    for person in PEOPLE:
        assert repeated([person.name, *person.names, *person.short]) in ([], list(person.short)), person.id


SHARED_SURNAMES = [
    "Kim", "Bush", "Clinton", "Lee", "Khan", "Park", "Moon", "Singh", "Johnson", "Major", "Brown",
    "May", "Rice", "Powell", "Li", "Wang", "Hague", "Abbas", "Castro", "Marcos", "Sharif", "Gandhi",
    "Hussein", "Rodriguez", "Sanchez", "Costa",
]  # fmt: skip


@pytest.mark.parametrize("ambiguous", SHARED_SURNAMES)
def test_shared_surnames_are_no_short_forms(ambiguous: str) -> None:
    assert [person.id for person in PEOPLE if ambiguous in person.short] == []


def test_an_office_ends_after_it_begins_and_not_in_the_future() -> None:
    for person in PEOPLE:
        for office in person.offices:
            assert earliest(office.since) <= date.today(), (person.id, office)
            if office.until:
                assert earliest(office.since) <= latest(office.until), (person.id, office)
                assert earliest(office.until) <= date.today(), (person.id, office)


def test_nobody_holds_the_same_office_twice_at_once_or_for_a_lifetime() -> None:
    for person in PEOPLE:
        by_title: defaultdict[str, list[Office]] = defaultdict(list)
        for office in person.offices:
            by_title[office.office].append(office)
        for offices in by_title.values():
            for before, after in pairwise(sorted(offices, key=lambda o: o.since)):
                assert before.until is not None, person.id
                assert earliest(before.until) <= latest(after.since), (person.id, before, after)
        first = min(earliest(office.since) for office in person.offices)
        last = max(latest(office.until) if office.until else date.today() for office in person.offices)
        assert (last - first).days < 71 * 365.25, person.id


def test_one_holder_of_a_leading_office_at_a_time() -> None:
    terms: defaultdict[tuple[str, str], list[tuple[date, date, str]]] = defaultdict(list)
    for person in PEOPLE:
        for office in person.offices:
            if person.country in ONE_AT_A_TIME and office.leads:
                end = earliest(office.until) if office.until else date.max
                terms[person.country, office.office].append((earliest(office.since), end, person.name))
    assert {country for country, _ in terms} == ONE_AT_A_TIME
    for where, holders in terms.items():
        for before, after in pairwise(sorted(holders)):
            assert before[1] <= after[0] + timedelta(days=31), (where, before, after)


@pytest.mark.parametrize(
    ("country", "day", "leader"),
    [
        ("USA", "1962-10-20", "John F. Kennedy"),
        ("RUS", "2010-05-01", "Dmitry Medvedev"),
        ("GBR", "2003-03-20", "Tony Blair"),
        ("DEU", "2015-09-01", "Angela Merkel"),
        ("PRK", "2024-06-19", "Kim Jong Un"),
        ("UKR", "2022-02-24", "Volodymyr Zelensky"),
        ("SUN", "1986-10-11", "Mikhail Gorbachev"),
        ("IRN", "2015-07-14", "Hassan Rouhani"),
    ],
)
def test_who_led_on_a_day(country: str, day: str, leader: str) -> None:
    leaders = {
        person.name
        for person in PEOPLE
        for office in person.offices
        if person.country == country and office.leads and office.since <= day <= (office.until or "9999")
    }
    assert leader in leaders


def test_treaties_are_signed_before_they_are_in_force_and_end_later() -> None:
    for treaty in TREATIES:
        if treaty.signed:
            assert earliest(treaty.signed) <= latest(treaty.since), treaty.title
        if treaty.until:
            assert latest(treaty.since) < earliest(treaty.until), treaty.title


def test_no_treaty_is_there_twice() -> None:
    assert repeated([treaty.title for treaty in TREATIES]) == []
    assert repeated([f"{sorted(treaty.parties)} {treaty.since}" for treaty in TREATIES]) == []
