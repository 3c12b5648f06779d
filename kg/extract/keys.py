"""The lemma phrases under which a token may stand in the lexicon: «foreign minister», «carry out», «call on»."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

T = TypeVar("T")

_SPANS = {
    "day",
    "week",
    "month",
    "year",
    "weekend",
    "morning",
    "evening",
    "night",
    "afternoon",
    "decade",
    "century",
}
_DATES = _SPANS | {name.lower() for name in (*calendar.day_name, *calendar.month_name)}


_TOGETHER = {"jointly"}
"""Adverbs that say something of who acts, whatever the verb: keys of their own, after all others."""


def remembered(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """`function`, asked once for each word of a parsed Doc: the lexicon's entries ask the same of a word many times."""

    @wraps(function)
    def ask(token: Token) -> T:
        known: dict[str, T] = token.doc.user_data
        key = f"kg.{function.__name__} {token.i}"
        if key not in known:
            known[key] = function(token)
        return known[key]

    return ask


@remembered
def phrase_keys(token: Token) -> list[str]:
    """Lemma phrases that end at a noun, longest first: «deputy foreign minister», «foreign minister», «minister»."""
    lemma = token.lemma_.lower()
    keys = {lemma, token.lower_}
    for i in range(token.i - 1, max(token.i - 5, -1), -1):
        before = token.doc[i]
        if not (before.text.replace(".", "").isalpha() or before.text in {"-", "–"}):
            break  # «U.N. force» is one
        if i > 0 and token.doc[i - 1].text == "-":
            continue  # «non-lethal aid» is no lethal aid
        left = token.doc[i : token.i].text_with_ws.lower()
        keys |= {left + lemma, left + token.lower_}
    if token.i + 2 < len(token.doc) and token.nbor(1).lower_ == "of":  # «head of state», «chief of staff»
        keys.add(f"{lemma} of {token.nbor(2).lower_}")
    return sorted(keys, key=len, reverse=True)


def verb_keys(verb: Token) -> list[str]:
    """Lemma keys of a verb, with particle or preposition first: «carry out», «call on», «call»."""
    marks = [
        c
        for c in verb.children
        if c.i > verb.i
        and (
            c.dep_ in {"prt", "prep", "advmod", "dative", "agent", "oprd", "acomp"}
            or (c.dep_ in {"ccomp", "xcomp"} and c.pos_ == "ADJ")
        )
        and not any(is_date(p) for p in c.children if p.dep_ == "pobj")
    ]
    things = [c for c in verb.children if c.dep_ in {"dobj", "ccomp", "oprd"} and c.i > verb.i]
    # «took 12 sailors hostage»: the second of two objects, a bare noun, says how.
    marks += [c for c in things[1:] if c.pos_ == "NOUN" and not any(True for _ in c.children)]
    keys: list[str] = []
    if verb.i + 1 < len(verb.doc) and (after := verb.nbor(1).lower_) in {"free", "no"}:
        # «set free two sailors», «said no to Oslo»: parsers hang these on what follows.
        keys.append(f"{verb.lemma_.lower()} {after}")
    for lemma in _lemmas(verb):
        keys += [f"{lemma} {c.lower_} {n.lower_}" for c in marks for n in c.children if n.dep_ == "prep"]
        keys += [f"{lemma} {a.lower_} {b.lower_}" for a in marks for b in marks if a.i < b.i]
        keys += [f"{lemma} {c.lower_}" for c in marks]
        keys.append(lemma)
    keys += [c.lower_ for c in verb.children if c.dep_ == "advmod" and c.lower_ in _TOGETHER]
    return keys


def is_date(token: Token) -> bool:
    """Whether the word names a day, a month or a year."""
    return (
        token.ent_type_ in {"DATE", "TIME"} or token.lower_ in _DATES or (token.like_num and len(token) == 4)
    )


def _lemmas(verb: Token) -> list[str]:
    """The lemma, and what it might be where a rule cut too much («staged» is no «stag»)."""
    lemma, word = verb.lemma_.lower(), verb.lower_
    if lemma.startswith("re-"):
        return [lemma, lemma[3:], lemma[3:].removesuffix("e")]
    if word.endswith(("ed", "es")) and lemma == word[:-2]:  # «hopes» is no «hop»
        return [lemma, word[:-1]]
    return [lemma]
