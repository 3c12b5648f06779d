"""`kg query`: canned queries, and Cypher of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import (
    Format,
    FormatOption,
    LinksOption,
    QueriesOption,
    StoreOption,
    browser_links,
    open_graph,
    quietly,
)

if TYPE_CHECKING:
    from kg.queries import Library, Query

NAME = "query"
app = typer.Typer(help="Canned queries: list, show, run; or Cypher of your own.", no_args_is_help=True)


def _library(folder: str | None = None) -> Library:
    from kg.queries import find
    from kg.settings import settings

    return find(settings(queries=folder).queries)


def complete_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of queries that begin so."""

    def found() -> Iterable[str]:
        library = _library(ctx.params.get("queries"))
        return [query.id for query in library.list() if query.id.startswith(incomplete)]

    return quietly(found)


def complete_params(ctx: typer.Context, incomplete: str) -> list[str]:
    """The parameters, of the query named before, that begin so."""

    def found() -> Iterable[str]:
        library = _library(ctx.params.get("queries"))
        params = library.get(ctx.params.get("name") or ctx.params["query"]).params
        return [f"{param.name}=" for param in params if param.name.startswith(incomplete)]

    return quietly(found)


NameArgument = Annotated[str, typer.Argument(help="The query's id.", autocompletion=complete_names)]


@app.command("list")
def list_(
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    category: Annotated[str | None, typer.Option("--category", help="Only of this category.")] = None,
    queries: QueriesOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """List the canned queries.

    kg query list · kg query list --category alliances · kg query list --tag path
    """
    from kg.cli.output import console, show

    found = _library(queries).list(tag=tag, category=category)
    none = "No such query. List them all with: kg query list"
    if format is not Format.TABLE or not found or not console().is_terminal:
        columns: tuple[str, ...] = ("category", "id", "title", "params")
        if format is not Format.TABLE:
            columns += ("description", "tags")
        show([_row(query) for query in found], columns, format, empty=none)
        return
    for name, group in groupby(found, key=lambda query: query.category):
        show([_row(query) for query in group], ("id", "title", "params"), format, title=name)


def _row(query: Query) -> dict[str, Any]:
    return {
        "category": query.category,
        "id": query.id,
        "title": query.title,
        "description": query.description,
        "params": [p.name if p.required else f"[{p.name}]" for p in query.params],
        "tags": list(query.tags),
    }


@app.command()
def show(name: NameArgument, queries: QueriesOption = None) -> None:
    """Show what a query answers, what it takes, and its Cypher.

    kg query show allies
    """
    from kg.cli.output import clean

    for line in _library(queries).get(name).path.read_text(encoding="utf-8").rstrip().splitlines():
        typer.echo(clean(line))


@app.command()
def run(
    name: NameArgument,
    params: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", help="name=value; actors as people write them.", autocompletion=complete_params
        ),
    ] = None,
    store: StoreOption = None,
    queries: QueriesOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what would be asked, and the store's plan; run nothing.")
    ] = False,
    links: LinksOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Run a canned query.

    kg query run who-arms-whom · kg query run allies -p actor=Seoul · kg query run timeline -p actor=Putin -f csv
    """
    from kg.cli.output import clean
    from kg.cli.output import show as show_rows
    from kg.stores import facts_in

    query = _library(queries).get(name)
    to = browser_links(store) if links else None
    with open_graph(store, queries) as graph:
        if explain:
            for line in graph.explain(query.id, **pairs(params)).splitlines():
                typer.echo(clean(line))
            return
        result = graph.query(query.id, **pairs(params))
    columns = [c for c in result.columns if format is not Format.TABLE or _is_read(c, result.columns)]
    facts = [sorted(facts_in(row)) for row in result.rows]
    show_rows(
        result.dicts(),
        columns,
        format,
        title=query.title,
        empty="The graph has no answer to that.",
        links=[to.to_facts(ids) if ids else "" for ids in facts] if to else (),
    )


def _is_read(column: str, columns: Sequence[str]) -> bool:
    """Whether people want this column in a table: no ids, and no path whose ends and label stand beside it."""
    told_twice = column == "path" and {"subject", "label", "object"} <= set(columns)
    return not column.endswith("_id") and not told_twice


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The id of the query: words joined by -.")],
    folder: Annotated[Path, typer.Option("--queries", help="The folder of your own queries.")] = Path(
        "queries"
    ),
) -> None:
    """Begin a query of your own: a file to fill in, which kg query check then looks over.

    kg query new who-funds-whom --queries mine · kg query run who-funds-whom --queries mine
    """
    from kg.cli.output import say
    from kg.errors import UsageError
    from kg.queries import scaffold

    path = folder / f"{name}.cypher"
    if path.exists():
        raise UsageError(f"{path} is there already.", remedy="Choose another name.")
    text = scaffold(name)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    say(f"Wrote {path}. Run it with: kg query run {name} --queries {folder}")


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder of your own queries.")] = Path("queries"),
) -> None:
    """Look over queries of your own: head, parameters, reading only, an order without ties.

    kg query check mine
    """
    from kg.cli.output import say
    from kg.queries import faults

    found, count = [], 0
    for path, told in faults(folder):
        count += 1
        found += [f"{path}: {fault}" if not fault.startswith(str(path)) else fault for fault in told]
    for fault in found:
        say(fault)
    say(f"{count} queries, {len(found)} faults.")
    if found:
        raise typer.Exit(1)


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(help="A reading statement, in the store's own Cypher.")],
    params: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="name=value; numbers, true, false and lists as in JSON."),
    ] = None,
    store: StoreOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Run Cypher of your own; nothing it does can write.

    kg query cypher "MATCH (a)-[f:SANCTIONS]->(b) RETURN a.name, b.name, f.mentions LIMIT 5"
    """
    from kg.cli.output import show as show_rows
    from kg.errors import QueryError
    from kg.queries.lint import parameters

    values = {name: _value(value) for name, value in pairs(params).items()}
    if missing := sorted(parameters(text) - set(values)):
        # Neo4j refuses these, Ladybug takes them for null and finds nothing.
        raise QueryError(
            f"The statement takes ${missing[0]}, which is not given.", remedy=f"Give it: -p {missing[0]}=…"
        )
    with open_graph(store) as graph:
        result = graph.store.run(text, values)
    show_rows(result.dicts(), result.columns, format, empty="No rows.")


def pairs(texts: list[str] | None) -> dict[str, str]:
    """What `-p name=value` gives. Raises `QueryError` for a text that is no such pair, and for a name given twice."""
    from kg.errors import QueryError

    pairs: dict[str, str] = {}
    for text in texts or []:
        name, separator, value = text.partition("=")
        name = name.strip()
        if not separator or not name:
            raise QueryError(f"«{text}» is no parameter.", remedy="Write it as name=value: -p actor=Seoul")
        if name in pairs:
            raise QueryError(f"The parameter {name} is given twice.", remedy="Give it once.")
        pairs[name] = value
    return pairs


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
