"""What a hyphen makes of a name: «US-led», «Iran-backed», «anti-Russian», «the Moscow-Pyongyang treaty»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.lexicon import Compound, Lexicon
from kg.extract.mentions import Mention

_DASHES = {"-", "–", "‐", "/"}


@dataclass(frozen=True, slots=True)
class Hyphens:
    """`blocked`: tokens whose mention means nothing by itself; `leading`: the mention that a participle's token
    carries («US-led»); `opposed`: the mention that «anti-» stands before, by its last token; `pairs`: all mentions, by
    each token of a hyphenated pair or chain.
    """

    blocked: set[int] = field(default_factory=set)
    leading: dict[int, Mention] = field(default_factory=dict)
    opposed: dict[int, Mention] = field(default_factory=dict)
    pairs: dict[int, tuple[Mention, ...]] = field(default_factory=dict)


def read_hyphens(doc: Doc, mentions: Sequence[Mention], lexicon: Lexicon) -> Hyphens:
    """The hyphens beside the mentions of a sentence."""
    found = Hyphens()
    starts = {m.start: m for m in mentions}
    ends = {m.end: m for m in mentions}
    for m in mentions:
        if prefix := _prefix(doc, m, lexicon):
            found.blocked.update(range(m.start, m.end))
            if prefix.means == "opponent":
                found.opposed[m.end - 1] = m
        if m.end >= len(doc) - 1 or doc[m.end].text not in _DASHES:
            continue
        if other := starts.get(m.end + 1):
            chain = (*found.pairs.get(m.start, (m,)), other)
            for i in (i for c in chain for i in range(c.start, c.end)):
                found.pairs[i] = chain
        elif compound := lexicon.compounds.get(doc[m.end + 1].lower_):
            if compound.means != "nothing":
                found.leading[m.end + 1] = m
            found.blocked.update(range(m.start, m.end))
            if m.start and doc[m.start - 1].lower_ in {"and", "or"} and (before := ends.get(m.start - 1)):
                found.blocked.update(range(before.start, before.end))  # «Soviet and Chinese-backed»
    return found


def _prefix(doc: Doc, m: Mention, lexicon: Lexicon) -> Compound | None:
    """The «anti-», «pro-» or the like that stands before."""
    if m.start < 2 or doc[m.start - 1].text not in _DASHES:
        return None
    return lexicon.compounds.get(f"{doc[m.start - 2].lower_}-")
