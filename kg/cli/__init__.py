"""The command line: one file a command, each thin — parse, call, print. Heavy imports happen inside a command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import (
    actor,
    doctor,
    extract,
    ingest,
    init,
    path,
    query,
    remove,
    search,
    stats,
    view,
    why,
)
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="News in, a graph of who does what to whom in world politics out; each edge backed by its sentence.",
    epilog="Begin with: kg ingest ARTICLE… · kg path Seoul Poland · kg why Russia 'North Korea' · kg view",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help comes in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ingest, extract, path, why, actor, search, view, stats, remove, init, doctor):
    app.command(command.NAME)(command.command)
app.add_typer(query.app, name=query.NAME)

_debug = False


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    global _debug
    _debug = debug


def main() -> None:
    """Run the command line; a `KgError` is shown as message and remedy, without a traceback."""
    try:
        app()
    except KgError as error:
        if _debug:
            raise
        from kg.cli.output import complain

        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. What was finished is kept; the same command again does the rest.\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
