"""`kg extract`: the contract of its JSONL, and what it does with input that is not as it should be."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Kg

KEYS = [
    "id", "article", "relation", "symmetric", "modality", "plover", "subject", "object", "attributed_to", "date",
    "until", "confidence", "origin", "extractor", "trigger", "sentence", "field", "start", "end", "source",
]  # fmt: skip
END = {"id", "name", "kind", "country", "sector", "text", "start", "end"}
DENIAL = "North Korea denied supplying weapons to Russia."
NEWS = [
    {"id": "two", "text": "Iran supplied drones to Russia on Monday.", "published": "2024-06-20"},
    {"id": "none", "text": "It rained all day and nothing else happened."},
    {"id": "one", "text": DENIAL, "title": "A denial", "url": "https://example.org/1"},
    {"id": "again", "text": DENIAL},
]
FRENCH = (
    "Le président français a déclaré mardi que la France livrerait de nouvelles armes à l'Ukraine. Il a ajouté "
    "que les sanctions contre la Russie resteraient en vigueur tant que les combats dureraient, et que ses "
    "alliés européens partageaient cet avis. La Russie et la Corée du Nord ont signé un accord de défense."
)


def news(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_contract(kg: Kg, tmp_path: Path) -> None:
    ran = kg("extract", news(tmp_path, NEWS), "--format", "jsonl")
    assert ran.code == 0
    claims = ran.jsonl()
    assert [claim["article"] for claim in claims] == ["two", "one", "again"]
    texts = {row["id"]: row["text"] for row in NEWS}
    for claim in claims:
        assert list(claim) == KEYS
        assert set(claim["subject"]) >= END
        assert set(claim["object"]) >= END
        assert set(claim["source"]) == {"url", "publisher", "published", "title", "digest"}
        text = texts[claim["article"]]
        assert text[claim["start"] : claim["end"]] == claim["sentence"]
        for end in ("subject", "object"):
            assert text[claim[end]["start"] : claim[end]["end"]] == claim[end]["text"]
    denied = claims[1]
    assert (denied["relation"], denied["modality"], denied["plover"]) == (
        "SUPPLIES_ARMS_TO",
        "denied",
        "REJECT",
    )
    assert denied["subject"]["id"] == "country:PRK"
    assert denied["object"]["name"] == "Russia"
    assert denied["source"]["url"] == "https://example.org/1"
    assert len({claim["id"] for claim in claims}) == 3


def test_the_same_input_gives_the_same_lines(kg: Kg, tmp_path: Path) -> None:
    path = news(tmp_path, NEWS)
    assert kg("extract", path, "-f", "jsonl").out == kg("extract", path, "-f", "jsonl").out


def test_standard_input(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DENIAL.encode())))
    (claim,) = kg("extract", "-", "--format", "jsonl").jsonl()
    assert claim["subject"]["country"] == "PRK"


def test_output_goes_to_a_file_in_the_format_of_its_ending(kg: Kg, tmp_path: Path) -> None:
    path = news(tmp_path, NEWS)
    lines = kg("extract", path, "--format", "jsonl").out
    for name in ("out.jsonl", "out"):
        assert kg("extract", path, "--output", tmp_path / name).out == ""
        assert (tmp_path / name).read_text(encoding="utf-8") == lines
    kg("extract", path, "--output", tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == [
        json.loads(line) for line in lines.splitlines()
    ]
    kg("extract", path, "--output", tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert [row["subject"] for row in rows] == ["Iran", "North Korea", "North Korea"]


def test_output_in_a_folder_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("extract", news(tmp_path, NEWS), "--output", tmp_path / "nowhere" / "out.jsonl")
    assert ran.code == 1
    assert "nowhere" in ran.err
    assert "Check that the path exists" in ran.err


def test_min_confidence_leaves_out_what_is_less_sure(kg: Kg, tmp_path: Path) -> None:
    path = news(tmp_path, NEWS)
    all_ = kg("extract", path, "--format", "jsonl").jsonl()
    least = min(claim["confidence"] for claim in all_)
    above = kg("extract", path, "--format", "jsonl", "--min-confidence", least + 1e-6).jsonl()
    assert above == [claim for claim in all_ if claim["confidence"] > least]
    assert len(above) < len(all_)
    assert kg("extract", path, "--min-confidence", "2").code == 2


def test_a_table_for_people_shows_claim_and_sentence(kg: Kg, tmp_path: Path) -> None:
    out = kg("extract", news(tmp_path, NEWS)).out
    assert "North Korea supplies arms to (denied) Russia" in out
    assert DENIAL in out


def test_a_french_article_is_not_read(kg: Kg, tmp_path: Path) -> None:
    path = news(tmp_path, [{"id": "fr", "text": FRENCH}, NEWS[0]])
    ran = kg("extract", path, "--format", "jsonl")
    assert ran.code == 0
    assert [claim["article"] for claim in ran.jsonl()] == ["two"]
    assert "fr: not English" in ran.err


def test_a_broken_line_costs_only_itself(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(f"{json.dumps(NEWS[0])}\n{{broken\n{json.dumps(NEWS[2])}\n")
    ran = kg("extract", path, "--format", "jsonl")
    assert ran.code == 3
    assert [claim["article"] for claim in ran.jsonl()] == ["two", "one"]
    assert "news.jsonl:2" in ran.err


def test_no_claims_are_said(kg: Kg, tmp_path: Path) -> None:
    ran = kg("extract", news(tmp_path, [NEWS[1]]))
    assert (ran.code, ran.out) == (0, "")
    assert "No claims found." in ran.err
    assert kg("extract", news(tmp_path, [NEWS[1]]), "--format", "json").json() == []


def test_a_file_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("extract", tmp_path / "nothing.txt")
    assert ran.code == 3
    assert "nothing.txt" in ran.err


def test_an_unknown_input_format_names_the_known_ones(kg: Kg, tmp_path: Path) -> None:
    ran = kg("extract", news(tmp_path, NEWS), "--from", "odt")
    assert ran.code == 2
    assert "odt" in ran.err
    assert "markdown" in ran.err


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv"])
def test_nothing_a_text_holds_steers_the_terminal(kg: Kg, tmp_path: Path, format: str) -> None:
    rows = [
        {
            "id": "a\u001b]0;x\u0007",
            "title": "\u001b[31mRed\u202e",
            "text": "Iran supplied drones\u001b[2J to Russia.",
        }
    ]
    ran = kg("extract", news(tmp_path, rows), "--format", format)
    assert not set(ran.out + ran.err) & set("\x1b\x07\u202e")


def test_csv_holds_no_formula(kg: Kg, tmp_path: Path) -> None:
    rows = [{"id": "=cmd|' /C calc'!A0", "text": NEWS[0]["text"]}]
    (row,) = csv.DictReader(io.StringIO(kg("extract", news(tmp_path, rows), "--format", "csv").out))
    assert row["article"] == "'=cmd|' /C calc'!A0"


def test_a_missing_pipeline_says_how_to_get_it(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    ran = kg("extract", news(tmp_path, NEWS), "--model", "no_such_pipeline")
    assert ran.code == 1
    assert "no_such_pipeline" in ran.err
    assert "pip install" in ran.err or "spacy download" in ran.err
