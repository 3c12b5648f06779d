"""GEXF: facts and actors, for Gephi."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.export import Counts
from kg.export.content import Content
from kg.export.networks import network_of


def write(content: Content, path: Path) -> Counts:
    """Write the file. Gephi shows `label`: an actor's is its name."""
    graph = network_of(content, xml=True)
    for _, actor in graph.nodes(data=True):
        actor["label"] = actor.get("name", "")
    nx.write_gexf(graph, path)
    return Counts(len(graph), graph.number_of_edges())
