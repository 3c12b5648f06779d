"""Reading a dependency tree: who is the logical subject, what hangs on which preposition, what governs what.

Labels are those of spaCy's English pipelines (ClearNLP style). Every function is pure and takes tokens.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import keys, lexicon

PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
OBJECTS = {"dobj", "obj"}
PREPOSITIONS = {"prep", "agent", "dative"}
PARTICLES = {"aside", "down", "off", "out", "up"}
"""Particles that parsers take for prepositions: «brushing aside a protest»."""
_BARGAINS = {"exchange", "return"}
RELATIVE = {"who", "which", "that", "whom"}


def children(token: Token, *deps: str) -> list[Token]:
    """The children of `token` with one of `deps`, left to right."""
    return [child for child in token.children if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of `deps`."""
    return next((c for c in token.children if c.dep_ in deps), None)


def child_by(token: Token, word: str) -> Token | None:
    """The child of `token` that is `word` (lower case)."""
    return next((c for c in token.children if c.lower_ == word), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject undergoes it, as in «was seized» or a reduced relative «seized by»."""
    if any(c.dep_ in PASSIVE_SUBJECTS or c.dep_ == "auxpass" for c in verb.children):
        return True
    if is_lost_root(verb):
        return any(c.dep_ == "agent" for c in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj", "aux"):
        return verb.head.pos_ in {"VERB", "AUX"} and verb.head.tag_ == "VBN" and is_passive(verb.head)
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.tag_ in {"VBD", "VBN"}:
        # «A report called for sanctions», «Troops crossed into Chad»: parsers lose the main verb of a sentence.
        acts = next(objects_of(verb, "for", "on", "upon", "into", "across"), None) is not None
        return not acts or any(c.dep_ == "agent" for c in verb.children)
    reduced = verb.tag_ == "VBN" or any(c.dep_ == "agent" for c in verb.children)
    return verb.dep_ == "acl" and reduced and not children(verb, "dobj", "oprd")


def is_lost_root(verb: Token) -> bool:
    """Whether the verb hangs on a root that is a noun, as where a parser loses the main verb of «X and Y to meet»."""
    first = first_conjunct(verb.head)
    if verb.dep_ not in {"acl", "relcl"} or first.dep_ != "ROOT" or first.pos_ not in {"NOUN", "PROPN"}:
        return False
    return has_word(verb, "aux", "to") or (verb.tag_ in {"VBD", "VBN"} and len(with_conjuncts(first)) > 1)


def is_gerund_before_object(verb: Token) -> bool:
    """Whether a parser took the gerund of «denied supplying missiles to Tehran» for an adjective of its object."""
    noun = verb.head
    governed = noun.dep_ in OBJECTS and noun.head.pos_ == "VERB"
    return verb.dep_ == "amod" and verb.tag_ == "VBG" and governed and noun.head.i == verb.i - 1


def with_conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it, left to right; also what a following «as well as» adds."""
    found, queue = [], [token]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(
            c
            for c in current.children
            if c.dep_ == "conj"
            and c.pos_ != "VERB"
            # «talks between X and Y brokered by Z and Q»: what follows the agent belongs to it
            and not any(t.dep_ == "agent" for t in token.doc[current.i + 1 : c.i])
        )
    return found


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that `token` stands in."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def has_word(token: Token, dep: str, *words: str) -> bool:
    """Whether a child of `token` by `dep` is one of `words` (lower case)."""
    return any(c.dep_ == dep and c.lower_ in words for c in token.children)


def is_negated(token: Token) -> bool:
    """Whether «not», «never», «no», «nor» … bears on the token directly."""
    if token.dep_ == "conj" and any(c.lower_ == "nor" for c in token.head.children if c.i < token.i):
        return True
    return any(
        (c.dep_ == "neg" and not (c.i + 1 < len(c.doc) and c.nbor(1).lower_ in {"until", "only"}))
        or (c.dep_ == "det" and c.lower_ == "no")
        or (c.dep_ in {"advmod", "preconj"} and c.lower_ in {"never", "neither", "hardly"})
        or (c.dep_ == "nsubj" and any(g.lower_ in {"neither", "nor"} for g in c.children))
        for c in token.children
    )


def is_finite(verb: Token) -> bool:
    """Whether the verb has a tense of its own, or an auxiliary that has one."""
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children if c.dep_ in {"aux", "auxpass"}
    )


def is_no_longer(adverb: Token) -> bool:
    """Whether the adverb is the last word of «no longer» or «not any more»."""
    return adverb.lower_ in {"longer", "anymore"} and (
        adverb.lower_ == "anymore" or adverb.nbor(-1).lower_ in {"no", "any"}
    )


def agents(verb: Token) -> list[Token]:
    """Heads of the noun phrases that do what `verb` says, or [] where none can be told. Coordination not unfolded."""
    return _agents(verb, 0)


def _agents(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    if is_passive(verb):
        found = list(objects_of(verb, "by"))
        if (
            not found
        ):  # parsers hang «by Oslo» on a word below: «given 48 hours to leave by», «convicted of spying by»
            found = [o for c in _below_passive(verb) for o in objects_of(c, "by") if not is_passive(c)]
        return found
    # «Turkey, sheltering millions, has complained»: parsers take the name for an adverb.
    own = children(verb, "nsubj") or [
        c
        for c in children(verb, "npadvmod")
        if verb.dep_ == "ROOT" and c.pos_ == "PROPN" and not keys.is_date(c)
    ]
    if own:
        return [antecedent(o) or o for o in own]
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in {"VERB", "AUX"} and not is_passive(head):
            return _agents(head, depth + 1)
        case "conj" if head.pos_ in {"VERB", "AUX"}:
            return children(head, "nsubjpass") or _agents(head, depth + 1)
        case "xcomp" | "advcl" | "ccomp" | "parataxis":
            return _controller(verb, head, depth)
        case "acl" if verb.tag_ in {"VBG", "VBD", "VBN"}:
            return [first_conjunct(head)] if is_lost_root(verb) else [head]
        case "relcl" | "acl" if is_lost_root(verb):
            return [first_conjunct(head)]
        case "acl":
            return _owner_agents(head, depth)
        case "pcomp":
            return _preposition_agents(head, depth)
        case "amod" if is_gerund_before_object(verb):
            return _agents(head.head, depth + 1)
        case "attr" | "acomp" if verb.tag_ == "VBG":  # «is mediating», taken for «is a mediating»
            return _agents(head, depth + 1)
        case "ROOT" | "dep":
            return []
    return []


def _below_passive(verb: Token) -> list[Token]:
    """Infinitives below a passive verb or its object, and gerunds after its prepositions."""
    around = (verb, *children(verb, *OBJECTS))
    infinitives = [
        c for t in around for c in children(t, "xcomp", "advcl", "acl", "relcl") if has_word(c, "aux", "to")
    ]
    return [*infinitives, *(c for p in children(verb, "prep") for c in children(p, "pcomp"))]


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """The subject that an infinitive or participle shares with its governor."""
    if head.pos_ in {"NOUN", "PROPN"}:
        return _owner_agents(head, depth)
    if verb.tag_ == "VBG" and (stated := _between(verb, head)):
        return stated
    if head.pos_ == "ADJ" and head.dep_ in {"acomp", "attr", "oprd", "xcomp"}:
        return _agents(head.head, depth + 1)
    if (verb.dep_ in {"xcomp", "ccomp"} or _controls_object(head)) and (objects := children(head, *OBJECTS)):
        return objects[:1]
    if is_passive(head):
        return children(head, "nsubjpass")
    if _controls_object(head) and (asked := list(objects_of(head, "on", "upon", "to", "with"))):
        return asked[:1]  # «called on Beijing to press Pyongyang»
    return _agents(head, depth + 1)


def _between(participle: Token, head: Token) -> list[Token]:
    """Who stands between «despite» or «with» and the participle: «said so, despite Moscow denouncing it»."""
    return [
        subject
        for preposition in children(head, "prep")
        if preposition.lower_ in {"despite", "with", "without"}
        and preposition.right_edge.i + 1 == participle.left_edge.i
        for subject in children(preposition, "pobj")
    ]


def _controls_object(verb: Token) -> bool:
    """Whether the object of the verb acts in its infinitive, «prompted Seoul to …»."""
    table = lexicon.load().operator_verbs
    operator = next((o for key in keys.verb_keys(verb) if (o := table.get(key))), None)
    return operator is not None and operator.agent == "object"


def _owner_agents(noun: Token, depth: int) -> list[Token]:
    """Who acts in an infinitive hung on a noun, «Iran's attempt to …», «announced a plan to …»."""
    owners = children(noun, "poss")
    if owners:
        return owners
    governor = noun.head
    if noun.dep_ in OBJECTS | {"attr"} and governor.pos_ in {"VERB", "AUX"}:
        return _agents(governor, depth + 1)
    if noun.dep_ == "pobj" and governor.head.pos_ in {"VERB", "AUX"}:
        return _agents(governor.head, depth + 1)
    return []


def _preposition_agents(preposition: Token, depth: int) -> list[Token]:
    """Who acts in a gerund after a preposition: «thanked Russia for using», «planning …», «a ban on selling»."""
    governor = preposition.head
    if stated := [o for o in children(preposition, "pobj") if o.i < preposition.right_edge.i]:
        return stated  # «despite Moscow repeatedly denouncing it»
    if preposition.lower_ == "about":
        return []  # «spoke about sending»: by whom is not said
    if governor.pos_ in {"VERB", "AUX"} and preposition.lower_ in {
        "by",
        "after",
        "before",
        "in",
        "without",
        "despite",
    }:
        return _agents(governor, depth + 1)
    if governor.pos_ in {"VERB", "AUX"}:
        objects = children(governor, *OBJECTS) or (
            children(governor, "nsubjpass") if is_passive(governor) else []
        )
        return objects[:1] or _agents(governor, depth + 1)
    if governor.pos_ == "ADJ":  # «found Syria guilty of», «is capable of»
        described = children(governor, "nsubj") or (
            patients(governor.head) if governor.dep_ in {"oprd", "ccomp"} else []
        )
        return described or _agents(governor.head, depth + 1)
    if governor.pos_ in {"NOUN", "PROPN"}:
        return [governor] if governor.pos_ == "PROPN" else _owner_agents(governor, depth)
    return []


def patients(verb: Token) -> list[Token]:
    """Heads of the noun phrases that undergo what `verb` says. Coordination not unfolded."""
    if is_passive(verb):
        if retained := children(verb, *OBJECTS):  # «was granted asylum by»
            return retained
        own = children(verb, "nsubjpass")
        if own:
            return [antecedent(own[0]) or own[0]]
        if verb.dep_ == "acl":
            return [verb.head]
        if verb.dep_ == "conj":  # «arrived and was received by»
            return patients(verb.head) if is_passive(verb.head) else _agents(verb.head, 0)
        return []
    if is_gerund_before_object(verb):
        return [verb.head]
    objects = [antecedent(o) or o for o in children(verb, *OBJECTS)]
    objects = objects or [o for o in children(verb, "oprd") if o.pos_ == "PROPN" and o.i > verb.i]
    objects = objects or [
        o for p in children(verb, "prep") if p.lower_ in PARTICLES for o in children(p, "pobj")
    ]
    if objects:
        return objects
    if verb.dep_ == "relcl" and children(verb, "nsubj") and _gap(verb):
        return [verb.head]
    # «condemned and rejected the plan»: the shared object hangs on the last verb.
    if any(c.dep_ in {"prep", "prt", "dative", "xcomp", "ccomp"} and c.i > verb.i for c in verb.children):
        return []
    for later in children(verb, "conj"):
        shares = later.pos_ == "VERB" and not children(later, "nsubj", "nsubjpass", "aux", "auxpass")
        if shares and not is_passive(later):
            return patients(later)
    return []


def _gap(verb: Token) -> bool:
    """Whether the relative clause lacks its object, «the sanctions that Japan imposed»."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.lower_ not in RELATIVE


def antecedent(token: Token) -> Token | None:
    """What a relative pronoun stands for."""
    if token.lower_ not in RELATIVE or token.tag_ not in {"WP", "WDT", "IN", "DT"}:
        return None
    clause = token
    for _ in range(5):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def objects_of(token: Token, *prepositions: str) -> Iterator[Token]:
    """What follows one of `prepositions` hung on `token`; through «from … to …» chains too."""
    for preposition in token.children:
        if preposition.dep_ not in PREPOSITIONS | {"prt", "advmod"}:
            continue
        if preposition.lower_ in prepositions:
            yield from children(preposition, "pobj")
            for nested in children(preposition, "prep"):  # «from inside Syria», «up to»
                yield from children(nested, "pobj")
        elif preposition.dep_ in {"prep", "prt", "advmod"}:  # «walked away from»
            for nested in children(preposition, "prep"):
                if nested.lower_ in prepositions:
                    yield from children(nested, "pobj")


def participants(noun: Token) -> list[Token]:
    """Who takes part in what the noun says: «a force comprised of Ethiopian and Kenyan troops», «drills involving»."""
    found = []
    for clause in children(noun, "acl", "relcl"):
        if any(t.text == "(" for t in noun.doc[noun.i : clause.i]):
            continue  # «Colombia (then comprising Ecuador and Venezuela)»
        if any(s.id == "partake" for s in lexicon.load().support.get(clause.lemma_.lower(), [])):
            found += [*children(clause, *OBJECTS), *objects_of(clause, "of", "by", "from")]
    return found


def blaming(noun: Token, words: lexicon.Lexicon) -> list[Token]:
    """Clauses that lay what the noun says to somebody: «an attack blamed on», «that Tbilisi blamed on»."""
    return [
        c
        for c in children(noun, "acl", "relcl")
        if (o := words.operator_verbs.get(c.lemma_.lower())) and o.id == "accuse"
    ]


def indirect_objects(verb: Token) -> list[Token]:
    """The indirect object without a preposition: «gave Ukraine tanks»."""
    if is_passive(verb) and children(verb, *OBJECTS):
        return children(verb, "nsubjpass")
    return [c for c in verb.children if c.dep_ == "dative" and c.pos_ in {"NOUN", "PROPN", "PRON"}]


def bearers(noun: Token) -> list[Token]:
    """Who is what the noun says: «Kyiv's ally Poland», «Poland, an ally of», «Poland is an ally of»."""
    if noun.dep_ in {"compound", "nmod", "appos"}:
        return [noun.head, *children(noun, "appos")]
    if noun.dep_ == "attr":
        return agents(noun.head)
    return children(noun, "appos")


def bargains(preposition: Token) -> list[Token]:
    """The noun of «in exchange for» or «in return for» after its preposition."""
    return [n for n in children(preposition, "pobj") if n.lower_ in _BARGAINS]


def exchanged_for(noun: Token) -> Token | None:
    """The verb whose act the noun pays for: «provides munitions in exchange for aid»."""
    token, deal = noun, False
    for _ in range(8):
        token = token.head
        deal = deal or token.lower_ in _BARGAINS
        if token.pos_ == "VERB":
            return token if deal else None
    return None
