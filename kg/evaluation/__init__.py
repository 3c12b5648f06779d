"""Extraction measured against labelled texts: precision, recall, confusion, calibration, linking.

Claims are paired with labels one to one, the closest first. Two ends agree when they are the same actor or belong to the
same state; the strict measure `actors` asks for the same actors. A symmetric relation may be said either way round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.evaluation.linking import Linking, linking_of
from kg.evaluation.pairing import MEASURES, Pairing, pair_off
from kg.extract import Extractor
from kg.extract.trace import Explanation
from kg.gold import GoldClaim, GoldText
from kg.model import Claim
from kg.ontology import Ontology

__all__ = ["MEASURES", "SURE", "Bin", "Evaluation", "Judged", "Pairing", "Share", "evaluate", "judge"]

SURE = 0.8
"""The confidence from which on nine claims of ten should be right."""
_BIN = 0.1


@dataclass(frozen=True, slots=True)
class Share:
    """Of `found` claims and `gold` labels, `right` agree."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of claims that are right, 0 to 1; 1 of none."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found, 0 to 1; 1 of none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.found + other.found, self.gold + other.gold)


@dataclass(frozen=True)
class Judged:
    """A labelled text with its claims paired off."""

    text: GoldText
    pairings: tuple[Pairing, ...]
    linking: Linking = field(default_factory=Linking)
    readings: dict[str, str] = field(default_factory=dict)
    """Claim id → the class by which its confidence is counted."""

    @property
    def faults(self) -> int:
        """Labels missed or met in part, and claims that no label has."""
        return sum("modality" not in p.agrees for p in self.pairings)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in `low` to `low` + 0.1: how many there are and how many are right."""

    low: float
    count: int
    right: int


@dataclass(frozen=True)
class Evaluation:
    """The figures of all texts together."""

    judged: tuple[Judged, ...]
    ontology: Ontology = field(repr=False)

    def measure(self, name: str) -> Share:
        """One of `MEASURES` over all texts."""
        return _share([p for j in self.judged for p in j.pairings], name)

    def figures(self) -> dict[str, float]:
        """The figures that a later run is compared with, rounded to a thousandth."""
        found: dict[str, float] = {}
        for name in MEASURES:
            share = self.measure(name)
            found |= {
                f"{name} precision": share.precision,
                f"{name} recall": share.recall,
                f"{name} f1": share.f1,
            }
        traps = [j for j in self.judged if j.text.is_trap]
        if traps:
            found["traps clean"] = sum(not j.pairings for j in traps) / len(traps)
        labels = self.measure("pair").gold
        if labels:
            found["reversed"] = sum(p.reversed for j in self.judged for p in j.pairings) / labels
        if self.sure.count:
            found[f"right at {SURE:g}"] = self.sure.right / self.sure.count
        if (linking := self.linking).mentions:
            found["linking recall"] = linking.by_id / linking.mentions
            found["linking recall by state"] = linking.by_state / linking.mentions
            found["linking precision"] = linking.ends_right / max(linking.ends, 1)
        return {name: round(value, 3) for name, value in found.items()}

    @property
    def linking(self) -> Linking:
        """How mentions of actors were linked, in the texts that have theirs labelled."""
        return sum((j.linking for j in self.judged), Linking())

    @property
    def sure(self) -> Bin:
        """The claims of at least `SURE`."""
        made = [p for p in self._made() if p.claim and p.claim.confidence >= SURE]
        return Bin(SURE, len(made), sum("modality" in p.agrees for p in made))

    def calibration(self) -> list[Bin]:
        """The share right by confidence, a bin for each tenth that holds a claim."""
        bins: dict[int, list[Pairing]] = {}
        for pairing in self._made():
            if pairing.claim:
                # Rounded first: 0.7 / 0.1 is a little less than 7.
                bins.setdefault(min(int(round(pairing.claim.confidence / _BIN, 6)), 9), []).append(pairing)
        return [
            Bin(round(low * _BIN, 1), len(made), sum("modality" in p.agrees for p in made))
            for low, made in sorted(bins.items())
        ]

    def by_reading(self) -> dict[str, Share]:
        """Relation and modality right, by the class of reading that gives a claim its confidence; claims only."""
        made = (p for p in self._made() if p.claim)
        known = {id: reading for j in self.judged for id, reading in j.readings.items()}
        shares: dict[str, Share] = {}
        for pairing in made:
            name = known.get(pairing.claim.id, "") if pairing.claim else ""
            shares[name] = shares.get(name, Share()) + _share([pairing], "modality")
        return dict(sorted(shares.items()))

    def by_relation(self) -> dict[str, Share]:
        """Relation and modality right, by relation: a label's own, a surplus claim's its own."""
        return self._by(lambda judged, pairing: [pairing.relation])

    def by_root(self) -> dict[str, Share]:
        """Relation and modality right, by PLOVER root."""
        return self._by(lambda judged, p: [self._root(p.gold) or self._root(p.claim) or "none"])

    def by_phenomenon(self) -> dict[str, Share]:
        """Relation and modality right in the texts that show a phenomenon."""
        return self._by(lambda judged, pairing: judged.text.phenomena)

    def _by(self, names: Callable[[Judged, Pairing], Iterable[str]]) -> dict[str, Share]:
        shares: dict[str, Share] = {}
        for judged in self.judged:
            for pairing in judged.pairings:
                for name in names(judged, pairing):
                    shares[name] = shares.get(name, Share()) + _share([pairing], "modality")
        return dict(sorted(shares.items()))

    def confusion(self) -> Counter[tuple[str, str]]:
        """(root of the label, root of the claim read for it), where the two differ; «none» for none."""
        return Counter(
            (self._root(p.gold) or "none", self._root(p.claim) or "none")
            for j in self.judged
            for p in j.pairings
            if p.gold and p.claim and "root" not in p.agrees
        )

    def worst(self, count: int) -> list[Judged]:
        """The texts with the most faults, most first."""
        return sorted((j for j in self.judged if j.faults), key=lambda j: (-j.faults, j.text.id))[:count]

    def _made(self) -> list[Pairing]:
        return [p for j in self.judged for p in j.pairings if p.claim]

    def _root(self, claim: GoldClaim | Claim | None) -> str | None:
        return self.ontology.root(claim.relation, claim.modality) if claim else None


def evaluate(extractor: Extractor, texts: Sequence[GoldText]) -> Evaluation:
    """Read the texts and judge the claims."""
    explained = extractor.explain(text.article() for text in texts)
    judged = [judge(text, e, extractor.ontology) for text, e in zip(texts, explained, strict=True)]
    return Evaluation(tuple(judged), extractor.ontology)


def judge(text: GoldText, explanation: Explanation, ontology: Ontology) -> Judged:
    """The claims of one text paired with its labels. Claims without a PLOVER root are nobody's business here."""
    # An article may say a thing in several sentences; it is labelled once.
    claims = list(
        {
            (c.subject.actor.id, c.relation, c.object.actor.id, c.modality): c
            for c in reversed(explanation.reading.claims)
            if ontology.relations[c.relation].root
        }.values()
    )[::-1]
    readings = {s.claim.id: s.reading for trace in explanation.traces for s in trace.steps if s.claim}
    return Judged(
        text, tuple(pair_off(text.claims, claims, ontology)), linking_of(text, explanation), readings
    )


def _share(pairings: Sequence[Pairing], name: str) -> Share:
    return Share(
        right=sum(name in p.agrees for p in pairings),
        found=sum(p.claim is not None for p in pairings),
        gold=sum(p.gold is not None for p in pairings),
    )
