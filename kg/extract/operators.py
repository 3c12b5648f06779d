"""Words that turn what hangs below them, and what bears on a word itself: auxiliaries, negation, «allegedly»."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import syntax
from kg.extract.keys import phrase_keys, verb_keys
from kg.extract.lexicon import Lexicon, Operator
from kg.model import Modality

M = Modality
CONDITIONS = {"if", "unless", "whether", "should", "until", "provided"}


def operator_of(token: Token, lexicon: Lexicon) -> Operator | None:
    """The operator that a verb, noun or adjective is, if any."""
    if token.pos_ in {"VERB", "AUX"}:
        operator = next((o for k in verb_keys(token) if (o := lexicon.operator_verbs.get(k))), None)
        if operator is None or not (operator.needs or operator.unless):
            return operator
        below = {t.lemma_.lower() for t in token.subtree}
        fits = not operator.needs or below & set(operator.needs)
        return operator if fits and not below & set(operator.unless) else None
    if token.pos_ in {"NOUN", "PROPN"}:
        return next((o for k in phrase_keys(token) if (o := lexicon.operator_nouns.get(k))), None)
    if token.pos_ == "ADJ":
        return lexicon.operator_adjectives.get(token.lower_)
    return None


def is_operator(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is an operator that does more than report."""
    operator = operator_of(token, lexicon)
    return operator is not None and operator.id != "report"


def is_about(governor: Token, operator: Operator | None, lexicon: Lexicon) -> bool:
    """Whether the verb only speaks of an event, neither supporting it nor turning it into something else."""
    if governor.pos_ != "VERB" or operator is not None:
        return False
    return not any(key in lexicon.support for key in verb_keys(governor))


def bearing_on(token: Token, lexicon: Lexicon) -> list[tuple[Token, Modality]]:
    """What bears on the word itself: auxiliaries, then negation, then «allegedly» and «alleged»."""
    found = auxiliaries_of(token, lexicon)
    if (token.dep_ == "ROOT" or syntax.is_lost_root(token)) and syntax.has_word(token, "aux", "to"):
        found.append((token, M.AGREED))  # a headline: «France to withdraw troops»
    for c in token.children:
        if (
            c.dep_ in {"advmod", "amod"}
            and (operator := lexicon.operator_adjectives.get(c.lower_))
            and operator.agent == "none"
        ):
            found.append((c, operator.modality))
    found += [(c, M.ALLEGED) for c in syntax.blaming(token, lexicon)] if token.pos_ == "NOUN" else []
    beside = token.pos_ in {"NOUN", "PROPN"} and token.i > 0 and token.nbor(-1).lower_ == "no"
    if beside and not syntax.is_negated(token):
        found.append((token.nbor(-1), M.NEGATED))
    return found


def auxiliaries_of(verb: Token, lexicon: Lexicon) -> list[tuple[Token, Modality]]:
    """The verb's auxiliaries and its negation, each with what it makes of the verb."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(c.lemma_ == "have" for c in auxiliaries)
    found = [(word, m) for word in auxiliaries if (m := _of_auxiliary(word, verb, perfect, lexicon))]
    if ended := next((c for c in syntax.children(verb, "advmod") if syntax.is_no_longer(c)), None):
        return [*found, (ended, M.HALTED)]
    if not syntax.is_negated(verb):
        return found
    if M.AGREED in {m for _, m in found}:  # «will not» is one refusal: who will not rule it out weighs it
        return [(word, M.REFUSED if m is M.AGREED else m) for word, m in found]
    if M.REQUESTED in {m for _, m in found}:  # «should not press Oslo» says nothing of its pressing
        return [(word, M.HYPOTHETICAL if m is M.REQUESTED else m) for word, m in found]
    return [*found, (verb, M.NEGATED)]


def _of_auxiliary(word: Token, verb: Token, perfect: bool, lexicon: Lexicon) -> Modality | None:
    operator = lexicon.auxiliaries.get(word.lower_)
    if operator is None or (word.lower_ in {"can", "could", "ca"} and syntax.is_negated(verb)):
        return None  # «could not agree» did not
    if word.lower_ in {"would", "'d"}:
        # «said it would»: the future as seen from then; «would not»: refused
        refused = syntax.is_negated(verb) and not condition_above(verb)
        if refused or _is_reported_in_the_past(verb, lexicon) or _is_under_a_deal(verb, lexicon):
            return M.AGREED
    if perfect and operator.modality is M.REQUESTED:
        return M.NEGATED  # «should have shot it down» says that it was not
    # «may have launched» doubts what happened, «may launch» what will.
    return M.ALLEGED if perfect and operator.modality is M.CONSIDERED else operator.modality


def _is_under_a_deal(verb: Token, lexicon: Lexicon) -> bool:
    """«Under the deal Caracas would supply»: what the deal says will be done."""
    nouns = (
        p for o in syntax.objects_of(verb, "under") for k in phrase_keys(o) for p in lexicon.nouns.get(k, [])
    )
    return any(p.relation == "SIGNED_AGREEMENT_WITH" for p in nouns)


def condition_above(verb: Token) -> Token | None:
    """The «if» of the clause that the verb stands in."""
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    mark = syntax.child(verb, "mark") if verb.dep_ == "advcl" else None
    return mark if mark is not None and mark.lower_ in CONDITIONS else None


def _is_reported_in_the_past(verb: Token, lexicon: Lexicon) -> bool:
    operator = operator_of(verb.head, lexicon) if verb.dep_ in {"ccomp", "acl"} else None
    return (
        operator is not None
        and operator.id in {"report", "promise", "threaten"}
        and (verb.head.tag_ in {"VBD", "VBN", "VBG"} or verb.head.pos_ == "NOUN")
    )
