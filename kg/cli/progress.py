"""A progress bar on stderr, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ingest import Summary


@contextmanager
def progress_bar() -> Iterator[Callable[[Summary], None]]:
    """A function that shows how far an ingest is: articles, articles a second, claims."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from kg.cli.output import console

    terminal = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as bar:
        task = bar.add_task("reading …", total=None)
        begun = monotonic()

        def show(summary: Summary) -> None:
            rate = summary.seen / max(monotonic() - begun, 0.001)
            bar.update(
                task, description=f"{summary.seen} articles, {rate:.1f}/s, {summary.written.claims} claims"
            )

        yield show
