"""The things the graph is made of: articles, actors, claims and facts.

Everything here is immutable and knows nothing of spaCy, of files or of stores. Identity is by digest, so that
the same article read twice gives the same claims with the same ids, whatever the machine or the order.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

DIGEST_LENGTH = 24
"""Hexadecimal characters kept of a SHA-256: 96 bits, so that a billion claims collide with odds below 1e-10."""


class Kind(StrEnum):
    """What sort of thing an actor is."""

    COUNTRY = "country"
    ORGANIZATION = "organization"
    PERSON = "person"
    GROUP = "group"
    COMPANY = "company"


class Sector(StrEnum):
    """Which part of a society acts, in PLOVER's sense of a sector."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    LEG = "LEG"
    JUD = "JUD"
    REB = "REB"
    BUS = "BUS"
    MED = "MED"
    CVL = "CVL"


class Modality(StrEnum):
    """How a claim stands to the world: done, denied, planned … What each does to the root is in the ontology."""

    ACTUAL = "actual"
    ALLEGED = "alleged"
    AGREED = "agreed"
    CONSIDERED = "considered"
    THREATENED = "threatened"
    REQUESTED = "requested"
    REFUSED = "refused"
    DENIED = "denied"
    HALTED = "halted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Origin(StrEnum):
    """Whether a claim was read in an article or comes with a dataset."""

    REPORTED = "reported"
    REFERENCE = "reference"


class Level(StrEnum):
    """Between whom a fact holds: the actors named, or the states for which they act."""

    ACTOR = "actor"
    STATE = "state"


def digest(*parts: str) -> str:
    """A short stable digest of `parts`; no two different sequences of parts are read as the same text."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]


@dataclass(frozen=True, slots=True)
class Article:
    """One text with where it comes from.

    `published` is an ISO date or date-time, `language` an ISO 639-1 code, `source` the publisher's name;
    each is None where unknown. `id` is what the caller gave, else URL, path or digest: see `Article.of`.
    `fixed_digest` is the digest of an article whose text is not at hand (its claims come from a file).
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None
    fixed_digest: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        url: str | None = None,
        path: str | None = None,
        source: str | None = None,
        published: str | None = None,
        language: str | None = None,
    ) -> Article:
        """An article whose id is the first there is of: the one given, the URL, the path, a digest of the text."""
        identity = id or url or path or digest(title or "", text)
        return cls(identity, text, title, url, source, published, language)

    @property
    def digest(self) -> str:
        """Digest of all that a reader could see; it changes when the article was changed."""
        if self.fixed_digest is not None:
            return self.fixed_digest
        return digest(self.title or "", self.text, self.published or "", self.url or "", self.source or "")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in world politics.

    `id` is `country:PRK`, `org:nato`, `person:vladimir-putin`, `group:hamas` or, for the others of a state,
    `group:SYR/rebels`. `country` is the ISO 3166 alpha-3 code of the state it belongs to or acts for.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    qid: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """One end of a claim: the actor, how the text names it, and the state it acted for on that day.

    `start` and `end` count characters of the claim's field; both are 0 where nothing in a text stands for it
    (reference data). `state` is an actor id such as `country:RUS`.
    """

    actor: Actor
    text: str
    start: int = 0
    end: int = 0
    sector: Sector | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in one sentence: somebody does something to somebody.

    Ends of a symmetric relation come in actor-id order. `date` and `until` are ISO 8601, as precise as the text
    («2024», «2024-06», «2024-06-19»). `start` and `end` place the sentence in `field` («text» or «title») of the
    article. `key` is set for reference data only: the dataset row's own key, which then makes the id.
    """

    article: str
    subject: Participant
    relation: str
    object: Participant
    modality: Modality
    sentence: str
    confidence: float
    extractor: str
    attributed_to: Participant | None = None
    date: str | None = None
    until: str | None = None
    trigger: str = ""
    field: str = "text"
    start: int = 0
    end: int = 0
    origin: Origin = Origin.REPORTED
    key: str | None = None

    @property
    def id(self) -> str:
        """Digest of article, offsets, ends, relation and modality; of the row's key for a dataset."""
        if self.key is not None:
            return digest(self.article, self.key)
        place = (self.article, self.field, str(self.start), str(self.end))
        return digest(*place, self.subject.actor.id, self.relation, self.object.actor.id, self.modality)

    @property
    def fact(self) -> FactKey:
        """The fact between the actors named, which this claim supports."""
        return FactKey(self.subject.actor.id, self.relation, self.object.actor.id, self.modality, Level.ACTOR)


@dataclass(frozen=True, slots=True)
class FactKey:
    """What makes a fact one fact: who, what, to whom, in which modality, at which level."""

    subject: str
    relation: str
    object: str
    modality: Modality
    level: Level

    @property
    def id(self) -> str:
        """Digest of the key; the edge's `id` in the graph."""
        return digest(self.subject, self.relation, self.object, self.modality, self.level)


@dataclass(frozen=True, slots=True)
class Fact:
    """An edge of the graph: all claims with one key, together.

    `mentions` counts claims, `sources` independent sources: the fewest publishers (or, where unknown, articles) among whom
    every story that states it is printed.
    `first_reported` and `last_reported` are publication dates; `since` and `until` what the claims say.
    `confidence` is that of the most confident claim.
    """

    key: FactKey
    label: str
    mentions: int
    sources: int
    origins: tuple[Origin, ...]
    confidence: float
    first_reported: str | None = None
    last_reported: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: its claims, whom it mentions how often, what was dropped and why.

    `drops` counts by reason, `warnings` are sentences for the user. `extractor` names the version that read it.
    `signature` is what the text is known by (see `kg.stories`), None for one that is compared with no other; `story_days`
    how many days apart from it a copy may be printed.
    """

    article: Article
    claims: tuple[Claim, ...] = ()
    mentions: tuple[tuple[Actor, int], ...] = ()
    drops: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    extractor: str = ""
    signature: str | None = None
    story_days: int = 0
