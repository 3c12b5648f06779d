"""`kg compare`: what articles say against what datasets know, and alliances against votes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.options import Format, FormatOption, StoreOption, open_graph

NAME = "compare"
_QUERIES = (
    "pacts-no-dataset-knows",
    "pacts-nobody-reports",
    "arms-no-dataset-knows",
    "arms-nobody-reports",
    "friends-who-vote-apart",
)


def command(
    actor: Annotated[str | None, typer.Argument(help="Only with this actor at either end.")] = None,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many of each.")] = 20,
    format: FormatOption = Format.TABLE,
) -> None:
    """Set what articles report against what reference data knows.

    Pacts and arms that are reported and in no dataset, and those of the datasets that nobody reports though articles tell of
    both; allies who vote against each other in the UN General Assembly. Each is a canned query too.

    kg ingest sipri.csv atop.csv AgreementScores.csv news/ · kg compare · kg compare Russia
    """
    from kg.cli.output import show
    from kg.queries import find

    library = find(())
    told: list[dict[str, Any]] = []
    with open_graph(store) as graph:
        for name in _QUERIES:
            params = {"actor": actor, "limit": limit}
            rows = graph.query(name, **params).dicts()
            if format is Format.TABLE:
                title = library.get(name).title
                typer.echo(f"{title}: {len(rows)}" + (f", the first {limit}" if len(rows) == limit else ""))
                show(
                    rows, [column for column in rows[0] if column != "path"] if rows else [], format, empty=""
                )
            told += [
                {"finding": name, **{key: value for key, value in row.items() if key != "path"}}
                for row in rows
            ]
    if format is not Format.TABLE:
        columns = (
            "finding", "subject", "label", "object", "mentions", "first_reported", "since", "until", "votes",
        )  # fmt: skip
        show(told, columns, format)
