"""What an article has said so far: whom «he», «the two countries», «Lavrov» or «the North» can mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.lexicon import Anaphor, Lexicon
from kg.extract.mentions import Form, Mention, Reference
from kg.model import Kind

_RECENT = 12
_JOINING = {"and", "the", "both", "between", "neighbouring", "neighboring"}


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: in which sentence, of which PLOVER root, and who."""

    sentence: int
    root: str
    doer: Reference


@dataclass
class Memory:
    """Grows sentence by sentence. `named` holds the ids of all actors that the whole article names beyond doubt."""

    lexicon: Lexicon
    named: frozenset[str] = frozenset()
    people: dict[str, Mention] = field(default_factory=dict)
    holders: dict[str, Mention] = field(default_factory=dict)
    recent: list[Mention] = field(default_factory=list)
    persons: list[Mention] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """The office that each person was last named with."""
    subjects: list[Mention] = field(default_factory=list)
    pair: tuple[Mention, Mention] | None = None
    deeds: list[Deed] = field(default_factory=list)
    sentence: int = 0

    def hear(self, mentions: list[Mention], words: list[str]) -> None:
        """Take in the mentions of a sentence that was read."""
        self.sentence += 1
        for mention in mentions:
            if mention.actor.kind is Kind.PERSON:
                self._hear_person(mention, words)
        kinds = {Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP}
        states = [m for m in mentions if m.actor.kind in kinds and m.form is not Form.PLACE]
        held = {
            m.holds.id for m in mentions if m.holds
        }  # «German» in «German Chancellor Olaf Scholz» names no side
        places = {
            m.start
            for m in states
            if m.form is Form.CAPITAL and words[m.start - 1].lower() in {"in", "at", "near"}
        }
        sides = [
            m
            for m in states
            if m.start not in places and not (m.form is Form.ADJECTIVE and m.actor.id in held)
        ]
        countries = [m for m in sides if m.actor.kind is Kind.COUNTRY]
        distinct = list({m.actor.id: m for m in countries}.values())
        if joined := side_by_side(countries, words):
            self.pair = joined
        elif len(distinct) == 2:
            self.pair = (distinct[0], distinct[1])
        self.recent = [*self.recent, *states][-_RECENT:]

    def _hear_person(self, mention: Mention, words: list[str]) -> None:
        self.people[surname(words[mention.start : mention.end])] = mention
        self.persons = [*(m for m in self.persons if m.actor.id != mention.actor.id), mention][-_RECENT:]
        if mention.title:
            self.titles[mention.actor.id] = mention.title
            self.holders[mention.title] = mention
            self.holders[mention.title.split()[-1]] = mention

    def person(self, words: list[str]) -> Mention | None:
        """The person introduced earlier whose surname these words are."""
        return self.people.get(surname(words)) if len(words) == 1 else None

    def heard_subject(self, reference: Reference) -> None:
        """Note whom a main clause was about; pronouns and «the country» mean the last such one first."""
        mention = Mention(0, 0, reference.actor, Form.NAME, reference.sector, reference.state)
        self.subjects = [*self.subjects[-3:], mention]

    def last(self, *kinds: Kind) -> Mention | None:
        """The last subject of one of `kinds`, else the last mention of one."""
        everyone = [*self.recent, *self.people.values()]
        for mention in (*reversed(self.subjects), *reversed(everyone)):
            if mention.actor.kind in kinds:
                return mention
        return None

    def saw(self, root: str | None, doer: Reference) -> None:
        """Note a deed that the sentence at hand tells of."""
        self.deeds = [*self.deeds[-3:], Deed(self.sentence, root or "", doer)]

    def doer_of(self, act: Anaphor) -> Reference | None:
        """Who did «the raid» or «the move» that this sentence or the one before told of."""
        for deed in reversed(self.deeds):
            if deed.sentence >= self.sentence - 1 and (not act.roots or deed.root in act.roots):
                return deed.doer
        return None

    def resolve(self, anaphor: Anaphor, noun: str) -> list[Mention]:
        """Whom a phrase such as «the two countries» or «the bloc», whose noun is `noun`, points back to; [] when that is
        not clear.
        """
        match anaphor.means:
            case "pair":
                return list(self.pair) if self.pair else []
            case "leaders":
                return self.leaders(noun)
            case "country":
                last = self.last(Kind.COUNTRY)
            case "person":
                last = self.last(Kind.PERSON)
            case "organization":
                last = self.last(Kind.ORGANIZATION)
            case "group":
                last = self.last(Kind.GROUP)
            case _:
                return []
        return [last] if last else []

    def leaders(self, office: str) -> list[Mention]:
        """The last two people of two states that the article named, if it can be with that `office`, «president»; the
        last two states where there are none.
        """
        titled = [m for m in self.persons if self.titles.get(m.actor.id, "").split()[-1:] == [office]]
        for persons in (titled, self.persons):
            if two := last_two(persons):
                return two
        return list(self.pair) if self.pair else []

    def fixed(self, anaphor: Anaphor) -> bool:
        """Whether the article names one of the actors that give «the North» its meaning."""
        return bool(self.named & set(anaphor.requires))


def side_by_side(states: Sequence[Mention], words: Sequence[str]) -> tuple[Mention, Mention] | None:
    """The last two states that the words join by nothing but «and»: «Moscow and Beijing denounced Pyongyang»."""
    found = None
    for first, second in pairwise(states):
        between = {word.lower() for word in words[first.end : second.start]}
        if "and" in between and between <= _JOINING and first.actor.id != second.actor.id:
            found = (first, second)
    return found


def last_two(persons: Iterable[Mention]) -> list[Mention]:
    """Of the persons named, the last and the last one of another state; [] where all are of one."""
    last: dict[str, Mention] = {}
    for m in reversed(list(persons)):
        if m.actor.country:
            last.setdefault(m.actor.country, m)
    return list(last.values())[1::-1] if len(last) > 1 else []


def surname(words: list[str]) -> str:
    """The last capitalised word of a name without title or possessive."""
    names = [w for w in words if w[:1].isupper()]
    return names[-1] if names else " ".join(words)
