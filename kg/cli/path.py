"""`kg path`: how two actors are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import (
    ActorArgument,
    Format,
    FormatOption,
    LinksOption,
    StoreOption,
    browser_links,
    complete_relations,
    open_graph,
)

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.cli.output import Statement
    from kg.ontology import Ontology

NAME = "path"


def command(
    start: ActorArgument,
    end: ActorArgument,
    store: StoreOption = None,
    relations: Annotated[
        str | None,
        typer.Option(
            "--relations",
            help="«all», or relations with commas. Default: alliances.",
            autocompletion=complete_relations,
        ),
    ] = None,
    max_hops: Annotated[
        int, typer.Option("--max-hops", min=1, max=8, help="The longest way looked for.")
    ] = 4,
    every: Annotated[
        bool, typer.Option("--all", help="All ways up to that length, not only the shortest.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many ways are shown.")] = 100,
    sentences: Annotated[
        bool, typer.Option("--sentences/--no-sentences", help="Show what each step rests on.")
    ] = True,
    links: LinksOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show how two actors are joined, and by what.

    By alliances that hold today, unless other relations are named; each step with the sentence it rests on.

    kg path Seoul Poland · kg path Iran Hamas --relations all · kg path Moscow Pyongyang --all --max-hops 3
    """
    from kg.cli.output import say, show, tell

    to = browser_links(store) if links else None
    with open_graph(store) as graph:
        network = graph.to_networkx()
        wanted = _relations(relations, graph)
        found = graph.path(
            start, end, relations=wanted, max_hops=max_hops, every=every, limit=limit + 1, network=network
        )
        routes = found[:limit]
        steps = [
            {
                "way": number,
                **_step(network, graph.ontology, a, b, fact),
            }
            for number, route in enumerate(routes, 1)
            for a, b, fact in zip(route.actors, route.actors[1:], route.facts, strict=False)
        ]
        if sentences:
            evidence = graph.evidence([step["fact"] for step in steps])
            for step in steps:
                step["sentence"], step["article"] = evidence.get(step["fact"], ("", ""))
    none = f"No way of at most {max_hops} steps joins {start} and {end}. Try --relations all or a larger --max-hops."
    if format is Format.TABLE:
        addresses = (to.to_facts([step["fact"]]) for step in steps) if to else ()
        tell((_statement(step, len(routes)) for step in steps), empty=none, links=addresses)
        if to and routes:
            all_steps = [fact for route in routes for fact in route.facts]
            tell([("All of it in Neo4j Browser", "", "")], empty="", links=[to.to_facts(all_steps)])
    else:
        columns = ["way", "from", "label", "to", "since", "mentions", "sentence", "article", "fact"]
        show(steps, columns, format, empty=none)
    if len(found) > limit:
        say(f"There are more than these {limit} ways; --limit shows more, --max-hops looks less far.")


def _statement(step: dict[str, Any], ways: int) -> Statement:
    way = f"{step['way']}. " if ways > 1 else ""
    since = f" since {step['since']}" if step["since"] else ""
    headline = f"{way}{step['from']} {step['label']} {step['to']}{since}"
    return headline, step.get("sentence") or "", step.get("article") or ""


def _relations(text: str | None, graph: Graph) -> tuple[str, ...] | None:
    from kg.errors import UsageError

    if text is None:
        return None
    if text == "all":
        return tuple(id for id, relation in graph.ontology.relations.items() if relation.tie)
    wanted = tuple(part.strip().upper() for part in text.split(",") if part.strip())
    for name in wanted:
        if name not in graph.ontology.relations:
            raise UsageError(
                f"There is no relation {name}.", remedy=f"Allowed: {', '.join(graph.ontology.relations)}."
            )
    return wanted


def _step(network: Any, ontology: Ontology, a: str, b: str, fact: str) -> dict[str, Any]:
    """One edge of a way, named in its own direction."""
    forward = network.has_edge(a, b, key=fact)
    data = network.edges[(a, b, fact) if forward else (b, a, fact)]
    named_onward = forward or ontology.relations[data["relation"]].symmetric
    start, end = (a, b) if named_onward else (b, a)
    return {
        "from": network.nodes[start]["name"],
        "label": data["label"],
        "to": network.nodes[end]["name"],
        "since": data.get("since"),
        "mentions": data["mentions"],
        "fact": fact,
    }
