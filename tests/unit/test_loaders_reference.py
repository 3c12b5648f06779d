"""Reference data as claims: small files made by hand in the form of the official ones."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Claim, Modality, Origin, Reading
from kg.ontology import load as load_ontology
from kg.ontology.schema import Relation
from kg.stores.ladybug import LadybugStore
from loaders import DATASETS, Reason, Reject, load_all
from loaders.reference.events import GDELT_COLUMNS
from loaders.reference.roster import Roster, data

ONTOLOGY = load_ontology()
COW = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,"
    "dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,asymmetric,version\n"
)
ATOP = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\t"
    "Latitude\tLongitude\n"
)
SIPRI = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
VOTES = (
    '"","session.x","ccode1","ccode2","agree","year",'
    '"IdealPointAll.x","NVotesAll.x","IdealPointAll.y","NVotesAll.y","IdealPointDistance"\n'
)
UCDP = "id,type_of_violence,dyad_name,side_a,side_b,country,country_id,gwnoa,gwnob,date_start,date_end,best\n"


def read(path: Path, text: str, format: str | None = None) -> tuple[list[Claim], list[Reject]]:
    path.write_text(text, encoding="utf-8")
    items = list(load_all([path], ONTOLOGY, format=format))
    claims = [claim for item in items if isinstance(item, Reading) for claim in item.claims]
    assert all(claim.origin is Origin.REFERENCE and claim.sentence for claim in claims)
    return claims, [item for item in items if isinstance(item, Reject)]


def said(claims: list[Claim]) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(c.subject.actor.id, c.relation, c.object.actor.id, c.date, c.until) for c in claims]


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


def votes(one: int, other: int, year: int, agree: str, counts: tuple[int, int] = (80, 75)) -> str:
    """The row of `one` and `other`, and that of the other direction."""
    ends = ((one, other, *counts), (other, one, *counts[::-1]))
    return "".join(f'"7",{year - 1945},{a},{b},{agree},{year},0.5,{x},-1.2,{y},1.7\n' for a, b, x, y in ends)


def test_votes_become_runs_of_years_with_and_against(tmp_path: Path) -> None:
    scores = {2010: "0.31", 2011: "0.5", 2012: "0.51", 2013: "0.4", 2014: "0.95", 2015: "0.9", 2016: "0.89"}
    apart = {(2, 640): scores, (2, 200): {2010: "0.7", 2011: "0.9"}}
    # By years, as the file goes: what two states did stands all over it.
    text = "".join(
        votes(*pair, year, of[year]) for year in range(2010, 2017) for pair, of in apart.items() if year in of
    )
    claims, rejects = read(tmp_path / "AgreementScoresAll_Jun2024.csv", VOTES + text)
    assert said(claims) == [
        ("country:GBR", "VOTES_WITH", "country:USA", "2011", "2011"),
        ("country:TUR", "VOTES_AGAINST", "country:USA", "2010", "2011"),
        ("country:TUR", "VOTES_AGAINST", "country:USA", "2013", "2013"),
        ("country:TUR", "VOTES_WITH", "country:USA", "2014", "2015"),
    ]
    assert [claim.sentence for claim in claims[:2]] == [
        "United Kingdom and United States agreed in 90% of their votes in the UN General Assembly in 2011, "
        "an abstention against a yes or a no counted as half.",
        "Turkey and United States agreed in 40% of their votes in the UN General Assembly from 2010 to 2011, "
        "an abstention against a yes or a no counted as half.",
    ]
    assert len({claim.id for claim in claims}) == 4
    assert not rejects
    readings = [
        item
        for item in load_all([tmp_path / "AgreementScoresAll_Jun2024.csv"], ONTOLOGY)
        if isinstance(item, Reading)
    ]
    assert [reading.article.id for reading in readings] == ["unvotes:GBR-USA", "unvotes:TUR-USA"]
    assert readings[-1].drops == {"a year neither with nor against each other": 3}


def test_votes_go_to_the_state_of_their_year_and_a_year_without_votes_parts_nothing(tmp_path: Path) -> None:
    claims, _ = read(
        tmp_path / "votes.csv",
        VOTES
        + votes(2, 365, 1963, "0.2")
        + votes(2, 365, 1965, "0.2")
        + votes(2, 365, 1991, "0.3")
        + votes(2, 365, 1992, "0.4"),
    )
    assert said(claims) == [
        ("country:RUS", "VOTES_AGAINST", "country:USA", "1992", "1992"),
        ("country:SUN", "VOTES_AGAINST", "country:USA", "1963", "1965"),
        ("country:SUN", "VOTES_AGAINST", "country:USA", "1991", "1991"),
    ]


def test_what_votes_cannot_say_is_rejected_or_counted(tmp_path: Path) -> None:
    good = votes(2, 40, 2000, "0.2")
    bad = (
        votes(2, 999, 2000, "0.2")
        + '"7",55,40,2,0.6,2000,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2,20,1.7,2000,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2,20,nan,2000,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2,20,0.7,1812,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2,x,0.7,2000,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2,70000,0.7,2000,0.5,80,-1.2,75,1.7\n'
        + '"7",55,2\n'
    )
    silent = votes(2, 70, 2000, "NA") + votes(2, 70, 2001, "0.2", (80, 9)) + votes(2, 2, 2001, "1")
    claims, rejects = read(tmp_path / "votes.csv", VOTES + good + bad + silent)
    assert said(claims) == [("country:CUB", "VOTES_AGAINST", "country:USA", "2000", "2000")]
    assert [reject.line for reject in rejects] == [4, 6, 7, 8, 9, 10, 11, 12]
    assert "numbered 999" in rejects[0].message
    assert "0.2" in rejects[1].message
    (last,) = (item for item in load_all([tmp_path / "votes.csv"], ONTOLOGY) if isinstance(item, Reading))
    assert last.drops == {
        "an actor that no list has": 1,
        "no vote in common": 2,
        "a year with too few votes": 2,
        "an actor and itself": 2,
    }


@pytest.mark.parametrize(
    "header",
    [
        "session.x,ccode1,ccode2,agree,year,IdealPoint.x,NVotes.x,IdealPoint.y,NVotes.y,IdealPointDistance",
        '"",session.x,ccode1,ccode2,agree,year,IdealPointFP.x,NVotesFP.x,IdealPointFP.y,NVotesFP.y,IdealPointDistance',
        "ccode1,ccode2,year,agree2un,agree3un,s2un,s3un,jointvotes2,jointvotes3",
    ],
)
def test_editions_of_the_votes_differ_in_their_columns(tmp_path: Path, header: str) -> None:
    row = {
        "ccode1": "2",
        "ccode2": "40",
        "year": "2000",
        "agree": "0.2",
        "agree3un": "0.2",
        "jointvotes3": "60",
    }
    names = [name.strip('"') for name in header.split(",")]
    text = f"{header}\n{','.join(row.get(name, '12') for name in names)}\n"
    claims, rejects = read(tmp_path / "votes.csv", text, "unvotes")
    assert [claim.relation for claim in claims] == ["VOTES_AGAINST"]
    assert not rejects


def test_a_file_without_scores_is_no_file_of_votes(tmp_path: Path) -> None:
    claims, rejects = read(tmp_path / "votes.csv", "ccode1,ccode2,year\n2,40,2000\n2,40,2001\n", "unvotes")
    assert not claims
    assert [reject.message for reject in rejects] == ["there is no column agree or agree3un"]


@given(
    st.dictionaries(
        st.integers(1946, 2025),
        st.one_of(st.just(0.5), st.just(0.9), st.floats(0, 1)),
        min_size=1,
        max_size=30,
    ),
    st.randoms(),
)
@settings(max_examples=60, deadline=None)
def test_votes_in_any_order_say_of_each_year_what_its_score_does(
    tmp_path_factory: pytest.TempPathFactory, scores: dict[int, float], chance: Random
) -> None:
    lines = [votes(2, 640, year, repr(score)) for year, score in scores.items()]
    chance.shuffle(lines)
    claims, rejects = read(tmp_path_factory.getbasetemp() / "votes.csv", VOTES + "".join(lines))
    assert not rejects
    told = {
        year: claim.relation
        for claim in claims
        for year in range(int(claim.date or 0), int(claim.until or 0) + 1)
    }
    told.pop(1964, None)
    scores.pop(1964, None)
    assert told == {
        year: "VOTES_WITH" if score >= 0.9 else "VOTES_AGAINST"
        for year, score in scores.items()
        if score >= 0.9 or score <= 0.5
    }


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
