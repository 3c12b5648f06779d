"""The extractor as components of anybody's spaCy pipeline, found by entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

import spacy

from kg.extract.extractor import DEFAULT_MODEL

TEXT = "Iran supplied drones to Russia. The two countries signed a defense pact."


def test_both_are_registered() -> None:
    assert {"kg_actors", "kg_claims"} <= {point.name for point in entry_points(group="spacy_factories")}


def test_a_pipeline_gives_actors_and_claims() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("kg_actors")
    nlp.add_pipe("kg_claims")
    doc = nlp(TEXT)
    assert [doc[m.start : m.end].text for m in doc._.kg_actors] == ["Iran", "Russia"]
    told = {(c.subject.actor.name, c.relation, c.object.actor.name) for c in doc._.kg_claims}
    assert told == {("Iran", "SUPPLIES_ARMS_TO", "Russia"), ("Iran", "DEFENSE_PACT", "Russia")}
    assert all(TEXT[c.start : c.end] == c.sentence for c in doc._.kg_claims)
