"""`kg view`: the graph as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import StoreOption, open_graph
from kg.cli.query import complete_names, complete_params, pairs

if TYPE_CHECKING:
    from kg.api import Graph

NAME = "view"


def command(
    store: StoreOption = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only this actor and its neighbours.")] = None,
    path: Annotated[
        tuple[str, str] | None, typer.Option("--path", help="Only the ways by alliances between two actors.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", help="Only what this canned query finds.", autocompletion=complete_names),
    ] = None,
    params: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="name=value, for --query.", autocompletion=complete_params),
    ] = None,
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

    kg view · kg view --actor "North Korea" -o korea.html · kg view --path Seoul Poland · kg view --query who-arms-whom
    """
    from kg.cli.output import say
    from kg.errors import UsageError
    from kg.view import page, picture

    if sum(chosen is not None for chosen in (actor, path, query)) > 1:
        raise UsageError("--actor, --path and --query exclude one another.", remedy="Give one of them.")
    with open_graph(store) as graph:
        centre = graph.names().resolve(actor) if actor else None
        facts = _of_path(graph, *path) if path else _of_query(graph, query, pairs(params)) if query else None
        drawn = picture(
            graph.store, centre=centre, facts=facts, limit=limit, reference=reference, ontology=graph.ontology
        )
    if not drawn.edges:
        say(
            "There is nothing to draw: no such way, or an answer without facts."
            if facts is not None
            else "There is nothing to draw yet. Load articles with: kg ingest ARTICLE…  (or add --reference)"
        )
        raise typer.Exit(1)
    Path(output).write_text(page(drawn), encoding="utf-8")
    say(f"Wrote {output}: {len(drawn.nodes)} actors, {len(drawn.edges)} facts. Open it in a browser.")
    if facts is not None and len(facts) > limit:
        say(f"{len(facts) - limit} facts more were left out; --limit takes more.")


def _of_path(graph: Graph, start: str, end: str) -> set[str]:
    return {fact for route in graph.path(start, end, every=False) for fact in route.facts}


def _of_query(graph: Graph, name: str, params: dict[str, str]) -> set[str]:
    from kg.stores import facts_in

    return {id for row in graph.query(name, **params).rows for id in facts_in(row)}
