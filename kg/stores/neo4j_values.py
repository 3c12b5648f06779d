"""Neo4j's values as the store's own: nodes and edges known by their `id`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from neo4j.graph import Node as DriverNode
from neo4j.graph import Path as DriverPath
from neo4j.graph import Relationship as DriverRelationship

from kg.stores.base import Edge, Node, Path


def hollow(value: Any) -> Iterator[str]:
    """Element ids of those ends of edges inside `value` that came without their properties."""
    if isinstance(value, DriverRelationship):
        yield from (node.element_id for node in value.nodes if node is not None and not node.get("id"))
    elif isinstance(value, DriverPath):
        return
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from hollow(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from hollow(item)


def converted(value: Any, ids: Mapping[str, str]) -> Any:
    """`value` with nodes, edges and paths as the store's own, and dates as ISO text."""
    if isinstance(value, DriverNode):
        return Node(_id(value, ids), _labels(value.labels), _properties(value))
    if isinstance(value, DriverRelationship):
        return _edge(value, ids)
    if isinstance(value, DriverPath):
        own = {node.element_id: _id(node, ids) for node in value.nodes}
        return Path(
            tuple(converted(node, own) for node in value.nodes),
            tuple(_edge(edge, own) for edge in value.relationships),
        )
    if isinstance(value, Mapping):
        return {key: converted(item, ids) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [converted(item, ids) for item in value]
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return value


def _edge(value: DriverRelationship, ids: Mapping[str, str]) -> Edge:
    start, end = (_id(node, ids) if node is not None else "" for node in value.nodes)
    properties = _properties(value)
    return Edge(properties.get("id", f"{start}|{value.type}|{end}"), value.type, start, end, properties)


def _id(node: DriverNode, ids: Mapping[str, str]) -> str:
    return str(node.get("id") or ids.get(node.element_id, node.element_id))


def _labels(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(labels, key=lambda label: (label != "Actor", label)))


def _properties(value: DriverNode | DriverRelationship) -> dict[str, Any]:
    return {key: converted(item, {}) for key, item in value.items()}
