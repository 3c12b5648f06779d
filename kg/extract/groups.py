"""The others of a state: its rebels, firms, citizens — groups of their own, so that no private act becomes a state's."""

from __future__ import annotations

from kg.extract.actors import slug
from kg.model import Actor, Kind
from kg.ontology import Ontology


def others_of(ontology: Ontology, state: Actor, noun: str) -> Actor:
    """The group `group:SYR/rebels` for Syria and «rebel»; `state` itself where it is no state of the ontology."""
    entry = ontology.countries.get(state.id)
    if entry is None:
        return state
    name = plural(noun)
    adjective = entry.adjectives[0] if entry.adjectives else entry.name
    return Actor(f"group:{entry.iso3}/{slug(name)}", f"{adjective} {name}", Kind.GROUP, entry.iso3)


def branch_of(group: Actor, state: Actor) -> Actor:
    """The part of an armed group of many lands that stands in `state`: `group:SYR/islamic-state`."""
    name = f"{group.name} in {state.name}"
    return Actor(f"group:{state.country}/{group.id.partition(':')[2]}", name, Kind.GROUP, state.country)


def plural(noun: str) -> str:
    """The plural of an English noun: of the regular ones, of man, woman and child; of a plural, itself."""
    if noun.endswith(("s", "men", "children", "people", "media")):
        return noun
    if noun.endswith("child"):
        return f"{noun}ren"
    if noun.endswith(("x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun[:-3]}men" if noun.endswith("man") else f"{noun}s"
