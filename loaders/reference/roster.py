"""Who the states, organisations and groups of a dataset are: by name, by ISO code, by the numbers of COW."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.model import Actor, Kind, Participant, Sector
from kg.ontology import Ontology

_HERE = Path(__file__).parent


class Roster:
    """The actors of an ontology as datasets name them."""

    def __init__(self, ontology: Ontology) -> None:
        self._actors = ontology.actors
        entries = (ontology.people, ontology.groups, ontology.organizations, ontology.countries)
        self._names = {
            name.casefold(): entry.id
            for table in entries
            for entry in table.values()
            for name in (*entry.names, entry.name)
        }
        self._names |= {str(name).casefold(): id for name, id in data("names").items()}
        codes = data("cow")
        self._cow: Mapping[int, str | None] = codes["cow"]
        self._gw: Mapping[int, str | None] = codes["cow"] | codes["gw"]
        self._until: Sequence[tuple[int, int, str]] = codes["until"]

    def named(self, name: str) -> Actor | None:
        """The actor with this name; what stands in brackets («Russia (Soviet Union)») and after it does not count."""
        for form in (name, re.sub(r"\s*\(.*|\*+$", "", name)):
            id = self._names.get(form.strip().casefold())
            if id is not None and id in self._actors:
                return self._actors[id]
        return None

    def state(self, iso3: str | None) -> Actor | None:
        """The state with this ISO code."""
        return self._actors.get(f"country:{iso3}") if iso3 else None

    def numbered(self, code: str, year: int | None = None, *, gw: bool = False) -> Actor | None:
        """The state with this COW number, as it was in `year`; with `gw` a number of Gleditsch and Ward."""
        if not code.strip().isdecimal():
            return None
        number = int(code)
        for changed, last, iso3 in self._until:
            if number == changed and year is not None and year <= last:
                return self.state(iso3)
        return self.state((self._gw if gw else self._cow).get(number))


def group(state: Actor, name: str) -> Actor:
    """Others of a state than its organs: a group of their own, so that no private act becomes the state's."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name).strip() or name
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "others"
    return Actor(f"group:{state.country}/{slug}", f"{bare} ({state.name})", Kind.GROUP, state.country)


def participant(actor: Actor, sector: Sector | None = None) -> Participant:
    """An end of a claim; a state acts for itself."""
    state = actor.id if actor.kind is Kind.COUNTRY else None
    return Participant(actor, actor.name, sector=sector, state=state)


@cache
def data(name: str) -> Mapping[Any, Any]:
    """One of the tables of this folder."""
    loaded: Mapping[Any, Any] = yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded
