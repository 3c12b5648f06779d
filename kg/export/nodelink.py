"""Node-link JSON: facts and actors, as `networkx.node_link_graph(data, edges="links")` reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export import Counts
from kg.export.content import Content
from kg.export.networks import network_of

_KEYS: dict[str, Any] = {"edges": "links"}  # said, for its default changed between versions


def write(content: Content, path: Path) -> Counts:
    """Write the file."""
    graph = network_of(content)
    with path.open("w", encoding="utf-8") as file:
        json.dump(nx.node_link_data(graph, **_KEYS), file, ensure_ascii=False)
    return Counts(len(graph), graph.number_of_edges())
