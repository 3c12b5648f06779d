"""`kg init`: an empty graph with its schema."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import StoreOption

NAME = "init"


def command(
    store: StoreOption = None,
    reference: Annotated[
        bool,
        typer.Option(
            "--reference/--no-reference", help="Load the built-in memberships, offices and treaties."
        ),
    ] = True,
) -> None:
    """Make an empty graph with its schema.

    And load the built-in reference claims: memberships, offices, treaties. `kg ingest` does it by itself.

    kg init · kg init --store neo4j://localhost --no-reference
    """
    from kg import api
    from kg.cli.output import say

    with api.open(store) as graph:
        written = graph.store.init(reference=reference)
        say(
            f"{graph.store.url} is ready: {written.claims} reference claims loaded, {written.facts} facts made."
        )
