"""`kg ingest`: articles into the graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    Format,
    FormatOption,
    FromOption,
    MapOption,
    ModelOption,
    OntologyOption,
    PagesOption,
    PrivateOption,
    StoreOption,
    columns_of,
)

if TYPE_CHECKING:
    from kg.ingest import Problem, Summary

NAME = "ingest"
_SHOWN = 20
"""Rejects, and warnings, told one by one; of the rest only the number, for a broken file may hold millions."""


def command(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, archives, addresses, claims from `kg extract`, or - for stdin."),
    ],
    store: StoreOption = None,
    from_: FromOption = None,
    rejects: Annotated[
        str | None, typer.Option("--rejects", help="Keep what was left out in this file, as JSONL.")
    ] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, max=10000, help="Articles a transaction.")] = 50,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count; write nothing.")] = False,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out claims less sure than this.")
    ] = 0.0,
    reference: Annotated[
        bool,
        typer.Option(
            "--reference/--no-reference", help="Load the built-in memberships, offices and treaties."
        ),
    ] = True,
    story_days: Annotated[
        int | None,
        typer.Option(
            "--story-days",
            min=0,
            help="Look for copies of one story so many days before and after. Else KG_STORY_DAYS, kg.toml; 7.",
            show_default=False,
        ),
    ] = None,
    no_stories: Annotated[
        bool, typer.Option("--no-stories", help="Look for no copies: every article is a story of its own.")
    ] = False,
    map_: MapOption = None,
    allow_private: PrivateOption = False,
    max_pages: PagesOption = 1000,
    ontology: OntologyOption = None,
    model: ModelOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Read articles into the graph. What is there already is skipped, what changed is replaced.

    kg ingest docs/samples · kg ingest news.jsonl --store neo4j://localhost · kg ingest claims.jsonl
    · kg ingest https://news.example/feed.xml · kg ingest "2024/*.zip" · kg ingest rows.csv --map text=story
    """
    from kg.api import Graph
    from kg.cli.output import say
    from kg.cli.progress import progress_bar
    from kg.ingest import Summary, ingest
    from kg.settings import settings
    from loaders import Meter, load_all
    from loaders.web import Fetcher
    from loaders.web.state import state_of

    with ExitStack() as stack:
        chosen = settings(
            store=store, ontology=ontology, model=model, story_days=0 if no_stories else story_days
        )
        graph = stack.enter_context(Graph.at(chosen))
        web = stack.enter_context(
            Fetcher(
                None if dry_run else state_of(graph.store.url),
                allow_private=allow_private,
                max_pages=max_pages,
            )
        )
        meter = Meter()
        items = load_all(
            sources, graph.ontology, format=from_, web=web, columns=columns_of(map_), meter=meter
        )
        if not dry_run and graph.store.init(reference=reference).claims:
            say(f"Made {graph.store.url} with the built-in reference claims.")
        so_far = Summary()
        meter.measure(sources)
        with progress_bar(meter) as bar, _reporter(rejects) as report:

            def progress(summary: Summary) -> None:
                nonlocal so_far
                so_far = summary
                bar(summary)

            try:
                summary = ingest(
                    graph.store, items, graph.extractor,
                    batch=batch, dry_run=dry_run, min_confidence=min_confidence, story_days=chosen.story_days,
                    progress=progress, report=report,
                )  # fmt: skip
            except KeyboardInterrupt:
                say(f"Interrupted. {so_far.seen} articles are done and kept; the same command does the rest.")
                raise typer.Exit(130) from None
        web.keep()
    _print(summary, format, dry_run)
    if summary.rejected:
        raise typer.Exit(3)


@contextmanager
def _reporter(path: str | None) -> Iterator[Callable[[Problem], None]]:
    """Tells problems on stderr as they come, and keeps the rejects in the file at `path`."""
    from kg.cli.output import say, warn, writer

    told: Counter[str] = Counter()
    with writer(path) as write:

        def report(problem: Problem) -> None:
            kind = "warnings" if isinstance(problem, str) else "rejects"
            if path and not isinstance(problem, str):
                write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")
            told[kind] += 1
            if told[kind] <= _SHOWN:
                words = (
                    problem
                    if isinstance(problem, str)
                    else f"{problem.where}: {problem.message}. {problem.remedy}"
                )
                warn(words if isinstance(problem, str) else f"rejected: {words}")

        try:
            yield report
        finally:
            for kind, count in told.items():
                if count > _SHOWN:
                    keep = "" if path or kind == "warnings" else " (--rejects FILE keeps them all)"
                    say(f"… and {count - _SHOWN} more {kind}{keep}.")


def _print(summary: Summary, format: Format, dry_run: bool) -> None:
    """What the ingest did: counts, then what was dropped and rejected, and why."""
    from kg.cli.output import show

    written = summary.written
    counts = {
        "new": written.articles - written.replaced,
        "replaced": written.replaced,
        "unchanged": written.unchanged,
        **({} if dry_run else {"copies": written.copies}),
        "claims": written.claims,
        **({} if dry_run else {"facts": written.facts}),
        "rejected": summary.rejected.total(),
        "warnings": summary.warnings,
    }
    if format is not Format.TABLE:
        why = {"drops": dict(summary.drops), "rejects": {str(k): n for k, n in summary.rejected.items()}}
        show([{**counts, **why, "dry_run": dry_run}], [*counts, *why, "dry_run"], format)
        return
    title = "Articles that would be loaded" if dry_run else "Articles"
    show([counts], list(counts), format, title=title)
    for what, reasons in (("dropped", summary.drops), ("rejected", summary.rejected)):
        rows = [{what: count, "because": reason} for reason, count in reasons.most_common()]
        show(rows, [what, "because"], format, empty="")
