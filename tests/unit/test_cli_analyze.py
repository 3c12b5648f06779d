"""`kg analyze` over the sample articles."""

from __future__ import annotations

import csv
import io

import pytest
from cli_runs import Kg

COMMANDS = (
    ("centrality",),
    ("communities",),
    ("balance",),
    ("brokers",),
    ("similar",),
    ("trend", "Armenia", "Azerbaijan"),
)


@pytest.mark.usefixtures("graph_file")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_analysis_prints_in_every_format(kg: Kg, command: tuple[str, ...]) -> None:
    rows = kg("analyze", *command, "--format", "json").json()
    assert rows
    assert list(csv.DictReader(io.StringIO(kg("analyze", *command, "--format", "csv").out)))
    table = kg("analyze", *command)
    assert table.code == 0
    assert "country:" not in table.out, "ids are for programs"


@pytest.mark.usefixtures("graph_file")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["it.png", "it.svg"])
def test_every_analysis_is_drawn(kg: Kg, no_settings, command: tuple[str, ...], name: str) -> None:
    assert kg("analyze", *command, "--plot", name).code == 0
    begins = (no_settings / name).read_bytes()[:60]
    assert begins.startswith(b"\x89PNG") if name.endswith("png") else b"<?xml" in begins


@pytest.mark.usefixtures("graph_file")
def test_results_are_written_back(kg: Kg) -> None:
    assert "pagerank" in kg("analyze", "centrality", "--write").err
    assert kg("analyze", "communities", "--write").code == 0
    ran = kg(
        "query",
        "cypher",
        "MATCH (a:Actor) WHERE a.bloc = 1 AND a.pagerank > 0 RETURN a.id",
        "--format",
        "json",
    )
    bloc = kg("analyze", "communities", "--format", "json").json()[0]
    assert {row["a.id"] for row in ran.json()} == set(bloc["actors"])


@pytest.mark.usefixtures("graph_file")
def test_one_actor_is_compared_with_all(kg: Kg) -> None:
    rows = kg("analyze", "similar", "mali", "--format", "json").json()
    assert {row["actor"] for row in rows} == {"country:MLI"}
    assert kg("analyze", "similar", "Atlantis").code == 2


@pytest.mark.usefixtures("graph_file")
def test_reference_facts_are_counted_when_asked(kg: Kg) -> None:
    reported = kg("analyze", "centrality", "--format", "json", "--limit", "10000").json()
    everything = kg("analyze", "centrality", "--format", "json", "--limit", "10000", "--origin", "all").json()
    assert len(everything) > len(reported)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_graph_is_told(kg: Kg, command: tuple[str, ...]) -> None:
    kg("init", "--no-reference", "--store", "empty.lbug")
    ran = kg("analyze", *command, "--store", "empty.lbug")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err


@pytest.mark.usefixtures("graph_file")
def test_a_picture_of_another_kind_is_refused(kg: Kg) -> None:
    ran = kg("analyze", "centrality", "--plot", "it.gif")
    assert ran.code == 2
    assert ".png" in ran.err
