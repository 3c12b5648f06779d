"""The scale from conflict to cooperation, read from `scale.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from kg.ontology.schema import Quad
from kg.ontology.yamlfile import Entry, read_entries

_FILE = Path(__file__).with_name("scale.yaml")


class Step(Entry):
    """What an act of one quad class weighs, from -2 to 2."""

    id: Quad
    weight: Annotated[float, Field(ge=-2, le=2)]


@cache
def weights() -> dict[str, float]:
    """Quad class → weight, negative for conflict."""
    return {step.id: step.weight for step in read_entries(_FILE, Step)}
