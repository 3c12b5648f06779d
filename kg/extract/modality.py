"""How modalities compose, and how a predicate stands to the world."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.extract.operators import operator_of
from kg.model import Modality

M = Modality


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
