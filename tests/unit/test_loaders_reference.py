"""Reference data as claims: small files made by hand in the form of the official ones."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from dataset_rows import ATOP, COW, ICEWS, ONTOLOGY, SIPRI, UCDP, VOTES, read, said
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Modality, Reading
from kg.ontology.schema import Relation
from kg.stores.ladybug import LadybugStore
from loaders import DATASETS, Reason, Reject, load_all
from loaders.reference.events import GDELT_COLUMNS
from loaders.reference.roster import Roster, data


def test_cow_gives_pacts_with_their_days(tmp_path: Path) -> None:
    claims, rejects = read(
        tmp_path / "alliance_v4.1_by_dyad.csv",
        COW
        + "1,2,United States of America,732,South Korea,17,11,1954,,,,0,1,1,0,0,0,0,4.1\n"
        + "2,365,Russia,345,Yugoslavia,27,9,1948,,,1949,0,0,1,0,1,0,0,4.1\n"
        + "3,2,United States of America,9999,Atlantis,1,1,1950,1,1,1960,0,0,1,0,0,0,0,4.1\n"
        + "4,2,United States of America,20\n",
    )
    assert said(claims) == [
        ("country:KOR", "DEFENSE_PACT", "country:USA", "1954-11-17", None),
        ("country:SUN", "DEFENSE_PACT", "country:YUG", "1948-09-27", "1949"),
        ("country:SUN", "SIGNED_AGREEMENT_WITH", "country:YUG", "1948-09-27", "1949"),
    ]
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (4, Reason.BROKEN_LINE),
        (5, Reason.BROKEN_LINE),
    ]
    assert "Atlantis" in rejects[0].message


def test_atop_joins_years_without_a_break(tmp_path: Path) -> None:
    years = [(2010, 1, 1), (2011, 1, 1), (2012, 0, 1), (2014, 1, 1)]
    rows = "".join(f"2,20,{year},{defence},0,0,{peace},0\n" for year, defence, peace in years)
    claims, rejects = read(
        tmp_path / "atop.csv",
        ATOP + rows + "20,31,2017,1,0,0,0,0\n20,31,2018,1,0,0,0,0\n2,x,2018,1,0,0,0,0\n",
    )
    assert said(claims) == [
        ("country:CAN", "DEFENSE_PACT", "country:USA", "2010", "2011"),
        ("country:CAN", "DEFENSE_PACT", "country:USA", "2014", "2014"),
        ("country:CAN", "SIGNED_AGREEMENT_WITH", "country:USA", "2010", "2012"),
        ("country:CAN", "SIGNED_AGREEMENT_WITH", "country:USA", "2014", "2014"),
        ("country:BHS", "DEFENSE_PACT", "country:CAN", "2017", None),
    ]
    assert [reject.line for reject in rejects] == [8]


def icews(number: int, source: str, code: str, target: str) -> str:
    return f"{number}\t2018-06-01\t{source}\tWhat is done\t{code}\t0\t{target}\t1\t1\tThe Wire\t\t\t\t\t\t\n"


def test_icews_keeps_private_acts_from_states(tmp_path: Path) -> None:
    text = (
        icews(
            1,
            "Foreign Affairs (Bangladesh)\tExecutive,Foreign Ministry,Government\tBangladesh",
            "040",
            "Vietnam\tNA\tVietnam",
        )
        + icews(
            2, "Citizen (Vietnam)\tGeneral Population / Civilian / Social\tVietnam", "141", "China\tNA\tChina"
        )
        + icews(3, "Russia\tNA\tRussian Federation", "1622", "European Union\tNA\tNA")
        + icews(4, "China\tNA\tChina", "010", "Japan\tNA\tJapan")
        + icews(5, "China\tNA\tChina", "57", "Japan\tNA\tJapan")
        + icews(6, "Unspecified Actor\tUnspecified\tNA", "190", "Japan\tNA\tJapan")
        + icews(7, "China\tNA\tChina", "what", "Japan\tNA\tJapan")
    )
    claims, rejects = read(tmp_path / "events.tab", ICEWS + text)
    assert [(c.subject.actor.id, c.relation, c.object.actor.id) for c in claims] == [
        ("country:BGD", "TALKS_TO", "country:VNM"),
        ("group:VNM/citizen", "PROTESTS_AGAINST", "country:CHN"),
        ("country:RUS", "PROVIDES_MILITARY_AID_TO", "org:european-union"),
        ("country:CHN", "SIGNED_AGREEMENT_WITH", "country:JPN"),
    ]
    assert claims[2].modality is Modality.HALTED
    assert claims[0].subject.sector == "GOV"
    assert [reject.line for reject in rejects] == [8]
    last = [item for item in load_all([tmp_path / "events.tab"], ONTOLOGY) if isinstance(item, Reading)][-1]
    assert last.drops == {"says nothing of two actors": 1, "an actor that no list has": 1}


def gdelt(number: int, **fields: str) -> str:
    row = {
        "GLOBALEVENTID": str(number),
        "SQLDATE": "20240620",
        "EventCode": "190",
        "SOURCEURL": "https://e.example/a",
        **fields,
    }
    return "\t".join(row.get(name, "") for name in GDELT_COLUMNS) + "\n"


def test_gdelt_is_told_by_its_columns_and_read_as_it_is_served(tmp_path: Path) -> None:
    text = (
        gdelt(
            1,
            Actor1Name="RUSSIA",
            Actor1CountryCode="RUS",
            Actor2Name="KYIV",
            Actor2CountryCode="UKR",
            Actor2Type1Code="GOV",
        )
        + gdelt(
            2,
            Actor1Name="REBEL",
            Actor1CountryCode="SYR",
            Actor1Type1Code="REB",
            Actor2Name="SYRIA",
            Actor2CountryCode="SYR",
        )
        + gdelt(3, Actor1Name="RUSSIA", Actor1CountryCode="RUS")
        + "cut\tshort\n"
    )
    with zipfile.ZipFile(tmp_path / "20240620.export.CSV.zip", "w") as archive:
        archive.writestr("20240620.export.CSV", text)
    items = list(load_all([tmp_path / "20240620.export.CSV.zip"], ONTOLOGY))
    readings = [item for item in items if isinstance(item, Reading)]
    assert [
        (c.subject.actor.id, c.relation, c.object.actor.id, c.date) for r in readings for c in r.claims
    ] == [
        ("country:RUS", "ATTACKS", "country:UKR", "2024-06-20"),
        ("group:SYR/rebels", "ATTACKS", "country:SYR", "2024-06-20"),
    ]
    assert readings[0].article.url == "https://e.example/a"
    assert [item.line for item in items if isinstance(item, Reject)] == [4]


def test_sipri_tells_orders_from_deliveries(tmp_path: Path) -> None:
    claims, _ = read(
        tmp_path / "register.csv",
        SIPRI
        + "India,Russia,2004,,6,,Mi-17,helicopter,6,,2005; 2006,New,,1,6,6\n"
        + "India,Russia,2004,,6,,Mi-17,helicopter,6,,2007,New,,1,6,6\n"
        + "India,France,2023,,26,,Rafale-M,fighter,,,,New,,1,6,0\n"
        + "India,unknown supplier(s),2023,,26,,Gun,gun,26,,2023,New,,1,6,0\n"
        + "Hezbollah (Lebanon)*,Iran,2001,,1,,Fajr,rocket launcher,1,,2002,New,,1,1,1\n",
    )
    assert said(claims) == [
        ("country:RUS", "SUPPLIES_ARMS_TO", "country:IND", "2005", "2006"),
        ("country:RUS", "SUPPLIES_ARMS_TO", "country:IND", "2007", "2007"),
        ("country:FRA", "SUPPLIES_ARMS_TO", "country:IND", "2023", None),
        ("country:IRN", "SUPPLIES_ARMS_TO", "group:hezbollah", "2002", "2002"),
    ]
    assert [claim.modality for claim in claims] == [
        Modality.ACTUAL,
        Modality.ACTUAL,
        Modality.AGREED,
        Modality.ACTUAL,
    ]
    assert len({claim.id for claim in claims}) == 4


def test_ucdp_tells_fighting_from_violence_against_civilians(tmp_path: Path) -> None:
    claims, rejects = read(
        tmp_path / "ged.csv",
        UCDP
        + "1,1,Government of Syria - IS,Government of Syria,IS,Syria,652,652,,2016-06-03 00:00:00.000,2016-06-10,11\n"
        + "2,3,Government of Rwanda - Civilians,Government of Rwanda,Civilians,Rwanda,517,517,,1994-04-15,1994-04-15,700\n"
        + "3,2,Band A - Band B,Band A,Band B,Mexico,70,,,2022-01-01,2022-01-01,2\n"
        + "4,1,x,Government of Syria,IS,Syria,652,652,,soon,2016-06-10,11\n",
    )
    assert said(claims) == [
        ("country:SYR", "AT_WAR_WITH", "group:islamic-state", "2016-06-03", "2016-06-10"),
        ("country:RWA", "ATTACKS", "group:RWA/civilians", "1994-04-15", "1994-04-15"),
        ("group:MEX/band-a", "AT_WAR_WITH", "group:MEX/band-b", "2022-01-01", "2022-01-01"),
    ]
    assert [reject.line for reject in rejects] == [5]


def test_a_dataset_is_loaded_once_and_told_apart(tmp_path: Path) -> None:
    row = "1,2,United States of America,732,South Korea,17,11,1954,,,,0,1,1,0,0,0,0,4.1\n"
    (tmp_path / "cow.csv").write_text(COW + row)
    store = LadybugStore(tmp_path / "g.lbug", ONTOLOGY)
    for _ in range(2):
        store.write(
            [
                item
                for item in load_all([tmp_path / "cow.csv"], ONTOLOGY, format="cow")
                if isinstance(item, Reading)
            ]
        )
    rows = store.run("MATCH (:Actor)-[f:DEFENSE_PACT]->(:Actor) RETURN f.mentions, f.origins, f.since").rows
    assert rows == ((1, ["reference"], "1954-11-17"),)


def test_memory_stays_flat_over_many_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 20_000):
        path = tmp_path / f"{count}.tab"
        with path.open("w", encoding="utf-8") as out:
            out.write(ICEWS)
            for number in range(1, count):
                out.write(icews(number, "China\tNA\tChina", "040", "Japan\tNA\tJapan"))
        tracemalloc.start()
        assert sum(1 for _ in load_all([path], ONTOLOGY)) == count - 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 1_000_000


@pytest.mark.parametrize(
    ("format", "header", "row"),
    [
        ("atop", ATOP, "2,x,{n},1,0,0,0,0\n"),
        ("atop", ATOP, "cut,short,{n}\n"),
        ("sipri", SIPRI, "India,cut short,{n}\n"),
        ("unvotes", VOTES, '"7",{n},2,40,x,2000,0.5,80,-1.2,75,1.7\n'),
        ("ucdp", UCDP, "x{n},1,x,Government of Syria,IS,Syria,652,652,,soon,2016-06-10,11\n"),
    ],
)
def test_no_reject_is_kept(tmp_path: Path, format: str, header: str, row: str) -> None:
    peaks = []
    for count in (200, 2_000):
        path = tmp_path / f"{count}.csv"
        path.write_text(header + "".join(row.format(n=n) for n in range(count)), encoding="utf-8")
        tracemalloc.start()
        # All rows are broken: nothing comes between that would let go of what was gathered.
        assert sum(1 for _ in load_all([path], ONTOLOGY, format=format)) >= count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000


def test_the_tables_name_what_the_ontology_has() -> None:
    assert {id for id in data("names").values() if id} <= set(ONTOLOGY.actors)
    codes = data("cow")
    known = {f"country:{iso}" for table in ("cow", "gw") for iso in codes[table].values() if iso}
    assert known | {f"country:{iso}" for *_, iso in codes["until"]} <= set(ONTOLOGY.actors)
    for said_ in data("cameo").values():
        if said_ is not None:
            assert isinstance(ONTOLOGY.relations[said_[0]], Relation)
            assert Modality(said_[1])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Russian Federation", "country:RUS"), ("Soviet Union", "country:SUN"), ("Russia (Soviet Union)", "country:RUS"),
        ("Cote d'Ivoire", "country:CIV"), ("United Nations**", "org:un"), ("DR Congo (Zaire)", "country:COD"),
        ("Atlantis", None),
    ],
)  # fmt: skip
def test_names_of_datasets(name: str, id: str | None) -> None:
    actor = Roster(ONTOLOGY).named(name)
    assert (actor and actor.id) == id


@given(st.sampled_from(sorted(DATASETS)), st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, format: str, text: str) -> None:
    header = {"cow": COW, "atop": ATOP, "icews": ICEWS, "sipri": SIPRI, "ucdp": UCDP, "unvotes": VOTES}.get(
        format, ""
    )
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(header + text, encoding="utf-8", errors="replace")
    assert all(isinstance(item, Reading | Reject) for item in load_all([path], ONTOLOGY, format=format))
