"""Blocs: who stands together, by Louvain on cooperation less conflict; and who links one bloc with another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analysis.centrality import betweenness, cooperation

_SEED = 7


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that stand together, those with most cooperation inside first.

    `inside` is the net cooperation among them, `outside` that with all others: negative where conflict prevails.
    """

    number: int
    actors: tuple[str, ...]
    names: tuple[str, ...]
    inside: float
    outside: float


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor between blocs.

    `blocs` is the number of blocs with which it cooperates. `constraint` is Burt's (Structural Holes, 1992): the less,
    the less its partners know one another; None where it has no partner.
    """

    actor: str
    name: str
    bloc: int
    blocs: int
    betweenness: float
    constraint: float | None


def blocs(ties: nx.Graph) -> list[Bloc]:
    """The blocs of the signed network, the largest first; who cooperates with nobody is in none.

    Louvain (Blondel et al. 2008), seeded, over the ties in which cooperation prevails, by their net cooperation. Ties of
    conflict join nobody, and are told of in `inside` and `outside`.
    """
    friends = cooperation(ties)
    friends.remove_nodes_from([id for id, degree in list(friends.degree()) if degree == 0])
    if not friends:
        return []
    parts = nx.community.louvain_communities(friends, weight="net", seed=_SEED)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    return [_bloc(ties, number, part) for number, part in enumerate(ordered, 1)]


def brokers(ties: nx.Graph) -> list[Broker]:
    """Actors by betweenness over cooperation, the highest first; only those that cooperate with somebody."""
    friends = cooperation(ties)
    of = {id: bloc.number for bloc in blocs(ties) for id in bloc.actors}
    between, constraint = betweenness(friends), nx.constraint(friends) if friends else {}
    found = [
        Broker(
            actor=id,
            name=ties.nodes[id]["name"],
            bloc=of[id],
            blocs=len({of[other] for other in friends[id]}),
            betweenness=between[id],
            constraint=None if constraint[id] != constraint[id] else constraint[id],
        )
        for id in friends
        if id in of
    ]
    return sorted(found, key=lambda b: (-b.betweenness, b.actor))


def _bloc(ties: nx.Graph, number: int, part: list[str]) -> Bloc:
    members = set(part)
    net = dict.fromkeys(part, 0.0)
    for a, b in combinations(part, 2):
        if tie := ties.get_edge_data(a, b):
            net[a] += tie["net"]
            net[b] += tie["net"]
    across = [tie["net"] for a, b, tie in ties.edges(part, data=True) if (a in members) != (b in members)]
    actors = tuple(sorted(part, key=lambda id: (-net[id], id)))
    names = tuple(ties.nodes[id]["name"] for id in actors)
    return Bloc(number, actors, names, sum(net.values()) / 2, sum(across))
