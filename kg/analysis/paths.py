"""How two actors are joined.

>>> with kg.stores.open_store("graph.lbug") as store:
...     graph = network.to_networkx(store)
>>> alliance_paths(graph, "country:KOR", "country:POL")[0].actors
('country:KOR', 'country:USA', 'country:POL')
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import networkx as nx

from kg.errors import UnknownActor
from kg.ontology import load

MAX_HOPS = 6
"""How long a way may be unless said otherwise; that of the canned query for the shortest one."""

LIMIT = 10_000
"""How many ways are looked for unless said otherwise: in a dense graph their number has no end in sight."""


@dataclass(frozen=True, slots=True)
class Route:
    """One way from an actor to another: ids of actors in order, and of one fact for each step."""

    actors: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def hops(self) -> int:
        """How many steps it has."""
        return len(self.facts)


def alliance_paths(
    graph: nx.MultiDiGraph,
    actor: str,
    other: str,
    *,
    relations: Collection[str] | None = None,
    max_hops: int = MAX_HOPS,
    limit: int = LIMIT,
    all: bool = False,
    day: str | None = None,
    both_ways: bool = False,
) -> list[Route]:
    """The shortest ways from `actor` to `other`; with `all`, every way that meets nobody twice.

    `relations` are those that the ontology marks as alliances unless given. Symmetric facts are followed both
    ways, others from subject to object unless `both_ways`. `day` (ISO) leaves out facts that did not hold
    then. The shorter ways come first, then by the ids of their actors; no more than `limit`. Where several
    facts join two actors, the one whose relation and id come last stands for them: a defence pact before a
    looser alliance, as in the canned queries. Raises `UnknownActor` for an id that the graph has not.
    """
    for id in (actor, other):
        if id not in graph:
            raise UnknownActor(f"no actor {id} in this graph", remedy="Give the id of an actor of the store.")
    steps = _steps(graph, relations if relations is not None else _alliances(), day, both_ways)
    if actor == other or actor not in steps:
        return []
    reached = nx.single_source_shortest_path_length(steps, actor, cutoff=max_hops)
    if other not in reached:
        return []
    by_length = (
        _of_length(steps, actor, other, hops)
        for hops in range(reached[other], (max_hops if all else reached[other]) + 1)
    )
    return [_route(steps, path) for path in islice(chain.from_iterable(by_length), limit)]


def in_force(fact: dict[str, Any], day: str) -> bool:
    """Whether a fact's time covers `day`, compared as precisely as both are; no date is no bound."""
    since, until = fact.get("since"), fact.get("until")
    begun = since is None or since[: len(day)] <= day
    return begun and (until is None or day[: len(until)] <= until)


def _alliances() -> set[str]:
    return {relation.id for relation in load().relations.values() if relation.alliance}


def _steps(
    graph: nx.MultiDiGraph, relations: Collection[str], day: str | None, both_ways: bool
) -> nx.DiGraph:
    """Who can be reached from whom in one step, and by which fact."""
    best: dict[tuple[str, str], tuple[str, str]] = {}
    for start, end, id, fact in graph.edges(keys=True, data=True):
        if fact["relation"] not in relations or (day is not None and not in_force(fact, day)):
            continue
        back = both_ways or fact["symmetric"]
        for step in {(start, end), (end, start) if back else (start, end)}:
            best[step] = max(best.get(step, ("", "")), (fact["relation"], id))
    steps = nx.DiGraph()
    for start, end in sorted(best):
        steps.add_edge(start, end, fact=best[start, end][1])
    return steps


def _of_length(steps: nx.DiGraph, actor: str, other: str, hops: int) -> Iterator[list[str]]:
    # Neighbours stand in id order and are visited in it, so that the paths need not be collected and sorted.
    paths = nx.all_simple_paths(steps, actor, other, cutoff=hops)
    return (path for path in paths if len(path) == hops + 1)


def _route(steps: nx.DiGraph, path: list[str]) -> Route:
    return Route(tuple(path), tuple(steps.edges[step]["fact"] for step in nx.utils.pairwise(path)))
