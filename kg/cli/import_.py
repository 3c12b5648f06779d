"""`kg import`: a graph that `kg export` wrote, into a store."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import ingest
from kg.cli.options import Format, FormatOption, OntologyOption, StoreOption

NAME = "import"


def command(
    files: Annotated[list[str], typer.Argument(help="What `kg export FILE.jsonl` wrote, or - for stdin.")],
    store: StoreOption = None,
    rejects: Annotated[
        str | None, typer.Option("--rejects", help="Keep the lines that were left out in this file.")
    ] = None,
    ontology: OntologyOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Load a graph that was exported as JSONL; its facts are made again from its claims.

    What is there already is skipped, so that the same file may be loaded twice.

    kg export all.jsonl --store old.lbug · kg import all.jsonl --store neo4j://localhost
    """
    ingest.command(
        files, store, from_="graph", rejects=rejects, reference=False, ontology=ontology, format=format
    )
