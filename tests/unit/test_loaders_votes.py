"""Agreement scores of the General Assembly as claims."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from dataset_rows import ONTOLOGY, VOTES, read, said
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Reading
from loaders import load_all


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
