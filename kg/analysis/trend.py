"""Cooperation and conflict between two actors, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.analysis.scale import weights
from kg.ontology import Ontology, load
from kg.stores.base import Store

# Whoever acts for a state acts as it; each claim once, whichever of its ends is which.
_CLAIMS = """
MATCH (c:Claim)
WHERE c.modality = 'actual' AND c.origin = 'reported' AND c.confidence >= $min_confidence
  AND (((c.subject = $one OR c.subject_state = $one) AND (c.object = $other OR c.object_state = $other))
    OR ((c.subject = $other OR c.subject_state = $other) AND (c.object = $one OR c.object_state = $one)))
RETURN c.id AS id, c.relation AS relation, coalesce(c.date, c.reported) AS day
ORDER BY id
"""
_MONTH = len("2024-06")


@dataclass(frozen=True, slots=True)
class Month:
    """What was reported of two actors for one month, «2024-06»: weights of `scale.yaml` summed over claims.

    `cooperation` and `conflict` are both positive; `claims` counts those that weigh something.
    """

    month: str
    cooperation: float
    conflict: float
    claims: int

    @property
    def net(self) -> float:
        """Cooperation less conflict."""
        return self.cooperation - self.conflict


def trend(
    store: Store,
    actor: str,
    other: str,
    *,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
    ontology: Ontology | None = None,
) -> list[Month]:
    """The months from the first to the last with a claim, those without one too; in which month by the claim's own
    date, else by that of its article. Claims dated by year alone, or not at all, fall in no month.
    """
    known = (ontology if ontology is not None else load()).relations
    scale = weights()
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    values = {"one": actor, "other": other, "min_confidence": min_confidence}
    for row in store.run(_CLAIMS, values).dicts():
        relation, day = known.get(row["relation"]), row["day"]
        if relation is None or relation.quad is None or day is None or len(day) < _MONTH:
            continue
        month = day[:_MONTH]
        if (since and month < since[:_MONTH]) or (until and month > until[:_MONTH]):
            continue
        amount = scale[relation.quad]
        sums[month][0] += max(amount, 0.0)
        sums[month][1] += max(-amount, 0.0)
        sums[month][2] += 1
    if not sums:
        return []
    none = [0.0, 0.0, 0.0]
    return [
        Month(month, (got := sums.get(month, none))[0], got[1], int(got[2]))
        for month in months(min(sums), max(sums))
    ]


def months(first: str, last: str) -> list[str]:
    """All months from `first` to `last`, «2023-12», «2024-01» …"""
    begin, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]
