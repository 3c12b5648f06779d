"""Headlines and short sentences that a parser takes for a string of nouns: «U.S. Lifts Travel Ban»."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence

from kg.extract.mentions import Form, Mention

_LONGEST = 25
_DAYS = set(calendar.day_name)
_KNOWN = ("France", "Germany", "Spain", "Italy")


def in_past_tense(
    words: Sequence[str], mentions: Sequence[Mention], verbs: Collection[str]
) -> list[str] | None:
    """The words of a short sentence with the first verb in -s after an actor put in the past, «lifted», and what
    follows it after a comma, «lifts ban, frees sailors»; None if there is none.

    The made-up «gived» serves as well as «gave»: taggers go by the ending, and lemmatizers find the verb.
    """
    if len(words) > _LONGEST or not mentions:
        return None
    named = {i for m in mentions for i in range(m.start, m.end)}
    found = list(words)
    for i in range(mentions[0].end, len(words)):
        stem = _stem(words[i].lower(), verbs)
        follows = found == list(words) or words[i - 1].lower() in {",", "and", "but"}
        if stem and follows and i not in named:
            found[i] = _past(stem)
    return found if found != list(words) else None


def begins_with_act(words: Sequence[str], mentions: Sequence[Mention], verbs: Collection[str]) -> bool:
    """Whether a headline is an actor and a verb in -s, «Iran frees two», and no «US strikes kill two»."""
    if not mentions or mentions[0].start > 0 or words[-1] in {".", "!", "?"} or mentions[0].end >= len(words):
        return False
    after = mentions[0].end
    is_plural = after + 1 < len(words) and words[after + 1].lower() in verbs
    return len(words) <= _LONGEST and not is_plural and _stem(words[after].lower(), verbs) is not None


def with_and(words: list[str], mentions: Sequence[Mention]) -> list[str]:
    """The words with the comma of «Turkey, Greece agree to talks» read as the «and» it stands for."""
    if len(words) > _LONGEST or words[-1] in {".", "!", "?"} or len(mentions) < 2 or mentions[0].start:
        return words
    first, second = mentions[:2]
    closed = second.end < len(words) and words[second.end] in {",", "and", "'s"}
    if second.start != first.end + 1 or words[first.end] != "," or closed:
        return words
    return [*words[: first.end], "and", *words[second.start :]]


def with_days_aside(words: list[str], mentions: Sequence[Mention]) -> list[str]:
    """The words with the day after a name, «Ghana Monday condemned», put as «today», which parsers take for no name."""
    ends = (m.end for m in mentions if m.end < len(words) and words[m.end] in _DAYS)
    after = {
        i for i in ends if not words[i + 1 : i + 2] or not words[i + 1][:1].isupper()
    }  # «London Sunday Times»
    return ["today" if i in after else word for i, word in enumerate(words)] if after else words


def with_known_names(words: Sequence[str], mentions: Sequence[Mention]) -> list[str] | None:
    """The words with names of one word put as names that every parser knows; None if there is none."""
    if len(words) > _LONGEST:
        return None
    found = list(words)
    names = [m for m in mentions if m.width == 1 and m.form not in {Form.ADJECTIVE, Form.PEOPLE}]
    for m, name in zip(names, _KNOWN, strict=False):
        found[m.start] = name
    return found if names else None


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _stem(word: str, verbs: Collection[str]) -> str | None:
    """The verb of which `word` is the third person."""
    if not word.endswith("s") or word.endswith("ss"):
        return None
    candidates = [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    candidates += [f"{word[:-3]}y"] if word.endswith("ies") else []
    return next((c for c in candidates if c in verbs), None)
