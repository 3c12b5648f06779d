"""One story in several papers on the command line: what an ingest says of it, and that no reader is told it twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Kg
from story_texts import AGENCY, CUT, ELSEWHERE, OWN

from kg import api
from kg.model import Article
from kg.view import picture

BARE = ("--no-reference", "--format", "json")
PRINTED = [
    {"id": "courier", "text": AGENCY, "published": "2024-06-20", "source": "The Courier"},
    {"id": "tribune", "text": ELSEWHERE, "published": "2024-06-21", "source": "The Tribune"},
    {"id": "herald", "text": CUT, "published": "2024-06-22", "source": "The Herald"},
    {"id": "own", "text": OWN, "published": "2024-06-20", "source": "The Gazette"},
]


@pytest.fixture
def news(no_settings: Path) -> Path:
    file = no_settings / "news.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in PRINTED))
    return file


def sources(kg: Kg, store: str = "graph.lbug") -> dict[str, tuple[int, int]]:
    text = "MATCH (a:Actor)-[f]->(b:Actor) RETURN f.id AS id, f.relation AS relation, f.mentions AS m, f.sources AS s"
    rows = kg("query", "cypher", text, "--store", store, "-f", "json").json()
    return {row["id"]: (row["relation"], row["m"], row["s"]) for row in rows}


def test_an_ingest_tells_how_many_articles_are_copies(kg: Kg, news: Path) -> None:
    (told,) = kg("ingest", news, *BARE).json()
    assert (told["new"], told["copies"]) == (4, 2)
    assert (
        kg("ingest", news, *BARE).json()[0]["unchanged"],
        kg("stats", "-f", "json").json()[0]["copies"],
    ) == (4, 2)
    assert "copies" in kg("ingest", news, "--no-reference").out
    kg("remove", "courier")
    assert kg("stats", "-f", "json").json()[0]["copies"] == 1


@pytest.mark.parametrize(
    ("flags", "environment", "copies"),
    [
        (["--no-stories"], None, 0),
        (["--story-days", "0"], None, 0),
        (["--story-days", "1"], None, 2),
        ([], "0", 0),
        (["--story-days", "7"], "0", 2),
    ],
)
def test_it_can_be_switched_off(kg: Kg, news: Path, monkeypatch, flags, environment, copies) -> None:
    if environment:
        monkeypatch.setenv("KG_STORY_DAYS", environment)
    assert kg("ingest", news, *flags, *BARE).json()[0]["copies"] == copies
    most = max(count for _, _, count in sources(kg).values())
    assert most == (2 if copies else 4)


def test_a_wrong_number_of_days_is_told(kg: Kg, news: Path, monkeypatch) -> None:
    assert kg("ingest", news, "--story-days", "-1").code == 2
    Path("kg.toml").write_text('story_days = "week"\n')
    assert "story_days = 7" in kg("ingest", news).err
    Path("kg.toml").write_text("story_days = 0\n")
    assert kg("ingest", news, *BARE).json()[0]["copies"] == 0
    monkeypatch.setenv("KG_STORY_DAYS", "a week")
    assert "KG_STORY_DAYS" in kg("ingest", news).err


def test_a_sentence_of_three_papers_is_shown_once(kg: Kg, news: Path) -> None:
    kg("ingest", news, "--no-reference")
    signed = ("why", "Norway", "Moldova", "--relation", "SIGNED_AGREEMENT_WITH")
    rows = kg(*signed, "-f", "json").json()
    assert [(row["article"], row["also"]) for row in rows if row["story"] == "courier"] == [("courier", 2)]
    out = kg(*signed).out
    assert out.count("signed an agreement on the supply") == 1
    assert "courier · also in 2 other papers]" in out
    assert len(kg(*signed, "--limit", "1", "-f", "json").json()) == 1


def test_the_page_shows_it_once_too(kg: Kg, news: Path) -> None:
    kg("ingest", news, "--no-reference")
    with api.open("graph.lbug") as graph:
        edges = {edge.relation: edge for edge in picture(graph.store).edges}
    said = edges["SIGNED_AGREEMENT_WITH"].evidence
    assert [(each["also"], each["copies"]) for each in said if "on the supply" in each["sentence"]] == [
        (2, 2)
    ]
    assert set(said[0]) == {"sentence", "title", "source", "url", "reported", "also", "copies"}


def test_stories_are_listed_with_their_copies(kg: Kg, news: Path) -> None:
    kg("ingest", news, "--no-reference")
    rows = kg("query", "run", "stories", "-f", "json").json()
    assert [(row["printed"], row["story_id"], row["article_id"]) for row in rows] == [
        (3, "courier", "courier"),
        (3, "courier", "tribune"),
        (3, "courier", "herald"),
    ]


def test_stories_outlive_an_export(kg: Kg, news: Path) -> None:
    kg("ingest", news, "--no-reference")
    kg("export", "all.jsonl")
    (told,) = kg("import", "all.jsonl", "--store", "other.lbug", "-f", "json").json()
    assert told["copies"] == 2
    assert sources(kg, "other.lbug") == sources(kg)
    # A later reprint is known by what the export kept of the texts.
    late = {**PRINTED[0], "id": "late", "published": "2024-06-25", "source": "The Echo"}
    Path("late.jsonl").write_text(json.dumps(late) + "\n")
    assert kg("ingest", "late.jsonl", *BARE, "--store", "other.lbug").json()[0]["copies"] == 1


@pytest.mark.parametrize(("key", "value"), [("signature", "AAAA"), ("story_days", "7"), ("story_days", -1)])
def test_a_spoilt_export_is_rejected_with_its_line(kg: Kg, news: Path, key: str, value: Any) -> None:
    kg("ingest", news, "--no-reference")
    kg("export", "all.jsonl")
    lines = [json.loads(line) for line in Path("all.jsonl").read_text().splitlines()]
    spoilt = [{**row, key: value} if row.get("id") == "herald" else row for row in lines]
    Path("spoilt.jsonl").write_text("".join(json.dumps(row) + "\n" for row in spoilt))
    ran = kg("import", "spoilt.jsonl", "--store", "other.lbug")
    assert ran.code == 3
    assert key in ran.err


def test_the_python_api_looks_for_copies(tmp_path: Path, extractor, monkeypatch, no_settings: Path) -> None:
    monkeypatch.setattr(api, "extractor_of", lambda ontology, model: extractor)
    articles = [
        Article.of(row["text"], id=row["id"], published=row["published"], source=row["source"])
        for row in PRINTED
    ]
    with api.open(tmp_path / "graph.lbug") as graph:
        assert graph.ingest(articles, reference=False).written.copies == 2
        assert {row["also"] for row in graph.why("Norway", "Moldova").dicts()} >= {2}
