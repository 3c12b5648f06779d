"""Structural balance: is the friend of a friend a friend, the enemy of an enemy one? (Cartwright and Harary 1956.)"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

_STARTS = 20
_SEED = 7


@dataclass(frozen=True, slots=True)
class FrustratedTie:
    """A tie that fits no division into two camps: a friend across, or an enemy within.

    `unbalanced` and `triads` count the triads that it is part of; `net` is cooperation less conflict.
    """

    actor: str
    other: str
    name: str
    other_name: str
    sign: int
    net: float
    unbalanced: int
    triads: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced a signed network is. `kinds` counts triads by their number of negative ties (0 to 3).

    `camps` are the two that leave least weight frustrated of all divisions that were tried: an upper bound of the
    true frustration, which no fast method finds.
    """

    triads: int
    balanced: int
    kinds: tuple[int, int, int, int]
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[FrustratedTie, ...]

    @property
    def share(self) -> float | None:
        """The share of triads that are balanced; None where there is no triad."""
        return self.balanced / self.triads if self.triads else None


def balance(ties: nx.Graph) -> Balance:
    """The balance of a signed network; ties in which cooperation and conflict are even do not count."""
    network = nx.Graph((a, b, tie) for a, b, tie in ties.edges(data=True) if tie["sign"])
    kinds: Counter[int] = Counter()
    inside: Counter[frozenset[str]] = Counter()
    unbalanced: Counter[frozenset[str]] = Counter()
    for triad in triads(network):
        sides = [(triad[0], triad[1]), (triad[0], triad[2]), (triad[1], triad[2])]
        negative = sum(network.edges[side]["sign"] < 0 for side in sides)
        kinds[negative] += 1
        for side in map(frozenset, sides):
            inside[side] += 1
            unbalanced[side] += negative % 2
    camp = camps(network)
    frustrated = []
    for a, b, tie in network.edges(data=True):
        if tie["sign"] * camp[a] * camp[b] > 0:
            continue
        (one, other), pair = sorted((a, b)), frozenset((a, b))
        names = ties.nodes[one]["name"], ties.nodes[other]["name"]
        frustrated.append(
            FrustratedTie(one, other, *names, tie["sign"], tie["net"], unbalanced[pair], inside[pair])
        )
    frustrated.sort(key=lambda f: (-f.unbalanced, -abs(f.net), f.actor, f.other))
    total = sum(kinds.values())
    first, second = (tuple(sorted(id for id in network if camp[id] == side)) for side in (1, -1))
    return Balance(
        triads=total,
        balanced=kinds[0] + kinds[2],
        kinds=(kinds[0], kinds[1], kinds[2], kinds[3]),
        camps=(first, second),
        frustrated=tuple(frustrated),
    )


def triads(network: nx.Graph) -> Iterator[tuple[str, str, str]]:
    """Every three actors of whom each is tied to each, once."""
    rank = {id: number for number, id in enumerate(sorted(network))}
    after = {id: {other for other in network[id] if rank[other] > rank[id]} for id in network}
    for a in rank:
        for b in sorted(after[a]):
            for c in sorted(after[a] & after[b]):
                yield a, b, c


def camps(network: nx.Graph) -> dict[str, int]:
    """Every actor's camp, 1 or -1: the best of several seeded starts, each mended one actor at a time.

    Moving an actor pays while the weight of its frustrated ties is more than that of the others. Of two divisions that
    are mirror images, the one whose first actor (in id order) is in camp 1.
    """
    order, chance = sorted(network), random.Random(_SEED)
    best: tuple[float, dict[str, int]] = (float("inf"), {})
    for start in range(_STARTS):
        camp = {id: 1 if start == 0 else chance.choice((1, -1)) for id in order}
        _settle(network, camp, order)
        lost = sum(abs(t["net"]) for a, b, t in network.edges(data=True) if t["net"] * camp[a] * camp[b] < 0)
        if lost < best[0] - 1e-9:
            best = (lost, camp)
    camp = best[1]
    turn = camp[order[0]] if order else 1
    return {id: side * turn for id, side in camp.items()}


def _settle(network: nx.Graph, camp: dict[str, int], order: list[str]) -> None:
    moved = True
    while moved:
        moved = False
        for id in order:
            pull = sum(tie["net"] * camp[other] for other, tie in network[id].items())
            if pull * camp[id] < -1e-9:
                camp[id] = -camp[id]
                moved = True
