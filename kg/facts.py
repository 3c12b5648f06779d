"""Which facts a claim supports, and what a fact says of its claims.

The stores compute the same in their own language, inside the transaction that writes the claims; `derive` is
what they are tested against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Article, Claim, Fact, FactKey, Kind, Level, Origin, Participant
from kg.ontology import Ontology

DATE_LENGTH = len("2024-06-19")


@dataclass(frozen=True, slots=True)
class FactKeys:
    """The facts that one claim supports: one between the actors named, and at times one between states."""

    actor: FactKey
    state: FactKey | None = None

    def __iter__(self) -> Iterator[FactKey]:
        yield self.actor
        if self.state is not None:
            yield self.state


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with what its article tells of it: who published it, and on which day."""

    claim: Claim
    publisher: str
    reported: str | None = None

    @classmethod
    def of(cls, claim: Claim, article: Article) -> Evidence:
        """The claim as its article gives it; an article without a publisher counts as its own."""
        return cls(claim, article.source or article.id, reported_on(claim, article))


def fact_keys(claim: Claim, ontology: Ontology) -> FactKeys:
    """The facts that `claim` supports.

    A state-level one only where at least one end is not a state itself, both ends act for a state, the two
    states differ and the relation is no structural one (that Putin leads Russia says nothing between states).
    A claim between two states proper is counted at actor level alone, so that the levels can be added up.
    """
    subject, object = claim.subject, claim.object
    actor = ontology.fact_key(subject.actor.id, claim.relation, object.actor.id, claim.modality, Level.ACTOR)
    by, to = acting_state(subject), acting_state(object)
    named = (subject.actor.id, object.actor.id)
    structural = ontology.relations[claim.relation].root is None
    if structural or by is None or to is None or by == to or (by, to) == named:
        return FactKeys(actor)
    return FactKeys(actor, ontology.fact_key(by, claim.relation, to, claim.modality, Level.STATE))


def acting_state(end: Participant) -> str | None:
    """The actor id of the state for which this end acts; a state acts for itself."""
    return end.state or (end.actor.id if end.actor.kind is Kind.COUNTRY else None)


def reported_on(claim: Claim, article: Article) -> str | None:
    """The day on which the claim was published; none for a dataset, which reports nothing."""
    if claim.origin is Origin.REFERENCE or article.published is None:
        return None
    return article.published[:DATE_LENGTH]


def derive(key: FactKey, evidence: Iterable[Evidence], ontology: Ontology) -> Fact | None:
    """The fact that all claims of one key make together, or None where there are none."""
    items = list(evidence)
    if not items:
        return None
    claims = [item.claim for item in items]
    reported = [item.reported for item in items if item.reported is not None]
    return Fact(
        key=key,
        label=ontology.label(key.relation, key.modality),
        mentions=len(claims),
        sources=len({item.publisher for item in items}),
        origins=tuple(sorted({claim.origin for claim in claims})),
        confidence=max(claim.confidence for claim in claims),
        first_reported=min(reported, default=None),
        last_reported=max(reported, default=None),
        since=min((claim.date for claim in claims if claim.date is not None), default=None),
        until=_until(claims),
    )


def _until(claims: list[Claim]) -> str | None:
    """The latest end given, unless a dataset knows of no end or a claim without one is dated later."""
    ends = [claim.until for claim in claims if claim.until is not None]
    if not ends:
        return None
    last = max(ends)
    endless = [claim for claim in claims if claim.until is None]
    still_so = any(claim.origin is Origin.REFERENCE for claim in endless)
    again = any(claim.date is not None and claim.date > last for claim in endless)
    return None if still_so or again else last
