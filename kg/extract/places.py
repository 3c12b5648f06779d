"""Whom an act concerns where only a place is said: the act's one other state, the militia «in Iraq», the fund for Yemen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from kg.extract import clauses, syntax
from kg.extract.groups import branch_of
from kg.extract.keys import phrase_keys
from kg.extract.mentions import Form, Mention, Reference
from kg.model import Actor, Kind

if TYPE_CHECKING:
    from kg.extract.lexicon import Lexicon
    from kg.extract.resolve import Resolver


class Places:
    """Reads places of one sentence as those who are there. `at` holds the mention at each token that has one."""

    def __init__(
        self, resolver: Resolver, doc: Doc, at: dict[int, Mention], blocked: Collection[int], lexicon: Lexicon
    ) -> None:
        self._resolver = resolver
        self._doc = doc
        self._at = at
        self._blocked = blocked
        self._lexicon = lexicon

    def sole_other(self, trigger: Token, subjects: Sequence[Reference], *, cities: bool) -> list[Reference]:
        """The one other state that the sentence names, whom an act without a stated object concerns; else [].

        Who only reports it, and what stands before the doer and the act, is not meant; nor, but with `cities`, a
        capital that the act is in: aid that arrives in Kabul is the Afghans', a truce signed in Algiers nobody's there.
        """
        own = {s.actor.country for s in subjects}
        begin = min((s.start for s in subjects), default=0)
        others: dict[str, Reference] = {}
        people: set[str] = set()
        for m in {id(m): m for m in self._at.values()}.values():
            country = m.actor.country
            if country is None or country in own or m.start in self._blocked:
                continue
            head = self._doc[m.start : m.end].root
            if m.start < min(begin, trigger.i) or clauses.is_of_reporter(head):
                return []
            if m.actor.kind is Kind.PERSON:
                people.add(country)
            before = self._doc[m.start - 1].lower_ if m.start else ""
            if not cities and m.form in {Form.CAPITAL, Form.PLACE} and before in {"in", "at", "near"}:
                continue
            over = before in {"over", "like", "than"}
            if m.actor.kind is Kind.COUNTRY and not over and clauses.in_clause_of(trigger, head):
                meant = (
                    self._resolver.standing(head.head, 1)
                    if m.form is Form.ADJECTIVE and head.head != head
                    else []
                )
                belongs = next(
                    (r for r in meant if r.actor.country == country), self._resolver.named_as_owner(m)
                )
                others.setdefault(country, replace(belongs, link="elsewhere"))
        return list(others.values()) if len(others) == 1 and people <= set(others) else []

    def branch(self, reference: Reference, heads: Sequence[Token]) -> Reference:
        """The part of a group of many lands that is meant: «Islamic State targets in Syria» are those in Syria."""
        if reference.actor.kind is not Kind.GROUP or reference.actor.country is not None:
            return reference
        place = self.below(heads)
        return replace(reference, actor=branch_of(reference.actor, place)) if place else reference

    def below(self, heads: Sequence[Token]) -> Actor | None:
        """The state that the phrases of `heads` are said to be in."""
        for head in heads:
            for preposition in head.subtree:
                if preposition.dep_ != "prep" or preposition.lower_ not in {"in", "inside", "across", "for"}:
                    continue
                for o in syntax.children(preposition, "pobj"):
                    for place in self._resolver.phrase(o, True, 2):
                        if place.actor.kind is Kind.COUNTRY and place.link in {"named", "owner"}:
                            return place.actor
        return None

    def standing_in(self, heads: Sequence[Token]) -> list[Reference]:
        """The state that the phrases of `heads` are in: «the UN force in Mali»."""
        place = self.below(heads)
        return [Reference(place, heads[0].i, heads[0].i + 1, "place", None, place.id)] if place else []

    def hidden(self, heads: Sequence[Token], trigger: Token) -> list[Reference]:
        """Whom an act of force hits where only their place is said: «militia camps in Iraq» are Iraqi militias'."""
        for head in heads:
            place = self.below([head, trigger])
            if place is None:
                continue
            for key in phrase_keys(head):
                if (noun := self._lexicon.actor_nouns.get(key)) and noun.kind == "private":
                    return [self._resolver.others(place, key, noun.sector, head.i, head.i + 1)]
            return [Reference(place, head.i, head.i + 1, "elsewhere", None, place.id)]
        return []

    def named_after(self, heads: Sequence[Token]) -> list[Reference]:
        """The state in the name of a fund or an institute: «the Iraq Humanitarian Fund»."""
        return [
            self._resolver.named_as_owner(m)
            for head in heads
            for c in head.lefts
            if (m := self._at.get(c.i)) and m.actor.kind is Kind.COUNTRY and c.i not in self._blocked
        ][:1]
