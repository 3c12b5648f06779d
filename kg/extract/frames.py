"""Filling the frames of predicates with actors."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import clauses, roles, syntax
from kg.extract.keys import phrase_keys
from kg.extract.lexicon import Lexicon, Predicate
from kg.extract.matching import Match, says_to_whom
from kg.extract.mentions import Reference
from kg.extract.operators import operator_of
from kg.extract.resolve import Resolver
from kg.model import Kind, Sector
from kg.ontology import Ontology

_BY_FORCE = {"ASSAULT", "COERCE"}
_TOWARDS = ("with", "to", "against", "on")


@dataclass(frozen=True, slots=True)
class Filled:
    """A predicate with one subject and one object, each coordinated actor by itself."""

    match: Match
    subject: Reference
    object: Reference
    slot: str


class Filler:
    """Fills frames in one sentence."""

    def __init__(self, resolver: Resolver, lexicon: Lexicon, ontology: Ontology) -> None:
        self._ontology = ontology
        self._resolver = resolver
        self._lexicon = lexicon
        self._asking = next(p for p in lexicon.predicates if p.relation == "URGES" and p.nouns)

    def fill(self, match: Match, symmetric: bool) -> list[Filled]:
        """Every subject with every object; each pair of subjects where the frame is reciprocal and has no object."""
        noun = match.token.pos_ in {"NOUN", "PROPN"}
        if noun and symmetric and len(pair := self._resolver.pair(match.token)) > 1:
            return [Filled(match, a, b, "pair") for i, a in enumerate(pair) for b in pair[i + 1 :]]
        if noun and symmetric and self._all(list(syntax.objects_of(match.token, "between"))):
            return []  # whoever holds the talks between two, one of them unknown, is neither
        if noun and symmetric and match.token.dep_ == "attr" and match.token.tag_ == "NNS":
            both = self._all(syntax.bearers(match.token))  # «Oslo and Bern are allies»
            if len(both) == 2:
                return [Filled(match, both[0], both[1], "pair")]
        subjects = [s for s in self.subjects(match) if s.link != "place"]  # a town acts for nobody
        if kinds := match.entry.subject_kinds:
            subjects = [s for s in subjects if s.actor.kind in kinds]
        if not subjects and match.entry.reciprocal and not noun:  # «ties between X and Y were restored»
            subjects = [r for p in syntax.patients(match.token) for r in self._resolver.pair(p)]
        objects, slot = self._objects(match, subjects)
        # «jets to Ukraine, Biden said»: parsers coordinate what stands side by side.
        objects = [
            o for o in objects if (o.actor.kind is Kind.PERSON) == (objects[0].actor.kind is Kind.PERSON)
        ]
        if objects:
            return [Filled(match, s, o, slot) for s in subjects for o in objects if s.actor.id != o.actor.id]
        hosted = match.token.pos_ == "NOUN" and roles.is_hosted(match.token, self._lexicon)
        if match.entry.reciprocal and not hosted and 1 < len(subjects) <= 6:
            pairs = [(a, b) for i, a in enumerate(subjects) for b in subjects[i + 1 :]]
            pairs += [] if symmetric else [(b, a) for a, b in pairs]
            return [Filled(match, a, b, "reciprocal") for a, b in pairs]
        return []

    def requests(self, filled: Filled, symmetric: bool) -> list[Filled]:
        """Who asks for what is asked for, of whoever would do it: «Kyiv's plea that Oslo send missiles»."""
        for governor in filled.match.token.ancestors:
            operator = operator_of(governor, self._lexicon)
            if operator is None or operator.id != "ask":
                continue
            verb = governor.pos_ in {"VERB", "AUX"}
            asking = (
                self._all(syntax.agents(governor)) if verb else self._noun_subjects(governor, self._asking)
            )
            asked = [filled.subject, filled.object] if symmetric else [filled.subject]
            match = Match(governor, self._asking, "URGES")
            return [
                Filled(match, a, b, "asked")
                for a in asking
                for b in asked
                if a.actor.id not in {r.actor.id for r in asked} and a.link != "place"
            ]
        return []

    def subjects(self, match: Match) -> list[Reference]:
        """Who does it."""
        entry, token = match.entry, match.token
        if token.pos_ in {"NOUN", "PROPN"}:
            return self._noun_subjects(token, entry)
        if token.pos_ == "ADJ":
            heads = syntax.agents(token.head) if token.head.pos_ in {"AUX", "VERB"} else [token.head]
            return self._all(heads)
        for slot in entry.subject:
            if slot == "subj":
                heads = syntax.agents(token)
                found = self._all(heads) or self._doers(heads) or self._behind(token, heads)
                if not found and self._root(entry) in _BY_FORCE:  # «rebels killed two men in Ituri»
                    found = [r for r in self._resolver.places.hidden(heads, token) if r.link == "private"]
            elif slot == "obj":
                found = self._all(syntax.patients(token))
            elif slot == "event":
                found = self._doers([*syntax.objects_of(token, "in", "under", "during", "by", "from")])
            elif slot == "venue":
                passive = syntax.is_passive(token) and not syntax.agents(token)
                found = self._all(list(syntax.objects_of(token, "in"))) if passive else []
            elif slot == "speaker":
                found = self._all(roles.speakers(token, self._lexicon))
            elif slot == "carrier":
                things = syntax.agents(token)
                found = [r for a in things for r in self._resolver.owners(a) or self._resolver.located(a)]
            elif slot == "owned":
                things = [t for p in syntax.patients(token) for t in (p, *syntax.objects_of(p, "of"))]
                found = [r for t in things for r in self._resolver.owners(t) if r.end <= t.i]
            else:
                found = self._all(list(roles.after(token, slot, self._lexicon)))
            if found:
                return found
        return []

    def _doers(self, heads: list[Token]) -> list[Reference]:
        """Who is behind an event that is itself the subject: «a US airstrike killed»."""
        events = [h for h in heads if any(k in self._lexicon.nouns for k in phrase_keys(h))]
        return [r for h in events for r in self._left_owners(h)]

    def _behind(self, verb: Token, heads: list[Token]) -> list[Reference]:
        """Who acts through something said or made, «issued a statement condemning», or has it done, «ordered X held»."""
        for head in heads:
            governor = head.head
            if verb.head == head and head.dep_ in syntax.OBJECTS and roles.utters(governor, self._lexicon):
                return self._all(syntax.agents(governor))
        if not heads and verb.dep_ == "acl" and syntax.has_word(verb, "aux", "to"):
            operator = operator_of(verb.head, self._lexicon)  # «threats by Hezbollah to strike»
            if operator is not None and operator.agent == "subject":
                return self._all(list(syntax.objects_of(verb.head, "by", "from"))) or self._left_owners(
                    verb.head
                )
        if not heads and syntax.is_passive(verb) and verb.dep_ in {"xcomp", "ccomp", "conj", "advcl"}:
            operator = operator_of(verb.head, self._lexicon)
            permits = [o for p in syntax.patients(verb.head) if (o := operator_of(p, self._lexicon))]
            if any(o.id == "cause" for o in (operator, *permits) if o):
                return self._all(syntax.agents(verb.head))
        return []

    def _noun_subjects(self, noun: Token, entry: Predicate) -> list[Reference]:
        if roles.receivers(noun, self._lexicon):  # «won the backing of Mexico»
            hung_on = (noun, noun.head)  # parsers hang «from Mexico» on either
            givers = self._all([o for t in hung_on for o in syntax.objects_of(t, "of", "from", "by")])
            if givers := givers or self._left_owners(noun):
                return givers
        for slot in entry.noun_subject:
            if slot == "exchange":
                verb = syntax.exchanged_for(noun)
                goals = (
                    [*syntax.patients(verb), *syntax.indirect_objects(verb), *syntax.objects_of(verb, "to")]
                    if verb
                    else []
                )
                if found := self._all(goals):
                    return found
            elif slot == "self":
                if found := self._all(syntax.bearers(noun)):
                    return found
            elif slot == "between" and noun.dep_ == "nsubj" and not syntax.child_by(noun, "between"):
                if found := self._all(list(syntax.objects_of(noun.head, "between"))):
                    return found  # «clashes erupted between»
            elif slot == "scene":
                if found := self._resolver.people_of(clauses.scenes(noun)):
                    return found
            elif slot == "owner":
                owners = (
                    self._resolver.owners(noun)
                    if "of" not in entry.noun_object
                    else self._left_owners(noun) or self._resolver.makers(noun)
                )
                if owners:
                    return owners
            elif found := self._all(list(syntax.objects_of(noun, slot))):
                return found
            elif slot in {"by", "in"}:  # «the seizure of a tanker by Iran», hung on the tanker
                inner = [o for thing in syntax.objects_of(noun, "of") for o in syntax.objects_of(thing, slot)]
                if found := self._all(inner):
                    return found
        if by := self._by_of_governor(noun) or self._blamed(noun) or self._in_relative_clause(noun, entry):
            return by
        return self._all(roles.supporters(noun, entry, self._lexicon, verbal=self._is_verbal(entry)))

    def _blamed(self, noun: Token) -> list[Reference]:
        """On whom an event is blamed: «an attack blamed on Iran»."""
        return self._all([o for c in syntax.blaming(noun, self._lexicon) for o in syntax.objects_of(c, "on")])

    def _in_relative_clause(self, noun: Token, entry: Predicate) -> list[Reference]:
        """Who does it where a clause says so: «the embargo that Washington imposed», «a pact Tarawa signed»."""
        clauses = [c for c in syntax.children(noun, "relcl") if roles.lends_subject(c, entry, self._lexicon)]
        return self._all([a for c in clauses for a in syntax.agents(c) if a != noun])

    def _left_owners(self, noun: Token) -> list[Reference]:
        """Owners before the noun only: in «the invasion of Kuwait» Kuwait is no invader."""
        return [r for r in self._resolver.owners(noun) if r.end <= noun.i]

    def _by_of_governor(self, noun: Token) -> list[Reference]:
        """«a wave of attacks by Iran» hangs «by» on the wave."""
        if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and noun.head.lower_ == "of":
            return self._all(list(syntax.objects_of(noun.head.head, "by")))
        return []

    def _objects(self, match: Match, subjects: list[Reference]) -> tuple[list[Reference], str]:
        entry, token = match.entry, match.token
        noun = token.pos_ in {"NOUN", "PROPN"}
        if self._root(entry) == "REJECT" and any(
            c.dep_ in syntax.OBJECTS and c.lower_ == "which" for c in token.children
        ):
            return [], ""  # «…, which Tehran denies»: that, and nobody
        own = {s.actor.id for s in subjects}
        structural = self._root(entry) is None
        for slot in entry.noun_object if noun else entry.object:
            if slot == "elsewhere":
                found = [] if says_to_whom(match) else self._sole_other(match, subjects)
            elif slot == "counterpart":
                found = [] if says_to_whom(match) else self._resolver.anaphora.counterpart(subjects, token)
            elif slot == "both":
                found = self._resolver.anaphora.both_sides(subjects, token)
            else:
                found = self._slot(token, slot, entry)
            if slot == "in":  # it is done in a country, not «in its state media»
                found = [r for r in found if r.link != "private"]
            if found and entry.deep and not noun and all(r.actor.id in own for r in found):
                # «boycotted its talks with Maputo», «on its border with Mali»: its own, but with somebody
                heads = (
                    syntax.patients(token) if slot == "obj" else list(roles.after(token, slot, self._lexicon))
                )
                found = self._all([o for h in heads for o in syntax.objects_of(h, *_TOWARDS)])
                found = found or (self._of_accuser(token, own) if slot == "obj" else [])
            if slot == "between" and any(r.actor.id in own for r in found):
                continue  # who stands between two is neither
            refs = [r for r in found if r.actor.id not in own and (structural or self._is_linked(r))]
            if kinds := entry.object_kinds:
                refs = [r for r in refs if r.actor.kind in kinds]
            if refs:
                return refs, slot
        if not noun and (hit := self._own_organs(token, subjects)):
            return hit, "organ"
        return [], ""

    def _of_accuser(self, verb: Token, own: set[str]) -> list[Reference]:
        """Whose «its villages» are where they are not the doer's: «Juba accused Khartoum of bombing its villages»."""
        its = [c for p in syntax.patients(verb) for c in syntax.children(p, "poss") if c.pos_ == "PRON"]
        proper = any(syntax.has_word(p, "amod", "own") for p in syntax.patients(verb))
        governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
        operator = operator_of(governor, self._lexicon)
        if not its or proper or operator is None or operator.agent != "object":
            return []
        speakers = self._all(syntax.agents(governor))
        return [replace(r, link="anaphor") for r in speakers if r.actor.id not in own]

    def _own_organs(self, verb: Token, subjects: list[Reference]) -> list[Reference]:
        """The state whose police or army a group of that state attacks: «the FARC ambushed a police patrol»."""
        rebels = [s for s in subjects if s.sector is Sector.REB or s.actor.id in self._ontology.actors]
        lands = {s.actor.country for s in rebels if s.actor.kind is Kind.GROUP}
        state = self._ontology.state_of(lands.pop()) if len(lands) == 1 and len(subjects) == 1 else None
        if state is None or self._resolver.names_others_than(state):
            return []  # «crossed into Cameroon and killed 14 soldiers»
        for patient in syntax.patients(verb):
            for key in phrase_keys(patient):
                noun = self._lexicon.actor_nouns.get(key)
                if noun and noun.kind == "organ":
                    actor = self._ontology.actors[state]
                    return [Reference(actor, patient.i, patient.i + 1, "organ", noun.sector, state)]
        return []

    def _sole_other(self, match: Match, subjects: list[Reference]) -> list[Reference]:
        cities = self._root(match.entry) in {"AID", "ASSAULT", "MOBILIZE"}
        return self._resolver.places.sole_other(match.token, subjects, cities=cities)

    def _is_linked(self, reference: Reference) -> bool:
        """Whether it is known whose actor it is; a name that is nobody's leaves the next slot its chance."""
        return reference.actor.country is not None or reference.actor.id in self._ontology.actors

    def _slot(self, token: Token, slot: str, entry: Predicate) -> list[Reference]:
        match slot:
            case "obj":
                heads = syntax.patients(token)
            case "subj":
                heads = syntax.agents(token)
            case "dative" if token.pos_ in {"NOUN", "PROPN"}:
                given = token.dep_ in syntax.OBJECTS and token.head.pos_ == "VERB"
                heads = syntax.indirect_objects(token.head) if given else []
            case "dative":
                heads = syntax.indirect_objects(token)
                if not heads:
                    return self._resolver.squeezed(syntax.patients(token))
            case "comp":
                heads = clauses.complement_subjects(token)[: 1 if entry.says else None]
            case "bidden":
                heads = clauses.bidden(token)
            case "condition":
                heads = clauses.conditional_subjects(token)
            case "anti":
                return self._resolver.opposed(token)
            case "aim":
                aims = clauses.purposes(token)
                heads = [
                    o for v in aims for o in (*syntax.patients(v), *syntax.objects_of(v, "into", "against"))
                ]
            case "oprd":
                heads = syntax.children(token, "oprd")
            case "owner":
                return self._resolver.owners(token)
            case "pair":
                return self._resolver.pair(token)
            case "undergoer":
                heads = roles.undergoers(token)
            case "answerer":
                heads = roles.answerers(token, self._lexicon)
            case "receiver":
                heads = roles.receivers(token, self._lexicon)
            case "self":
                heads = syntax.bearers(token)
            case "clause":
                heads = syntax.agents(clause) if (clause := clauses.clause_beside(token)) else []
            case "help":
                helping = list(roles.helping(token, self._lexicon))
                heads = [p for v in helping for p in (*syntax.patients(v), *clauses.complement_subjects(v))]
            case "asker":
                heads = roles.askers(token, self._lexicon)
            case "addressee":
                heads = roles.addressees(token, self._lexicon)
            case "exchange":
                heads = syntax.agents(verb) if (verb := syntax.exchanged_for(token)) else []
            case _:
                heads = list(roles.after(token, slot, self._lexicon))
        found = self._all(heads, deep=entry.deep, attitude=self._is_verbal(entry))
        if not found and entry.addressed:
            found = self._resolver.anaphora.addressed(heads)
            if not found and slot == "obj":  # «urged Israeli restraint»
                things = [h for h in heads if not self._resolver.is_another(h)]
                found = [r for h in things for r in self._left_owners(h)]
        root = self._root(entry)
        if root == "AID" and not found and heads:
            return self._resolver.places.named_after(heads)
        if root == "AID" and all(r.actor.kind is Kind.ORGANIZATION for r in found):
            # Who sends troops to the UN force in Mali sends them to Mali.
            return self._resolver.places.standing_in(heads) or found
        if root == "ASSAULT" and slot == "obj" and not found:
            return self._resolver.places.hidden(heads, token)
        if root == "ASSAULT":
            return [self._resolver.places.branch(r, [*heads, token]) for r in found]
        return found

    def _is_verbal(self, entry: Predicate) -> bool:
        """Whether the predicate is a matter of words: then it concerns who does, not who is done to."""
        quad = self._ontology.relations[entry.relation].quad if entry.relation else None
        return quad is not None and quad.startswith("verbal")

    def _root(self, entry: Predicate) -> str | None:
        relation = entry.relation or next(iter(entry.by_theme.values()))
        return self._ontology.relations[relation].root

    def _all(self, heads: list[Token], *, deep: bool = False, attitude: bool = True) -> list[Reference]:
        found: dict[str, Reference] = {}
        for head in heads:
            for reference in self._resolver.actors(head, deep=deep, attitude=attitude):
                found.setdefault(reference.actor.id, reference)
        return list(found.values())
