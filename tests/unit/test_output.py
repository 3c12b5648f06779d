"""Nothing that an article says moves a cursor, runs in a spreadsheet or breaks a line of JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import output
from kg.cli.options import Format
from kg.stores import Edge, Node, Path

HOSTILE = "\x1b[2Jgone\x07\x9b31m\u202egnp.exe\u2066\r\nnext\tcolumn\u2028"
ROWS = [{"who": "Russia", "n": 3}, {"who": "North Korea", "n": 12}, {"who": None, "n": None}]


def _moves(text: str) -> list[str]:
    """The characters of `text` that a terminal obeys rather than shows."""
    bidirectional = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return [c for c in text if ord(c) < 32 or 127 <= ord(c) < 160 or c in bidirectional + "\u2028\u2029"]


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x2100)))
def test_clean_leaves_one_line_that_only_shows(text: str) -> None:
    assert not _moves(output.clean(text))


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none()))
def test_json_only_shows_and_loses_nothing(row: dict[str, Any]) -> None:
    text = output.as_json(row)
    assert not _moves(text)
    assert json.loads(text) == row


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_csv_runs_nothing_in_a_spreadsheet(cells: list[str]) -> None:
    columns = [str(n) for n in range(len(cells))]
    text = "".join(output.as_csv([dict(zip(columns, cells, strict=True))], columns))
    (row,) = list(csv.reader(io.StringIO(text)))[1:] or [[""]]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    assert not _moves(text.replace("\n", ""))


def test_numbers_stay_numbers_in_csv() -> None:
    assert list(output.as_csv([{"n": -3, "f": 0.5, "no": None}], ["n", "f", "no"])) == [
        "n,f,no\n",
        "-3,0.5,\n",
    ]


@pytest.mark.parametrize("format", Format)
def test_every_format_is_harmless(format: Format, capsys: pytest.CaptureFixture[str]) -> None:
    output.show([{"text": HOSTILE, "=cmd": HOSTILE}], ["text"], format, title=HOSTILE)
    assert not _moves(capsys.readouterr().out.replace("\n", ""))


def test_messages_and_statements_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    output.warn(HOSTILE)
    output.say(HOSTILE)
    output.tell([(HOSTILE, "[bold]not markup[/bold]", HOSTILE)], empty="")
    printed = capsys.readouterr()
    assert not _moves((printed.out + printed.err).replace("\n", ""))
    assert "[bold]not markup[/bold]" in printed.out


def test_a_table_in_a_pipe_is_aligned_and_never_folded(capsys: pytest.CaptureFixture[str]) -> None:
    output.show([*ROWS, {"who": "x" * 300, "n": 1}], ["who", "n"], Format.TABLE)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[:3]] == [["who", "n"], ["Russia", "3"], ["North", "Korea", "12"]]
    assert lines[4] == "x" * 300 + "   1"


def test_an_empty_table_is_told_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.show([], ["who"], Format.TABLE, empty="Nobody.")
    assert capsys.readouterr() == ("", "Nobody.\n")
    output.show([], ["who"], Format.JSON)
    assert capsys.readouterr().out == "[]\n"
    output.show([], ["who"], Format.CSV)
    assert capsys.readouterr().out == "who\n"


@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal_nothing_is_wider_than_it(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    rows = [
        {"day": "2024-06-19", "subject": "Russia", "relation": "DEFENSE_PACT", "sentence": "word " * n, "article": "a" * 60}
        for n in (3, 40)
    ]  # fmt: skip
    output.show(rows, list(rows[0]), Format.TABLE, title="Claims")
    out = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert max(map(len, out.splitlines())) <= width
    # What is short is never folded, however long its neighbours are.
    assert out.count("2024-06-19") == out.count("DEFENSE_PACT") == 2


@pytest.mark.parametrize("width", [200, 30])
def test_on_a_terminal_a_row_leads_to_its_link(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    rows = [{"subject": "Russia", "sentence": "word " * 20}, {"subject": "Fiji", "sentence": "word " * 20}]
    links = ["http://b.example/?a=\x1b]8;;evil\x1b\\", ""]
    output.show(rows, list(rows[0]), Format.TABLE, links=links)
    out = capsys.readouterr().out
    assert re.search(r"\x1b\]8;id=\d+;http://b.example/\?a=\]8;;evil\\\x1b\\.*Russia.*\x1b\]8;;\x1b\\", out)
    assert not re.search(r"8;id=[^;]*;[^\x1b]*\x1b\\[^\n]*Fiji", out)


def test_numbers_and_dates_of_a_record_carry_their_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    row = {
        "who": "Sweden",
        "label": "is a member of",
        "whom": "NATO",
        "since": "2024-03",
        "mentions": 2,
        "until": None,
    }
    output.show([row, {**row, "who": "x" * 35}], list(row), Format.TABLE)
    first = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out).split("xxx")[0]
    assert " ".join(first.split()) == "Sweden is a member of NATO since 2024-03 mentions 2"


def test_paths_read_in_the_direction_of_their_edges() -> None:
    a, b, c = (Node(name, ("Actor",), {"name": name.upper()}) for name in "abc")
    edges = (Edge("1", "ATTACKS", "a", "b", {"label": "attacks"}), Edge("2", "THANKS", "c", "b", {}))
    assert output.in_words(Path((a, b, c), edges)) == "A —[attacks]→ B ←[THANKS]— C"
    assert output.in_words([a, None, True, 0.5]) == "A, , yes, 0.50"


def test_a_file_is_written_in_the_format_asked_for(tmp_path: Any) -> None:
    with output.writer(str(tmp_path / "out.csv")) as write:
        output.show(ROWS, ["who", "n"], Format.CSV, write=write)
    assert (tmp_path / "out.csv").read_text() == "who,n\nRussia,3\nNorth Korea,12\n,\n"
