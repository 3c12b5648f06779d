"""The Python API as the README shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from query_graph import readings

import kg
from kg import api
from kg.errors import QueryError, UnknownActor, UsageError
from kg.extract import Extractor
from kg.model import Article


@pytest.fixture
def graph(no_settings: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> api.Graph:
    monkeypatch.setattr(api, "extractor_of", lambda ontology, model: extractor)
    with kg.open("graph.lbug") as graph:
        graph.ingest(readings(), reference=False)
    return graph


def test_extract_reads_one_text(
    no_settings: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "extractor_of", lambda ontology, model: extractor)
    (claim,) = kg.extract("Iran supplied drones to Russia.", published="2022-10-01")
    assert (claim.subject.actor.name, claim.relation, claim.object.actor.name) == (
        "Iran",
        "SUPPLIES_ARMS_TO",
        "Russia",
    )


def test_articles_are_ingested_once(graph: api.Graph) -> None:
    article = Article.of("Iran supplied drones to Russia.", id="a1")
    first, second = graph.ingest([article], reference=False), graph.ingest([article], reference=False)
    assert (first.written.articles, first.written.claims) == (1, 1)
    assert (second.written.articles, second.written.unchanged) == (0, 1)
    arms = graph.query("who-arms-whom").dicts()
    assert any((row["subject"], row["object"]) == ("Iran", "Russia") for row in arms)


def test_problems_are_reported(graph: api.Graph) -> None:
    french = Article.of(
        "La France a annoncé que le gouvernement allait envoyer des chars en Ukraine. " * 9, id="fr"
    )
    told: list[object] = []
    assert graph.ingest([french], reference=False, report=told.append).warnings == 1
    assert "not English" in str(told[0])


def test_paths_follow_alliances_unless_told_otherwise(graph: api.Graph) -> None:
    shortest = graph.path("seoul", "Kyiv")
    assert {(route.actors[0], route.actors[-1], route.hops) for route in shortest} == {
        ("country:KOR", "country:UKR", 3)
    }
    assert len(graph.path("Washington", "Tokyo", every=True)) > len(graph.path("Washington", "Tokyo")) == 1
    assert graph.path("Tokyo", "Baku") == []
    assert graph.path("Moscow", "Kyiv", relations=["ATTACKS"])[0].hops == 1
    assert graph.path("Kyiv", "Moscow", relations=["ATTACKS"])[0].hops == 1
    assert graph.path("Fiji", "Malta") == []


def test_why_gives_sentences_of_both_directions_and_every_modality(graph: api.Graph) -> None:
    rows = graph.why("North Korea", "Russia").dicts()
    assert {row["modality"] for row in rows} >= {"actual", "denied", "alleged"}
    assert {row["subject"] for row in rows} >= {"Russia", "North Korea"}


def test_as_networkx(graph: api.Graph) -> None:
    network = graph.to_networkx()
    assert network.has_edge("country:RUS", "country:UKR")
    assert network.nodes["country:RUS"]["name"] == "Russia"


def test_wrong_use_is_told(graph: api.Graph) -> None:
    with pytest.raises(UnknownActor, match="Atlantis"):
        graph.path("Atlantis", "Kyiv")
    with pytest.raises(QueryError, match="alies"):
        graph.query("alies")
    with pytest.raises(UsageError, match="mongodb"):
        kg.open("mongodb://localhost")
    with pytest.raises(UsageError, match="nowhere"):
        api.ontology_of("nowhere")


def test_a_folder_adds_relations_and_words(no_settings: Path) -> None:
    mine = no_settings / "mine"
    (mine / "lexicon" / "predicates").mkdir(parents=True)
    (mine / "relations.yaml").write_text(
        """
- id: HUGS
  reads: hugs
  reads_back: is hugged by
  joins: [[country, person], [country, person]]
  root: SUPPORT
  quad: verbal cooperation
  valence: cooperative
  meaning: Puts its arms around.
""",
        encoding="utf-8",
    )
    (mine / "lexicon" / "predicates" / "mine.yaml").write_text(
        "- {id: hug, relation: HUGS, verbs: [hug]}\n", encoding="utf-8"
    )
    script = """
import kg
from kg.extract import Extractor
print([(c.subject.actor.name, c.relation, c.object.actor.name) for c in kg.extract("Norway hugged Sweden.")])
"""
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "KG_ONTOLOGY": str(mine)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.stdout == "[('Norway', 'HUGS', 'Sweden')]\n", ran.stderr
