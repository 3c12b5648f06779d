"""Content as a networkx multigraph of plain values, for the formats that networkx writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.export.content import Content

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""


def network_of(content: Content, *, xml: bool = False) -> nx.MultiDiGraph:
    """Actors as nodes, facts as edges from subject to object with the fact's id as key.

    Lists become text with «; » between; what is unknown is left out. With `xml`, characters that XML cannot hold
    become U+FFFD.
    """
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for actor in content.actors():
        graph.add_node(actor["id"], **_plain(actor, xml))
    for fact in content.facts():
        graph.add_edge(fact["subject"], fact["object"], key=fact["id"], **_plain(fact, xml))
    return graph


def _plain(properties: Mapping[str, Any], xml: bool) -> dict[str, Any]:
    kept = {
        key: "; ".join(value) if isinstance(value, list) else value
        for key, value in properties.items()
        if value is not None and key != "id"
    }
    if not xml:
        return kept
    return {
        key: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for key, value in kept.items()
    }
