"""Ladybug's values as the store's own: nodes and edges known by their `id`, nulls left out."""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.model import Kind
from kg.stores.base import Edge, Node, Path
from kg.stores.schema import KIND_LABELS

Internal = tuple[int, int]
"""Table and offset: what Ladybug calls a node by."""


def internal(value: Mapping[str, int]) -> Internal:
    """The hashable form of an internal id."""
    return value["table"], value["offset"]


def ends(value: Any) -> Iterator[Internal]:
    """The internal ids of both ends of every edge inside `value`."""
    for part in _parts(value):
        if "_SRC" in part:
            yield internal(part["_SRC"])
            yield internal(part["_DST"])


def nodes(value: Any) -> Iterator[tuple[Internal, str]]:
    """Internal and own id of every node inside `value`."""
    for part in _parts(value):
        if "_ID" in part and "_SRC" not in part:
            yield internal(part["_ID"]), part["id"]


def converted(value: Any, ids: Mapping[Internal, str]) -> Any:
    """`value` with nodes, edges and paths as the store's own, and dates as ISO text."""
    if isinstance(value, dict):
        return _converted_map(value, ids)
    if isinstance(value, (list, tuple)):
        return [converted(item, ids) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        # A sum of whole numbers comes as a decimal without a fraction.
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (uuid.UUID, datetime.timedelta)):
        return str(value)
    return value


def _converted_map(value: dict[str, Any], ids: Mapping[Internal, str]) -> Any:
    if "_NODES" in value:
        return Path(
            tuple(converted(node, ids) for node in value["_NODES"]),
            tuple(converted(edge, ids) for edge in value["_RELS"]),
        )
    if "_SRC" in value:
        return _edge(value, ids)
    if "_ID" in value and "_LABEL" in value:
        return _node(value)
    return {key: converted(item, ids) for key, item in value.items()}


def _node(value: dict[str, Any]) -> Node:
    properties = _properties(value)
    label = value["_LABEL"]
    labels = (label, KIND_LABELS[Kind(properties["kind"])]) if label == "Actor" else (label,)
    return Node(properties["id"], labels, properties)


def _edge(value: dict[str, Any], ids: Mapping[Internal, str]) -> Edge:
    properties = _properties(value)
    start, end = ids[internal(value["_SRC"])], ids[internal(value["_DST"])]
    type = value["_LABEL"]
    return Edge(properties.get("id", f"{start}|{type}|{end}"), type, start, end, properties)


def _properties(value: dict[str, Any]) -> dict[str, Any]:
    return {
        key: converted(item, {})
        for key, item in value.items()
        if not key.startswith("_") and item is not None
    }


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        inside: Iterable[Any] = value.values()
    elif isinstance(value, (list, tuple)):
        inside = value
    else:
        return
    for item in inside:
        yield from _parts(item)
