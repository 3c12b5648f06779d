"""Options and completions that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.browser import Links


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def quietly(found: Callable[[], Iterable[str]]) -> list[str]:
    """What completes a word; nothing where finding it fails, for a shell waits in the middle of a line."""
    try:
        return list(found())
    except Exception:
        return []


def _actors(incomplete: str) -> list[str]:
    def found() -> Iterable[str]:
        from kg.names import Names
        from kg.ontology import load

        return sorted(Names(load()).starting_with(incomplete))[:50]

    return quietly(found)


def _formats(incomplete: str) -> list[str]:
    def found() -> Iterable[str]:
        from loaders import CLAIMS, DATASETS, FORMATS, GRAPH

        return [name for name in (*FORMATS, CLAIMS, GRAPH, *DATASETS) if name.startswith(incomplete)]

    return quietly(found)


def complete_relations(incomplete: str) -> list[str]:
    """Relations that begin so; the last of several with commas between them."""

    def found() -> Iterable[str]:
        from kg.ontology import load

        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in load().relations if name.startswith(last.upper())]

    return quietly(found)


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
        help="Force the input's format (see kg loaders), or claims, graph.",
        show_default=False,
        autocompletion=_formats,
    ),
]
QueriesOption = Annotated[
    str | None,
    typer.Option(
        "--queries",
        help="A folder of queries of your own. Else KG_QUERIES, kg.toml.",
        show_default=False,
    ),
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of your own network and machine too.")
]
PagesOption = Annotated[int, typer.Option("--max-pages", min=1, help="How many addresses are fetched.")]
MapOption = Annotated[
    str | None,
    typer.Option("--map", help="What columns are called: text=story,published=day.", show_default=False),
]
OntologyOption = Annotated[
    str | None,
    typer.Option(
        "--ontology",
        help="A folder with relations.yaml, actors/ or lexicon/ of your own.",
        show_default=False,
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="The spaCy pipeline. Else KG_SPACY_MODEL, kg.toml.", show_default=False),
]
ActorArgument = Annotated[
    str, typer.Argument(help="A name as people write it: seoul, putin, NATO.", autocompletion=_actors)
]


LinksOption = Annotated[
    bool, typer.Option("--links", help="With links that open it in Neo4j Browser (see kg browser).")
]


def browser_links(store: str | None) -> Links:
    """Links into the Browser of the store that the flags and settings name."""
    from kg.browser import links
    from kg.settings import settings

    chosen = settings(store=store)
    return links(chosen.store, chosen.username)


def columns_of(text: str | None) -> dict[str, str]:
    """What `--map` gives, by field of an article. Raises `UsageError` for a text that is no such list."""
    from kg.errors import UsageError

    columns = {}
    for part in (text or "").split(",") if text else ():
        field, separator, name = part.partition("=")
        if not separator or not name.strip():
            raise UsageError(f"«{part}» maps nothing.", remedy="Write it as --map text=story,published=day")
        columns[field.strip()] = name.strip()
    return columns


def open_graph(store: str | None, queries: str | None = None) -> Graph:
    """The graph that the flags and settings name. Raises `UsageError` for a file that is not there."""
    from pathlib import Path

    from kg.api import Graph
    from kg.errors import UsageError
    from kg.settings import settings

    chosen = settings(store=store, queries=queries)
    if "://" not in chosen.store and not Path(chosen.store).exists():
        raise UsageError(
            f"There is no graph at {chosen.store}.",
            remedy="Make one with: kg ingest ARTICLE…  (or name another with --store)",
        )
    return Graph.at(chosen)
