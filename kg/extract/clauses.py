"""The clauses around a word: whose they are, what they say, what they ask for and what they depend on.

As in `syntax.py` every function is pure and takes tokens.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import syntax


def is_of_reporter(token: Token) -> bool:
    """Whether the token belongs to the subject of a verb that reports a clause: «Oslo said that …»."""
    for _ in range(6):
        if token.dep_ == "nsubj" and syntax.children(token.head, "ccomp"):
            return True
        if token.dep_ not in {"compound", "amod", "poss", "nmod", "pobj", "prep", "conj", "appos"}:
            return False
        token = token.head
    return False


def in_clause_of(predicate: Token, token: Token) -> bool:
    """Whether `token` stands in the predicate's clause, or in a condition, purpose or participle hung on it."""
    clause = predicate
    while not _begins_clause(clause) and clause.head != clause:
        clause = clause.head
    while token != clause:
        condition = token.dep_ == "advcl" and syntax.has_word(
            token, "mark", "until", "unless", "if", "as", "once"
        )
        if (_begins_clause(token) and not condition and not _in_condition(token)) or token.head == token:
            return False
        token = token.head
    return True


def _begins_clause(token: Token) -> bool:
    if token.dep_ in {"ROOT", "relcl", "ccomp", "parataxis"}:
        return token.tag_ != "VBG" or token.dep_ == "ROOT"
    if token.dep_ == "conj" and not syntax.children(token.head, "cc"):
        return False  # «the arms Armenia has bought», as parsers have it
    return token.dep_ in {"conj", "advcl"} and bool(syntax.children(token, "nsubj", "nsubjpass"))


def _in_condition(token: Token) -> bool:
    return any(
        t.dep_ == "advcl" and syntax.has_word(t, "mark", "until", "unless", "if", "once")
        for t in token.ancestors
    )


def purposes(verb: Token) -> list[Token]:
    """Infinitives that say what the verb or its object is for: «sent experts to investigate»."""
    found = []
    for token in (verb, *syntax.patients(verb)):
        for clause in syntax.children(token, "advcl", "xcomp", "acl", "relcl", "ccomp"):
            helped = clause.tag_ == "VB" and not syntax.child(clause, "aux")  # «helped Kenya fight»
            if syntax.has_word(clause, "aux", "to") or helped:
                found += [clause, *syntax.children(clause, "conj")]
    return found


def clause_beside(noun: Token) -> Token | None:
    """The clause that something happens despite or after: «has stuck to it despite calls from»."""
    preposition = noun.head
    beside = preposition.dep_ == "prep" and preposition.lower_ in {
        "despite",
        "amid",
        "after",
        "following",
        "notwithstanding",
        "at",
        "under",
    }
    return (
        preposition.head
        if noun.dep_ == "pobj" and beside and preposition.head.pos_ in {"VERB", "AUX"}
        else None
    )


def complement_subjects(verb: Token) -> list[Token]:
    """Subjects of the finite clauses that complete `verb`, and objects that act in its infinitive."""
    found = []
    for clause in syntax.children(
        verb, "ccomp", "xcomp", *(["acl"] if verb.pos_ in {"NOUN", "PROPN"} else [])
    ):
        for part in (clause, *syntax.children(clause, "conj")):
            found += syntax.children(part, "nsubj", "nsubjpass")
    return found


def bidden(word: Token) -> list[Token]:
    """Subjects of the clauses «for … to …» hung on a word, its object or verb: «renewed its call for Lomé to leave»."""
    around = (word, *syntax.patients(word), *([word.head] if word.dep_ in syntax.OBJECTS else []))
    clauses = [c for t in around for c in syntax.children(t, "advcl", "acl", "relcl", "xcomp")]
    return [
        s
        for c in clauses
        if syntax.has_word(c, "mark", "for")
        for s in syntax.children(c, "nsubj", "nsubjpass")
    ]


def conditional_subjects(verb: Token) -> list[Token]:
    """Who acts in the clauses «if …», «unless …», «should …» hung on the verb."""
    clauses = [
        c
        for c in syntax.children(verb, "advcl")
        if syntax.has_word(c, "mark", "if", "unless") or _is_inverted(c)
    ]
    return [s for c in clauses for s in syntax.children(c, "nsubj")]


def _is_inverted(clause: Token) -> bool:
    """«should Athens extend»: an auxiliary before the subject."""
    subject = syntax.child(clause, "nsubj")
    return subject is not None and any(
        c.dep_ == "aux" and c.lower_ == "should" and c.i < subject.i for c in clause.children
    )


def scenes(noun: Token) -> list[Token]:
    """Where the event that the noun names happens, as its verb says: «swept China», «erupted in Jordan»."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return []
    return [
        *syntax.objects_of(noun.head, "in", "across", "throughout", "through"),
        *syntax.children(noun.head, *syntax.OBJECTS),
    ]


def has_infinitive(verb: Token) -> bool:
    """Whether an infinitive with «to» completes the verb: «told them to leave»."""
    return any(
        syntax.has_word(clause, "aux", "to") for clause in syntax.children(verb, "xcomp", "ccomp", "advcl")
    )


def statements(verb: Token) -> Iterator[str]:
    """What the finite clauses that complete `verb` say: their verbs' lemmas, alone and with each object's."""
    for clause in syntax.children(verb, "ccomp"):
        yield clause.lemma_.lower()
        for thing in (*syntax.patients(clause), *syntax.children(clause, "acomp", "attr")):
            yield f"{clause.lemma_.lower()} {thing.lemma_.lower()}"


def has_statement(verb: Token) -> bool:
    """Whether a finite clause completes the verb: «agreed that Pyongyang poses a threat»."""
    return any(
        syntax.children(clause, "nsubj", "nsubjpass", "expl") for clause in syntax.children(verb, "ccomp")
    )


def has_modal_complement(verb: Token) -> bool:
    """Whether a clause with an auxiliary of obligation completes the verb, «says Israel must …»."""
    return any(
        (
            syntax.has_word(clause, "aux", "must", "should", "ought")
            and not syntax.has_word(clause, "aux", "have")
        )
        or (clause.lemma_ in {"have", "need"} and syntax.child(clause, "xcomp"))
        or (
            clause.tag_ == "VB" and syntax.child(clause, "nsubj") and not syntax.child(clause, "aux")
        )  # «insisted that he leave»
        for clause in syntax.children(verb, "ccomp")
    )
