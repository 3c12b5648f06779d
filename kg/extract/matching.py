"""Which words of a parsed sentence are predicates of the lexicon, and with which relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import clauses, syntax
from kg.extract.keys import phrase_keys, remembered, verb_keys
from kg.extract.lexicon import Lexicon, Predicate

_NOTHING = "nothing"
"""The theme of what is named after a thing that it is not."""
_MONEY = {"$", "£", "€", "¥"}


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the sentence that is a predicate of the lexicon, with the relation it has here."""

    token: Token
    entry: Predicate
    relation: str


def matches(doc: Doc, lexicon: Lexicon) -> Iterator[list[Match]]:
    """For each word that is a predicate, its possible readings in the lexicon's order."""
    for token in doc:
        if _acts_as_verb(token):
            table, keys = lexicon.verbs, verb_keys(token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ != "PERSON":
            table, keys = lexicon.nouns, phrase_keys(token)
        elif token.pos_ == "ADJ":
            table, keys = lexicon.adjectives, [token.lower_]
        else:
            continue
        found = [
            Match(token, e, r)
            for key in keys
            for e in table.get(key, [])
            if (r := _relation(token, e, lexicon))
        ]
        if found:
            yield found


def _acts_as_verb(token: Token) -> bool:
    """Whether the token stands as a verb, whatever the tagger makes of it: «did not back», «denied supplying missiles»."""
    if token.pos_ == "VERB" or syntax.is_gerund_before_object(token):
        return True
    clause = {"ROOT", "ccomp", "parataxis"} if token.pos_ == "AUX" else {"ROOT"}
    return token.pos_ in {"AUX", "ADV"} and token.dep_ in clause


def _relation(token: Token, entry: Predicate, lexicon: Lexicon) -> str | None:
    """The relation of the entry here, or None where its conditions do not hold."""
    if entry.needs or entry.unless:
        things = _thing_keys(token)
        if entry.needs and things.isdisjoint(entry.needs):
            return None
        if not (things | _manner(token)).isdisjoint(entry.unless):
            return None
    if entry.doer and _doer_keys(token).isdisjoint(entry.doer):
        return None
    if entry.purpose and not {t.lemma_.lower() for t in clauses.purposes(token)} & set(entry.purpose):
        return None
    for preposition, lemmas in entry.marks.items():
        hung_on = (
            token,
            *(syntax.patients(token) if token.pos_ == "VERB" else ()),
        )  # parsers hang it on either
        marked = (o for head in hung_on for o in syntax.objects_of(head, preposition))
        if {k for o in marked for k in phrase_keys(o)}.isdisjoint(lemmas):
            return None
    if entry.complement == "modal" and not clauses.has_modal_complement(token):
        return None
    if entry.complement == "infinitive" and not clauses.has_infinitive(token):
        return None
    if entry.says and not set(clauses.statements(token)) & set(entry.says):
        return None
    if entry.complement == "none" and clauses.has_statement(token):
        return None
    if entry.relation:
        return entry.relation
    # «two billion cubic metres of gas» is no money
    for theme in sorted(_themes(token, entry, lexicon), key=lambda theme: theme in {"money", "aid", "goods"}):
        if theme in entry.by_theme:
            return entry.by_theme[theme]
    return entry.by_theme.get("any")


def things_of(match: Match) -> set[int]:
    """Indexes of the words that the predicate takes as its thing, and of what those are of."""
    entry, token = match.entry, match.token
    if token.pos_ not in {"VERB", "AUX"} or not (entry.needs or entry.by_theme or entry.marks):
        return set()
    heads = [t for o in syntax.patients(token) for t in syntax.with_conjuncts(o)]
    prepositions = [*entry.marks, *(slot for slot in entry.theme if slot != "obj")]
    heads += [o for p in prepositions for o in syntax.objects_of(token, p)]
    return {t.i for h in heads for t in (h, *h.lefts, *syntax.objects_of(h, "of", "on", "in"))}


def says_to_whom(match: Match) -> bool:
    """Whether the act has its object said, if one that is no known actor: «British aid to the Confederacy»."""
    slots = {*match.entry.object, *match.entry.noun_object} & {"to", "with", "on", "against", "from"}
    return next(syntax.objects_of(match.token, *slots), None) is not None


@remembered
def _thing_keys(token: Token) -> set[str]:
    """Lemma phrases of a verb's direct object, or of a noun's own phrase and what it is of."""
    if token.pos_ in {"VERB", "AUX"}:
        called = syntax.children(token, "attr", "oprd", "acomp")
        named_as = [
            c for p in token.children if p.lower_ == "as" for c in p.children
        ]  # «described it as illegal»
        things = [*syntax.patients(token), *called, *(a for o in called for a in syntax.children(o, "appos"))]
        things += named_as
        heads = [t for o in things for t in syntax.with_conjuncts(o)]
    else:
        heads = [token]
    keys = {k for h in heads for k in phrase_keys(h)}
    heads += [o for h in heads for o in syntax.objects_of(h, "of", "for", "in", "on")]
    keys |= {k for h in heads for k in phrase_keys(h)}
    keys |= {
        c.lemma_.lower() for h in heads for c in h.children if c.dep_ in {"amod", "compound", "nmod", "conj"}
    }
    return keys


@remembered
def _manner(token: Token) -> set[str]:
    """Lemmas of a verb's adverbs: «fought side by side»."""
    return {c.lemma_.lower() for c in token.children if c.dep_ in {"advmod", "npadvmod"}}


@remembered
def _doer_keys(verb: Token) -> set[str]:
    """Lemma phrases of a verb's subject, of a passive's too where none is said to do it."""
    heads = syntax.agents(verb) or syntax.patients(verb)
    return {k for h in heads for t in syntax.with_conjuncts(h) for k in phrase_keys(t)}


def _themes(token: Token, entry: Predicate, lexicon: Lexicon) -> Iterator[str]:
    if token.pos_ in {"NOUN", "PROPN"}:
        heads = [token]
    else:
        heads = []
        for slot in entry.theme:
            if slot == "obj":
                heads += [*syntax.patients(token), *syntax.children(token, "attr", "oprd")]
            else:
                hung_on = (token, *syntax.patients(token))  # parsers hang «to exports» on either
                heads += [o for head in hung_on for o in syntax.objects_of(head, slot)]
    for head in heads:
        for word in syntax.with_conjuncts(head):
            yield from _themes_of(word, lexicon, 0)


def _themes_of(word: Token, lexicon: Lexicon, depth: int) -> Iterator[str]:
    found = [lexicon.themes[key] for key in phrase_keys(word) if key in lexicon.themes]
    if found == [_NOTHING]:
        return  # a drone base is no drone
    yield from (theme for theme in found if theme != _NOTHING)
    for c in word.children:
        if c.dep_ in {"compound", "amod", "nmod", "quantmod", "nummod"}:
            for key in (f"{c.lemma_.lower()} {word.lemma_.lower()}", c.lemma_.lower(), c.lower_):
                if key in lexicon.themes:
                    yield lexicon.themes[key]
            if any(g.text in _MONEY for g in (c, *c.children)):
                yield "money"
    if word.text in _MONEY or any(c.text in _MONEY for c in word.children):
        yield "money"
    if depth < 3:
        for o in syntax.objects_of(word, "of", "in", "with"):
            for t in syntax.with_conjuncts(o):
                yield from _themes_of(t, lexicon, depth + 1)
