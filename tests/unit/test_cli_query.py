"""`kg query`: the library on the command line, and what is told of a wrong name or parameter."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from cli_runs import Kg

from kg.queries.lint import CATEGORIES

pytestmark = pytest.mark.usefixtures("graph_file")


def test_an_unknown_query_gets_suggestions(kg: Kg) -> None:
    ran = kg("query", "run", "alies", "-p", "actor=Seoul")
    assert ran.code == 2
    assert "alies" in ran.err
    assert "Did you mean allies" in ran.err
    assert not ran.out


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (["allies"], "missing parameter: actor", "allies takes actor (actor)"),
        (["allies", "-p", "actor=Seoul", "-p", "foo=1"], "unknown parameter: foo", "allies takes actor"),
        (["allies", "-p", "actor=Seoul", "-p", "day=tomorrow"], "day: 'tomorrow' does not fit", "YYYY-MM-DD"),
        (["who-arms-whom", "-p", "limit=many"], "limit: 'many' does not fit", "a whole number"),
        (["who-arms-whom", "-p", "limit=-4"], "limit: ", "is 1 to"),
        (["claims-between", "-p", "actor=Iran", "-p", "other=Russia", "-p", "relation=HUGS"], "HUGS", "SANCTIONS"),
        (["allies", "-p", "actor=Seoul", "-p", "actor=Paris"], "given twice", "Give it once"),
        (["allies", "-p", "Seoul"], "«Seoul» is no parameter", "-p actor=Seoul"),
        (["allies", "-p", "=Seoul"], "is no parameter", "name=value"),
        (["allies", "-p", "actor=Sweeden"], "No actor is called «Sweeden»", "Did you mean Sweden?"),
        (["allies", "-p", "actor="], "actor", ""),
    ],
)  # fmt: skip
def test_wrong_parameters_are_wrong_use(kg: Kg, arguments: list[str], message: str, remedy: str) -> None:
    ran = kg("query", "run", *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert remedy in ran.err
    assert "Traceback" not in ran.err
    assert not ran.out


def test_names_are_taken_as_people_write_them(kg: Kg) -> None:
    by_name = kg("query", "run", "allies", "-p", "actor=seoul", "--format", "json").json()
    by_id = kg("query", "run", "allies", "-p", "actor=country:KOR", "--format", "json").json()
    assert by_name == by_id
    assert any(row["path"]["nodes"][-1]["id"] == "country:USA" for row in by_name)


def test_every_format_has_the_same_rows(kg: Kg) -> None:
    arguments = ("query", "run", "who-arms-whom", "--format")
    rows = kg(*arguments, "json").json()
    assert kg(*arguments, "jsonl").jsonl() == rows
    table = list(csv.DictReader(io.StringIO(kg(*arguments, "csv").out)))
    assert [row["subject"] for row in table] == [row["subject"] for row in rows]
    lines = kg(*arguments, "table").out.splitlines()
    assert len(lines) == len(rows) + 1
    assert all(row["subject"] in line for row, line in zip(rows, lines[1:], strict=True))


def test_a_bad_format_names_the_good_ones(kg: Kg) -> None:
    ran = kg("query", "run", "blocs", "--format", "xml")
    assert ran.code == 2
    assert "xml" in ran.err
    assert "jsonl" in ran.err


def test_no_rows_are_said_on_stderr_and_are_no_failure(kg: Kg) -> None:
    ran = kg("query", "run", "common-enemies", "-p", "actor=Fiji", "-p", "other=Malta")
    assert (ran.code, ran.out) == (0, "")
    assert "no answer" in ran.err
    assert (
        kg("query", "run", "common-enemies", "-p", "actor=Fiji", "-p", "other=Malta", "-f", "json").json()
        == []
    )


def test_list_has_categories_and_parameters(kg: Kg) -> None:
    rows = kg("query", "list", "--format", "json").json()
    assert len(rows) >= 12
    assert {row["category"] for row in rows} == set(CATEGORIES)
    (allies,) = (row for row in rows if row["id"] == "allies")
    assert allies["params"] == ["actor", "[day]"]
    some = kg("query", "list", "--category", "arms-and-aid", "--format", "json").json()
    assert {row["category"] for row in some} == {"arms-and-aid"}
    assert 0 < len(some) < len(rows)


def test_list_as_a_table_names_every_query_with_its_category(kg: Kg) -> None:
    ids = [row["id"] for row in kg("query", "list", "--format", "json").json()]
    out = kg("query", "list").out
    assert all(id in out for id in ids)
    assert "alliances" in out


def test_list_of_no_such_category_says_so(kg: Kg) -> None:
    ran = kg("query", "list", "--category", "nonsense")
    assert ran.out == ""
    assert "kg query list" in ran.err


def test_show_prints_the_cypher(kg: Kg) -> None:
    out = kg("query", "show", "allies").out
    assert out.startswith("//")
    assert "MATCH" in out
    assert kg("query", "show", "alies").code == 2


def test_cypher_of_ones_own(kg: Kg) -> None:
    ran = kg(
        "query", "cypher", "MATCH (a:Actor {id: $id}) RETURN a.name AS name, $n + 1 AS n",
        "-p", "id=country:PRK", "-p", "n=2", "--format", "json",
    )  # fmt: skip
    assert ran.json() == [{"name": "North Korea", "n": 3}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CREATE (a:Actor {id: 'x'})", "only read"),
        ("MATCH (a:Actor) DETACH DELETE a", "only read"),
        ("MATCH (a:Actor RETURN a", "Mend the statement"),
        ("MATCH (a:Actor {id: $nobody}) RETURN a", "nobody"),
    ],
)
def test_cypher_that_fails_says_why(kg: Kg, text: str, told: str, graph_file: Path) -> None:
    before = kg("stats", "--format", "json").json()
    ran = kg("query", "cypher", text)
    assert ran.code in (1, 2)
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert kg("stats", "--format", "json").json() == before


def test_a_query_of_ones_own_folder(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_QUERIES", str(tmp_path / "nowhere"))
    ran = kg("query", "list")
    assert ran.code == 2
    assert "nowhere" in ran.err


def test_a_query_of_ones_own_is_begun_checked_and_run(kg: Kg, no_settings: Path, monkeypatch) -> None:
    assert kg("query", "new", "who-funds-whom", "--queries", "mine").code == 0
    assert kg("query", "check", "mine").err == "1 queries, 0 faults.\n"
    ran = kg("query", "run", "who-funds-whom", "--queries", "mine", "-p", "actor=Seoul", "--format", "json")
    assert {"subject", "label", "object"} <= ran.json()[0].keys()
    assert "who-funds-whom" not in kg("query", "list", "--format", "csv").out
    assert "who-funds-whom" in kg("query", "list", "--format", "csv", "--queries", "mine").out
    assert "DISTINCT" not in kg("query", "show", "who-funds-whom", "--queries", "mine").out
    monkeypatch.setenv("KG_QUERIES", "mine")
    assert "who-funds-whom" in kg("query", "list", "--format", "csv").out
    assert kg("query", "new", "who-funds-whom", "--queries", "mine").code == 2
    assert kg("query", "new", "../Who", "--queries", "mine").code == 2


def test_faults_of_ones_own_queries_are_told_with_their_file(kg: Kg, no_settings: Path) -> None:
    kg("query", "new", "who-funds-whom", "--queries", "mine")
    good = (no_settings / "mine" / "who-funds-whom.cypher").read_text()
    (no_settings / "mine" / "deletes.cypher").write_text(good.replace("RETURN", "DETACH DELETE f RETURN"))
    (no_settings / "mine" / "headless.cypher").write_text("MATCH (n) RETURN n")
    ran = kg("query", "check", "mine")
    assert ran.code == 1
    assert "mine/deletes.cypher: the id is who-funds-whom" in ran.err
    assert "mine/deletes.cypher: neo4j:" in ran.err
    assert "mine/headless.cypher:1:" in ran.err
    assert kg("query", "check", "nowhere").code == 2


def test_explain_shows_what_would_be_asked_with_its_values_and_the_plan(kg: Kg) -> None:
    ran = kg("query", "run", "allies", "-p", "actor=Seoul", "--explain")
    assert "(:Actor {id: 'country:KOR'})" in ran.out
    assert "$" not in ran.out.partition("┌")[0]
    assert "Physical Plan" in ran.out
    assert kg("query", "run", "allies", "-p", "actor=Seoull", "--explain").code == 2


def test_every_row_with_facts_has_its_link(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BROWSER", "http://localhost:7474")
    rows = kg("query", "run", "who-arms-whom", "--links", "--format", "jsonl").jsonl()
    assert rows
    for row in rows:
        assert row["path"]["edges"][0]["id"] in row["link"]
    none = kg("query", "run", "blocs", "--links", "--format", "jsonl").jsonl()
    assert {row["link"] for row in none} == {None}
