"""Claims drawn over their sentences by displaCy, as one HTML page without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from spacy import displacy

from kg.extract.trace import Explanation, Step, Trace
from kg.model import Claim, Modality

_COLOURS = {
    "COUNTRY": "#bfdbfe",
    "ORGANIZATION": "#ddd6fe",
    "PERSON": "#fde68a",
    "GROUP": "#fecaca",
    "COMPANY": "#bbf7d0",
}


def page(explanations: Iterable[Explanation]) -> str:
    """An HTML page of every sentence that states a claim: its actors, the trigger with the relation, the claims."""
    drawn = [
        _drawing(explanation, trace, made)
        for explanation in explanations
        for trace in explanation.traces
        if (made := [step for step in trace.steps if step.claim is not None])
    ]
    if not drawn:
        drawn = [{"text": "No claims found.", "ents": [], "title": None}]
    return str(displacy.render(drawn, style="ent", manual=True, page=True, options={"colors": _COLOURS}))


def _drawing(explanation: Explanation, trace: Trace, steps: list[Step]) -> dict[str, Any]:
    claims = [step.claim for step in steps if step.claim is not None]
    spans: dict[tuple[int, int], str] = {}
    for claim in claims:
        for end in (claim.subject, claim.object):
            spans[(end.start - trace.start, end.end - trace.start)] = end.actor.kind.upper()
        at = trace.sentence.find(claim.trigger)
        if at >= 0:
            spans.setdefault((at, at + len(claim.trigger)), _reading(claim))
    return {
        "text": trace.sentence,
        "ents": [{"start": a, "end": b, "label": label} for (a, b), label in _apart(spans)],
        "title": escape("; ".join(dict.fromkeys(map(_statement, claims)))),
    }


def _apart(spans: dict[tuple[int, int], str]) -> list[tuple[tuple[int, int], str]]:
    """The spans from left to right, the longer of two that overlap."""
    kept: list[tuple[tuple[int, int], str]] = []
    for (a, b), label in sorted(spans.items(), key=lambda item: item[0][0] - item[0][1]):
        if 0 <= a < b and all(b <= c or d <= a for (c, d), _ in kept):
            kept.append(((a, b), label))
    return sorted(kept)


def _reading(claim: Claim) -> str:
    return claim.relation + ("" if claim.modality is Modality.ACTUAL else f" ({claim.modality})")


def _statement(claim: Claim) -> str:
    return f"{claim.subject.actor.name} {_reading(claim)} {claim.object.actor.name}"
