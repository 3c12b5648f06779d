"""How sure a claim is: the share of claims read in the same way that readers found right.

The counts stand in `lexicon/confidence.yaml`, by how the trigger stands, how the ends were found, and modality.
"""

from __future__ import annotations

from math import sqrt

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
_FAR = 9
"""Words from the trigger beyond which a named end is held less sure: long ways lead through long parses."""
_Z = 1.2816
"""The normal deviate below which nine tenths lie."""
TITLE = "title"
"""The class of claims read off a title before a name: «Russia's President Vladimir Putin»."""


def reading_class(filled: Filled, modality: Modality) -> str:
    """The class of a claim, «verb named actual»: trigger verb or noun; how its weaker end was found, or that it stands
    far off; modality."""
    trigger = "verb" if filled.match.token.pos_ in {"VERB", "AUX"} else "noun"
    links = {filled.subject.link, filled.object.link}
    at = filled.match.token.i
    far = max(abs(end.start - at) for end in (filled.subject, filled.object)) > _FAR
    ends = next((kind for kind, found in _WEAKEST.items() if links & found), "far" if far else "named")
    return f"{trigger} {ends} {'actual' if modality is Modality.ACTUAL else 'other'}"


def confidence(lexicon: Lexicon, kind: str) -> float:
    """The share right of the class `kind` that can be relied on: Wilson's lower bound, which holds nine times of ten.

    One right and one wrong are added to each class, so that what was counted little is held unsure (Wilson, «Probable
    Inference», Journal of the American Statistical Association 22, 1927).
    """
    counted = lexicon.confidence.get(kind)
    right, wrong = (counted.right, counted.wrong) if counted else (0, 0)
    count = right + wrong + 2
    share = (right + 1) / count
    spread = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return round((share + _Z**2 / (2 * count) - spread) / (1 + _Z**2 / count), 2)
