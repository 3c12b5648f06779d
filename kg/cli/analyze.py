"""`kg analyze`: what the graph as a whole says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import ActorArgument, Format, FormatOption, StoreOption, open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from matplotlib.figure import Figure

    from kg.api import Graph

NAME = "analyze"
app = typer.Typer(
    help="Who matters, who stands together, what is out of balance, and how two get on.",
    no_args_is_help=True,
)


class Counted(StrEnum):
    """Whose facts count."""

    REPORTED = "reported"
    REFERENCE = "reference"
    ALL = "all"


OriginOption = Annotated[
    Counted, typer.Option("--origin", help="Facts from articles, from datasets, or both.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Only facts of this day or later: 2024, 2024-06.")
]
UntilOption = Annotated[str | None, typer.Option("--until", help="Only facts of this day or earlier.")]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Only facts at least so sure.")
]
PersonsOption = Annotated[
    bool, typer.Option("--persons", help="Keep persons apart; else what they do for a state is the state's.")
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="How many rows.")]
PlotOption = Annotated[Path | None, typer.Option("--plot", help="Draw it into this PNG or SVG file.")]
WriteOption = Annotated[
    bool, typer.Option("--write", help="Keep the result as properties of the actors, for Browser.")
]


@app.command()
def centrality(
    store: StoreOption = None,
    origin: OriginOption = Counted.REPORTED,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    persons: PersonsOption = False,
    limit: LimitOption = 20,
    plot: PlotOption = None,
    write: WriteOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Who matters: PageRank, betweenness, and with how many an actor deals.

    PageRank goes by the weight of all ties, betweenness by ways over cooperation. --write keeps both as
    `pagerank` and `betweenness`.

    kg analyze centrality · kg analyze centrality --plot who.png --limit 15
    """
    from kg.analysis.centrality import centrality as of
    from kg.analysis.plots import bars

    with _ties(store, origin, since, until, min_confidence, persons) as (graph, ties):
        found = of(ties)
        if write:
            _keep(graph, pagerank={s.actor: s.pagerank for s in found})
            _keep(graph, betweenness={s.actor: s.betweenness for s in found})
    columns = ("name", "pagerank", "betweenness", "partners", "cooperation", "conflict", "actor")
    _print([_rounded(asdict(s)) for s in found[:limit]], columns, format)
    _drawn(
        plot,
        lambda figure: bars(figure, "Who matters", "PageRank", [(s.name, s.pagerank) for s in found[:limit]]),
    )


@app.command()
def communities(
    store: StoreOption = None,
    origin: OriginOption = Counted.REPORTED,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    persons: PersonsOption = False,
    limit: LimitOption = 20,
    plot: PlotOption = None,
    write: WriteOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Blocs: who stands together, by Louvain on cooperation less conflict.

    `inside` is the net cooperation within a bloc, `outside` that with all others: below zero where conflict prevails.
    --write keeps the number as `bloc`.

    kg analyze communities --origin all · kg analyze communities --plot blocs.svg
    """
    from kg.analysis.blocs import blocs
    from kg.analysis.plots import network

    with _ties(store, origin, since, until, min_confidence, persons) as (graph, ties):
        found = blocs(ties)
        numbers = {id: bloc.number for bloc in found for id in bloc.actors}
        if write:
            _keep(graph, bloc=numbers)
    rows = [
        {
            "bloc": bloc.number,
            "size": len(bloc.actors),
            "names": _some(bloc.names) if format is Format.TABLE else list(bloc.names),
            "inside": round(bloc.inside, 2),
            "outside": round(bloc.outside, 2),
            "actors": list(bloc.actors),
        }
        for bloc in found[:limit]
    ]
    _print(rows, ("bloc", "size", "names", "inside", "outside", "actors"), format)
    _drawn(plot, lambda figure: network(figure, "Blocs", ties, numbers), width=10, height=7)


@app.command()
def balance(
    store: StoreOption = None,
    origin: OriginOption = Counted.REPORTED,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    persons: PersonsOption = False,
    limit: LimitOption = 20,
    plot: PlotOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """How balanced the graph is, and the ties that fit no two camps.

    A triad is balanced where the friend of a friend is a friend and the enemy of an enemy is one. The rows are ties
    with a friend in the other camp or an enemy in one's own.

    kg analyze balance --origin all
    """
    from kg.analysis.balance import balance as of
    from kg.analysis.plots import network
    from kg.cli.output import say

    with _ties(store, origin, since, until, min_confidence, persons) as (_, ties):
        found = of(ties)
    if found.share is None:
        say("There are no three actors of whom each deals with each: balance says nothing here.")
    else:
        say(
            f"{found.balanced} of {found.triads} triads are balanced ({found.share:.0%}): {found.kinds[0]} of three"
            f" friends, {found.kinds[2]} of two friends with an enemy in common. In {found.kinds[1]} two enemies have a"
            f" friend in common, in {found.kinds[3]} all are enemies. {len(found.frustrated)} ties fit no two camps."
        )
    rows = [
        {
            "name": tie.name,
            "tie": "cooperation" if tie.sign > 0 else "conflict",
            "other_name": tie.other_name,
            "net": round(tie.net, 2),
            "unbalanced": tie.unbalanced,
            "triads": tie.triads,
            "actor": tie.actor,
            "other": tie.other,
        }
        for tie in found.frustrated[:limit]
    ]
    columns = ("name", "tie", "other_name", "net", "unbalanced", "triads", "actor", "other")
    _print(rows, columns, format, empty="Every tie fits two camps.")
    sides = {id: number for number, camp in enumerate(found.camps, 1) for id in camp}
    _drawn(plot, lambda figure: network(figure, "Two camps", ties, sides), width=10, height=7)


@app.command()
def brokers(
    store: StoreOption = None,
    origin: OriginOption = Counted.REPORTED,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    persons: PersonsOption = False,
    limit: LimitOption = 20,
    plot: PlotOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Who links actors and blocs that are not linked otherwise.

    By betweenness over cooperation; `constraint` is Burt's: the less, the less an actor's partners know one another.

    kg analyze brokers --limit 10
    """
    from kg.analysis.blocs import brokers as of
    from kg.analysis.plots import bars

    with _ties(store, origin, since, until, min_confidence, persons) as (_, ties):
        found = of(ties)
    columns = ("name", "betweenness", "blocs", "bloc", "constraint", "actor")
    _print([_rounded(asdict(b)) for b in found[:limit]], columns, format)
    ranked = [(b.name, b.betweenness) for b in found[:limit]]
    _drawn(plot, lambda figure: bars(figure, "Who links others", "betweenness", ranked))


@app.command()
def similar(
    actor: Annotated[str | None, typer.Argument(help="Compare this one with all others.")] = None,
    store: StoreOption = None,
    origin: OriginOption = Counted.REPORTED,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    persons: PersonsOption = False,
    limit: LimitOption = 20,
    plot: PlotOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Who is most alike: friends with the same actors, enemies of the same.

    The cosine of their net ties with others, 1 alike to -1 opposite; what the two do with each other does not count.

    kg analyze similar · kg analyze similar Iran
    """
    from kg.analysis.likeness import likenesses
    from kg.analysis.plots import bars

    with _ties(store, origin, since, until, min_confidence, persons) as (graph, ties):
        one = graph.names().resolve(actor) if actor else None
        found = likenesses(ties, one, limit=limit)
    columns = ("name", "other_name", "likeness", "shared", "actor", "other")
    none = "No two actors deal with enough common ones to be compared."
    _print([_rounded(asdict(f)) for f in found], columns, format, empty=none)
    pairs = [(f"{f.name} · {f.other_name}", f.likeness) for f in found]
    _drawn(plot, lambda figure: bars(figure, "Most alike", "likeness (cosine of net ties)", pairs))


@app.command()
def trend(
    actor: ActorArgument,
    other: ActorArgument,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = 0.0,
    plot: PlotOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Cooperation and conflict between two actors, month by month.

    Each reported claim weighs by its quad class, from -2 for material conflict to 2 for material cooperation (the scale
    is kg/analysis/scale.yaml).

    kg analyze trend Russia "North Korea" --plot trend.png
    """
    from kg.analysis.plots import by_month
    from kg.analysis.trend import trend as of

    with open_graph(store) as graph:
        names = graph.names()
        ends = names.resolve(actor), names.resolve(other)
        found = of(
            graph.store,
            *ends,
            since=since,
            until=until,
            min_confidence=min_confidence,
            ontology=graph.ontology,
        )
        called = [known.name if (known := graph.ontology.actors.get(id)) else id for id in ends]
    told = found if format is not Format.TABLE else [month for month in found if month.claims]
    rows = [{**asdict(month), "net": month.net} for month in told]
    none = f"No dated claim says what {called[0]} and {called[1]} did to or with each other."
    _print(rows, ("month", "cooperation", "conflict", "net", "claims"), format, empty=none)
    if found:
        title = f"{called[0]} and {called[1]}: what was reported"
        _drawn(plot, lambda figure: by_month(figure, title, found), width=9)


@contextmanager
def _ties(
    store: str | None,
    origin: Counted,
    since: str | None,
    until: str | None,
    min_confidence: float,
    persons: bool,
) -> Iterator[tuple[Graph, nx.Graph]]:
    """The open graph and its signed network, as the options choose them."""
    from kg.analysis import Selection, between_states, signed
    from kg.model import Level, Origin

    origins = frozenset(Origin) if origin is Counted.ALL else frozenset({Origin(origin.value)})
    chosen = Selection(origins, since, until, min_confidence)
    with open_graph(store) as graph:
        if persons:
            network = graph.to_networkx(levels=(Level.ACTOR,))
        else:
            network = between_states(graph.to_networkx())
        yield graph, signed(network, graph.ontology, which=chosen)


def _keep(graph: Graph, **measures: Mapping[str, float]) -> None:
    from kg.cli.output import say

    graph.store.measure(measures)
    for name, values in measures.items():
        say(f"Wrote {name} of {len(values)} actors.")


def _print(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    format: Format,
    *,
    empty: str = "No such facts. Load articles with: kg ingest ARTICLE…  (or count --origin all)",
) -> None:
    from kg.cli.output import show

    # Ids are for programs: people see names.
    ids = {"actor", "other", "actors"}
    seen = [column for column in columns if format is not Format.TABLE or column not in ids]
    show(rows, seen, format, empty=empty)


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def _some(names: Sequence[str], most: int = 12) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _drawn(
    plot: Path | None, draw: Callable[[Figure], None], *, width: float = 7, height: float = 4.5
) -> None:
    if plot is None:
        return
    from kg.cli.figure import figure
    from kg.cli.output import say

    with figure(plot, width, height) as drawn:
        draw(drawn)
    say(f"Wrote {plot}.")
