"""The gate before the parse: which sentences can state a claim at all. It costs microseconds, a parse milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language

from kg.extract.lexicon import Lexicon, Predicate
from kg.extract.mentions import Mention
from kg.model import Kind

_Acts = dict[str, list[frozenset[str] | None]]
"""A word for an act → the sets of words of which one must stand beside it; None where none need."""
_VOWELS = "aeiou"
_STRUCTURE = {"LEADS", "MEMBER_OF", "PART_OF"}


class Gate:
    """Lets through what names two sides, or one and something that may stand for another, with a word for an act."""

    def __init__(self, lexicon: Lexicon, nlp: Language) -> None:
        self._irregular = _irregular(nlp)
        self._acts: _Acts = {}
        self._implied: _Acts = {}
        """Acts whose object may be the other of two states that the article named together before."""
        for entry in lexicon.predicates:
            if entry.relation not in _STRUCTURE:
                self._learn(entry, lexicon, self._acts)
            if "counterpart" in entry.object:
                self._learn(entry, lexicon, self._implied)
        leading = (verb for p in lexicon.predicates if p.relation in _STRUCTURE for verb in p.verbs)
        self._leading = self._forms(verb.split()[0] for verb in leading)
        self._anaphors = {tuple(phrase.split()) for phrase in lexicon.anaphors}
        self._heads = {phrase[0] for phrase in self._anaphors}
        self._longest = max((len(phrase) for phrase in self._anaphors), default=0)

    def lets_through(
        self, words: Sequence[str], mentions: Sequence[Mention], pair: Sequence[Mention] = ()
    ) -> bool:
        """Whether the sentence is worth a parse. `pair` are the two states that the article named together last."""
        if not mentions or len(words) < 3:
            return False
        lower = [word.lower() for word in words]
        sides = sides_of(mentions)
        if (len(sides) > 1 or self._points_back(lower)) and _has_act(set(lower), self._acts):
            return True
        if sides & {m.actor.country for m in pair} and _has_act(set(lower), self._implied):
            return True
        return not self._leading.isdisjoint(lower)

    def _learn(self, entry: Predicate, lexicon: Lexicon, acts: _Acts) -> None:
        """The words for the entry's act, each with the words of which it needs one beside it."""
        for noun in self._forms(phrase.split()[-1] for phrase in (*entry.nouns, *entry.adjectives)):
            acts.setdefault(noun, []).append(None)
        needed = self._needed(entry, lexicon)
        for verb in self._forms(phrase.split()[0] for phrase in entry.verbs):
            acts.setdefault(verb, []).append(needed)

    def _needed(self, entry: Predicate, lexicon: Lexicon) -> frozenset[str] | None:
        things = list(entry.needs) or [word for words in entry.marks.values() for word in words]
        if not things and entry.by_theme and "any" not in entry.by_theme:
            things = [noun for noun, theme in lexicon.themes.items() if theme in entry.by_theme]
            things += ["$", "£", "€", "¥"]
        return self._forms(thing.split()[-1] for thing in things) if things else None

    def _points_back(self, words: Sequence[str]) -> bool:
        return any(
            tuple(words[i : i + length]) in self._anaphors
            for i, word in enumerate(words)
            if word in self._heads
            for length in range(1, self._longest + 1)
        )

    def _forms(self, words: Iterable[str]) -> frozenset[str]:
        """Each word in every inflection that it may have, and some that it has not."""
        found: set[str] = set()
        for word in {w.split("-")[-1].lower() for w in words}:
            stem = word[:-1] if word.endswith(("e", "y")) else word
            closed = len(word) > 2 and word[-1] not in _VOWELS and word[-2] in _VOWELS
            doubled = word + word[-1] if closed else word
            found |= {word, f"{word}s", f"{word}es", f"{word}d", f"{word}ed", f"{word}ing", f"{stem}ing"}
            found |= {f"{stem}ies", f"{stem}ied", f"{doubled}ed", f"{doubled}ing", f"{stem}ed"}
            found |= self._irregular.get(word, set())
        return frozenset(found)


def sides_of(mentions: Iterable[Mention]) -> set[str]:
    """Ids of those who could act on each other: a state and its rebels are two, a state and its president one."""
    return {m.actor.id if m.actor.kind is Kind.GROUP else m.actor.country or m.actor.id for m in mentions}


def _has_act(words: set[str], acts: _Acts) -> bool:
    return any(
        needed is None or not needed.isdisjoint(words) for word in words for needed in acts.get(word, ())
    )


def _irregular(nlp: Language) -> dict[str, set[str]]:
    """Lemma → its irregular forms, from the lemmatizer's table of exceptions."""
    table: Any = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc", {})  # type: ignore[attr-defined]
    forms: dict[str, set[str]] = {}
    for part in ("verb", "noun"):
        for form, lemmas in table.get(part, {}).items():
            for lemma in lemmas:
                forms.setdefault(lemma, set()).add(form)
    return forms
