"""The organisations, groups, companies and metonyms: one meaning a name, dates in order, known counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import kg.ontology
from kg.model import Sector
from kg.ontology.schema import ActorEntry, Company, Group, Membership, Metonym, Organization
from kg.ontology.yamlfile import read_entries

ACTORS = Path(kg.ontology.__file__).parent / "actors"
ORGANIZATIONS = {o.id: o for o in read_entries(ACTORS / "organizations.yaml", Organization)}
GROUPS = read_entries(ACTORS / "groups.yaml", Group)
COMPANIES = read_entries(ACTORS / "companies.yaml", Company)
METONYMS = read_entries(ACTORS / "metonyms.yaml", Metonym)
ENTRIES: list[ActorEntry] = [*read_entries(ACTORS / "organizations.yaml", Organization), *GROUPS, *COMPANIES]
PREFIXES = {Organization: "org:", Group: "group:", Company: "company:"}


def members(organization: str, day: str) -> set[str]:
    """Who was in on `day`, the day of leaving not counted."""
    return {
        m.country
        for m in ORGANIZATIONS[organization].members
        if m.since <= day and (m.until is None or day < m.until)
    }


def test_ids_are_unique_and_of_their_kind() -> None:
    assert [i for i, n in Counter(e.id for e in ENTRIES).items() if n > 1] == []
    assert [e.id for e in ENTRIES if not e.id.startswith(PREFIXES[type(e)])] == []


def test_a_wikidata_item_is_one_actor() -> None:
    assert [q for q, n in Counter(e.qid for e in ENTRIES if e.qid).items() if n > 1] == []


def test_there_is_enough_of_each() -> None:
    assert len(ORGANIZATIONS) >= 70
    assert len(GROUPS) >= 70
    assert len(COMPANIES) >= 45
    assert len(METONYMS) >= 110


def surfaces() -> Iterator[tuple[str, str, bool]]:
    """Every form with whose it is and whether it is marked as ambiguous."""
    for entry in ENTRIES:
        doubtful = getattr(entry, "ambiguous", ())
        for form in (entry.name, *entry.names, *getattr(entry, "adjectives", ())):
            yield form, entry.id, form in doubtful
    for metonym in METONYMS:
        for form in (metonym.name, *metonym.names):
            yield form, metonym.actor, metonym.ambiguous


def test_a_form_names_one_actor() -> None:
    plain = defaultdict(list)
    for form, owner, doubtful in surfaces():
        if not doubtful:
            plain[form].append(owner)
    assert {form: owners for form, owners in plain.items() if len(owners) > 1} == {}


def test_what_is_called_ambiguous_is_a_name_of_the_entry() -> None:
    assert [e.id for e in ENTRIES if set(getattr(e, "ambiguous", ())) - {e.name, *e.names}] == []


@pytest.mark.parametrize("organization", ORGANIZATIONS.values(), ids=lambda o: o.id)
def test_dates_are_in_order(organization: Organization) -> None:
    spans = [
        *organization.members,
        Membership(country="XXX", since=organization.since or "0001", until=organization.until),
    ]
    assert [s for s in spans if s.until is not None and s.until < s.since] == []
    stays = defaultdict(list)
    for member in organization.members:
        stays[member.country].append(member)
    for country, several in stays.items():
        several.sort(key=lambda m: m.since)
        for earlier, later in pairwise(several):
            assert earlier.until is not None, country
            assert earlier.until <= later.since, country


ENDED = [(o, o.until) for o in ORGANIZATIONS.values() if o.until is not None]


@pytest.mark.parametrize(("organization", "end"), ENDED, ids=[o.id for o, _ in ENDED])
def test_nobody_is_left_in_what_has_ended(organization: Organization, end: str) -> None:
    assert [m.country for m in organization.members if m.until is None or m.until > end] == []


@pytest.mark.parametrize(
    ("organization", "day", "count"),
    [
        ("org:nato", "1949-12-31", 12),
        ("org:nato", "1999-12-31", 19),
        ("org:nato", "2023-04-03", 30),
        ("org:nato", "2024-03-07", 32),
        ("org:european-union", "1958-01-01", 6),
        ("org:european-union", "1995-01-01", 15),
        ("org:european-union", "2013-07-01", 28),
        ("org:european-union", "2026-01-01", 27),
        ("org:un-security-council", "1975-01-01", 5),
        ("org:un-security-council", "2026-01-01", 5),
        ("org:g7", "2026-01-01", 7),
        ("org:g8", "2010-01-01", 8),
        ("org:g20", "2026-01-01", 19),
        ("org:brics", "2011-01-01", 5),
        ("org:brics", "2026-01-01", 10),
        ("org:sco", "2026-01-01", 10),
        ("org:csto", "2026-01-01", 6),
        ("org:eaeu", "2026-01-01", 5),
        ("org:asean", "2024-01-01", 10),
        ("org:asean", "2026-01-01", 11),
        ("org:saarc", "2026-01-01", 8),
        ("org:gcc", "2026-01-01", 6),
        ("org:arab-league", "2026-01-01", 22),
        ("org:african-union", "2002-07-09", 52),
        ("org:african-union", "2026-01-01", 54),
        ("org:ecowas", "2024-12-31", 15),
        ("org:ecowas", "2026-01-01", 12),
        ("org:opec", "1960-12-31", 5),
        ("org:opec", "2025-01-01", 12),
        ("org:opec", "2026-06-01", 11),
        ("org:warsaw-pact", "1960-01-01", 8),
        ("org:warsaw-pact", "1969-01-01", 7),
        ("org:seato", "1960-01-01", 8),
        ("org:council-of-europe", "2022-03-15", 47),
        ("org:council-of-europe", "2026-01-01", 46),
        ("org:oecd", "2026-01-01", 38),
        ("org:aukus", "2026-01-01", 3),
        ("org:quad", "2026-01-01", 4),
        ("org:five-eyes", "2026-01-01", 5),
    ],
)
def test_as_many_members_as_the_organisation_says(organization: str, day: str, count: int) -> None:
    assert len(members(organization, day)) == count


def test_who_came_and_went() -> None:
    assert "GBR" in members("org:european-union", "2020-01-30")
    assert "GBR" not in members("org:european-union", "2020-02-01")
    assert members("org:un-security-council", "2026-01-01") == {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert "SUN" in members("org:un-security-council", "1985-01-01")
    assert members("org:g8", "2010-01-01") - members("org:g7", "2010-01-01") == {"RUS"}
    assert members("org:ecowas", "2025-01-01") - members("org:ecowas", "2025-02-01") == {"BFA", "MLI", "NER"}
    assert "SAU" not in members("org:brics", "2026-01-01")


@pytest.mark.parametrize(
    ("name", "actor", "sector"),
    [
        ("Kremlin", "country:RUS", Sector.GOV),
        ("Blue House", "country:KOR", Sector.GOV),
        ("Pentagon", "country:USA", Sector.MIL),
        ("IDF", "country:ISR", Sector.MIL),
        ("Duma", "country:RUS", Sector.LEG),
        ("FBI", "country:USA", Sector.COP),
        ("Rawalpindi", "country:PAK", Sector.MIL),
        ("Brussels", "org:european-union", Sector.GOV),
        ("Turtle Bay", "org:un", Sector.GOV),
    ],
)
def test_a_metonym_acts_as(name: str, actor: str, sector: Sector) -> None:
    assert [(m.actor, m.sector) for m in METONYMS if name in (m.name, *m.names)] == [(actor, sector)]


def test_a_metonym_of_an_organisation_names_one_that_is_there() -> None:
    assert [m.actor for m in METONYMS if m.actor.startswith("org:") and m.actor not in ORGANIZATIONS] == []
    assert [m.name for m in METONYMS if not m.actor.startswith(("org:", "country:"))] == []
