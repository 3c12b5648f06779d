"""Which words of a sentence name actors, before any parse: the gazetteer, titles with names, surnames met before."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.gazetteer import Gazetteer
from kg.extract.lexicon import ActorNoun, Lexicon
from kg.extract.memory import Memory
from kg.extract.mentions import Form, Mention
from kg.model import Actor, Kind, Sector

_LONGEST_TITLE = 5
_LONGEST_NAME = 6
_PARTICLES = {
    "al",
    "bin",
    "bint",
    "ibn",
    "de",
    "da",
    "dos",
    "di",
    "du",
    "del",
    "van",
    "von",
    "der",
    "el",
    "ul",
    "la",
    "le",
    "ten",
}


_AT = {"in", "at", "near", "outside", "around"}
_DAYS = set(calendar.day_name)
_DIRECTIONS = {"North", "South", "East", "West"}


class ActorReader:
    """Finds mentions in the words of one sentence."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, function_words: set[str]) -> None:
        self._function_words = function_words
        self.gazetteer = gazetteer
        self._lexicon = lexicon
        self._provinces = {word.split()[-1] for word in lexicon.provinces} | {
            w.split()[0] for w in lexicon.provinces
        }
        self._honorifics = {n for n, e in lexicon.actor_nouns.items() if e.id == "honorific"}
        self._skipped = {n for n, e in lexicon.actor_nouns.items() if e.id == "title-modifier"}

    def read(self, words: Sequence[str], memory: Memory, date: str | None) -> list[Mention]:
        """Mentions in `words`, in order, without overlaps."""
        matched = [self._or_rival(m, words, memory) for m in self.gazetteer.match(words, date)]
        found = [m for m in matched if self._means_it(m, words, memory)]
        found = [*self._halves(words, found, date), *found]
        found = self._with_titles(words, found, memory, date)
        return self._with_surnames(words, found, memory)

    def _halves(self, words: Sequence[str], found: Sequence[Mention], date: str | None) -> list[Mention]:
        """The first of «North and South Korea»."""
        halves = []
        for m in found:
            i = m.start - 2
            if i < 0 or words[i + 1] not in {"and", "or"} or words[i] not in _DIRECTIONS:
                continue
            whole = [words[i], *words[m.start + 1 : m.end]]
            named = self.gazetteer.match(whole, date) if words[m.start] in _DIRECTIONS else []
            if len(named) == 1 and named[0].width == len(whole):
                halves.append(named[0].moved(i, i + 1))
        return halves

    def unambiguous(self, words: Sequence[str], date: str | None) -> set[str]:
        """Ids of actors that these words name beyond doubt."""
        return {m.actor.id for m in self.gazetteer.match(words, date) if m.certain}

    def _means_it(self, mention: Mention, words: Sequence[str], memory: Memory) -> bool:
        """Whether a form that may mean something else means the actor here."""
        before = words[mention.start - 1] if mention.start else ""
        after = words[mention.end] if mention.end < len(words) else ""
        if mention.form is Form.CAPITAL and before.lower() in _PARTICLES:
            return False  # «Mocimboa da Praia»
        if self._is_town(mention, words):
            return False
        if not mention.ambiguous:
            return True
        if mention.form is not Form.ADJECTIVE and (self._is_name_part(before) or self._is_name_part(after)):
            return False
        others = memory.named - {mention.actor.id}
        return mention.actor.id in memory.named or any(i.startswith("country:") for i in others)

    def _or_rival(self, mention: Mention, words: Sequence[str], memory: Memory) -> Mention:
        """The mention, of the state that shares its form where the article names that one alone, or it is a mere place."""
        rival = mention.rival
        if rival is None:
            return mention
        if mention.form is Form.METONYM:  # «bombs at the airport in Brussels», «a Brussels court»
            at = mention.start > 0 and words[mention.start - 1].lower() in _AT
            town = mention.end < len(words) and self._is_of_a_town(words[mention.end])
            form = Form.CAPITAL if at or town else None
        else:
            alone = rival.id in memory.named and mention.actor.id not in memory.named
            form = mention.form if alone else None
        return replace(mention, actor=rival, state=rival.id, form=form, rival=None) if form else mention

    def _is_of_a_town(self, word: str) -> bool:
        """Whether the noun is of what a town has: an airport, police, a court."""
        entry = self._lexicon.actor_nouns.get(word.lower())
        return word.lower() == "airport" or (entry is not None and entry.id in {"police", "courts"})

    def _is_town(self, mention: Mention, words: Sequence[str]) -> bool:
        """«Lebanon, Ohio», «Athens, Georgia»: a town of that name, with what it lies in."""
        after, before = mention.end, mention.start
        if mention.width == 1 and after + 1 < len(words) and words[after] == ",":
            lies_in = words[after + 1]
            return lies_in in self._provinces or (lies_in == "Georgia" and mention.form is Form.CAPITAL)
        follows_town = before > 1 and words[before - 1] == "," and words[before - 2][0].isupper()
        return words[before] == "Georgia" and follows_town

    def _is_name_part(self, word: str) -> bool:
        return (
            len(word) > 1
            and word[0].isupper()
            and word[1:].islower()
            and word.lower() not in self._function_words
        )

    # -- titles ------------------------------------------------------------------------------------------------

    def _with_titles(
        self, words: Sequence[str], found: list[Mention], memory: Memory, date: str | None
    ) -> list[Mention]:
        starts = {m.start: m for m in found}
        covered = {i for m in found for i in range(m.start, m.end)}
        people: list[Mention] = []
        i = 0
        while i < len(words):
            office = self._office_at(words, i)
            if office is None:
                i += 1
                continue
            end, title, entry = office
            named = self._titled(words, i, end, title, entry, starts, covered, memory, date)
            if named:
                people.append(named)
            i = named.end if named else end
        taken = {i for m in people for i in range(m.start, m.end)}
        return sorted(
            [m for m in found if not taken & set(range(m.start, m.end))] + people, key=lambda m: m.start
        )

    def _office_at(self, words: Sequence[str], start: int) -> tuple[int, str, ActorNoun] | None:
        for length in range(min(_LONGEST_TITLE, len(words) - start), 0, -1):
            title = " ".join(words[start : start + length]).lower().replace(" - ", "-")
            entry = self._lexicon.actor_nouns.get(title)
            if entry and entry.kind == "office":
                return start + length, title, entry
        return None

    def _titled(
        self,
        words: Sequence[str],
        start: int,
        end: int,
        title: str,
        entry: ActorNoun,
        starts: dict[int, Mention],
        covered: set[int],
        memory: Memory,
        date: str | None,
    ) -> Mention | None:
        """The person named after the title at `start`..`end`, with whose title it is."""
        holder, former = self._holder(words, start, end, starts)
        name_start = end
        if holder and holder.start >= end:  # «President of Russia Vladimir Putin»
            name_start = holder.end
        while name_start < len(words) and words[name_start].lower() in self._honorifics | {"-"}:
            name_start += 1
        known = starts.get(name_start)
        if known and known.form is Form.HUMAN:
            name_end = known.end
        else:
            name_end = _name_end(words, name_start, covered)
        after = starts.get(name_end)
        if name_end > name_start and after and after.form is Form.HUMAN and after.width == 1:
            name_end = after.end  # «First Lady Michelle Obama»: a surname that a known person has too
        if name_end == name_start:
            return None
        if holder is None and name_end + 1 < len(words) and words[name_end] == "of":
            holder = starts.get(name_end + 1)
        name = list(words[name_start:name_end])
        if any(word.lower() in self._lexicon.actor_nouns for word in name):
            return None  # «the president of the ECOWAS Commission» names no Mr Commission
        earlier = memory.person(name)
        if known and known.form is Form.HUMAN:
            actor, state = known.actor, known.state
        elif earlier:
            actor, state = earlier.actor, earlier.state
        elif (
            len(name) == 1
            and not former
            and (officer := self.gazetteer.officer(title, name[0], date))
            and (holder is None or holder.actor.country == officer.country)
        ):
            actor, state = officer, self.gazetteer.state_of(officer, date)
        elif holder is not None and len(name) >= 1:
            actor = person(name, holder.actor.country)
            state = None if former else holder.state
        else:
            return None
        holds = holder.actor if holder and not former and (entry.leads or entry.represents) else None
        # An office of an organisation's is not its holder's state's.
        return Mention(
            name_start, name_end, actor, Form.HUMAN, entry.sector or Sector.GOV, state,
            title=title, holds=holds, leads=entry.leads if holds else None,
        )  # fmt: skip

    def _holder(
        self, words: Sequence[str], start: int, end: int, starts: dict[int, Mention]
    ) -> tuple[Mention | None, bool]:
        """Whose title it is, looked for before («Iranian», «Iran's») and after («of Iran»); and whether a former one."""
        ends = {m.end: m for m in starts.values() if m.form is not Form.HUMAN}
        i, former = start, False
        while i > 0 and (
            words[i - 1].lower() in self._skipped or words[i - 1].lower() in self._lexicon.actor_nouns
        ):
            former = former or words[i - 1].lower() in {"former", "ex", "late", "ousted", "deposed", "then"}
            i -= 1
        if i > 0 and words[i - 1] in {"'s", "’s", "'", "’"}:
            i -= 1
        before = ends.get(i)
        if before is not None:
            former = former or (
                before.start > 0 and words[before.start - 1].lower() in {"former", "ex", "late", "ousted"}
            )
            return before, former
        if end + 1 < len(words) and words[end].lower() == "of":
            skip = end + (2 if words[end + 1].lower() == "the" else 1)
            return starts.get(skip), former
        return None, former

    # -- surnames ----------------------------------------------------------------------------------------------

    def _with_surnames(self, words: Sequence[str], found: list[Mention], memory: Memory) -> list[Mention]:
        covered = {i for m in found for i in range(m.start, m.end)}
        extra = [
            earlier.moved(i, i + 1)
            for i, word in enumerate(words)
            if i not in covered and word[:1].isupper() and (earlier := memory.people.get(word))
        ]
        return sorted([*found, *extra], key=lambda m: m.start)


def person(name: Sequence[str], country: str | None) -> Actor:
    """An actor for somebody whom no list has."""
    text = re.sub(r"\s*-\s*", "-", " ".join(name)).replace(" '", "'")
    return Actor(f"person:{slug(text)}", text, Kind.PERSON, country)


def slug(text: str) -> str:
    """«Ahn Chan-il» → «ahn-chan-il»: ASCII, lower case, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unknown"


def _name_end(words: Sequence[str], start: int, covered: set[int]) -> int:
    """Where a person's name that begins at `start` ends; `start` itself when none begins there."""
    i, last = start, start
    while i < len(words) and i - start < _LONGEST_NAME:
        word = words[i]
        if i in covered or word in _DAYS:
            break  # «President Bush Tuesday urged»
        if _capitalised(word):
            last = i + 1
        elif not (last > start or word.lower() in _PARTICLES) or word.lower() not in _PARTICLES | {"-", "'"}:
            break
        i += 1
    return last


def _capitalised(word: str) -> bool:
    return (
        word[0].isupper() and any(c.isalpha() for c in word) and (len(word) > 1 or word.isalpha())
    ) or bool(re.fullmatch(r"[a-z]{1,3}-[A-Z]\w+", word))
