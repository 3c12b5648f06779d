"""`kg remove`: take back what articles added."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import StoreOption, open_graph

NAME = "remove"


def command(
    articles: Annotated[list[str], typer.Argument(help="Ids of articles, as `kg why` shows them.")],
    store: StoreOption = None,
) -> None:
    """Take articles back out of the graph.

    With their claims and the facts that rest on nothing else; all that others say stays.

    kg remove docs/samples/aukus.md
    """
    from kg.cli.output import say, warn
    from loaders.web.state import state_of

    with open_graph(store) as graph:
        known = graph.store.known(articles)
        removed = graph.store.remove(articles)
        # Feeds that led to them are to be read again, if somebody asks for them.
        state_of(graph.store.url).unlink(missing_ok=True)
    for missing in (article for article in articles if article not in known):
        warn(f"no article {missing} in the graph")
    say(f"Removed {removed} of {len(articles)} articles.")
    if removed < len(articles):
        raise typer.Exit(3 if removed else 1)
