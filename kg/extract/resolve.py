"""From a noun phrase of a parsed sentence to the actors it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract import syntax
from kg.extract.actors import person
from kg.extract.anaphora import Anaphora
from kg.extract.groups import others_of
from kg.extract.hyphens import read_hyphens
from kg.extract.keys import phrase_keys
from kg.extract.lexicon import ActorNoun, Lexicon
from kg.extract.memory import Memory
from kg.extract.mentions import Form, Mention, Reference
from kg.extract.places import Places
from kg.extract.roles import GATHERINGS
from kg.model import Actor, Kind, Sector
from kg.ontology import Ontology

MAX_COORDINATED = 8
_MODIFIERS = {"amod", "compound", "nmod", "poss", "npadvmod", "nn", "det", "quantmod", "appos", "nummod"}
_DEPTH = 3


class Resolver:
    """Resolves noun phrases of one parsed sentence, given its mentions and what the article said before."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], memory: Memory, lexicon: Lexicon, ontology: Ontology
    ) -> None:
        self._doc = doc
        self._memory = memory
        self._lexicon = lexicon
        self._ontology = ontology
        self._attitude = True
        hyphens = read_hyphens(doc, mentions, lexicon)
        self._blocked, self._leading, self._pairs = hyphens.blocked, hyphens.leading, hyphens.pairs
        self._opposed = hyphens.opposed
        self._at = {i: m for m in mentions for i in range(m.start, m.end)}
        self.anaphora = Anaphora(self, doc, self._at, memory, lexicon, ontology)
        self.places = Places(self, doc, self._at, self._blocked, lexicon)

    # -- whole phrases -----------------------------------------------------------------------------------------

    def actors(self, head: Token, *, deep: bool = False, attitude: bool = True) -> list[Reference]:
        """The actors that a noun phrase and what is coordinated with it stand for; `deep` looks inside it too.

        With `attitude` an event inside stands for its doer only: who condemns the attack on Kabul does not condemn Kabul.
        """
        self._attitude = attitude
        found = self._half(head)
        for token in (*syntax.with_conjuncts(head), *self._listed(head)):
            found += [r for r in self.phrase(token, deep) if r.actor.id not in {f.actor.id for f in found}]
        return found[:MAX_COORDINATED]

    def _half(self, head: Token) -> list[Reference]:
        """The first of «North and South Korea», whatever a parser made of it."""
        mention = self._at.get(head.i)
        half = self._at.get(mention.start - 2) if mention and mention.start > 1 else None
        if mention is None or half is None or not half.actor.name.startswith(self._doc[half.start].text):
            return []
        joined = self._doc[mention.start - 1].lower_ in {"and", "or"}
        return [self.named(half)] if joined and half.width == 1 and half.actor.name.split()[1:] else []

    def _listed(self, head: Token) -> list[Token]:
        """The rest of a list whose first comma a parser took for an apposition: «the OIC, NATO and Iran»."""
        return [
            t
            for beside in syntax.children(head, "appos")
            if beside.i in self._at and head.i in self._at and len(syntax.with_conjuncts(beside)) > 1
            for t in syntax.with_conjuncts(beside)
        ]

    def phrase(self, token: Token, deep: bool, depth: int = 0) -> list[Reference]:
        """Whom one noun phrase stands for, without what is coordinated with it."""
        return self.standing(token, depth) or (self._inside(token, depth) if deep and depth < _DEPTH else [])

    def standing(self, token: Token, depth: int) -> list[Reference]:
        """Whom the phrase itself denotes."""
        mention = self._at.get(token.i)
        if (
            mention
            and token.i not in self._blocked
            and (mention.form is not Form.ADJECTIVE or self._is_people(token))
        ):
            if mention.form is Form.ADJECTIVE and syntax.children(token, "nummod"):
                return [self.others(mention.actor, "people", Sector.CVL, mention.start, mention.end)]
            return [self._government(token, mention) or self.named(mention)]
        if token.pos_ == "PRON" and token.lower_ != "both":
            return self.anaphora.pronoun(token)
        for beside in syntax.children(token, "appos"):  # «Kyiv's ally Poland»
            mention = self._at.get(beside.i)
            if (
                mention
                and mention.form in {Form.NAME, Form.HUMAN, Form.CAPITAL}
                and self._doc[beside.left_edge.i - 1].text != ","
            ):
                return [self.named(mention)]
        for key in phrase_keys(token):
            if anaphor := self.anaphora.phrase(token, key):
                return anaphor
            if entry := self._lexicon.actor_nouns.get(key):
                return self._common(token, key, entry, depth)
        if token.tag_ == "NNPS" and (called := self._called(token)):
            return called  # «Iraqi Kurds»
        if token.pos_ in {"NUM", "PRON", "DET"} or token.lower_ in {
            "dozens",
            "hundreds",
            "thousands",
            "scores",
        }:
            return self._of(token, depth)
        return []

    def _is_people(self, token: Token) -> bool:
        """«the British», «the Chinese»: an adjective as the head of a noun phrase."""
        return not (
            token.dep_ in {"amod", "compound", "nmod", "advmod"} and token.head.pos_ in {"NOUN", "PROPN"}
        )

    def named(self, m: Mention) -> Reference:
        """The actor of a mention; «Canadians» are a group of their own."""
        if m.form is Form.PLACE:
            return Reference(m.actor, m.start, m.end, "place", None, m.state)
        if m.form is Form.PEOPLE and m.actor.country:
            return self.others(m.actor, "people", Sector.CVL, m.start, m.end)
        return Reference(m.actor, m.start, m.end, "named", m.sector, m.state)

    def _government(self, token: Token, m: Mention) -> Reference | None:
        """The state that «the Soviets» are where they act or are dealt with; as an object they are people."""
        first = syntax.first_conjunct(token)
        if m.form is not Form.PEOPLE or not syntax.has_word(first, "det", "the"):
            return None
        if any(c.dep_ not in {"det", "cc", "conj", "punct", "case"} for c in token.children):
            return None  # «the Syrians who fled»
        deals = first.dep_ == "pobj" and first.head.lower_ in {"with", "by", "between", "from"}
        acts = first.dep_ in {"nsubj", "poss"}
        state = self._ontology.state_of(m.actor.country)
        if state is None or not (deals or acts):
            return None
        return Reference(self._ontology.actors[state], m.start, m.end, "named", None, state)

    # -- common nouns ------------------------------------------------------------------------------------------

    def _common(self, token: Token, key: str, entry: ActorNoun, depth: int) -> list[Reference]:
        """«the Chinese foreign ministry», «Syrian rebels», «members of the G7»."""
        if entry.kind == "member":
            return self._of(token, depth)
        if entry.kind in {"office", "private"} and (named := self._name_beside(token)):
            return [named]
        owners = self.owners(token, made_by=entry.kind != "private")
        if not owners and entry.id != "media":  # «reporters in Brussels» are from anywhere
            owners = self.located(token, depth)
        if entry.kind == "counterpart":  # «his counterpart» is anybody's but his
            owners = [o for c in token.lefts if c.dep_ != "poss" for o in self._owner(c)]
            owners = owners or self.located(token, depth)  # «his counterpart in Togo»
        found = []
        for owner in owners:
            start, end = min(owner.start, token.i), max(owner.end, token.i + 1)
            if end - start > 12:
                start, end = token.i, token.i + 1
            found.append(self._belonging(owner, key, entry, start, end))
        if not found and entry.kind in {"office", "state"}:
            holder = self._memory.holders.get(token.lower_)
            if holder and syntax.has_word(token, "det", "the"):
                return [Reference(holder.actor, token.i, token.i + 1, "anaphor", holder.sector, holder.state)]
        return found

    def _belonging(self, owner: Reference, noun: str, entry: ActorNoun, start: int, end: int) -> Reference:
        state = self._ontology.state_of(owner.actor.country)
        if owner.actor.kind is Kind.COUNTRY or (owner.actor.kind is Kind.PERSON and state):
            country = self._ontology.actors[state or owner.actor.id]
            if entry.kind == "private":
                return self.others(country, noun, entry.sector, start, end)
            return Reference(country, start, end, "organ", entry.sector, country.id)
        return Reference(owner.actor, start, end, "organ", entry.sector or owner.sector, owner.state)

    def others(self, state: Actor, noun: str, sector: Sector | None, start: int, end: int) -> Reference:
        """The group that a private noun stands for: «Syrian rebels»."""
        actor = others_of(self._ontology, state, noun)
        return Reference(actor, start, end, "private", sector, None)

    def _name_beside(self, token: Token) -> Reference | None:
        """The person in apposition: «the Turkish president, Recep Tayyip Erdogan»."""
        beside = [
            *syntax.children(token, "appos"),
            *([token.head] if token.dep_ in {"appos", "compound"} else []),
        ]
        for other in beside:
            mention = self._at.get(other.i)
            if mention and mention.form is Form.HUMAN:
                return self.named(mention)
            if other.ent_type_ == "PERSON" and (owners := self.owners(token)):
                span = next(e for e in self._doc.ents if e.start <= other.i < e.end)
                actor = person([t.text for t in span], owners[0].actor.country)
                return Reference(actor, span.start, span.end, "named", Sector.GOV, owners[0].state)
        return None

    def _of(self, token: Token, depth: int) -> list[Reference]:
        if depth >= _DEPTH:
            return []
        return [
            r
            for o in syntax.objects_of(token, "of", "from")
            for t in syntax.with_conjuncts(o)
            for r in self.phrase(t, True, depth + 1)
        ]

    def names_others_than(self, state: str) -> bool:
        """Whether the sentence names another state than `state`."""
        return any(m.actor.kind is Kind.COUNTRY and m.actor.id != state for m in self._at.values())

    # -- owners ------------------------------------------------------------------------------------------------

    def owners(self, noun: Token, *, made_by: bool = True) -> list[Reference]:
        """Who possesses or qualifies `noun`: «Iran's», «Iranian», «US-led», «of Iran»; also «fired by Iran»."""
        found: list[Reference] = []
        for c in noun.lefts:
            if c.lower_ in self._lexicon.compounds and c.i in self._leading:
                found.append(self.named_as_owner(self._leading[c.i]))
            elif c.dep_ in _MODIFIERS:
                for token in syntax.with_conjuncts(c):
                    found += self._owner(token)
        found += [
            r
            for i in range(noun.i - 1, max(noun.i - 3, -1), -1)
            if i in self._pairs
            for r in self._pair_at(i)
        ]
        if not found and made_by:
            found = self.makers(noun)
        if not found:
            found = self._of_owners(noun, 0)
        return _distinct(found)

    def makers(self, noun: Token) -> list[Reference]:
        """Who made or did it where a participle says so: «missiles fired by Israel», «a protest lodged by Hanoi»."""
        return [
            r
            for clause in syntax.children(noun, "acl")
            if syntax.is_passive(clause) and not self._mediates(clause)
            for a in syntax.agents(clause)
            for r in self.standing(a, 1)
        ]

    def opposed(self, noun: Token) -> list[Reference]:
        """Whom the «anti-» before the noun names: «anti-Japanese protests»."""
        return [
            self.named_as_owner(m) for i in range(max(noun.i - 4, 0), noun.i) if (m := self._opposed.get(i))
        ]

    def people_of(self, heads: Sequence[Token]) -> list[Reference]:
        """The people of the states that the words name: protests «in Jordan» are Jordanians'."""
        mentions = [m for head in heads if (m := self._at.get(head.i)) and m.actor.kind is Kind.COUNTRY]
        return [self.others(m.actor, "people", Sector.CVL, m.start, m.end) for m in mentions]

    def _mediates(self, clause: Token) -> bool:
        """Whether the clause names a go-between: «negotiations brokered by Qatar» are not Qatar's."""
        entries = self._lexicon.verbs.get(clause.lemma_.lower(), [])
        return any(p.relation == "MEDIATES_FOR" for p in entries)

    def _of_owners(self, noun: Token, depth: int) -> list[Reference]:
        """«of Ethiopia», and through one more noun «of Health of Ethiopia»."""
        found: list[Reference] = []
        for o in syntax.objects_of(noun, "of"):
            if noun.pos_ == "PROPN" and (mention := self._at.get(o.i)) and mention.form is Form.CAPITAL:
                continue  # «the Treaty of Paris»
            for token in syntax.with_conjuncts(o):
                found += self.standing(token, _DEPTH) or (self.owners(token) if depth < 1 else [])
        return found

    def _owner(self, token: Token) -> list[Reference]:
        if token.lower_ == "whose" and (
            clause := next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        ):
            before = token.nbor(-2) if token.i > 1 and token.nbor(-1).text == "," else token.nbor(-1)
            first = syntax.first_conjunct(before if before.i in self._at else clause.head)
            return [r for t in syntax.with_conjuncts(first) for r in self.standing(t, 1)]
        if token.i in self._pairs:
            return self._pair_at(token.i)
        mention = self._at.get(token.i)
        if mention and token.i not in self._blocked:
            if self._names_a_treaty(token, mention):
                return []
            return [self._government(token, mention) or self.named_as_owner(mention)]
        if token.dep_ == "poss" or (
            token.dep_ in {"compound", "nmod", "conj"} and token.pos_ in {"NOUN", "PROPN"}
        ):
            return self.standing(token, 1) or [
                r for c in token.lefts if c.dep_ in _MODIFIERS for r in self._owner(c)
            ]
        return []

    def _names_a_treaty(self, token: Token, m: Mention) -> bool:
        """Whether a town only says where something was signed: «the London treaty», «the Sochi accords»."""
        if m.form not in {Form.CAPITAL, Form.PLACE} or token.dep_ == "poss":
            return False
        noun = syntax.first_conjunct(token).head
        entries = [p for k in phrase_keys(noun) for p in self._lexicon.nouns.get(k, [])]
        signed = {"SIGNED_AGREEMENT_WITH", "DEFENSE_PACT", "CEASEFIRE_WITH", "MEETS"}
        return any(p.relation in signed for p in entries)

    def named_as_owner(self, m: Mention) -> Reference:
        """The actor of a mention inside a phrase that it owns or qualifies."""
        link = "place" if m.form is Form.PLACE else "owner"
        return Reference(m.actor, m.start, m.end, link, m.sector, m.state)

    def _pair_at(self, i: int) -> list[Reference]:
        return [self.named_as_owner(m) for m in self._pairs[i]]

    def pair(self, noun: Token) -> list[Reference]:
        """Both ends of «the Moscow-Pyongyang treaty» or «talks between X and Y»; [] unless there are two."""
        for i in range(noun.i - 1, max(noun.i - 5, -1), -1):
            if i in self._pairs and all(
                self._doc[j].pos_ in {"ADJ", "NOUN", "PROPN"} for j in range(i + 1, noun.i)
            ):
                return self._pair_at(i)
        heads = [*syntax.objects_of(noun, "between", "among"), *syntax.participants(noun)]
        among = _distinct([r for o in heads for r in self.actors(o)])
        if not heads and noun.dep_ in {"nsubj", "nsubjpass"}:  # «war loomed between Chad and Libya»
            apart = _distinct([r for o in syntax.objects_of(noun.head, "between") for r in self.actors(o)])
            among = apart if len(apart) == 2 else []
        return among[:MAX_COORDINATED] if len(among) > 1 else []

    def located(self, token: Token, depth: int = 0) -> list[Reference]:
        """«police in Japan», «a court in Hanoi, Vietnam»."""
        if depth >= _DEPTH:
            return []
        origins = [t for o in syntax.objects_of(token, "from") for t in syntax.with_conjuncts(o)]
        if found := [r for t in origins for r in self.phrase(t, True, depth + 1)]:
            return found
        for o in syntax.objects_of(token, "in", "for", "inside"):
            if found := [r for t in syntax.with_conjuncts(o) for r in self.phrase(t, True, depth + 1)]:
                return found
        return []

    def squeezed(self, patients: Sequence[Token]) -> list[Reference]:
        """The indirect object that a parser took for a part of the object: «gave Ukraine tanks»."""
        for patient in patients:
            first = self._at.get(patient.left_edge.i) or self._at.get(patient.left_edge.i + 1)
            if first and first.form in {Form.NAME, Form.METONYM, Form.CAPITAL} and first.end <= patient.i:
                return [self.named(first)]
        return []

    def _inside(self, token: Token, depth: int) -> list[Reference]:
        """An actor inside a phrase that is none: «Iran's decision», «a Greek tanker», «a base in Kenya»."""
        if token.pos_ == "PROPN" and not any(k in self._lexicon.nouns for k in phrase_keys(token)):
            possessors = [r for p in syntax.children(token, "poss") for r in self._owner(p)]
            return possessors or self._called(token) or self._appositive(token, depth)
        if self.is_another(token):
            return []
        named = [
            r
            for o in syntax.objects_of(token, "including", "like", "as")
            for t in syntax.with_conjuncts(o)
            for r in self.standing(t, depth)
        ]
        owners = self.owners(token)
        if self._attitude and self._undergone(token):  # in «the release of the girls» they did nothing
            owners = [r for r in owners if r.end <= token.i]
        if found := _distinct(named) or self.pair(token) or owners:
            return found
        for found in self._inside_prepositions(token, depth):
            return found
        for preposition in syntax.children(token, "prep"):  # «support for rebuilding Iraq»
            for gerund in syntax.children(preposition, "pcomp"):
                for patient in syntax.patients(gerund):
                    if found := self.phrase(patient, True, depth + 1):
                        return found
        for clause in syntax.children(token, "acl", "relcl"):  # «people living in Greek camps»
            for o in syntax.objects_of(clause, "in", "from"):
                if found := self.phrase(o, True, depth + 1):
                    return found
        return self._appositive(token, depth)

    def is_another(self, token: Token) -> bool:
        """Whether the noun means somebody other than whom it belongs to: whoever «its allies» are, they are not it."""
        nouns = (self._lexicon.actor_nouns.get(key) for key in phrase_keys(token))
        return any(noun is not None and noun.kind == "counterpart" for noun in nouns)

    def _undergone(self, noun: Token) -> bool:
        """Whether the noun is an event that those after «of» undergo."""
        events = [p for k in phrase_keys(noun) for p in self._lexicon.nouns.get(k, [])]
        return bool(events) and "of" in events[0].noun_object

    def _called(self, token: Token) -> list[Reference]:
        """A name that no list has, of a known state: «the Afghan Mujahideen», «Iraqi Kurdistan»."""
        for c in token.lefts:
            mention = self._at.get(c.i)
            if (
                mention
                and mention.form is Form.ADJECTIVE
                and c.i not in self._blocked
                and mention.actor.kind is Kind.COUNTRY
            ):
                return [self.others(mention.actor, token.text, None, mention.start, token.i + 1)]
        return []

    def _inside_prepositions(self, token: Token, depth: int) -> list[list[Reference]]:
        event = next((p for k in phrase_keys(token) for p in self._lexicon.nouns.get(k, [])), None)
        event = event if self._attitude else None
        order = (
            ("by", "from", "of", "among", "between")
            if event
            else ("by", "of", "from", "in", "on", "with", "to", "against", "for", "at", "near")
        )
        skipped = set(event.noun_object) if event else set()
        if any(p.relation in GATHERINGS for k in phrase_keys(token) for p in self._lexicon.nouns.get(k, [])):
            # «walked out of the meeting in Khartoum» is nothing to Sudan
            skipped |= {
                p
                for p in ("in", "at", "near")
                for o in syntax.objects_of(token, p)
                if (m := self._at.get(o.i)) and m.form in {Form.CAPITAL, Form.PLACE}
            }
        found = []
        for word in order:
            if word in skipped:
                continue
            refs = [
                r
                for o in syntax.objects_of(token, word)
                for t in syntax.with_conjuncts(o)
                for r in self.phrase(t, True, depth + 1)
            ]
            if refs:
                found.append(_distinct(refs))
        return found

    def _appositive(self, token: Token, depth: int) -> list[Reference]:
        return [r for a in syntax.children(token, "appos") for r in self.phrase(a, False, depth + 1)]


def _distinct(references: list[Reference]) -> list[Reference]:
    return list({r.actor.id: r for r in reversed(references)}.values())[::-1]
