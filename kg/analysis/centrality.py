"""Who matters: PageRank, betweenness and the number of partners."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

SAMPLE = 400
"""Actors from which betweenness is counted where there are more; exact counts grow with their square."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """How an actor stands. `pagerank` sums to 1 over all; `betweenness` is the share of shortest ways that pass."""

    actor: str
    name: str
    partners: int
    pagerank: float
    betweenness: float
    cooperation: float
    conflict: float


def centrality(ties: nx.Graph) -> list[Standing]:
    """Every actor of the signed network, the highest PageRank first.

    PageRank goes by the weight of ties, whatever their sign: an enemy of many matters too. Betweenness counts ways
    over cooperation only, for nobody passes anything on through an enemy.
    """
    if not ties:
        return []
    rank = nx.pagerank(ties, weight="weight")
    between = betweenness(cooperation(ties))
    found = [
        Standing(
            actor=id,
            name=ties.nodes[id]["name"],
            partners=ties.degree(id),
            pagerank=rank[id],
            betweenness=between.get(id, 0.0),
            cooperation=sum(tie["cooperation"] for _, _, tie in ties.edges(id, data=True)),
            conflict=sum(tie["conflict"] for _, _, tie in ties.edges(id, data=True)),
        )
        for id in ties
    ]
    return sorted(found, key=lambda s: (-s.pagerank, s.actor))


def cooperation(ties: nx.Graph) -> nx.Graph:
    """The ties in which cooperation outweighs conflict."""
    kept = ((a, b, tie) for a, b, tie in ties.edges(data=True) if tie["sign"] > 0)
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(ties.nodes(data=True))
    graph.add_edges_from(kept)
    return graph


def betweenness(graph: nx.Graph) -> dict[str, float]:
    """Betweenness of every actor, from a seeded sample of `SAMPLE` actors where there are more."""
    sample = SAMPLE if len(graph) > SAMPLE else None
    found: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=_SEED)
    return found
