"""Mentions of actors against those labelled: the right actor, the right state."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.trace import Explanation
from kg.gold import GoldMention, GoldText
from kg.model import Actor


@dataclass(frozen=True, slots=True)
class Linking:
    """Of `mentions` of actors, those met by the right id and by the right state; of `ends` of claims, those right.

    Names read as mere places harm nobody, so that precision is that of the claims' ends.
    """

    mentions: int = 0
    by_id: int = 0
    by_state: int = 0
    ends: int = 0
    ends_right: int = 0

    def __add__(self, other: Linking) -> Linking:
        return Linking(
            self.mentions + other.mentions,
            self.by_id + other.by_id,
            self.by_state + other.by_state,
            self.ends + other.ends,
            self.ends_right + other.ends_right,
        )


def linking_of(text: GoldText, explanation: Explanation) -> Linking:
    """How the mentions of one text were linked; nothing of a text that has none labelled."""
    if text.mentions is None:
        return Linking()
    golds = [m for m in text.mentions if m.id is not None]
    ends = [(e.text, e.actor) for c in explanation.reading.claims for e in (c.subject, c.object)]
    seen = [(e.text, e.actor) for trace in explanation.traces for e in trace.actors] + ends
    return Linking(
        mentions=len(golds),
        by_id=sum(any(_touch(m.text, words) and actor.id == m.id for words, actor in seen) for m in golds),
        by_state=sum(any(_meets(m, words, actor) for words, actor in seen) for m in golds),
        ends=len(ends),
        ends_right=sum(any(_meets(m, words, actor) for m in golds) for words, actor in ends),
    )


def _meets(mention: GoldMention, words: str, actor: Actor) -> bool:
    same = actor.id == mention.id or (mention.country is not None and actor.country == mention.country)
    return same and _touch(mention.text, words)


def _touch(one: str, other: str) -> bool:
    return one in other or other in one
