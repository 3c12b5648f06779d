"""The built-in reference claims, for `init`."""

from __future__ import annotations

from importlib import import_module

from kg.model import Reading
from kg.ontology import Ontology


def reference_readings(ontology: Ontology) -> list[Reading]:
    """Memberships, offices and treaties of the ontology as readings of datasets."""
    # Imported late: reading a graph must not pay for them.
    return list(import_module("kg.ontology.reference").reference_readings(ontology))
