"""`kg view`: the graph as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption, open_graph

NAME = "view"


def command(
    store: StoreOption = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only this actor and its neighbours.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=2000, help="How many facts, the most reported first.")
    ] = 150,
    reference: Annotated[
        bool, typer.Option("--reference/--no-reference", help="Draw the built-in facts too.")
    ] = False,
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write.")] = "graph.html",
) -> None:
    """Draw the graph as one HTML page.

    It needs no network; a click on an edge or an actor shows the sentences behind.

    kg view · kg view --actor "North Korea" --output korea.html
    """
    from kg.cli.output import say
    from kg.view import page, picture

    with open_graph(store) as graph:
        centre = graph.names().resolve(actor) if actor else None
        drawn = picture(graph.store, centre=centre, limit=limit, reference=reference, ontology=graph.ontology)
    if not drawn.edges:
        say("There is nothing to draw yet. Load articles with: kg ingest ARTICLE…  (or add --reference)")
        raise typer.Exit(1)
    Path(output).write_text(page(drawn), encoding="utf-8")
    say(f"Wrote {output}: {len(drawn.nodes)} actors, {len(drawn.edges)} facts. Open it in a browser.")
