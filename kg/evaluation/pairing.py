"""Labels and claims of one text paired off, one to one, the closest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.gold import GoldClaim, country_of
from kg.model import Claim, Participant
from kg.ontology import Ontology

MEASURES = ("pair", "actors", "root", "relation", "modality")
"""From loose to strict: both ends by state; by actor; with the PLOVER root; with the relation; and its modality."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A label and the claim that was read for it; either may be missing. `agrees` holds the measures met."""

    gold: GoldClaim | None
    claim: Claim | None
    agrees: frozenset[str] = frozenset()
    reversed: bool = False

    @property
    def relation(self) -> str:
        """The label's relation; a surplus claim's own."""
        one = self.gold or self.claim
        return one.relation if one else ""


def pair_off(golds: Sequence[GoldClaim], claims: Sequence[Claim], ontology: Ontology) -> list[Pairing]:
    """Labels and claims one to one, the closest first; then labels missed, then claims too many.

    An optional label that no claim meets is left out, and so is one with its claim; a label that must be met goes
    before one as close that need not. A label missed is reversed when a claim that no label has says it the wrong way
    round; relations without a direction cannot.
    """
    close = sorted(
        (
            (_closeness(agrees), not gold.optional, -i, -j, agrees)
            for i, gold in enumerate(golds)
            for j, claim in enumerate(claims)
            if (agrees := agreement(gold, claim, ontology))
        ),
        key=lambda found: found[:4],
        reverse=True,
    )
    met: dict[int, tuple[int, frozenset[str]]] = {}
    for _, _, i, j, agrees in close:
        if -i not in met and all(-j != taken for taken, _ in met.values()):
            met[-i] = (-j, agrees)
    used = {j for j, _ in met.values()}
    spare = [
        c for j, c in enumerate(claims) if j not in used and not ontology.relations[c.relation].symmetric
    ]
    pairings = []
    for i, gold in enumerate(golds):
        if gold.optional:
            continue
        if i in met:
            pairings.append(Pairing(gold, claims[met[i][0]], met[i][1]))
        else:
            directed = not ontology.relations[gold.relation].symmetric
            backwards = (c for c in spare if directed and _ends(gold, c.object, c.subject, ontology))
            if (claim := next(backwards, None)) is not None:
                spare.remove(claim)
            pairings.append(Pairing(gold, None, reversed=claim is not None))
    return pairings + [Pairing(None, claim) for j, claim in enumerate(claims) if j not in used]


def agreement(gold: GoldClaim, claim: Claim, ontology: Ontology) -> frozenset[str]:
    """Which of `MEASURES` a claim meets; none where its ends are not the label's."""
    symmetric = any(ontology.relations[r].symmetric for r in (claim.relation, gold.relation))
    ways = [(claim.subject, claim.object), *([(claim.object, claim.subject)] if symmetric else [])]
    ways = [way for way in ways if _ends(gold, *way, ontology)]
    if not ways:
        return frozenset()
    agrees = {"pair"}
    if any(a.actor.id == gold.subject and b.actor.id == gold.object for a, b in ways):
        agrees.add("actors")
    roots = {ontology.root(r, m) for r in gold.relations for m in gold.modalities}
    if ontology.root(claim.relation, claim.modality) in roots:
        agrees.add("root")
    if claim.relation in gold.relations:
        agrees.add("relation")
        if claim.modality in gold.modalities:
            agrees.add("modality")
    return frozenset(agrees)


def _closeness(agrees: Iterable[str]) -> int:
    return sum(2 ** MEASURES.index(name) for name in agrees)


def _ends(gold: GoldClaim, subject: Participant, object: Participant, ontology: Ontology) -> bool:
    return _same(gold.subject, subject, ontology) and _same(gold.object, object, ontology)


def _same(id: str, end: Participant, ontology: Ontology) -> bool:
    country = country_of(id, ontology)
    if id == end.actor.id or (country is not None and country == end.actor.country):
        return True
    # Somebody whom no list has: the id says only the name, of which the text may give a part.
    return (
        country is None
        and id.startswith("person:")
        and end.actor.kind == "person"
        and id not in ontology.actors
        and bool(_words(id) & _words(end.actor.id))
    )


def _words(id: str) -> set[str]:
    return set(id.partition(":")[2].split("-"))
