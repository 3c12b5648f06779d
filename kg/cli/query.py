"""`kg query`: canned queries, and Cypher of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from kg.cli.options import Format, FormatOption, StoreOption, open_graph

NAME = "query"
app = typer.Typer(help="Canned queries: list, show, run; or Cypher of your own.", no_args_is_help=True)


def _names(incomplete: str) -> Iterable[str]:
    from kg.queries import find

    return [query.id for query in find().list() if query.id.startswith(incomplete)]


NameArgument = Annotated[str, typer.Argument(help="The query's id.", autocompletion=_names)]


@app.command("list")
def list_(
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    category: Annotated[str | None, typer.Option("--category", help="Only of this category.")] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """List the canned queries."""
    from kg.cli.output import show
    from kg.queries import find

    rows = [
        {
            "category": q.category,
            "id": q.id,
            "title": q.title,
            "params": [p.name if p.required else f"[{p.name}]" for p in q.params],
            "tags": list(q.tags),
        }
        for q in find().list(tag=tag, category=category)
    ]
    columns = (
        ("category", "id", "title", "params")
        if format is Format.TABLE
        else ("category", "id", "title", "params", "tags")
    )
    show(rows, columns, format, empty="No such query. List them all with: kg query list")


@app.command()
def show(name: NameArgument) -> None:
    """Show a query: what it answers, what it takes, its Cypher."""
    from kg.queries import find

    query = find().get(name)
    typer.echo(query.path.read_text(encoding="utf-8").rstrip())


@app.command()
def run(
    name: NameArgument,
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value; actors as people write them.")
    ] = None,
    store: StoreOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Run a canned query.

    kg query run who-arms-whom · kg query run allies -p actor=Seoul · kg query run timeline -p actor=Putin -f csv
    """
    from kg.cli.output import show as show_rows
    from kg.queries import find

    query = find().get(name)
    given = dict(_pair(text) for text in params or [])
    with open_graph(store) as graph:
        result = graph.query(query.id, **given)
    columns = [c for c in result.columns if format is not Format.TABLE or not c.endswith("_id")]
    if format is Format.TABLE and len(columns) > 2 and "path" in columns:
        columns.remove("path")  # what it shows stands in the other columns too
    show_rows(result.dicts(), columns, format, title=query.title, empty="The graph has no answer to that.")


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(help="A reading statement, in the store's own Cypher.")],
    params: Annotated[list[str] | None, typer.Option("--param", "-p", help="name=value, as text.")] = None,
    store: StoreOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Run Cypher of your own; nothing it does can write.

    kg query cypher "MATCH (a)-[f:SANCTIONS]->(b) RETURN a.name, b.name, f.mentions LIMIT 5"
    """
    from kg.cli.output import show as show_rows

    with open_graph(store) as graph:
        result = graph.store.run(text, dict(_pair(text) for text in params or []))
    show_rows(result.dicts(), result.columns, format, empty="No rows.")


def _pair(text: str) -> tuple[str, str]:
    from kg.errors import UsageError

    name, separator, value = text.partition("=")
    if not separator or not name:
        raise UsageError(f"«{text}» is no parameter.", remedy="Write it as name=value: -p actor=Seoul")
    return name.strip(), value
