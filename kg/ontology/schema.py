"""What the YAML files of this package may say, entry by entry. The words stand in the files, never here."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from kg.model import Kind, Modality, Sector
from kg.ontology.yamlfile import Entry

Root = Literal[
    "SUPPORT", "CONSULT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "AGREE",
]  # fmt: skip
"""PLOVER's event categories. AGREE is reached by modality only."""

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
"""PLOVER's quad classes."""

_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def _iso(value: str) -> str:
    if not _DATE.match(value):
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    return value


IsoDate = Annotated[str, AfterValidator(_iso)]
Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Qid = Annotated[str, Field(pattern=r"^Q[1-9]\d*$")]
Names = tuple[str, ...]


class Relation(Entry):
    """One relation type. `joins` lists the kinds allowed as subject and as object. `tie` is false where nothing passes
    between the two, so that no way leads over it: all states vote with one another or against."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*[A-Z]$")]
    reads: str
    reads_back: str
    symmetric: bool = False
    joins: tuple[tuple[Kind, ...], tuple[Kind, ...]]
    root: Root | None
    quad: Quad | None
    valence: Literal["cooperative", "conflictual", "none"]
    alliance: bool = False
    tie: bool = True
    cameo: tuple[Annotated[str, Field(pattern=r"^\d{2,4}$")], ...] = ()
    meaning: str
    examples: Names = ()

    def allows(self, subject: Kind, object: Kind) -> bool:
        """Whether an actor of kind `subject` may stand in this relation to one of kind `object`."""
        one_way = subject in self.joins[0] and object in self.joins[1]
        return one_way or (self.symmetric and object in self.joins[0] and subject in self.joins[1])


class ModalityEntry(Entry):
    """What a modality makes of a relation's root: the root itself («same»), another one, or none."""

    id: Modality
    reads: str
    cooperative: Root | Literal["same", "none"]
    conflictual: Root | Literal["same", "none"]
    meaning: str


class ActorEntry(Entry):
    """What all actors have. `names` are further names; `the` says that a sentence puts the article before `name`."""

    id: Annotated[str, Field(pattern=r"^(country|org|person|group|company):[A-Za-z0-9/_-]+$")]
    name: str
    the: bool = False
    qid: Qid | None = None
    names: Names = ()


class Country(ActorEntry):
    """A state, of today or of the past. `since` and `until` bound its existence where it began or ended after 1945.

    `ambiguous` repeats those of its names that often mean something else (Georgia, Jordan, Chad): they count
    only where the article names the state beyond doubt as well.
    """

    adjectives: Names
    people: Names = ()
    person: Names = ()
    capital: Names = ()
    ambiguous: Names = ()
    since: IsoDate | None = None
    until: IsoDate | None = None
    member_of_un: bool = True

    @property
    def iso3(self) -> str:
        """The ISO 3166 alpha-3 code (SUN, YUG, CSK, DDR for former states; XKX for Kosovo)."""
        return self.id.removeprefix("country:")


class Membership(Entry):
    """A state's place in an organisation, with the day it joined and, if so, left."""

    country: Iso3
    since: IsoDate
    until: IsoDate | None = None


class Organization(ActorEntry):
    """An organisation or bloc. `nouns` are what articles call it later («the alliance»); `country` if it is a state's."""

    country: Iso3 | None = None
    nouns: Names = ()
    adjectives: Names = ()
    ambiguous: Names = ()
    since: IsoDate | None = None
    until: IsoDate | None = None
    members: tuple[Membership, ...] = ()


class Group(ActorEntry):
    """An armed group or movement that acts for itself. `country` is where it belongs, if to one."""

    country: Iso3 | None = None
    sector: Sector = Sector.REB
    adjectives: Names = ()
    nouns: Names = ()
    ambiguous: Names = ()


class Company(ActorEntry):
    """A firm that acts in world politics: arms makers, state energy firms."""

    country: Iso3 | None = None


class Office(Entry):
    """A time in an office. `leads` says that the holder led the state (head of state or of government)."""

    office: str
    since: IsoDate
    until: IsoDate | None = None
    leads: bool = True


class Person(ActorEntry):
    """Somebody who holds or held office for a state. `short` are surnames or forms that mean nobody else («Putin»)."""

    country: Iso3
    short: Names = ()
    offices: tuple[Office, ...] = Field(min_length=1)


class Metonym(Entry):
    """A place, building or office that stands for an actor («the Kremlin»)."""

    name: str
    actor: str
    sector: Sector = Sector.GOV
    names: Names = ()
    ambiguous: bool = False
    also_place: bool = False


class Places(Entry):
    """Cities and regions of a state, which say where and whom, and act for nobody."""

    country: Iso3
    names: tuple[str, ...] = Field(min_length=1)


class Treaty(Entry):
    """A treaty between states that makes each pair of its parties stand in `relation`."""

    title: str
    parties: tuple[Iso3, ...] = Field(min_length=2)
    relation: str = "DEFENSE_PACT"
    signed: IsoDate | None = None
    since: IsoDate
    until: IsoDate | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Treaty:
        if len(set(self.parties)) != len(self.parties):
            raise ValueError("a party is named twice")
        return self
