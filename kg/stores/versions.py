"""Whether a graph fits this version of the program and this ontology."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import Any

from kg.errors import StoreVersionError
from kg.ontology import Ontology
from kg.stores.schema import META_ID, SCHEMA_VERSION, fact_types

READ_META = f"MATCH (m:Meta {{id: '{META_ID}'}}) RETURN m.version AS version, m.ontology AS ontology"
WRITE_META = f"MERGE (m:Meta {{id: '{META_ID}'}}) SET m.version = $version, m.ontology = $ontology"


class Step(Enum):
    """What is to be done before a graph can be written."""

    MAKE = auto()
    EXTEND = auto()
    NOTHING = auto()


def next_step(
    meta: Mapping[str, Any] | None, relations: Collection[str], ontology: Ontology, where: str
) -> Step:
    """What `meta`, as stored, and the relation types stored ask for.

    An ontology that adds to the stored one extends the graph. Raises `StoreVersionError` for another schema
    version, and for an ontology that lacks relations which the graph has.
    """
    if meta is None:
        return Step.MAKE
    check_version(meta, where)
    if meta["ontology"] == ontology.digest:
        return Step.NOTHING
    if lost := sorted(set(relations) - {edge.name for edge in fact_types(ontology)}):
        raise StoreVersionError(
            f"{where}: has relations that this ontology lacks: {', '.join(lost)}",
            remedy="Give the ontology it was made with (--ontology), or ingest into a new store.",
        )
    return Step.EXTEND


def check_version(meta: Mapping[str, Any] | None, where: str) -> None:
    """Raises `StoreVersionError` for a graph of another schema version."""
    if meta is None or meta["version"] == SCHEMA_VERSION:
        return
    age = "a newer" if meta["version"] > SCHEMA_VERSION else "an older"
    raise StoreVersionError(
        f"{where}: has schema version {meta['version']}, of {age} kg; this one has {SCHEMA_VERSION}",
        remedy="Use that version of kg, or ingest the articles again into a new store.",
    )
