"""Which facts a claim supports, and what a fact says of its claims.

The stores compute the same in their own language, inside the transaction that writes the claims; `derive` is
what they are tested against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from kg.model import Article, Claim, Fact, FactKey, Kind, Level, Origin, Participant
from kg.ontology import Ontology

DATE_LENGTH = len("2024-06-19")

NODES = 10_000
"""Steps after which the search for the fewest publishers is given up: news needs one, but input may be made to need more."""


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
    """A claim with what its article tells of it: who published it, as part of which story, and on which day."""

    claim: Claim
    publisher: str
    story: str
    reported: str | None = None

    @classmethod
    def of(cls, claim: Claim, article: Article, story: str | None = None) -> Evidence:
        """The claim as its article gives it; one without a publisher counts as its own, one without a story stands alone."""
        return cls(claim, article.source or article.id, story or article.id, reported_on(claim, article))


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
        sources=independent((item.publisher, item.story) for item in items),
        origins=tuple(sorted({claim.origin for claim in claims})),
        confidence=max(claim.confidence for claim in claims),
        first_reported=min(reported, default=None),
        last_reported=max(reported, default=None),
        since=min((claim.date for claim in claims if claim.date is not None), default=None),
        until=_until(claims),
    )


def independent(told: Iterable[tuple[str, str]]) -> int:
    """How many sources are independent, from who printed which story: the fewest publishers who printed every story.

    Two stories of two papers count two, two of one paper one, and so does one story however many papers print it. A
    reprint never makes it more, whichever was there first: it only adds to those among whom to choose.
    """
    printers: defaultdict[str, set[str]] = defaultdict(set)
    for publisher, story in told:
        printers[story].add(publisher)
    # Who alone has a story is needed for it, and brings the others that it printed.
    needed = {next(iter(papers)) for papers in printers.values() if len(papers) == 1}
    left = {frozenset(papers) for papers in printers.values() if not papers & needed}
    return len(needed) + _fewest([papers for papers in left if not any(other < papers for other in left)])


def _fewest(stories: Sequence[frozenset[str]]) -> int:
    """The size of the smallest set that has one of each of `stories`: solved as a linear program in whole numbers."""
    if len(stories) < 2 or sum(map(len, stories)) == len(frozenset().union(*stories)):
        return len(stories)
    # Imported late: it takes half a second, and facts that need it are few.
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    papers = sorted(frozenset().union(*stories))
    printed = np.array(
        [[paper in story for paper in papers] for story in sorted(stories, key=sorted)], dtype=float
    )
    solved = milp(
        np.ones(len(papers)),
        integrality=np.ones(len(papers)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(printed, lb=1),
        options={"node_limit": NODES},
    )
    # Stopped before it was done, it still knows how few there must be at least.
    return round(float(solved.fun)) if solved.success else ceil(float(solved.mip_dual_bound) - 1e-6)


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
