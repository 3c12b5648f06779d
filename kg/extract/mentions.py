"""Where a text names an actor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kg.model import Actor, Participant, Sector


class Form(StrEnum):
    """By which kind of word an actor is named; it decides what the word can mean."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    PERSON = "person"
    CAPITAL = "capital"
    METONYM = "metonym"
    HUMAN = "human"
    ENTITY = "entity"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` of a sentence's Doc name `actor`.

    `place` says that the form is as often a mere place, which lies in the state of `rival`. `title` is the office named
    with a person, `holds` the actor it is held for, and `leads` whether as its head (None: neither leads nor represents).
    `rival` is the state that the form seldom means instead: «Congolese».
    """

    start: int
    end: int
    actor: Actor
    form: Form
    sector: Sector | None = None
    state: str | None = None
    title: str | None = None
    holds: Actor | None = None
    leads: bool | None = None
    ambiguous: bool = False
    place: bool = False
    rival: Actor | None = None

    @property
    def certain(self) -> bool:
        """Whether the form names this actor and nothing else."""
        return not self.ambiguous and self.rival is None

    @property
    def width(self) -> int:
        """How many tokens it spans."""
        return self.end - self.start

    def moved(self, start: int, end: int) -> Mention:
        """The same mention at other tokens."""
        return replace(self, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a noun phrase refers to: an actor, at tokens `start` to `end`, and how sure the link is.

    `link` is how it was found: «named», «organ» (a state's), «private» (others of a state), «owner» (through
    something it owns or did), «place» (where something is), «anaphor».
    """

    actor: Actor
    start: int
    end: int
    link: str
    sector: Sector | None = None
    state: str | None = None

    def participant(self, tokens: tuple[tuple[int, int], ...], text: str) -> Participant:
        """The claim's end, with offsets of the field."""
        start, end = tokens[self.start][0], tokens[min(self.end, len(tokens)) - 1][1]
        return Participant(self.actor, text[start:end], start, end, self.sector, self.state)
