"""`kg ingest`: articles into the graph."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Format, FormatOption, FromOption, OntologyOption, StoreOption

if TYPE_CHECKING:
    from kg.ingest import Summary

NAME = "ingest"


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, claims from `kg extract`, or - for stdin.")
    ],
    store: StoreOption = None,
    from_: FromOption = None,
    rejects: Annotated[
        str | None, typer.Option("--rejects", help="Keep what could not be read, as JSONL.")
    ] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Articles a transaction.")] = 50,
    reference: Annotated[
        bool,
        typer.Option(
            "--reference/--no-reference", help="Load the built-in memberships, offices and treaties."
        ),
    ] = True,
    ontology: OntologyOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Read articles into the graph. What is there already is skipped, what changed is replaced.

    kg ingest docs/samples · kg ingest news.jsonl --store neo4j://localhost · kg ingest claims.jsonl
    """
    from kg import ontology as ontologies
    from kg.cli.output import say, warn
    from kg.cli.progress import progress_bar
    from kg.extract import Extractor
    from kg.ingest import ingest
    from kg.settings import settings
    from kg.stores import open_store
    from loaders import load_all

    chosen = settings(store=store, ontology=ontology)
    known = ontologies.load(*([Path(chosen.ontology)] if chosen.ontology else []))

    def extractor() -> Extractor:
        return Extractor(known, chosen.model)

    with (
        open_store(
            chosen.store, ontology=known, username=chosen.username, database=chosen.database
        ) as opened,
        progress_bar() as bar,
    ):
        if opened.init(reference=reference).claims:
            say(f"Made {opened.url} with the built-in reference claims.")
        summary = ingest(opened, load_all(sources, known, format=from_), extractor, batch=batch, progress=bar)
    if rejects and summary.rejects:
        lines = [json.dumps(asdict(reject), ensure_ascii=False) for reject in summary.rejects]
        Path(rejects).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for warning in summary.warnings:
        warn(warning)
    for reject in summary.rejects:
        warn(f"rejected: {reject.where}: {reject.message}. {reject.remedy}")
    _report(summary, format)
    if summary.rejects:
        raise typer.Exit(3)


def _report(summary: Summary, format: Format) -> None:
    """What the ingest did: counts, then what was dropped and why."""
    from kg.cli.output import show

    written = summary.written
    counts = {
        "articles": written.articles,
        "replaced": written.replaced,
        "unchanged": written.unchanged,
        "claims": written.claims,
        "facts": written.facts,
        "rejected": len(summary.rejects),
    }
    if format is not Format.TABLE:
        show([{**counts, "drops": dict(summary.drops)}], [*counts, "drops"], format)
        return
    show([counts], list(counts), format)
    drops = [{"dropped": count, "because": reason} for reason, count in summary.drops.most_common()]
    show(drops, ["dropped", "because"], format, empty="")
