"""Extraction on the labelled set: no figure may fall by more than a point below the committed ones."""

from __future__ import annotations

from pathlib import Path

from cli_runs import Kg

from kg.gold import read_gold
from kg.ontology import Ontology

GOLD = Path(__file__).parents[1] / "data" / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))


def test_the_set_is_as_large_as_it_says(onto: Ontology) -> None:
    texts = read_gold(FILES, onto)
    assert len(texts) >= 600
    assert sum(text.is_trap for text in texts) >= 150
    assert sum("article" in text.phenomena for text in texts) >= 40


def test_extraction_is_as_good_as_it_was(kg: Kg) -> None:
    ran = kg("evaluate", *FILES, "--baseline", GOLD / "baseline.json")
    assert ran.code == 0, ran.err
