"""Options and completions that several commands share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.api import Graph


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def _actors(incomplete: str) -> Iterable[str]:
    from kg.names import Names
    from kg.ontology import load

    return sorted(Names(load()).starting_with(incomplete))[:50]


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        help="A file (graph.lbug) or a server (neo4j://host). Else KG_STORE, NEO4J_URI, kg.toml.",
        show_default=False,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Force the input's format: text, markdown, html, jsonl, csv, claims.",
        show_default=False,
    ),
]
OntologyOption = Annotated[
    str | None,
    typer.Option(
        "--ontology", help="A folder with relations, actors and words of your own.", show_default=False
    ),
]
ActorArgument = Annotated[
    str, typer.Argument(help="A name as people write it: seoul, putin, NATO.", autocompletion=_actors)
]


def open_graph(store: str | None) -> Graph:
    """The graph that the flags and settings name. Raises `UsageError` for a file that is not there."""
    from pathlib import Path

    from kg import api
    from kg.errors import UsageError
    from kg.settings import settings

    chosen = settings(store=store).store
    if "://" not in chosen and not Path(chosen).exists():
        raise UsageError(
            f"There is no graph at {chosen}.",
            remedy="Make one with: kg ingest ARTICLE…  (or name another with --store)",
        )
    return api.open(chosen)
