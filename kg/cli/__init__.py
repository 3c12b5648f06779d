"""The command line: one file a command, each thin — parse, call, print. Heavy imports happen inside a command."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.cli import (
    actor,
    analyze,
    browser,
    compare,
    doctor,
    evaluate,
    export,
    extract,
    import_,
    ingest,
    init,
    loaders,
    path,
    query,
    remove,
    search,
    stats,
    view,
    watch,
    why,
)
from kg.errors import KgError


class _Told(TyperGroup):
    """A group whose commands fail with a message and a remedy; with --debug, with the traceback."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        from kg.cli.output import complain

        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except (KgError, OSError) as error:
            if ctx.params["debug"]:
                raise
            complain(_as_told(error))
            raise typer.Exit(getattr(error, "exit_code", 1)) from None
        except Exception as error:
            # Click's own, of a wrong use, tell themselves.
            if ctx.params["debug"] or hasattr(error, "exit_code"):
                raise
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            complain(
                KgError(
                    f"kg itself failed: {what}",
                    remedy=f"Please report it, with what this prints: kg --debug {ctx.invoked_subcommand} …",
                )
            )
            raise typer.Exit(1) from None


def _as_told(error: KgError | OSError) -> KgError:
    if isinstance(error, KgError):
        return error
    where = f"{error.filename}: " if error.filename else ""
    remedy = "Check that the path exists, that you may use it, and that the disk is not full."
    return KgError(f"{where}{error.strerror or error}", remedy=remedy)


app = typer.Typer(
    name="kg",
    cls=_Told,
    help="News in, a graph of who does what to whom in world politics out; each edge backed by its sentence.",
    epilog="Begin with: kg ingest ARTICLE… · kg path Seoul Poland · kg why Russia 'North Korea' · kg view",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help comes in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    ingest,
    watch,
    extract,
    evaluate,
    path,
    why,
    compare,
    actor,
    search,
    view,
    export,
    import_,
    loaders,
    stats,
    remove,
    init,
    doctor,
):
    app.command(command.NAME)(command.command)
app.add_typer(query.app, name=query.NAME)
app.add_typer(analyze.app, name=analyze.NAME)
app.add_typer(browser.app, name=browser.NAME)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks: kg --debug COMMAND …")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    if not debug:
        # The driver logs each of its retries; what comes of them is told by the command.
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that cannot show a letter gets its code; half a table would help nobody.
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app()
