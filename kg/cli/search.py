"""`kg search`: actors and sentences by words."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import Format, FormatOption, StoreOption, open_graph

NAME = "search"


def command(
    text: Annotated[str, typer.Argument(help="Words to look for.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many hits.")] = 20,
    format: FormatOption = Format.TABLE,
) -> None:
    """Find actors by name, and sentences by their words.

    kg search drones · kg search "defense pact" --limit 5
    """
    from dataclasses import asdict

    from kg.cli.output import show

    with open_graph(store) as graph:
        hits = [asdict(hit) for hit in graph.store.search(text, limit)]
    columns = (
        ("kind", "text", "article") if format is Format.TABLE else ("kind", "id", "text", "score", "article")
    )
    show(hits, columns, format, empty=f"Nothing found for «{text}».")
