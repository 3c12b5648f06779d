"""The style of Neo4j Browser, as GraSS: a rule for each label and each type of relationship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from kg.ontology import CLAIMED, Ontology
from kg.ontology.yamlfile import Entry, read_entries
from kg.stores.schema import EVIDENCE, KIND_LABELS

_FILE = Path(__file__).with_name("style.yaml")


class Colour(Entry):
    """The colour of a kind of actor, of a valence, of claims that are not actual, or of evidence."""

    id: str
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


def grass(ontology: Ontology) -> str:
    """The style sheet. Actors show their name, facts their `label`, articles their title; CLAIMED is grey.

    Browser sizes by label, not by property: states are the largest. Names come from schema and ontology, whose ids are
    letters and underscores, so that nothing a graph holds reaches it.
    """
    colours = {entry.id: entry.colour for entry in read_entries(_FILE, Colour)}
    return "\n".join(_rules(ontology, colours)) + "\n"


def _rules(ontology: Ontology, colours: dict[str, str]) -> Iterator[str]:
    yield _rule(
        "node", **{"diameter": "50px", "color": colours["evidence"], "text-color-internal": "#222222"}
    )
    yield _rule("relationship", **{"color": colours["none"], "shaft-width": "1px", "font-size": "8px"})
    for kind, label in KIND_LABELS.items():
        size = "65px" if kind == "country" else "50px"
        looks = {"diameter": size, "color": colours[kind], "border-color": "#ffffff", "border-width": "2px"}
        yield _rule(f"node.{label}", **looks, **{"text-color-internal": "#ffffff", "caption": '"{name}"'})
    yield _rule("node.Article", color=colours["evidence"], diameter="40px", caption='"{title}"')
    yield _rule("node.Claim", color=colours["evidence"], diameter="25px", caption='"{relation}"')
    for relation in ontology.relations.values():
        looks = {"color": colours[relation.valence], "shaft-width": "2px", "caption": '"{label}"'}
        yield _rule(f"relationship.{relation.id}", **looks)
    yield _rule(f"relationship.{CLAIMED}", **{"color": colours["claimed"], "caption": '"{label}"'})
    for edge in EVIDENCE:
        yield _rule(f"relationship.{edge.name}", color=colours["evidence"], caption='"<type>"')


def _rule(selector: str, **looks: str) -> str:
    lines = "".join(f"  {key}: {value};\n" for key, value in looks.items())
    return f"{selector} {{\n{lines}}}"
