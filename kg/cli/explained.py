"""How `kg extract --explain` tells what was read in a sentence, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.trace import End, Explanation, Step, Trace


def rows(explanation: Explanation) -> Iterator[dict[str, Any]]:
    """One row a sentence, for programs."""
    for trace in explanation.traces:
        yield {
            "article": explanation.reading.article.id,
            "field": trace.field,
            "start": trace.start,
            "end": trace.end,
            "sentence": trace.sentence,
            "actors": [_end(actor) for actor in trace.actors],
            "steps": [_step(step) for step in trace.steps],
            "reason": trace.reason or None,
        }


def lines(explanation: Explanation) -> Iterator[str]:
    """Lines for people: the sentence, its actors, then each predicate with what became of it."""
    for trace in explanation.traces:
        yield trace.sentence
        yield from (f"    {line}" for line in _told(trace))


def _told(trace: Trace) -> Iterator[str]:
    if trace.actors:
        named = dict.fromkeys(f"{a.text} = {a.actor.name} ({a.link})" for a in trace.actors)
        yield f"actors: {', '.join(named)}"
    if trace.reason:
        yield f"not read: {trace.reason}"
    elif not trace.steps:
        yield "no word of the lexicon joins its actors"
    for step in trace.steps:
        yield _line(step)


def _line(step: Step) -> str:
    head = f"«{step.trigger}» frame {step.frame}, {step.relation}"
    if step.subject and step.object:
        place = f" at {step.slot}" if step.slot else ""
        head += f": subject {_named(step.subject)}, object{place} {_named(step.object)}"
    if step.modality:
        chain = " ← ".join(f"«{word}»" for word in step.because)
        head += f"; modality {step.modality}" + (f" ({chain})" if chain else "")
    if step.claim:
        return f"{head} → claim, confidence {step.claim.confidence:.2f}"
    return f"{head} → dropped: {step.reason}"


def _named(end: End) -> str:
    return f"«{end.text}» = {end.actor.name} ({end.link})"


def _end(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {"text": end.text, "id": end.actor.id, "name": end.actor.name, "link": end.link}


def _step(step: Step) -> dict[str, Any]:
    return {
        "trigger": step.trigger,
        "frame": step.frame,
        "relation": step.relation,
        "subject": _end(step.subject),
        "object": _end(step.object),
        "slot": step.slot or None,
        "modality": step.modality,
        "because": list(step.because),
        "claim": step.claim.id if step.claim else None,
        "confidence": step.claim.confidence if step.claim else None,
        "reason": step.reason or None,
    }
