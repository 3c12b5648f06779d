"""The commands that read a graph, over the sample articles: path, why, actor, search, stats, view."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Kg

pytestmark = pytest.mark.usefixtures("graph_file")

READERS = (
    ("path", "Seoul", "Poland"),
    ("why", "Russia", "North Korea"),
    ("actor", "Putin"),
    ("search", "defense"),
    ("stats",),
)


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_every_reader_prints_in_every_format(kg: Kg, command: tuple[str, ...]) -> None:
    rows = kg(*command, "--format", "json").json()
    assert rows
    assert kg(*command, "--format", "jsonl").code == 0
    assert list(csv.DictReader(io.StringIO(kg(*command, "--format", "csv").out)))
    table = kg(*command)
    assert (table.code, table.err) == (0, "")
    assert "\x1b" not in table.out
    assert kg(*command, "--format", "yaml").code == 2


@pytest.mark.parametrize(
    ("start", "end"), [("Seoul", "Poland"), ("seoul", "POL"), ("the ROK", "country:POL")]
)
def test_path_joins_by_alliances_however_the_names_are_written(kg: Kg, start: str, end: str) -> None:
    steps = kg("path", start, end, "--format", "json").json()
    first = [step for step in steps if step["way"] == 1]
    assert first[0]["from"] == "South Korea"
    assert first[-1]["to"] == "Poland"
    assert all(a["to"] == b["from"] for a, b in pairwise(first))
    assert all(step["sentence"] and step["article"] for step in first)


def test_path_on_paper(kg: Kg) -> None:
    out = kg("path", "Moscow", "Pyongyang").out.splitlines()
    assert "has a defence pact with" in out[0]
    assert out[1].startswith("    ")
    assert "[" in out[1]
    assert not [
        line
        for line in kg("path", "Moscow", "Pyongyang", "--no-sentences").out.splitlines()
        if line[0] == " "
    ]


def test_path_all_ways_are_no_fewer_and_no_longer_than_allowed(kg: Kg) -> None:
    shortest = kg("path", "Seoul", "Poland", "--format", "json").json()
    every = kg("path", "Seoul", "Poland", "--all", "--max-hops", "3", "--format", "json").json()
    ways: dict[int, list[Any]] = {}
    for step in every:
        ways.setdefault(step["way"], []).append(step)
    assert len(ways) >= max(step["way"] for step in shortest)
    assert max(map(len, ways.values())) <= 3
    assert [len(way) for way in ways.values()] == sorted(len(way) for way in ways.values())


def test_path_over_named_relations(kg: Kg) -> None:
    steps = kg("path", "Russia", "North Korea", "--relations", "thanks,visits", "-f", "json").json()
    assert {step["label"] for step in steps} <= {"thanks", "visits"}
    ran = kg("path", "Seoul", "Poland", "--relations", "hugs")
    assert ran.code == 2
    assert "There is no relation HUGS" in ran.err
    assert "DEFENSE_PACT" in ran.err


def test_no_path_is_said_with_what_to_try(kg: Kg) -> None:
    ran = kg("path", "Fiji", "Hamas")
    assert (ran.code, ran.out) == (0, "")
    assert "--relations all" in ran.err
    assert kg("path", "Fiji", "Hamas", "--format", "json").json() == []


@pytest.mark.parametrize(
    "command",
    [
        ["path", "Sweeden", "Poland"],
        ["why", "Russia", "Sweeden"],
        ["actor", "sweeden"],
        ["view", "--actor", "Sweeden"],
    ],
)
def test_an_unknown_actor_gets_suggestions(kg: Kg, command: list[str]) -> None:
    ran = kg(*command)
    assert ran.code == 2
    assert "Did you mean Sweden?" in ran.err
    far = kg(*[word if word.lower() != "sweeden" else "Xyzzyqwv" for word in command])
    assert far.code == 2
    assert "kg search" in far.err


def test_why_shows_sentences_in_both_directions_and_all_modalities(kg: Kg) -> None:
    rows = kg("why", "Russia", "North Korea", "--format", "json").json()
    swapped = kg("why", "Pyongyang", "Moscow", "--format", "json").json()
    assert sorted(map(json.dumps, rows)) == sorted(map(json.dumps, swapped))
    assert {row["subject"] for row in rows} >= {"North Korea", "Vladimir Putin"}
    out = kg("why", "Russia", "North Korea").out
    assert all(row["sentence"] in out for row in rows)
    assert len(kg("why", "Russia", "North Korea", "--limit", "2", "-f", "json").json()) == 2


def test_why_of_one_relation(kg: Kg) -> None:
    rows = kg("why", "Russia", "North Korea", "--relation", "DEFENSE_PACT", "-f", "json").json()
    assert {row["relation"] for row in rows} == {"DEFENSE_PACT"}
    assert kg("why", "Russia", "North Korea", "--relation", "HUGS").code == 2


def test_actor_tells_who_it_is_and_what_it_did(kg: Kg) -> None:
    out = kg("actor", "putin").out
    assert out.startswith("Vladimir Putin\n")
    assert "person of RUS" in out
    assert "leads" in out
    (who,) = kg("actor", "putin", "--format", "json").json()
    assert who["id"] == "person:vladimir-putin"
    assert any(row["relation"] == "LEADS" and row["object"] == "Russia" for row in who["relations"])


def test_search_finds_actors_and_sentences(kg: Kg) -> None:
    hits = kg("search", "Sweden", "--format", "json").json()
    assert {hit["kind"] for hit in hits} == {"actor", "sentence"}
    assert any(hit["id"] == "country:SWE" for hit in hits)
    assert len(kg("search", "Sweden", "--limit", "3", "--format", "json").json()) == 3


@pytest.mark.parametrize("text", ["zzzqqq", "'", "a AND (", "*", '"'])
def test_search_of_odd_text_is_no_failure(kg: Kg, text: str) -> None:
    ran = kg("search", text)
    assert ran.code == 0
    assert ran.out or "Nothing found" in ran.err


def test_stats_add_up(kg: Kg) -> None:
    (row,) = kg("stats", "--format", "json").json()
    assert row["facts"] == sum(row["facts_by_relation"].values())
    assert row["articles"] >= 8
    out = kg("stats").out
    assert all(relation in out for relation in row["facts_by_relation"])


def test_view_writes_a_page_of_itself(kg: Kg, tmp_path: Path) -> None:
    ran = kg("view", "--output", tmp_path / "g.html", "--limit", "40")
    assert ran.code == 0
    assert "40 facts" in ran.err
    assert not re.findall(
        r"(?:src|href)=|@import|url\((?!#)", (tmp_path / "g.html").read_text().split("<script>")[0]
    )
    assert kg("view", "--output", tmp_path / "no" / "g.html").code == 1


def test_view_around_an_actor_is_smaller(kg: Kg, tmp_path: Path) -> None:
    few = kg("view", "--actor", "Sweden", "--output", tmp_path / "few.html").err
    many = kg("view", "--output", tmp_path / "many.html").err
    count = re.compile(r"(\d+) facts")
    assert 0 < int(count.findall(few)[0]) < int(count.findall(many)[0])


def test_a_path_and_the_answer_of_a_query_are_drawn(kg: Kg) -> None:
    way = kg("view", "--path", "Seoul", "Poland", "--output", "way.html")
    assert "4 actors, 3 facts" in way.err, "the built-in pact on the way is drawn too"
    assert kg("view", "--query", "who-arms-whom", "-p", "actor=Ukraine", "--output", "arms.html").code == 0
    assert "supplies arms to" in Path("arms.html").read_text(encoding="utf-8")
    assert kg("view", "--query", "conflict-dyads").code == 1
    assert kg("view", "--query", "who-arms-whom", "--actor", "Ukraine").code == 2
    assert kg("view", "--path", "Seoul", "Atlantis").code == 2


def test_of_many_ways_the_first_are_shown_and_the_rest_told_of(kg: Kg) -> None:
    asked = ("path", "Seoul", "Poland", "--all", "--relations", "all", "--max-hops", "3", "--format", "json")
    every = kg(*asked)
    few = kg(*asked, "--limit", "2")
    assert {step["way"] for step in few.json()} == {1, 2}
    assert few.json() == [step for step in every.json() if step["way"] <= 2]
    assert all(step["sentence"] and step["article"] for step in few.json())
    assert "more than these 2 ways" in few.err
    assert "more than" not in every.err or len({step["way"] for step in every.json()}) == 100


def test_news_is_compared_with_datasets(kg: Kg) -> None:
    told = kg("compare").out
    assert "Reported pacts that no dataset knows: " in told
    rows = kg("compare", "Armenia", "--format", "json").json()
    assert {row["finding"] for row in rows} >= {"pacts-nobody-reports"}
    assert all("Armenia" in (row["subject"], row["object"]) for row in rows)


def test_votes_are_set_against_alliances(kg: Kg, tmp_path: Path) -> None:
    header = "session.x,ccode1,ccode2,agree,year,IdealPointAll.x,NVotesAll.x,IdealPointAll.y,NVotesAll.y\n"
    rows = [f"{year - 1945},732,2,0.4{year % 10},{year},0.9,90,2.5,88\n" for year in (2018, 2019, 2020)]
    (tmp_path / "scores.csv").write_text(header + "".join(rows))
    assert kg("ingest", "--from", "unvotes", tmp_path / "scores.csv").code == 0
    told = kg("compare", "Seoul", "--format", "json").json()
    (found,) = (row for row in told if row["finding"] == "friends-who-vote-apart")
    assert (found["subject"], found["object"]) == ("South Korea", "United States")
    assert (found["since"], found["until"]) == ("2018", "2020")
    assert "agreed in 46% of their votes" in found["votes"]
    ways = kg(
        "path", "Seoul", "Washington", "--relations", "all", "--all", "--max-hops", "1", "-f", "json"
    ).json()
    assert ways
    assert not [step for step in ways if "votes" in step["label"]]
    (way,) = kg("path", "Seoul", "Washington", "--relations", "votes_against", "-f", "json").json()
    assert way["label"] == "votes in the UN against"
    assert "Allies who vote against each other: 1" in kg("compare", "Seoul").out
