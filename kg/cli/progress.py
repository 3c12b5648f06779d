"""A progress bar on stderr, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ingest import Summary
    from loaders import Meter


_PERIOD = 600
"""Seconds that the pace is reckoned over: a batch of long articles may take a minute."""


@contextmanager
def progress_bar(meter: Meter) -> Iterator[Callable[[Summary], None]]:
    """A function that shows how far an ingest is: articles, articles a second, claims; by `meter`, the time left."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from kg.cli.output import console

    terminal = console(stderr=True)
    left = (TextColumn("left"), TimeRemainingColumn()) if meter.total else ()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), *left)
    with Progress(
        *columns,
        console=terminal,
        transient=True,
        disable=not terminal.is_terminal,
        speed_estimate_period=_PERIOD,
    ) as bar:
        task = bar.add_task("reading …", total=meter.total)
        begun = monotonic()

        def show(summary: Summary) -> None:
            rate = summary.seen / max(monotonic() - begun, 0.001)
            told = f"{summary.seen} articles, {rate:.1f}/s, {summary.written.claims} claims"
            bar.update(task, description=told, completed=meter.done)

        yield show
