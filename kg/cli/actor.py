"""`kg actor`: who somebody is, and what joins them to others."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import (
    ActorArgument,
    Format,
    FormatOption,
    LinksOption,
    StoreOption,
    browser_links,
    open_graph,
)

if TYPE_CHECKING:
    from kg.model import Actor

NAME = "actor"
_COLUMNS = ("subject", "label", "object", "since", "until", "mentions", "sources")
_OF_FACT = (
    "id",
    "relation",
    "level",
    "since",
    "until",
    "first_reported",
    "last_reported",
    "confidence",
    "origins",
)


def command(
    name: ActorArgument,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many relations.")] = 40,
    links: LinksOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Tell who an actor is, and its relations.

    Each with how often it is reported, and by how many independent sources; `kg why` shows the sentences.

    kg actor Putin · kg actor NATO --limit 100 · kg actor "North Korea" --format json
    """
    from kg.cli.output import show, tell

    to = browser_links(store) if links else None
    with open_graph(store) as graph:
        names = graph.names()
        who = names.actors[names.resolve(name)]
        result = graph.query("relations-of-actor", actor=who.id, limit=limit)
    rows = [_relation(row) for row in result.dicts()]
    if format is Format.JSON:
        show([{**asdict(who), "relations": rows}], _COLUMNS, format)
        return
    if format is Format.TABLE:
        tell([(who.name, _portrait(who), who.id)], empty="", links=[to.to_actor(who.id)] if to else ())
    columns = _COLUMNS if format is Format.TABLE else (*_COLUMNS, *(c for c in _OF_FACT if c not in _COLUMNS))
    addresses = [to.to_facts([row["id"]]) for row in rows] if to else []
    show(rows, columns, format, empty=f"The graph says nothing of {who.name} yet.", links=addresses)


def _relation(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the query, with what the fact itself holds in the place of the path."""
    (fact,) = row.pop("path").edges
    return {**row, **{name: fact.properties.get(name) for name in _OF_FACT}}


def _portrait(who: Actor) -> str:
    of = f" of {who.country}" if who.country and who.kind != "country" else ""
    also = f"also {', '.join(who.aliases[:6])}" if who.aliases else ""
    link = f"Wikidata {who.qid}" if who.qid else ""
    return "; ".join(filter(None, (f"{who.kind}{of}", also, link)))
