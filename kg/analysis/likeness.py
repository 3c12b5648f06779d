"""Who is most alike: actors that are friends with the same actors and enemies of the same."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

MIN_SHARED = 2
"""Actors that two must both deal with to be compared: with one alone, everybody is alike."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two actors. `likeness` is the cosine of their net ties with all others: 1 alike, -1 opposite."""

    actor: str
    other: str
    name: str
    other_name: str
    likeness: float
    shared: int


def likenesses(ties: nx.Graph, actor: str | None = None, *, limit: int = 100) -> list[Likeness]:
    """The `limit` most alike pairs, or those of one actor, the most alike first.

    What two actors do with each other does not count. Pairs that deal with fewer than `MIN_SHARED` common actors are
    left out.
    """
    if not ties or (actor is not None and actor not in ties):
        return []
    order = sorted(ties)
    net = nx.to_scipy_sparse_array(ties, nodelist=order, weight="net", format="csr")
    there = (net != 0).astype(int)
    rows = [order.index(actor)] if actor is not None else range(len(order))
    found = []
    for i in rows:
        products = net[[i], :] @ net.T
        shared = there[[i], :] @ there.T
        for j, dot in zip(products.indices, products.data, strict=True):
            if (j <= i and actor is None) or j == i or shared[0, j] < MIN_SHARED:
                continue
            length = _length(ties, order[i], order[j]) * _length(ties, order[j], order[i])
            if length:
                found.append(_likeness(ties, order[i], order[j], float(dot) / length, int(shared[0, j])))
    return sorted(found, key=lambda f: (-f.likeness, -f.shared, f.actor, f.other))[:limit]


def _length(ties: nx.Graph, actor: str, without: str) -> float:
    """The length of an actor's vector of net ties, the tie with the other left out."""
    total = sum(tie["net"] ** 2 for other, tie in ties[actor].items() if other != without)
    return float(total**0.5)


def _likeness(ties: nx.Graph, one: str, other: str, value: float, shared: int) -> Likeness:
    names = ties.nodes[one]["name"], ties.nodes[other]["name"]
    return Likeness(one, other, *names, min(1.0, max(-1.0, value)), shared)
