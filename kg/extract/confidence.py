"""How sure a claim is, from how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.frames import Filled
from kg.extract.modality import Standing
from kg.ontology.schema import Relation


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on how sure a claim is."""

    filled: Filled
    standing: Standing
    relation: Relation


def confidence(evidence: Evidence | None) -> float:
    """A claim's confidence; `None` stands for one read off a title."""
    if evidence is None:
        return 0.95
    links = {evidence.filled.subject.link, evidence.filled.object.link}
    sure = 0.85
    if "anaphor" in links:
        sure -= 0.15
    if "owner" in links or "place" in links:
        sure -= 0.1
    if evidence.filled.match.token.pos_ != "VERB":
        sure -= 0.05
    return round(sure, 2)
