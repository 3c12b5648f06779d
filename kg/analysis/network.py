"""Facts as networkx graphs: the multigraph of all that happens, and one signed tie for each two actors."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.scale import weights
from kg.model import Kind, Level, Modality, Origin
from kg.ontology import Ontology, load
from kg.stores.base import Store

_ACTORS = "MATCH (a:Actor) RETURN a ORDER BY a.id"
_FACTS = """
MATCH (a:Actor)-[f]->(b:Actor)
WHERE f.level IN $levels AND f.modality IN $modalities
RETURN f ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts count. Days are ISO, as precise as one likes; a fact without a date falls in no span of days.

    `reported` facts come from articles, `reference` ones from datasets and the built-in claims. A fact falls between
    `since` and `until` by the days on which it was reported, a reference fact by those on which it held.
    """

    origins: frozenset[Origin] = frozenset({Origin.REPORTED})
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0

    def takes(self, fact: dict[str, Any]) -> bool:
        """Whether a fact, given by its properties, counts."""
        if not self.origins & {Origin(origin) for origin in fact["origins"]}:
            return False
        return fact["confidence"] >= self.min_confidence and self._falls(fact)

    def _falls(self, fact: dict[str, Any]) -> bool:
        if self.since is None and self.until is None:
            return True
        first = fact.get("first_reported") or fact.get("since")
        last = fact.get("last_reported") or fact.get("until")
        if first is None and last is None:
            return False
        too_late = self.until is not None and first is not None and first[: len(self.until)] > self.until
        too_early = self.since is not None and last is not None and last < self.since[: len(last)]
        return not (too_late or too_early)


EVERYTHING = Selection(origins=frozenset(Origin))


def to_networkx(
    store: Store,
    *,
    levels: Collection[Level] = tuple(Level),
    modalities: Collection[Modality] = (Modality.ACTUAL,),
    relations: Collection[str] | None = None,
    ontology: Ontology | None = None,
) -> nx.MultiDiGraph:
    """All actors of the store, and the facts at these levels, in these modalities and of these relations.

    Nodes are actor ids with the actor's properties; edges go from subject to object, have the fact's id as
    key and its properties as attributes, `symmetric` too. `relations` None means all, `ontology` None the
    built-in one. A claim between two states is counted at one level only.
    """
    known = (ontology if ontology is not None else load()).relations
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for (actor,) in store.run(_ACTORS).rows:
        graph.add_node(actor.id, **actor.properties)
    # Plain lists of plain text: what databases take for parameters.
    wanted = {"levels": [str(level) for level in levels], "modalities": [str(each) for each in modalities]}
    for (fact,) in store.run(_FACTS, wanted).rows:
        relation = fact.properties["relation"]
        if relations is None or relation in relations:
            symmetric = relation in known and known[relation].symmetric
            graph.add_edge(fact.start, fact.end, key=fact.id, symmetric=symmetric, **fact.properties)
    return graph


def between_states(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network without persons: what they did for a state stands as a fact between states beside it."""
    states = nx.MultiDiGraph(network)
    states.remove_nodes_from([id for id, kind in network.nodes(data="kind") if kind == Kind.PERSON])
    return states


def signed(
    network: nx.MultiDiGraph, ontology: Ontology | None = None, *, which: Selection | None = None
) -> nx.Graph:
    """One tie for each two actors between whom something counts; actors without a tie are left out.

    Attributes of a tie: `cooperation` and `conflict`, both positive, sums over facts of the weight of the
    relation's quad class (`scale.yaml`) times log2(1 + mentions), so that a hundred reports of one summit do not
    drown a war; `net`, their difference; `sign`, 1, -1 or 0 where they are even; `facts`, how many; `weight`, their sum.
    Structural relations (who leads whom) are no ties.
    """
    known = (ontology if ontology is not None else load()).relations
    scale, chosen = weights(), which if which is not None else Selection()
    ties: nx.Graph = nx.Graph()
    for start, end, fact in network.edges(data=True):
        relation = known.get(fact["relation"])
        if relation is None or relation.quad is None or start == end or not chosen.takes(fact):
            continue
        amount = scale[relation.quad] * math.log2(1 + fact["mentions"])
        for id in (start, end):
            if id not in ties:
                ties.add_node(id, **network.nodes[id])
        tie = ties.get_edge_data(start, end) or {"cooperation": 0.0, "conflict": 0.0, "facts": 0}
        tie["cooperation"] += max(amount, 0.0)
        tie["conflict"] += max(-amount, 0.0)
        tie["facts"] += 1
        ties.add_edge(start, end, **tie)
    for _, _, tie in ties.edges(data=True):
        tie["net"] = tie["cooperation"] - tie["conflict"]
        tie["weight"] = tie["cooperation"] + tie["conflict"]
        tie["sign"] = 0 if abs(tie["net"]) < 1e-9 else (1 if tie["net"] > 0 else -1)
    return ties
