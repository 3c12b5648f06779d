"""`kg export`: the graph as files that other tools read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption, complete_relations, open_graph
from kg.model import Level, Modality, Origin

NAME = "export"


def command(
    file: Annotated[Path, typer.Argument(help="Where to: its ending says the format.")],
    store: StoreOption = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="jsonl, graphml, gexf, node-link, cypher, csv, rdf or parquet."),
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help="Only facts of this one; may be repeated.")
    ] = None,
    relations: Annotated[
        str | None,
        typer.Option("--relations", help="Only these, with commas.", autocompletion=complete_relations),
    ] = None,
    modalities: Annotated[
        str | None, typer.Option("--modalities", help="Only these, with commas: actual,denied.")
    ] = None,
    level: Annotated[
        Level | None,
        typer.Option("--level", help="Between actors named, or states; each counts nothing twice."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Only facts of this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only facts of this day or earlier.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Only facts at least so sure.")
    ] = 0.0,
    origin: Annotated[
        str | None, typer.Option("--origin", help="reported or reference: only facts with this origin.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Write the graph for other tools; the format goes by the file's ending.

    .jsonl (all; kg import reads it back), .graphml .gexf .json (actors and facts: Gephi, networkx), .cypher (Neo4j),
    .csv (a folder for neo4j-admin), .ttl (RDF), .parquet (a folder of tables).

    kg export graph.graphml --level state · kg export korea.jsonl --actor "North Korea"
    """
    from kg.cli.output import say
    from kg.export import Choice, Content, export, format_of

    format_of(file, to)
    with open_graph(store) as graph:
        choice = Choice(
            actors=frozenset(map(graph.names().resolve, actor or ())),
            relations=frozenset(_among("relation", relations, list(graph.ontology.relations), upper=True)),
            modalities=frozenset(map(Modality, _among("modality", modalities, list(Modality)))),
            origins=frozenset(map(Origin, _among("origin", origin, list(Origin)))),
            level=level,
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        counts = export(Content(graph.store, choice), file, to=to, force=force)
    parts = f"{counts.actors} actors, {counts.facts} facts"
    if counts.articles:
        parts += f", {counts.articles} articles with {counts.claims} claims"
    say(f"Wrote {file}: {parts}.")


def _among(what: str, text: str | None, allowed: Sequence[str], *, upper: bool = False) -> list[str]:
    from kg.errors import UsageError

    given = [part.strip() for part in (text or "").split(",") if part.strip()]
    names = [name.upper() if upper else name.lower() for name in given]
    for name in names:
        if name not in allowed:
            raise UsageError(f"There is no {what} {name}.", remedy=f"Allowed: {', '.join(allowed)}.")
    return names
