"""`kg actor`: who somebody is, and what joins them to others."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import ActorArgument, Format, FormatOption, StoreOption, open_graph

NAME = "actor"
_COLUMNS = ("subject", "label", "object", "mentions", "sources")


def command(
    name: ActorArgument,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many relations.")] = 40,
    format: FormatOption = Format.TABLE,
) -> None:
    """Who an actor is, and its relations with how often and by how many sources each is reported.

    kg actor Putin · kg actor NATO --limit 100 · kg actor "North Korea" --format json
    """
    from kg.cli.output import say, show

    with open_graph(store) as graph:
        names = graph.names()
        who = names.actors[names.resolve(name)]
        result = graph.query("relations-of-actor", actor=who.id, limit=limit)
    also = f"; also {', '.join(who.aliases[:6])}" if who.aliases else ""
    links = f"; Wikidata {who.qid}" if who.qid else ""
    of = f" of {who.country}" if who.country and who.kind != "country" else ""
    say(f"{who.name}: {who.kind}{of} ({who.id}{links}){also}")
    rows = result.dicts()
    show(rows, _COLUMNS, format, empty=f"The graph says nothing of {who.name} yet.")
