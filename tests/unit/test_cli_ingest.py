"""`kg ingest`, `kg init` and `kg remove`: what gets into a graph, what is left out and told, and what comes out again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Kg, Ran

from kg import api, ingest
from loaders import MAX_CHARACTERS

ARMS = "Iran supplied drones to Russia on Monday."
PACT = "North Korea and Russia signed a defense pact in Pyongyang."
FRENCH = (
    "Le président français a déclaré mardi que la France livrerait de nouvelles armes à l'Ukraine. Il a ajouté "
    "que les sanctions contre la Russie resteraient en vigueur tant que les combats dureraient, et que ses "
    "alliés européens partageaient cet avis."
)
BARE = ("--no-reference", "--format", "json")


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def counts(ran: Ran) -> dict[str, Any]:
    (row,) = ran.json()
    return row


def everything(kg: Kg) -> Any:
    """All claims with their articles, as rows."""
    text = "MATCH (a:Article)-[:STATES]->(c:Claim) RETURN a.id AS article, c.id AS id, c.fact AS fact ORDER BY article, id"
    return kg("query", "cypher", text, "--format", "json").json(), kg("stats", "--format", "json").json()


def test_twice_changes_nothing(kg: Kg, tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", lines({"id": "a", "text": ARMS}, {"id": "b", "text": PACT}))
    first = kg("ingest", news, *BARE)
    assert first.code == 0
    assert (counts(first)["new"], counts(first)["unchanged"], counts(first)["claims"]) == (2, 0, 2)
    graph = everything(kg)
    assert len(graph[0]) == 2
    again = counts(kg("ingest", news, *BARE))
    assert (again["new"], again["replaced"], again["unchanged"], again["claims"]) == (0, 0, 2, 0)
    assert everything(kg) == graph


def test_a_changed_article_is_replaced(kg: Kg, tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", lines({"id": "a", "text": ARMS}))
    kg("ingest", news, *BARE)
    write(news, lines({"id": "a", "text": PACT}))
    assert counts(kg("ingest", news, *BARE))["replaced"] == 1
    facts = kg("stats", "--format", "json").json()[0]["facts_by_relation"]
    assert set(facts) == {"DEFENSE_PACT"}


def test_reference_claims_come_with_the_first_ingest_unless_refused(kg: Kg, tmp_path: Path) -> None:
    news = write(tmp_path / "a.txt", ARMS)
    ran = kg("ingest", news, "--store", "with.lbug")
    assert "reference claims" in ran.err
    assert kg("stats", "--store", "with.lbug", "-f", "json").json()[0]["facts_by_relation"]["MEMBER_OF"] > 100
    kg("ingest", news, "--no-reference", "--store", "without.lbug")
    assert (
        "MEMBER_OF" not in kg("stats", "--store", "without.lbug", "-f", "json").json()[0]["facts_by_relation"]
    )


@pytest.mark.parametrize(
    ("name", "content", "reason", "remedy"),
    [
        ("empty.txt", b"", "empty", ""),
        ("picture.txt", bytes(range(256)) * 20, "binary file", ""),
        ("broken.jsonl", b'{"id": "x", "text"\n', "broken line", ""),
        ("columns.csv", b"headline,day\nIran arms Russia,2024-06-20\n", "missing text", "text"),
        ("huge.txt", (ARMS + "\n").encode() * (MAX_CHARACTERS // len(ARMS) + 1), "too large", ""),
        ("ten.txt", b"x" * 10_000_001, "too large", ""),
    ],
)
def test_what_cannot_be_read_is_left_out_and_the_rest_loaded(
    kg: Kg, tmp_path: Path, name: str, content: bytes, reason: str, remedy: str
) -> None:
    write(tmp_path / "in" / name, content)
    write(tmp_path / "in" / "good.txt", ARMS)
    ran = kg("ingest", tmp_path / "in", "--rejects", tmp_path / "rejects.jsonl", *BARE)
    assert ran.code == 3
    assert (counts(ran)["new"], counts(ran)["claims"], counts(ran)["rejected"]) == (1, 1, 1)
    assert counts(ran)["rejects"] == {reason: 1}
    assert name in ran.err
    assert remedy in ran.err
    assert "Traceback" not in ran.err
    (kept,) = map(json.loads, (tmp_path / "rejects.jsonl").read_text().splitlines())
    assert kept["source"].endswith(name)
    assert kept["reason"] == reason
    assert kept["remedy"]


def test_a_broken_line_among_good_ones(kg: Kg, tmp_path: Path) -> None:
    news = write(
        tmp_path / "n.jsonl", lines({"id": "a", "text": ARMS}) + "{oops\n" + lines({"id": "b", "text": PACT})
    )
    ran = kg("ingest", news, "--rejects", tmp_path / "rejects.jsonl", *BARE)
    assert ran.code == 3
    assert counts(ran)["new"] == 2
    assert "n.jsonl:2" in ran.err
    (kept,) = map(json.loads, (tmp_path / "rejects.jsonl").read_text().splitlines())
    assert (kept["line"], kept["excerpt"]) == (2, "{oops")


def test_no_rejects_leave_an_empty_file(kg: Kg, tmp_path: Path) -> None:
    kg("ingest", write(tmp_path / "a.txt", ARMS), "--rejects", tmp_path / "rejects.jsonl", *BARE)
    assert (tmp_path / "rejects.jsonl").read_bytes() == b""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "cp1250"])
def test_another_encoding_is_read_all_the_same(kg: Kg, tmp_path: Path, encoding: str) -> None:
    text = "The café’s owner read this in the paper: " + ARMS
    ran = kg("ingest", write(tmp_path / "a.txt", text.encode(encoding)), *BARE)
    assert ran.code == 0
    (row,) = kg("query", "cypher", "MATCH (c:Claim) RETURN c.sentence AS sentence", "-f", "json").json()
    assert "The café’s owner" in row["sentence"]


def test_bytes_that_are_not_the_encoding_declared(kg: Kg, tmp_path: Path) -> None:
    bad = json.dumps({"id": "bad", "text": "Iran armed Russia in caf\u00e9s."}, ensure_ascii=False).encode(
        "latin-1"
    )
    news = write(tmp_path / "n.jsonl", lines({"id": "a", "text": ARMS}).encode() + bad + b"\n")
    ran = kg("ingest", news, *BARE)
    assert "Traceback" not in ran.err
    assert ran.code in (0, 3)
    assert "a" in {row["article"] for row in everything(kg)[0]}


def test_a_french_article_gives_a_warning_and_no_claims(kg: Kg, tmp_path: Path) -> None:
    write(tmp_path / "in" / "fr.txt", FRENCH)
    write(tmp_path / "in" / "good.txt", ARMS)
    ran = kg("ingest", tmp_path / "in", *BARE)
    assert ran.code == 0
    assert (counts(ran)["claims"], counts(ran)["warnings"], counts(ran)["rejected"]) == (1, 1, 0)
    assert "not English" in ran.err


def test_a_file_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("ingest", tmp_path / "nothing.txt", write(tmp_path / "a.txt", ARMS), *BARE)
    assert ran.code == 3
    assert "nothing.txt" in ran.err
    assert counts(ran)["new"] == 1


def test_claims_from_extract_make_the_same_graph(kg: Kg, tmp_path: Path) -> None:
    news = write(
        tmp_path / "news.jsonl", lines({"id": "a", "text": ARMS, "title": "T"}, {"id": "b", "text": PACT})
    )
    kg("extract", news, "--output", tmp_path / "claims.jsonl")
    kg("ingest", news, "--no-reference", "--store", "one.lbug")
    ran = kg("ingest", tmp_path / "claims.jsonl", "--store", "two.lbug", *BARE)
    assert (ran.code, counts(ran)["claims"]) == (0, 2)

    def claims_and_facts(store: str) -> Any:
        claims = (
            "MATCH (c:Claim) RETURN c.id AS id, c.fact AS fact, c.sentence AS s, c.modality AS m ORDER BY id"
        )
        facts = "MATCH (a:Actor)-[f]->(b:Actor) RETURN a.id AS a, f.id AS id, b.id AS b, f.mentions AS n ORDER BY id"
        return [
            kg("query", "cypher", text, "--store", store, "-f", "json").json() for text in (claims, facts)
        ]

    assert claims_and_facts("one.lbug") == claims_and_facts("two.lbug")
    assert len(claims_and_facts("one.lbug")[1]) == 2


def test_claims_that_are_not_allowed_are_rejected_alone(kg: Kg, tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", lines({"id": "a", "text": ARMS}, {"id": "b", "text": PACT}))
    arms, pact = kg("extract", news, "--format", "jsonl").jsonl()
    claims = write(tmp_path / "claims.jsonl", lines(arms, {**pact, "relation": "HUGS"}))
    ran = kg("ingest", claims, *BARE)
    assert ran.code == 3
    assert counts(ran)["rejects"] == {"unknown relation": 1}
    assert "HUGS" in ran.err
    assert {row["article"] for row in everything(kg)[0]} == {"a"}


def test_dry_run_writes_nothing(kg: Kg, tmp_path: Path) -> None:
    ran = kg("ingest", write(tmp_path / "a.txt", ARMS), "--dry-run", "--format", "json")
    assert counts(ran)["claims"] == 1
    assert not (tmp_path / "graph.lbug").exists()


def test_interrupted_between_batches_the_same_command_does_the_rest(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": f"n{i}", "text": (ARMS, PACT)[i % 2]} for i in range(6)]
    news = write(tmp_path / "news.jsonl", lines(*rows))
    whole = ("ingest", news, "--batch", "2", *BARE)
    kg(*whole, "--store", "whole.lbug")
    monkeypatch.setenv("KG_STORE", "whole.lbug")
    expected = everything(kg)[0]

    monkeypatch.setenv("KG_STORE", "cut.lbug")
    real, done = ingest._Run.do, []

    def interrupted(run: Any, group: Any) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(group)
        real(run, group)

    monkeypatch.setattr(ingest._Run, "do", interrupted)
    ran = kg(*whole)
    assert ran.code == 130
    assert "4 articles are done and kept; the same command does the rest" in ran.err
    monkeypatch.setattr(ingest._Run, "do", real)
    rest = counts(kg(*whole))
    assert (rest["new"], rest["unchanged"]) == (2, 4)
    assert everything(kg)[0] == expected


def test_standard_input(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines({"id": "a", "text": ARMS}).encode())))
    assert counts(kg("ingest", "-", *BARE))["claims"] == 1


def test_an_ontology_folder_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("ingest", write(tmp_path / "a.txt", ARMS), "--ontology", tmp_path / "mine")
    assert ran.code == 2
    assert "relations.yaml" in ran.err
    assert not (tmp_path / "graph.lbug").exists()


def test_a_store_in_a_folder_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    ran = kg("ingest", write(tmp_path / "a.txt", ARMS), "--store", tmp_path / "no" / "where.lbug")
    assert ran.code == 1
    assert "where.lbug" in ran.err
    assert "Traceback" not in ran.err


def test_remove_takes_back_what_an_article_added(kg: Kg, tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", lines({"id": "a", "text": ARMS}))
    kg("ingest", news, *BARE)
    before = everything(kg)
    kg(
        "ingest",
        write(tmp_path / "more.jsonl", lines({"id": "b", "text": PACT}, {"id": "c", "text": ARMS})),
        *BARE,
    )
    assert everything(kg) != before
    ran = kg("remove", "b", "c")
    assert ran.code == 0
    assert "Removed 2 of 2" in ran.err
    assert everything(kg) == before
    some = kg("remove", "a", "nobody")
    assert some.code == 3
    assert "no article nobody" in some.err
    assert kg("remove", "a").code == 1


def test_init_makes_an_empty_graph_and_twice_is_once(kg: Kg) -> None:
    ran = kg("init", "--no-reference", "--store", "empty.lbug")
    assert ran.code == 0
    assert "empty.lbug is ready" in ran.err
    assert kg("init", "--no-reference", "--store", "empty.lbug").code == 0
    (stats,) = kg("stats", "--store", "empty.lbug", "--format", "json").json()
    assert (stats["articles"], stats["claims"], stats["facts"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Seoul", "Poland"],
        ["why", "Russia", "Iran"],
        ["actor", "Putin"],
        ["search", "drones"],
        ["stats"],
        ["query", "run", "who-arms-whom"],
    ],
)
def test_an_empty_graph_answers_everything(kg: Kg, arguments: list[str]) -> None:
    with api.open("graph.lbug") as graph:
        graph.store.init(reference=False)
    ran = kg(*arguments)
    assert ran.code == 0
    assert ran.out or ran.err
    assert "Traceback" not in ran.err


def test_an_empty_graph_is_not_drawn(kg: Kg, tmp_path: Path) -> None:
    kg("init", "--no-reference")
    ran = kg("view")
    assert ran.code == 1
    assert "kg ingest" in ran.err
    assert not (tmp_path / "graph.html").exists()
