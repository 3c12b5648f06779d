"""How a predicate stands to the world, read from what governs it: auxiliaries, negation, verbs, nouns, «if»."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import syntax
from kg.extract.keys import phrase_keys, verb_keys
from kg.extract.lexicon import Lexicon, Operator
from kg.model import Modality

M = Modality
_ASIDE = {
    "including",
    "despite",
    "after",
    "before",
    "amid",
    "during",
    "without",
    "like",
    "as",
    "since",
    "following",
    "by",
    "because",
    "given",
}
"""Prepositions whose phrase is no part of what its governor asks, plans or denies."""
_GROUNDS = {"on", "upon", "under", "over", "against"}
"""Prepositions of what an act rests on: it is so whether or not the act is done."""
_OF_SPEECH = {M.REQUESTED, M.CONSIDERED, M.AGREED, M.THREATENED, M.REFUSED}
"""What is asked, planned or refused of saying something is nothing of what is said."""
_CONDITIONS = {"if", "unless", "whether", "should", "until", "provided"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A predicate's modality with the words that gave it, innermost first, and the verb that reports, alleges
    or denies it, if any.

    `vague` where the words together say nothing of the act: «is not likely to», «denied plans to end».
    """

    modality: Modality
    because: tuple[str, ...] = ()
    reporter: Token | None = None
    vague: bool = False


def settled(predicate: Token, stands: Standing, lexicon: Lexicon) -> Standing:
    """«agreed to a deal» is a deal made; «will agree to» and «agreed to sign» are not yet."""
    governor = predicate.head.head if predicate.dep_ == "pobj" else predicate.head
    promised = operator_of(governor, lexicon)
    directly = promised is not None and promised.modality is M.AGREED
    if (
        stands.modality is M.AGREED
        and directly
        and not any(w.lower() in lexicon.auxiliaries for w in stands.because)
    ):
        return replace(stands, modality=M.ACTUAL)
    return stands


def attempted(predicate: Token, stands: Standing, lexicon: Lexicon) -> Standing:
    """«failed to persuade» and «tried to persuade» tell of pleading that was done."""
    tried = operator_of(predicate.head, lexicon)
    directly = predicate.dep_ == "xcomp" and tried is not None and tried.id in {"try", "fail"}
    if directly and stands.because == (predicate.head.text,):
        return replace(stands, modality=M.ACTUAL)
    return stands


def held(predicate: Token, stands: Standing) -> Standing:
    """«ended his visit» tells of a visit that was made."""
    ended = predicate.head.lemma_ == "end" and stands.because == (predicate.head.text,)
    return replace(stands, modality=M.ACTUAL) if ended and stands.modality is M.HALTED else stands


def standing(
    predicate: Token,
    start: Modality,
    lexicon: Lexicon,
    cooperative: bool,
    *,
    verbal: bool = False,
    climb: bool = True,
) -> Standing:
    """The modality of what `predicate` says, beginning from `start`, climbing to the root.

    Without `climb` only what bears on the word itself counts: who is called an ally in passing is one, whatever
    the clause asks or denies. A `verbal` act is done with the one it is the purpose of: «met to discuss».
    """
    modality, because, reporter, vague, told = start, [], None, False, False

    def take(outer: Modality, word: Token) -> None:
        nonlocal modality, vague
        if told and outer in _OF_SPEECH:
            return  # who is asked to say that it was done has it done already
        new = compose(outer, modality, cooperative)
        vague = vague or (new is M.HYPOTHETICAL and M.HYPOTHETICAL not in {outer, modality})
        if new is not modality:
            because.append(word.text)
        modality = new

    for word, outer in _own(predicate, lexicon):
        take(outer, word)
    child = predicate
    while climb and child.head != child:
        governor, dep = child.head, child.dep_
        manner = child.lower_ == "by" and syntax.child(child, "pcomp") is not None
        if (
            dep == "prep"
            and not manner
            and (child.lower_ in _ASIDE or (child.lower_ == "in" and governor.pos_ == "NOUN"))
        ):
            break
        if (
            dep == "prep"
            and (child.lower_ in _GROUNDS or (child.lower_ == "for" and syntax.child(child, "pcomp")))
            and _is_about(governor, operator_of(governor, lexicon), lexicon)
        ):
            break  # «will respond based on its alliance with»: the alliance is, whatever will be done
        content = _is_operator(child, lexicon) or syntax.has_word(child, "mark", "that")
        about = dep == "relcl" and content and _is_operator(governor, lexicon)  # «reports that Oslo had …»
        reduced = dep == "acl" and child.tag_ == "VBN" and not _is_operator(governor, lexicon)
        if (
            (dep == "relcl" and not about)
            or reduced
            or (dep in {"nsubj", "nsubjpass"} and predicate.pos_ == "VERB" and child == predicate)
        ):
            break
        if dep == "advcl":
            mark = syntax.child(child, "mark", "advmod")
            conditional = mark is not None and mark.lower_ in _CONDITIONS
            if mark is not None and conditional:
                take(M.HYPOTHETICAL, mark)
            elif not verbal and syntax.has_word(child, "aux", "to") and not _is_operator(governor, lexicon):
                bargained = any(
                    s.id == "agree" for k in verb_keys(governor) for s in lexicon.support.get(k, [])
                )
                take(M.AGREED if bargained else M.CONSIDERED, child)
                if supposed := _condition_above(governor):
                    take(M.HYPOTHETICAL, supposed)  # «if he were to start a war, to attack …»
            if verbal and syntax.has_word(child, "aux", "to"):
                for word, outer in _auxiliaries(governor, lexicon):
                    take(outer, word)  # «will travel to meet»
            # «suspended the talks, accusing Ankara»: the charge was made; «ruled out pulling» pulled nothing
            aside = child.tag_ == "VBG" and child.left_edge.i > governor.i + 2
            marked = (
                mark is not None and mark.dep_ == "mark" and mark.lower_ != "for"
            )  # «calls for Oslo to leave»
            if aside or marked or not _is_operator(governor, lexicon):
                break
        if dep in {"ccomp", "parataxis"} and child.i < governor.i and _is_operator(governor, lexicon):
            break  # «Riyadh blamed Tehran; Iran rejected that»
        if (
            dep == "ccomp"
            and child.tag_ == "VB"
            and syntax.child(child, "nsubj")
            and not syntax.child(child, "aux")
        ):
            take(M.REQUESTED, child)  # «suggested that Oslo send troops»
        if dep == "ccomp" and syntax.has_word(child, "mark", "whether", "if"):
            take(M.HYPOTHETICAL, child)
        if dep == "conj" and syntax.is_finite(child) and syntax.has_word(governor, "aux", "to"):
            # «refused to leave and began to loot»: it stands beside the refusal, whatever parsers say.
            while governor.dep_ in {"xcomp", "conj"} and not syntax.is_finite(governor):
                governor = governor.head
            child = governor
            continue
        if dep == "conj":  # what stands beside it governs nothing
            contrasted = syntax.has_word(governor, "cc", "but")  # «did not ask, but wanted»
            bare = not syntax.children(child, "aux", "nsubj", "nsubjpass")
            if governor.pos_ in {"VERB", "AUX"} and bare and not contrasted:
                for word, outer in _auxiliaries(governor, lexicon):
                    take(outer, word)
            child = governor
            continue
        if dep == "nsubj" and not _is_operator(governor, lexicon):  # «war continued to loom»
            raised = [c for c in syntax.children(governor, "xcomp") if _undergoes(child, c, lexicon)]
            governor = raised[0] if raised else governor
        if dep in {"nsubj", "nsubjpass"} and not _undergoes(child, governor, lexicon):
            if child == predicate and any(c.lower_ in {"a", "an", "any"} for c in child.lefts):
                for word, outer in _auxiliaries(governor, lexicon):  # «a war between them would suit nobody»
                    if outer in {M.HYPOTHETICAL, M.AGREED}:
                        take(M.HYPOTHETICAL, word)
            break
        operator = operator_of(governor, lexicon)
        if operator and operator.id == "capability" and governor.head.lower_ in {"was", "were", "been"}:
            operator = None  # «was able to evacuate» did
        aiming = operator_of(governor.head, lexicon) if governor.dep_ == "xcomp" else operator
        if manner and aiming and aiming.modality is M.CONSIDERED:
            break  # «tried to please Oslo by closing its border»: the border was closed
        if dep == "prep" and child.lower_ == "in" and syntax.bargains(child):
            child = governor  # «stops its tests in exchange for»: what is given for it is not stopped
            continue
        if (
            dep == "prep"
            and operator
            and operator.modality is M.HALTED
            and child.lower_ in {"with", "in", "by"}
        ):
            break  # «the war ended with a treaty»
        called = predicate.pos_ in {"NOUN", "PROPN"} and child == predicate.head
        if dep == "prep" and operator and called and child.lower_ in {"in", "at"}:
            break  # «agreed in a phone call»: they called
        others = not cooperative and any(
            c.dep_ in {"amod", "poss", "compound"} and c.text[0].isupper() for c in predicate.lefts
        )
        if operator and operator.id == "oppose" and predicate.pos_ == "NOUN" and others:
            break
        spoken = predicate.pos_ == "NOUN" and verbal and not cooperative
        if spoken and dep == "prep" and child == predicate.head and child.lower_ == "at":
            break  # «will meet at the request of Oslo»: it was made
        if (
            spoken
            and operator
            and operator.modality in {M.REFUSED, M.DENIED}
            and not syntax.has_word(predicate, "det", "any")
        ):
            break  # «refused to accede to its demands», «denied the charges of»: they were made
        standing_thing = predicate.pos_ == "NOUN" and cooperative and dep in {"dobj", "conj"}
        if standing_thing and operator and operator.modality is M.THREATENED:
            break  # «threatens their alliance»: it is there
        if (
            child == predicate
            and predicate.pos_ in {"NOUN", "PROPN"}
            and _is_about(governor, operator, lexicon)
        ):
            break  # «failed to resolve the war between»: the war was, whatever became of the rest
        if dep == "nsubj" and governor.pos_ == "AUX":  # «reports that … were false»
            for c in syntax.children(governor, "acomp", "attr"):
                if said := operator_of(c, lexicon):
                    take(said.modality, c)
        if operator is not None:
            if reporter is None and (operator.id == "report" or operator.modality in {M.ALLEGED, M.DENIED}):
                reporter = governor
            foretold = operator.id == "threaten" and dep == "ccomp" and _has_named_subject(child)
            hearsay = operator.id == "report" and dep == "xcomp" and syntax.is_passive(governor)
            # «is said to have», «warned that Oslo would»
            take(M.ALLEGED if hearsay else M.HYPOTHETICAL if foretold else operator.modality, governor)
            told = told or (
                operator.id == "report" and dep == "ccomp" and syntax.has_word(child, "mark", "that")
            )
        if governor.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            # Who will say it is no part of what is said; who will declare a war is.
            declared = operator is None or operator.id != "report" or dep == "dobj"
            for word, outer in _own(governor, lexicon) if declared else []:
                take(outer, word)
        if governor.lemma_ == "have" and dep == "xcomp" and syntax.has_word(governor, "advmod", "yet"):
            take(M.NEGATED, governor)  # «has yet to send»
        going = governor.lower_ == "going" and syntax.child(governor, "aux") is not None
        if (
            (governor.lemma_ in {"be", "set"} or going)
            and dep == "xcomp"
            and syntax.has_word(child, "aux", "to")
        ):
            take(M.AGREED, governor)  # «is to receive», «is set to receive», «is going to»
        if governor.pos_ == "ADJ" and governor.head.pos_ == "AUX":
            for word, outer in _own(governor.head, lexicon):
                take(outer, word)
            governor = governor.head
        child = governor
    return Standing(modality, tuple(because), reporter, vague)


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


def compose(outer: Modality, inner: Modality, cooperative: bool) -> Modality:
    """The modality of «outer(inner(act))»; `hypothetical` where nothing can be said of the act."""
    if outer is M.ACTUAL:
        return inner
    if inner is M.ACTUAL:
        return outer
    if M.HYPOTHETICAL in {outer, inner}:
        return M.HYPOTHETICAL
    if outer is M.NEGATED and inner is M.REFUSED:
        return M.CONSIDERED  # «did not rule out an attack»
    if outer is M.REFUSED and inner is M.REFUSED:
        return M.CONSIDERED  # «refused to rule out an attack»
    if outer is M.NEGATED:
        if inner in {M.AGREED, M.REQUESTED} or (inner is M.CONSIDERED and cooperative):
            return M.REFUSED  # «has no intention of returning»
        return M.ACTUAL if inner is M.HALTED else M.HYPOTHETICAL
    if outer in {M.REFUSED, M.DENIED}:
        return M.ACTUAL if inner is M.HALTED else (M.DENIED if inner is M.ALLEGED else outer)
    if inner is M.HALTED:
        if outer is M.REQUESTED:
            return M.HYPOTHETICAL
        if outer in {M.AGREED, M.CONSIDERED, M.THREATENED} and cooperative:
            return M.THREATENED
        return M.HALTED
    if inner in {M.NEGATED, M.REFUSED}:
        if outer in {M.AGREED, M.THREATENED}:
            return M.REFUSED
        return outer if outer is M.CONSIDERED else inner
    if outer is M.HALTED:
        return M.HALTED if inner in {M.AGREED, M.CONSIDERED} else inner
    if outer is M.ALLEGED:
        return inner
    if outer is M.AGREED and inner in {M.CONSIDERED, M.THREATENED, M.REQUESTED}:
        return inner
    return outer


def _own(token: Token, lexicon: Lexicon) -> list[tuple[Token, Modality]]:
    """What bears on the word itself: auxiliaries, then negation, then «allegedly» and «alleged»."""
    found = _auxiliaries(token, lexicon)
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


def _auxiliaries(verb: Token, lexicon: Lexicon) -> list[tuple[Token, Modality]]:
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    found: list[tuple[Token, Modality]] = []
    perfect = any(c.lemma_ == "have" for c in auxiliaries)
    for auxiliary in auxiliaries:
        operator = lexicon.auxiliaries.get(auxiliary.lower_)
        if operator is None:
            continue
        if auxiliary.lower_ in {"can", "could", "ca"} and syntax.is_negated(verb):
            continue  # «could not agree» did not
        if auxiliary.lower_ in {"would", "'d"} and (
            _is_reported_in_the_past(verb, lexicon)
            or (syntax.is_negated(verb) and not _condition_above(verb))
        ):
            found.append(
                (auxiliary, M.AGREED)
            )  # «said it would»: the future as seen from then; «would not»: refused
            continue
        # «may have launched» doubts what happened, «may launch» what will.
        if perfect and operator.modality is M.REQUESTED:
            found.append((auxiliary, M.NEGATED))  # «should have shot it down» says that it was not
            continue
        past = perfect and operator.modality in {M.CONSIDERED, M.HYPOTHETICAL}
        found.append(
            (auxiliary, M.ALLEGED if past and operator.modality is M.CONSIDERED else operator.modality)
        )
    if ended := next((c for c in syntax.children(verb, "advmod") if syntax.is_no_longer(c)), None):
        found.append((ended, M.HALTED))
    elif syntax.is_negated(verb):
        promised = [word for word, modality in found if modality is M.AGREED]
        if promised:  # «will not» is one refusal: who will not rule it out weighs it
            return [(word, M.REFUSED if word in promised else modality) for word, modality in found]
        found.append((verb, M.NEGATED))
    return found


def _is_about(governor: Token, operator: Operator | None, lexicon: Lexicon) -> bool:
    """Whether the verb only speaks of an event, neither supporting it nor turning it into something else."""
    if governor.pos_ != "VERB" or operator is not None:
        return False
    return not any(key in lexicon.support for key in verb_keys(governor))


def _is_reported_in_the_past(verb: Token, lexicon: Lexicon) -> bool:
    operator = operator_of(verb.head, lexicon) if verb.dep_ in {"ccomp", "acl"} else None
    return (
        operator is not None
        and operator.id in {"report", "promise", "threaten"}
        and (verb.head.tag_ in {"VBD", "VBN", "VBG"} or verb.head.pos_ == "NOUN")
    )


def _condition_above(verb: Token) -> Token | None:
    """The «if» of the clause that the verb stands in."""
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    mark = syntax.child(verb, "mark") if verb.dep_ == "advcl" else None
    return mark if mark is not None and mark.lower_ in _CONDITIONS else None


def _has_named_subject(clause: Token) -> bool:
    """Whether the clause tells of somebody else: not of «it», «he» or «its army»."""
    return any(
        s.pos_ in {"PROPN", "NOUN"} and not any(t.pos_ == "PRON" for t in s.subtree)
        for s in syntax.children(clause, "nsubj")
    )


def _is_operator(token: Token, lexicon: Lexicon) -> bool:
    operator = operator_of(token, lexicon)
    return operator is not None and operator.id != "report"


def _undergoes(child: Token, governor: Token, lexicon: Lexicon) -> bool:
    """Whether the subject is what the verb or its complement speaks of: «aid was suspended», «talks are unlikely».

    What is spoken of as known («the UN sanctions should be reviewed») is so, whatever else is asked or planned of it.
    """
    if child.dep_ == "nsubjpass":
        known = any(
            c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "these", "this"})
            for c in child.children
        )
        operator = operator_of(governor, lexicon)
        return not known or (operator is not None and operator.modality in {M.HALTED, M.DENIED, M.REFUSED})
    if governor.pos_ == "VERB" and not syntax.children(governor, "dobj", "ccomp"):
        operator = operator_of(governor, lexicon)  # «talks collapsed», «war loomed»
        return operator is not None and operator.id in {"collapse", "end-in-vain", "fear"}
    if governor.pos_ == "AUX":
        return any(operator_of(c, lexicon) for c in governor.children if c.dep_ in {"acomp", "attr"})
    return False
