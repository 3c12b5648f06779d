"""Whom pronouns and phrases such as «the two countries», «its neighbour» or «the North» point back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from kg.extract import syntax
from kg.extract.keys import phrase_keys
from kg.extract.memory import Memory, last_two, side_by_side
from kg.extract.mentions import Form, Mention, Reference
from kg.extract.operators import operator_of
from kg.model import Kind
from kg.ontology import Ontology

if TYPE_CHECKING:
    from kg.extract.lexicon import Anaphor, Lexicon
    from kg.extract.resolve import Resolver

_NEAR = 4
"""Words within which a possessive points back to the name before it."""
_DEEP = 3
"""As deep as resolution goes, so that a name is taken as it stands."""


class Anaphora:
    """Resolves what points back in one sentence. `at` holds the mention at each token that has one."""

    def __init__(
        self,
        resolver: Resolver,
        doc: Doc,
        at: dict[int, Mention],
        memory: Memory,
        lexicon: Lexicon,
        ontology: Ontology,
    ) -> None:
        self._resolver = resolver
        self._doc = doc
        self._at = at
        self._memory = memory
        self._lexicon = lexicon
        self._ontology = ontology

    def pronoun(self, token: Token) -> list[Reference]:
        """Whom «he», «it», «its», «them» or, in a quotation, «we» means; [] when that is not clear."""
        kinds: dict[str, tuple[Kind, ...]] = {
            "he": (Kind.PERSON,), "she": (Kind.PERSON,), "him": (Kind.PERSON,), "his": (Kind.PERSON,), "her": (Kind.PERSON,),
            **dict.fromkeys(("it", "its", "they", "them", "their"), (Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP)),
        }  # fmt: skip
        if token.lower_ in {"we", "us", "our", "i"}:
            return self._speaker(token)
        if token.lower_ not in kinds or (token.lower_ == "it" and token.dep_ not in {"nsubj", "pobj"}):
            return []
        if token.dep_ == "poss" and (near := self._just_before(token, kinds[token.lower_])):
            return [replace(near, start=token.i, end=token.i + 1, link="anaphor")]
        if token.dep_ in {"dobj", "pobj", "dative"} and token.lower_ in {"him", "her", "them"}:
            other = self._other_than_subject(token, kinds[token.lower_]) or self._office_before(token)
            if other:
                return [replace(other, start=token.i, end=token.i + 1, link="anaphor")]
        elif before := self._before(token, kinds[token.lower_]):
            return [replace(r, start=token.i, end=token.i + 1, link="anaphor") for r in before]
        if token.lower_ in {"they", "them", "their"}:
            return []
        if token.lower_ == "it" and self._means_a_thing(token):
            return []
        if token.lower_ in {"it", "its"} and (named := self._named_before(token)):
            return (
                [] if len(named) > 1 else [replace(named[0], start=token.i, end=token.i + 1, link="anaphor")]
            )
        mention = self._memory.last(*kinds[token.lower_])
        return (
            [Reference(mention.actor, token.i, token.i + 1, "anaphor", mention.sector, mention.state)]
            if mention
            else []
        )

    def addressed(self, heads: Sequence[Token]) -> list[Reference]:
        """Whom «it» means as the object of a verb that is done to somebody: «Tbilisi said that Moscow had accused it»."""
        kinds = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP)
        them = [t for t in heads if t.lower_ == "it" and t.dep_ == "dobj"]
        found = [(t, r) for t in them if (r := self._other_than_subject(t, kinds))]
        return [replace(r, start=t.i, end=t.i + 1, link="anaphor") for t, r in found]

    def _speaker(self, token: Token) -> list[Reference]:
        """Who says «we» in a quotation."""
        for governor in token.ancestors:
            for subject in syntax.children(governor, "nsubj") if syntax.children(governor, "ccomp") else []:
                if subject != token and subject.pos_ != "PRON":
                    found = self._resolver.standing(subject, _DEEP)
                    return [replace(r, start=token.i, end=token.i + 1, link="anaphor") for r in found]
            # «…,» the minister told reporters: parsers hang the telling on what is told
            for clause in syntax.children(governor, "ccomp", "parataxis"):
                operator = operator_of(clause, self._lexicon)
                if operator is not None and operator.id == "report" and clause.i > token.i:
                    tellers = [
                        r for s in syntax.children(clause, "nsubj") for r in self._resolver.standing(s, 1)
                    ]
                    return [replace(r, start=token.i, end=token.i + 1, link="anaphor") for r in tellers]
        return []

    def _other_than_subject(self, token: Token, kinds: tuple[Kind, ...]) -> Reference | None:
        """The last name before an object pronoun that is not the subject: «Modi called Abe to congratulate him»."""
        verb = token.head if token.dep_ in {"dobj", "dative"} else token.head.head
        subjects = {
            r.actor.id for a in syntax.agents(verb) if a != token for r in self._resolver.standing(a, _DEEP)
        }
        for i in range(token.i - 1, -1, -1):
            mention = self._at.get(i)
            if mention is None or mention.actor.kind not in kinds or mention.form is Form.ADJECTIVE:
                continue
            if self._is_mere_place(mention):
                continue
            if subjects and mention.actor.id not in subjects:
                return self._resolver.named(mention)
        return None

    def _office_before(self, token: Token) -> Reference | None:
        """The holder of an office, named or not, before «him», if it is not who acts: «called the Iraqi president»."""
        if token.lower_ not in {"him", "her"}:
            return None
        verb = token.head if token.dep_ in {"dobj", "dative"} else token.head.head
        acting = {a.i for a in syntax.agents(verb)}
        for i in range(token.i - 1, -1, -1):
            other = self._doc[i]
            if i not in acting and self._noun_kind(other) in {"office", "counterpart"}:
                found = self._resolver.standing(other, 1)
                return found[0] if len(found) == 1 else None
        return None

    def _noun_kind(self, token: Token) -> str | None:
        """What kind of actor a common noun stands for: «office», «organ» …"""
        if token.pos_ != "NOUN":
            return None
        entries = (self._lexicon.actor_nouns.get(key) for key in phrase_keys(token))
        return next((entry.kind for entry in entries if entry), None)

    def _just_before(self, token: Token, kinds: tuple[Kind, ...]) -> Reference | None:
        """The name a few words before a possessive: «support for Moscow in its war»."""
        for i in range(token.i - 1, max(token.i - _NEAR, -1), -1):
            mention = self._at.get(i)
            if mention and mention.actor.kind in kinds and mention.form is not Form.ADJECTIVE:
                return self._resolver.named(mention)
        return None

    def _before(self, token: Token, kinds: tuple[Kind, ...]) -> list[Reference]:
        """The subject of a clause before `token` in this sentence, if it is of one of `kinds`."""
        for i in range(token.i):
            other = self._doc[i]
            if other.dep_ in {"nsubj", "nsubjpass"} and other.pos_ != "PRON":
                found = [r for r in self._resolver.standing(other, _DEEP) if r.actor.kind in kinds]
                if len(found) == 1:
                    return found
        return []

    def _means_a_thing(self, token: Token) -> bool:
        """Whether the clause around has a thing for its subject: «the storm weakened before it hit Mozambique»."""
        for governor in token.ancestors:
            for subject in syntax.children(governor, "nsubj", "nsubjpass"):
                if subject != token and subject.i < token.i and subject.pos_ in {"NOUN", "PROPN"}:
                    return not self._resolver.standing(subject, _DEEP)
        return False

    def _named_before(self, token: Token) -> list[Reference]:
        """The states, organisations and groups that stand before a pronoun in this sentence, «the North» among them."""
        # «the South African economy … its»: who owns something may be qualified by an adjective alone.
        skipped = {Form.PLACE} if token.lower_ == "its" else {Form.ADJECTIVE, Form.PLACE}
        found: dict[str, Reference] = {}
        for other in self._doc[: token.i]:
            mention = self._at.get(other.i)
            if mention is None and other.text in {"North", "South"}:
                references = self.phrase(other, other.lower_)
            elif mention and mention.form not in skipped and mention.actor.kind is not Kind.PERSON:
                references = [self._resolver.named(mention)]
            else:
                continue
            found |= {r.actor.id: r for r in references}
        return list(found.values())

    def phrase(self, token: Token, key: str) -> list[Reference]:
        """Whom the noun phrase at `token` points back to, if its words, or its noun `key`, are such a phrase."""
        if beside := self._set_beside(token):
            return [beside]
        lefts = [w for w in token.lefts if w.dep_ in {"det", "nummod", "amod", "poss", "predet", "compound"}]
        begin = min((w.left_edge.i for w in lefts), default=token.i)
        # «the two African neighbours» are the two; «the isolated country» need not be the last one named.
        plain = " ".join(w.lower_ for w in (*lefts, token) if w.dep_ not in {"amod", "compound"})
        marked = [self._doc[begin : token.i + 1].text.lower(), key]
        for phrase in (*marked, plain):
            anaphor = self._lexicon.anaphors.get(phrase)
            if phrase not in marked and anaphor and anaphor.means not in {"pair", "leaders"}:
                continue
            if anaphor is None or (anaphor.means != "fixed" and _is_said_by_itself(token)):
                continue  # «the country it had helped to create» is said by itself
            if anaphor.means == "fixed":
                if not (anaphor.actor and token.text[0].isupper() and self._memory.fixed(anaphor)):
                    continue
                actor = self._ontology.actors[anaphor.actor]
                return [Reference(actor, token.i, token.i + 1, "anaphor", None, actor.id)]
            if anaphor.means == "act":
                return self._doer(token, anaphor)
            if anaphor.means == "own":
                return self._own_country(token)
            if anaphor.means == "other" and token.tag_ in {"NNS", "NNPS"}:
                continue  # «its allies» are not the one state named beside it
            if anaphor.means == "other":
                return self._other_of_pair(token)
            if anaphor.means == "leaders" and (two := self._leaders_before(token)):
                return [Reference(m.actor, token.i, token.i + 1, "anaphor", m.sector, m.state) for m in two]
            mentions = (
                (anaphor.means == "pair" and self._pair_before(token))
                or self._kind_before(token, anaphor)
                or self._country_before(token, anaphor)
                or (self._memory.resolve(anaphor, token.lemma_.lower()) if phrase != "both" else [])
            )
            return [Reference(m.actor, token.i, token.i + 1, "anaphor", m.sector, m.state) for m in mentions]
        return []

    def _doer(self, token: Token, anaphor: Anaphor) -> list[Reference]:
        """Who did «the raid», where nothing beside it says whose or upon whom it was."""
        beside = [c for c in token.children if c.dep_ in {"prep", "poss", "compound", "relcl", "acl"}]
        if beside or any(c.i in self._at for c in token.lefts):
            return []
        doer = self._memory.doer_of(anaphor)
        return [replace(doer, start=token.i, end=token.i + 1, link="anaphor")] if doer else []

    def _set_beside(self, token: Token) -> Reference | None:
        """The name that a common noun is set beside: «ECOWAS, the bloc of West African states»."""
        if (
            token.dep_ == "appos"
            and (mention := self._at.get(token.head.i))
            and mention.form is not Form.ADJECTIVE
        ):
            return self._resolver.named(mention)
        before, last = token.left_edge.i - 1, token.right_edge
        closed = last.text == "," or (last.i + 1 < len(self._doc) and last.nbor(1).text == ",")
        if closed and before > 0 and self._doc[before].text == "," and (mention := self._at.get(before - 1)):
            return self._resolver.named(mention) if mention.form in {Form.NAME, Form.ENTITY} else None
        return None

    def _own_country(self, token: Token) -> list[Reference]:
        """«his country»: the state of whom the pronoun means."""
        for owner in syntax.children(token, "poss"):
            for reference in self._officer_before(owner) or self.pronoun(owner):
                state = reference.state or self._ontology.state_of(reference.actor.country)
                if state:
                    return [
                        Reference(self._ontology.actors[state], token.i, token.i + 1, "anaphor", None, state)
                    ]
        return []

    def _officer_before(self, owner: Token) -> list[Reference]:
        """The state whose minister, not named, is the subject before «his»."""
        for other in self._doc[: owner.i]:
            if other.dep_ == "nsubj" and self._noun_kind(other) in {"office", "organ"}:
                return self._resolver.standing(other, 1)[:1]
        return []

    def _other_of_pair(self, token: Token) -> list[Reference]:
        """«its neighbour»: of the last two states named together the one that its owner is not."""
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        subjects = [r for a in syntax.agents(verb) for r in self._resolver.standing(a, _DEEP)] if verb else []
        own = {r.actor.country for r in subjects if r.actor.country}
        pair = self._pair_before(token) or list(self._memory.pair or ())
        others = [m for m in pair if m.actor.country not in own]
        if len(pair) != 2 or len(others) != 1:
            return []
        return [Reference(m.actor, token.i, token.i + 1, "anaphor", m.sector, m.state) for m in others]

    def both_sides(self, subjects: Sequence[Reference], trigger: Token) -> list[Reference]:
        """The two states that the article named together last, for «Oslo offered to mediate»; [] for one of them."""
        own = {s.actor.country for s in subjects}
        pair = self._memory.pair or ()
        if any(m.actor.country in own for m in pair):
            return []
        at = trigger.i
        return [Reference(m.actor, at, at + 1, "anaphor", m.sector, m.state) for m in pair]

    def counterpart(self, subjects: Sequence[Reference], trigger: Token) -> list[Reference]:
        """The other of two states that the sentence, or the article, named together last: «Jakarta recalled its envoy».

        Not where the sentence names a third: then it may well be meant.
        """
        own = {s.actor.country for s in subjects}
        pair = self._pair_before(trigger) or self._memory.pair or ()
        others = [m for m in pair if m.actor.country not in own]
        named = {m.actor.country for m in self._at.values()} - own
        if len(pair) != 2 or len(others) != 1 or named - {others[0].actor.country}:
            return []
        at, m = trigger.i, others[0]
        return [Reference(m.actor, at, at + 1, "counterpart", m.sector, m.state)]

    def _leaders_before(self, token: Token) -> list[Mention]:
        """The last two people of two states named before `token` in this sentence."""
        before = (self._at.get(i) for i in range(token.i))
        return last_two(m for m in before if m and m.actor.kind is Kind.PERSON)

    def _kind_before(self, token: Token, anaphor: Anaphor) -> list[Mention]:
        """The last organisation or group named before «the bloc», «the rebels» in this sentence."""
        kind = {"organization": Kind.ORGANIZATION, "group": Kind.GROUP}.get(anaphor.means)
        named = (m for i in range(token.i - 1, -1, -1) if (m := self._at.get(i)))
        last = next((m for m in named if m.actor.kind is kind and m.form is not Form.PEOPLE), None)
        return [last] if last else []

    def _country_before(self, token: Token, anaphor: Anaphor) -> list[Mention]:
        """The one state that this sentence names before «the country» and that does not act there."""
        if anaphor.means != "country":
            return []
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        agents = syntax.agents(verb) if verb else []
        acting = {m.actor.country for a in agents if (m := self._at.get(a.i))}
        named = {
            m.actor.id: m
            for i in range(token.i)
            if (m := self._at.get(i)) and m.actor.kind is Kind.COUNTRY and m.form is not Form.ADJECTIVE
        }
        others = [m for m in named.values() if m.actor.country not in acting]
        return others if len(others) == 1 else []

    def _pair_before(self, token: Token) -> list[Mention]:
        """The last two states named before `token` in this sentence, those first that «and» joins; mere places apart."""
        named = [
            m
            for i in range(token.i)
            if (m := self._at.get(i)) and m.actor.kind is Kind.COUNTRY and not self._is_mere_place(m)
        ]
        if joined := side_by_side(list(dict.fromkeys(named)), [t.text for t in self._doc]):
            return list(joined)
        states = {m.actor.id: m for m in named}
        return list(states.values())[-2:] if len(states) > 1 else []

    def _is_mere_place(self, m: Mention) -> bool:
        at = m.start > 0 and self._doc[m.start - 1].lower_ in {"in", "at", "near"}
        return m.form is Form.PLACE or (m.form is Form.CAPITAL and at)


def _is_said_by_itself(noun: Token) -> bool:
    """Whether what follows says which one is meant: «the country it had helped to create», «the Kingdom of Libya»."""
    after = [
        c for c in noun.children if c.dep_ in {"relcl", "acl"} or (c.dep_ == "prep" and c.lower_ == "of")
    ]
    return bool(after) and noun.nbor(1).text != ","
