"""`kg browser`: what makes Neo4j Browser at home with the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import OntologyOption, StoreOption
from kg.cli.query import NameArgument, complete_params, pairs

if TYPE_CHECKING:
    from kg.browser import Links

NAME = "browser"
app = typer.Typer(help="A kit for Neo4j Browser: favourites, style, guide, links.", no_args_is_help=True)
AddressOption = Annotated[
    str | None,
    typer.Option("--browser", help="Where Browser is. Else KG_BROWSER, else port 7474 of the server."),
]


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="The folder to write into.")],
    store: StoreOption = None,
    browser: AddressOption = None,
    ontology: OntologyOption = None,
) -> None:
    """Write favourites, style, guide and links for Neo4j Browser.

    Drop favourites.zip and kg.grass on its favourites; `:play` guide.html from where `kg browser serve` gives it.

    kg browser export kit
    """
    from kg.api import ontology_of
    from kg.browser import export_kit
    from kg.cli.output import say
    from kg.queries import find
    from kg.settings import settings

    chosen = settings(ontology=ontology)
    kit = export_kit(
        folder,
        find(chosen.queries),
        ontology_of(chosen.ontology),
        _links(store, browser, "neo4j://localhost"),
    )
    for file in kit:
        say(f"Wrote {file}.")


@app.command("open")
def open_(
    name: NameArgument,
    params: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", help="name=value; actors as people write them.", autocompletion=complete_params
        ),
    ] = None,
    store: StoreOption = None,
    browser: AddressOption = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the address; open nothing.")] = False,
) -> None:
    """Open Neo4j Browser with a canned query in its editor; Ctrl+Enter runs it.

    kg browser open allies -p actor=Seoul · kg browser open who-arms-whom --print
    """
    from kg.api import ontology_of
    from kg.names import Names
    from kg.queries import bind, find
    from kg.settings import settings
    from kg.stores.literals import literal, with_values

    chosen = settings(store=store)
    query = find(chosen.queries).get(name)
    values = bind(query, pairs(params), resolve=Names(ontology_of(chosen.ontology)).resolve)
    written = {param: literal(value) for param, value in values.items()}
    address = _links(store, browser).to(f"// {query.title}\n{with_values(query.text, written)}")
    if print_ or typer.launch(address) != 0:
        typer.echo(address)


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 7475,
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    store: StoreOption = None,
    browser: AddressOption = None,
    ontology: OntologyOption = None,
) -> None:
    """Serve the kit over HTTP, so that Browser can fetch guide and style.

    In Browser: `:play http://localhost:7475/guide.html` and `:style http://localhost:7475/kg.grass`. Ends with Ctrl-C.

    kg browser serve --port 7475
    """
    import tempfile

    from kg.api import ontology_of
    from kg.browser import export_kit
    from kg.browser.serve import serving
    from kg.cli.output import say
    from kg.queries import find
    from kg.settings import settings

    chosen = settings(ontology=ontology)
    with tempfile.TemporaryDirectory() as folder:
        to = _links(store, browser, "neo4j://localhost")
        export_kit(Path(folder), find(chosen.queries), ontology_of(chosen.ontology), to)
        with serving(Path(folder), host, port) as server:
            say(f"Serving the kit at http://{host}:{server.server_address[1]}/ until Ctrl-C.")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                say("Stopped.")


def _links(store: str | None, browser: str | None, otherwise: str | None = None) -> Links:
    """Links for the store of the settings; where that is a file, for `otherwise`, if given."""
    from kg.browser import links
    from kg.settings import settings

    chosen = settings(store=store)
    where = chosen.store if "://" in chosen.store or otherwise is None else otherwise
    return links(where, chosen.username, browser)
