"""How sure a claim is: the share of claims read in the same way that readers found right.

The counts stand in `lexicon/confidence.yaml`, by how the trigger stands, how the ends were found, and modality.
"""

from __future__ import annotations

from kg.extract.frames import Filled
from kg.extract.lexicon import Lexicon
from kg.model import Modality

_WEAKEST = {
    "place": {"elsewhere", "place", "counterpart"},
    "private": {"private"},
    "anaphor": {"anaphor"},
    "owner": {"owner"},
}
"""Kinds of ends by how they were found (`Reference.link`), the least sure first."""
TITLE = "title"
"""The class of claims read off a title before a name: «Russia's President Vladimir Putin»."""


def reading_class(filled: Filled, modality: Modality) -> str:
    """The class of a claim, «verb named actual»: trigger verb or noun; how its weaker end was found; modality."""
    trigger = "verb" if filled.match.token.pos_ in {"VERB", "AUX"} else "noun"
    links = {filled.subject.link, filled.object.link}
    ends = next((kind for kind, found in _WEAKEST.items() if links & found), "named")
    return f"{trigger} {ends} {'actual' if modality is Modality.ACTUAL else 'other'}"


def confidence(lexicon: Lexicon, kind: str) -> float:
    """The share right of the class `kind`, drawn towards one half by one claim of each (Laplace)."""
    counted = lexicon.confidence.get(kind)
    right, wrong = (counted.right, counted.wrong) if counted else (0, 0)
    return round((right + 1) / (right + wrong + 2), 2)
