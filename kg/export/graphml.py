"""GraphML: facts and actors, for networkx, Gephi, yEd, igraph."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.export import Counts
from kg.export.content import Content
from kg.export.networks import network_of


def write(content: Content, path: Path) -> Counts:
    """Write the file."""
    graph = network_of(content, xml=True)
    nx.write_graphml_xml(graph, path, named_key_ids=True, edge_id_from_attribute=None)
    return Counts(len(graph), graph.number_of_edges())
