"""Ingest what is new, round after round, until told to stop; a round that fails is tried again, later each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import TypeVar

from kg.errors import KgError
from kg.ingest import Summary

LONGEST = 3600.0
"""Seconds after which a failing round is tried again at the latest, unless rounds are further apart anyway."""
Item = TypeVar("Item")


def watch(
    round: Callable[[], Summary],
    tell: Callable[[Summary | KgError | OSError, float], None],
    stop: Event,
    *,
    every: float,
    rounds: int | None = None,
) -> int:
    """Run `round` every `every` seconds until `stop` is set or `rounds` are done; the number of rounds that failed.

    `tell` is given what came of each, and the seconds until the next. After each failure in a row the wait doubles.
    """
    failed = in_a_row = done = 0
    while not stop.is_set():
        try:
            outcome: Summary | KgError | OSError = round()
            in_a_row = 0
        except (KgError, OSError) as error:
            outcome = error
            failed += 1
            in_a_row += 1
        done += 1
        pause = min(every * 2**in_a_row, max(every, LONGEST))
        last = rounds is not None and done >= rounds
        tell(outcome, 0.0 if last or stop.is_set() else pause)
        if last or stop.wait(pause):
            break
    return failed


def until(stop: Event, items: Iterable[Item]) -> Iterator[Item]:
    """The items, none after `stop` is set: what has begun is finished, and nothing new begun."""
    for item in items:
        if stop.is_set():
            return
        yield item
