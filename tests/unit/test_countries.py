"""The states of countries.yaml: that all are there, and that no form of one can be taken for another."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

import kg.ontology
from kg.errors import OntologyError
from kg.ontology.schema import Country
from kg.ontology.yamlfile import read_entries

FILE = Path(kg.ontology.__file__).parent / "actors" / "countries.yaml"
STATES = {entry.iso3: entry for entry in read_entries(FILE, Country)}

# The member states of 1945 to 2011 by their ISO 3166-1 alpha-3 codes, after un.org, «Member States».
UN_MEMBERS = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB
    BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA
    ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI
    HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA
    LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM
    NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
    SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO
    TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
""".split()  # noqa: SIM905 - a list of words reads better as text
OTHERS = {
    *("TWN", "PSE", "XKX", "VAT", "ESH", "HKG", "MAC", "GRL", "GIB", "BMU", "PRI", "FLK", "FRO"),
    *("SUN", "YUG", "CSK", "DDR", "RVN", "YMD"),
}
WITHOUT_CAPITAL = {"SGP", "VAT", "HKG", "MAC", "GIB", "BMU", "PRI", "FLK"}
NAMED_ATTRIBUTIVELY = {"NZL", "SLB", "LIE", "VAT", "HKG", "FLK"}


def forms(state: Country) -> list[str]:
    return [state.name, *state.names, *state.adjectives, *state.people, *state.person, *state.capital]


def coexist(one: Country, other: Country) -> bool:
    """Whether both were there for more than the day on which one took over from the other."""
    starts, ends = max(one.since or "", other.since or ""), min(one.until or "9999", other.until or "9999")
    return starts < ends


def test_all_members_of_the_united_nations_are_there_and_no_other_is_called_one() -> None:
    assert len(UN_MEMBERS) == 193
    assert {code for code, state in STATES.items() if state.member_of_un} == set(UN_MEMBERS)
    assert set(STATES) - set(UN_MEMBERS) == OTHERS


def test_each_id_and_each_wikidata_item_stands_once() -> None:
    entries = read_entries(FILE, Country)
    assert [k for k, n in Counter(e.id for e in entries).items() if n > 1] == []
    assert [k for k, n in Counter(e.qid for e in entries).items() if n > 1] == []
    assert [e.id for e in entries if e.qid is None] == []


def test_a_form_of_two_states_that_existed_at_once_is_ambiguous_in_all_but_one() -> None:
    owners: dict[str, list[Country]] = defaultdict(list)
    for state in STATES.values():
        for form in set(forms(state)):
            owners[form].append(state)
    shared = {
        (form, one.iso3, other.iso3)
        for form, states in owners.items()
        for one, other in combinations(states, 2)
        if coexist(one, other) and not (form in one.ambiguous or form in other.ambiguous)
    }
    assert shared == set()


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.iso3)
def test_a_state_has_what_its_file_promises(state: Country) -> None:
    assert bool(state.adjectives) != (state.iso3 in NAMED_ATTRIBUTIVELY)
    assert bool(state.capital) != (state.iso3 in WITHOUT_CAPITAL)
    assert state.adjectives or state.people or state.iso3 == "VAT"
    assert set(state.ambiguous) <= set(forms(state)), "an ambiguous form is none of its forms"
    assert [form for form, n in Counter(forms(state)).items() if n > 1] == []
    assert (state.since or "") < (state.until or "9999")


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.iso3)
def test_no_form_has_an_article_a_possessive_or_stray_space(state: Country) -> None:
    for form in forms(state):
        assert form == " ".join(form.split())
        assert not form.endswith(("'s", "’s", "'")) or form.startswith(("St", "Saint"))
        assert not form.lower().startswith("the ") or form == "The Hague"
        assert "'" not in form or form.replace("'", "’") in forms(state), "the curly apostrophe is missing"


def test_korea_alone_is_no_state() -> None:
    everything = {form for state in STATES.values() for form in forms(state)}
    assert everything.isdisjoint({"Korea", "Korean", "Koreans", "us", "the North", "the South"})


CALLED = {
    "USA": ["U.S.", "US", "America", "Washington"],
    "GBR": ["Britain", "Briton", "UK", "Northern Ireland"],
    "PRK": ["N. Korea", "DPRK", "Pyongyang", "North Koreans"],
    "KOR": ["ROK", "S. Korea", "Republic of Korea"],
    "CHN": ["PRC", "People’s Republic of China", "Peking"],
    "TWN": ["Republic of China", "Taipei"],
    "DEU": ["West Germany", "Bonn"],
    "DDR": ["East Berlin", "German Democratic Republic"],
    "VNM": ["North Vietnam", "Hanoi"],
    "RVN": ["South Vietnamese", "Saigon"],
    "COD": ["Zaire", "DRC", "Democratic Republic of the Congo"],
    "PSE": ["Gaza Strip", "West Bank", "Palestinian Authority"],
    "POL": ["Poles"],
    "DNK": ["Dane"],
    "MUS": ["Mauritian"],
    "MRT": ["Mauritanian"],
    "NER": ["Nigerien"],
    "NGA": ["Nigerian"],
    "SSD": ["South Sudanese"],
    "GNQ": ["Equatorial Guinean"],
    "GNB": ["Bissau-Guinean"],
    "MMR": ["Burma"],
    "UKR": ["Kiev"],
    "CIV": ["Côte d'Ivoire"],
    "TUR": ["Türkiye"],
}
OFTEN_SOMETHING_ELSE = {
    "GEO": ["Georgia"],
    "JOR": ["Jordan"],
    "TCD": ["Chad"],
    "BEL": ["Brussels"],
    "NLD": ["The Hague"],
    "DMA": ["Dominican"],
    "COG": ["Congolese"],
    "SYC": ["Victoria"],
}


@pytest.mark.parametrize(("code", "called"), CALLED.items())
def test_what_news_calls_a_state_is_that_state_and_no_other(code: str, called: list[str]) -> None:
    for form in called:
        assert {state.iso3 for state in STATES.values() if form in forms(state)} == {code}, form


def test_what_often_means_something_else_is_ambiguous() -> None:
    for code, often in OFTEN_SOMETHING_ELSE.items():
        assert set(often) <= set(STATES[code].ambiguous)


@pytest.mark.parametrize(("wrong", "says"), [
    ("  capitol: [Paris]\n", "Allowed keys: id, name, the, qid, names, adjectives"),
    ("  qid: '142'\n", "Q[1-9]"),
    ("  since: 1958-13-01\n", "YYYY-MM-DD"),
])  # fmt: skip
def test_a_wrong_entry_fails_with_file_line_and_what_is_allowed(
    tmp_path: Path, wrong: str, says: str
) -> None:
    file = tmp_path / "countries.yaml"
    file.write_text("- id: country:FRA\n  name: France\n  adjectives: [French]\n" + wrong, encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        read_entries(file, Country)
    assert str(error.value).startswith(f"{file}:4: ")
    assert says in str(error.value)


def test_an_id_that_is_none_fails_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "countries.yaml"
    file.write_text("- id: France\n  name: France\n  adjectives: [French]\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"countries\.yaml:1: id: .*country\|org"):
        read_entries(file, Country)
