"""Where participants stand whom no preposition marks: behind light verbs, in what frames, answers or asks for an act.

Functions from words of a parsed sentence to words; `resolve.py` says whom those mean.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import syntax
from kg.extract.keys import phrase_keys, verb_keys
from kg.extract.lexicon import Lexicon, Predicate
from kg.extract.operators import operator_of

_MARKERS = ("prep", "prt", "advmod", "acomp", "dative")
_STEPS = 3
"""Nouns between an event and the verb that supports it: «a suspension of a part of its aid»."""
_CALLS = {"VISITS", "MEETS"}
GATHERINGS = {"MEETS", "TALKS_TO", "NEGOTIATES_WITH"}
"""Relations of those who come together, whoever came to whom."""
_SUPPORTED = {"pobj", "dobj", "nsubjpass", "attr", "oprd", "appos"}


def supporters(
    noun: Token, entry: Predicate, lexicon: Lexicon, *, verbal: bool, depth: int = 0
) -> list[Token]:
    """The subject of the verb that supports the event noun, through «an agreement on …», «a suspension of …».

    `verbal` where the noun is a matter of words: «set a tanker ablaze in solidarity with».
    """
    noun = syntax.first_conjunct(noun)
    if noun.pos_ in {"VERB", "AUX"}:  # «expressed solidarity with and support for», as parsers have it
        return syntax.agents(noun) if lends_subject(noun, entry, lexicon) else []
    governor = _governor(noun)
    if depth > _STEPS or noun.dep_ not in _SUPPORTED or governor == noun:
        return []
    operator = operator_of(governor, lexicon)
    turned = operator is not None and operator.agent == "subject"
    if governor.pos_ in {"VERB", "AUX"}:
        if noun.dep_ == "pobj" and (preposition := noun.head.lower_) in {"for", "in", "under", "of"}:
            return _beside_verb(noun, preposition, entry, lexicon, verbal=verbal)
        return syntax.agents(governor) if lends_subject(governor, entry, lexicon) else []
    if governor.pos_ == "ADJ":  # «is open to talks with»
        return syntax.agents(governor.head) if turned else []
    if governor.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}:
        entries = (lexicon.actor_nouns.get(key) for key in phrase_keys(governor))
        amount = governor.like_num or governor.is_currency  # «$1.3 billion in assistance»
        if turned or amount or any(e is not None and e.kind == "member" for e in entries):
            further = supporters(governor, entry, lexicon, verbal=verbal, depth=depth + 1)
            return syntax.children(governor, "poss") or further
    return []


def _beside_verb(
    noun: Token, preposition: str, entry: Predicate, lexicon: Lexicon, *, verbal: bool
) -> list[Token]:
    """Whose an event is that a verb has after «in», «under», «for», «of»."""
    verb = noun.head.head
    operator = operator_of(verb, lexicon)
    if preposition == "in" and not syntax.children(noun, "det", "poss"):
        return syntax.agents(verb) if verbal else []
    if preposition == "under" and entry.reciprocal:
        return syntax.agents(verb)  # «freed three women under a truce with Israel»
    if operator is not None and operator.id == "ask" and preposition == "for":
        asked = syntax.objects_of(verb, "to", "on")
        return [*syntax.patients(verb), *syntax.indirect_objects(verb), *asked]
    if operator is not None and operator.id == "accuse":
        return syntax.patients(verb)  # «was blamed for the attack on»
    if preposition == "for":  # «flew to Oslo for talks with»; «applied to Oslo for a loan» gives none
        called = any(p.relation in _CALLS for key in verb_keys(verb) for p in lexicon.verbs.get(key, []))
        return syntax.agents(verb) if called and entry.relation in GATHERINGS else []
    return syntax.agents(verb) if lends_subject(verb, entry, lexicon) else []


def lends_subject(verb: Token, entry: Predicate, lexicon: Lexicon) -> bool:
    """Whether who does the verb does the event that it takes: «launched an attack», «agreed on a truce»."""
    for key in verb_keys(verb):
        supports = [s for s in lexicon.support.get(key, []) if s.id not in {"receive", "answer"}]
        if any(not s.nouns or set(s.nouns) & set(entry.nouns) for s in supports):
            return True
    operator = operator_of(verb, lexicon)
    return operator is not None and operator.agent == "subject" and operator.id != "report"


def utters(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb makes or says its object: «issued a statement», «passed a resolution»."""
    return _supports(verb, lexicon, "say", "do", "impose", "agree")


def receivers(noun: Token, lexicon: Lexicon) -> list[Token]:
    """The subject of «received an invitation from»."""
    received = noun.dep_ in syntax.OBJECTS and _supports(noun.head, lexicon, "receive")
    return syntax.agents(noun.head) if received else []


def undergoers(noun: Token) -> list[Token]:
    """Who suffers an event that the verb only frames: «Mali was hit with an embargo», «killed in a raid»."""
    verb = _governor(noun)
    framed = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "by", "under"}
    return syntax.patients(verb) if framed and verb.pos_ == "VERB" and syntax.is_passive(verb) else []


def answerers(noun: Token, lexicon: Lexicon) -> list[Token]:
    """Who answers what was asked or charged: «turned down a Cuban request», «bowed to a demand from Moscow»."""
    verb = _governor(noun)
    after = noun.dep_ == "pobj" and noun.head.lower_ in syntax.PARTICLES | {"to", "with"}
    if verb.pos_ != "VERB" or not (after or noun.dep_ in syntax.OBJECTS):
        return []
    return syntax.agents(verb) if _supports(verb, lexicon, "answer") else []


def askers(token: Token, lexicon: Lexicon) -> list[Token]:
    """Who asked or gives thanks for it: «Kyiv asked Oslo for missiles», «thanked Oslo for sending them»."""
    for governor in token.ancestors:
        operator = operator_of(governor, lexicon)
        thanks = any(p.relation == "THANKS" for p in lexicon.verbs.get(governor.lemma_.lower(), []))
        if governor.pos_ == "VERB" and (thanks or (operator is not None and operator.id == "ask")):
            return syntax.agents(governor)
        if governor.dep_ == "relcl":
            break
    return []


def speakers(verb: Token, lexicon: Lexicon) -> list[Token]:
    """Who says the clause that the verb heads, before or after it: «Kenya said Uganda was behind the blast»."""
    governor = verb.head
    said = verb.dep_ in {"ccomp", "parataxis"} and governor != verb
    operator = operator_of(governor, lexicon) if said else None
    return syntax.agents(governor) if operator is not None and operator.id in {"report", "allege"} else []


def after(token: Token, preposition: str, lexicon: Lexicon) -> Iterator[Token]:
    """What follows the preposition, hung on the predicate or, as parsers often have it, on its object."""
    # «On behalf of the nation, he condemned»: what stands before the verb is seldom its object.
    fronted = token.pos_ != "VERB" or preposition in {"with", "between", "against"}
    if preposition == "with" and token.dep_ == "xcomp":  # «agreed with Tehran to exchange»
        yield from syntax.objects_of(token.head, "with")
    # «declared a truce, with Norway as guarantor»: the guarantor is no party.
    yield from (
        o
        for o in syntax.objects_of(token, preposition)
        if (fronted or o.i > token.i) and not (preposition == "with" and syntax.has_word(o, "prep", "as"))
    )
    if syntax.is_gerund_before_object(token):
        yield from syntax.objects_of(token.head.head, preposition)
    if token.pos_ in {"VERB", "AUX"}:
        for patient in [*syntax.patients(token), *syntax.children(token, "attr")]:
            if patient.i > token.i or syntax.is_passive(token):
                yield from _below(patient, preposition, 0)
        for marker in syntax.children(token, *_MARKERS):
            if marker.i < token.i or marker.lower_ in {"after", "before", "since"}:
                continue
            nested = (o for p in syntax.children(marker, "prep") for o in syntax.children(p, "pobj"))
            for o in (*syntax.children(marker, "pobj"), *nested):
                yield from _below(o, preposition, 1)
    elif token.pos_ in {"NOUN", "PROPN"}:
        for clause in syntax.children(token, "acl", "relcl"):  # «an accord signed with France»
            if any(k in lexicon.support for k in verb_keys(clause)):
                yield from syntax.objects_of(clause, preposition)
        for o in syntax.objects_of(token, "of", "in", "for"):
            yield from _below(o, preposition, 1)
        governor = token.head
        if token.dep_ == "pobj" and governor.lower_ in {"of", "in"}:  # «a suspension of aid to»
            yield from (o for o in syntax.objects_of(governor.head, preposition) if o.i > token.i)
        if token.dep_ in syntax.OBJECTS | {"nsubjpass", "attr"} and governor.pos_ in {"VERB", "AUX"}:
            yield from (
                o
                for o in syntax.objects_of(governor, preposition)
                if o.i > token.i or token.dep_ == "nsubjpass"
            )
    elif token.pos_ == "ADJ":
        yield from syntax.objects_of(token.head, preposition)


def _below(token: Token, preposition: str, depth: int) -> Iterator[Token]:
    for word in syntax.with_conjuncts(token):
        yield from syntax.objects_of(word, preposition)
        if depth < 2:
            for o in syntax.objects_of(word, "of", "in", "for", "with", "from", "worth"):
                yield from _below(o, preposition, depth + 1)


def addressees(noun: Token, lexicon: Lexicon) -> list[Token]:
    """Who was called or met to be told it: «called Erdogan to convey his support»."""
    verb = noun.head
    told = noun.dep_ in syntax.OBJECTS and verb.dep_ in {"advcl", "xcomp"} and _supports(verb, lexicon, "say")
    return syntax.patients(verb.head) if told else []


def helping(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Infinitives of helping hung on the word or on its verb: «a loan to help Ukraine»."""
    for verb in (token, token.head, token.head.head):
        for clause in syntax.children(verb, "acl", "advcl", "xcomp", "relcl"):
            if any(s.id == "help" for s in lexicon.support.get(clause.lemma_.lower(), [])):
                yield clause


def is_hosted(noun: Token, lexicon: Lexicon) -> bool:
    """Whether the verb above says who hosts the event: «Iraq and Oman hosted talks», who need not be its two sides."""
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and _supports(verb, lexicon, "host")


def _supports(verb: Token, lexicon: Lexicon, *ids: str) -> bool:
    """Whether the verb is one of the support entries `ids`."""
    return any(s.id in ids for key in verb_keys(verb) for s in lexicon.support.get(key, []))


def _governor(noun: Token) -> Token:
    """What governs the noun, through a preposition."""
    through = noun.dep_ == "pobj" and noun.head.dep_ in syntax.PREPOSITIONS
    return noun.head.head if through else noun.head
