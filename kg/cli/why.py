"""`kg why`: the sentences behind what joins two actors."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import (
    ActorArgument,
    Format,
    FormatOption,
    LinksOption,
    StoreOption,
    browser_links,
    complete_relations,
    open_graph,
)
from kg.model import Modality

NAME = "why"


def command(
    start: ActorArgument,
    end: ActorArgument,
    store: StoreOption = None,
    relation: Annotated[
        str | None,
        typer.Option("--relation", help="Only this relation.", autocompletion=complete_relations),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many sentences.")] = 50,
    links: LinksOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show the sentences behind what joins two actors.

    In either direction, and whether done, denied, planned or alleged. What several papers print of one story is shown once.

    kg why Russia "North Korea" · kg why Seoul Kyiv --relation SUPPLIES_ARMS_TO
    """
    from kg.cli.output import show, tell

    to = browser_links(store) if links else None
    with open_graph(store) as graph:
        result = graph.why(start, end, relation=relation, limit=limit)
        ontology = graph.ontology
    rows = result.dicts()
    none = f"No sentence joins {start} and {end}."
    addresses = [to.to_facts([row["fact_id"]]) for row in rows] if to else []
    if format is not Format.TABLE:
        show(rows, result.columns, format, empty=none, links=addresses)
        return
    tell(
        (
            (
                f"{row['subject']} {ontology.label(row['relation'], Modality(row['modality']))} {row['object']}",
                row["sentence"],
                " · ".join(filter(None, (row["day"], row["article"], _also(row["also"])))),
            )
            for row in rows
        ),
        empty=none,
        links=addresses,
    )


def _also(papers: int) -> str:
    return f"also in {papers} other paper{'s' if papers > 1 else ''}" if papers else ""
