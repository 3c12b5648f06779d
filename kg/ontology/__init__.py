"""What may be said, and of whom: relations, modalities and actors, read from the YAML files beside this one.

>>> ontology = load()
>>> ontology.relations["SUPPLIES_ARMS_TO"].reads
'supplies arms to'
>>> ontology.root("SUPPLIES_ARMS_TO", Modality.DENIED)
'REJECT'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from kg.errors import OntologyError
from kg.model import Actor, FactKey, Kind, Level, Modality
from kg.ontology.schema import (
    ActorEntry,
    Company,
    Country,
    Group,
    Metonym,
    ModalityEntry,
    Organization,
    Person,
    Places,
    Relation,
    Treaty,
)
from kg.ontology.yamlfile import Entry, read_entries

E = TypeVar("E", bound=Entry)
A = TypeVar("A", bound=ActorEntry)
HERE = Path(__file__).parent
CLAIMED = "CLAIMED"
"""The edge type of every fact that is not `actual`."""


@dataclass(frozen=True)
class Ontology:
    """All relations, modalities and known actors, by id, in the order of their files."""

    relations: Mapping[str, Relation]
    modalities: Mapping[Modality, ModalityEntry]
    countries: Mapping[str, Country]
    organizations: Mapping[str, Organization]
    groups: Mapping[str, Group]
    companies: Mapping[str, Company]
    people: Mapping[str, Person]
    metonyms: tuple[Metonym, ...]
    places: tuple[Places, ...]
    treaties: tuple[Treaty, ...]
    digest: str

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """Every known actor by id."""
        return {entry.id: _actor(entry) for entry in self.entries()}

    def entries(self) -> Iterator[ActorEntry]:
        """Every actor entry, file by file."""
        for table in (self.countries, self.organizations, self.groups, self.companies, self.people):
            yield from table.values()

    def state_of(self, country: str | None) -> str | None:
        """The id of the state with this ISO 3166 alpha-3 code, if there is one."""
        id = f"country:{country}"
        return id if id in self.countries else None

    def root(self, relation: str, modality: Modality) -> str | None:
        """The PLOVER root of a claim, or None (structure, negated, hypothetical)."""
        entry, mode = self.relations[relation], self.modalities[modality]
        becomes = mode.conflictual if entry.valence == "conflictual" else mode.cooperative
        if entry.root is None or becomes == "none":
            return None
        if becomes == "same" or (entry.valence == "none" and becomes != "REJECT"):
            return entry.root
        return becomes

    def label(self, relation: str, modality: Modality) -> str:
        """The edge in words: «supplies arms to», «supplies arms to (denied)»."""
        reads, mode = self.relations[relation].reads, self.modalities[modality].reads
        return f"{reads} ({mode})" if mode else reads

    def fact_key(self, subject: str, relation: str, object: str, modality: Modality, level: Level) -> FactKey:
        """The key of a fact, its ends in id order where the relation is symmetric."""
        if self.relations[relation].symmetric and object < subject:
            subject, object = object, subject
        return FactKey(subject, relation, object, modality, level)


@cache
def load(*extra: Path) -> Ontology:
    """The built-in ontology, with the entries of the YAML files in the folders `extra` added.

    An extra folder holds any of `relations.yaml` and `actors/*.yaml` under the names used here; an entry with an
    id that is already there replaces it. Raises `OntologyError` with file and line for a wrong entry.
    """
    folders = (HERE, *extra)
    files = sorted(path for folder in folders for path in folder.rglob("*.yaml"))
    relations = {r.id: r for folder in folders for r in _read(folder / "relations.yaml", Relation)}
    modalities = {m.id: m for m in read_entries(HERE / "modalities.yaml", ModalityEntry)}
    if missing := set(Modality) - set(modalities):
        raise OntologyError(f"{HERE / 'modalities.yaml'}: missing: {', '.join(sorted(missing))}")
    ontology = Ontology(
        relations=relations,
        modalities=modalities,
        countries=_table(folders, "countries.yaml", Country),
        organizations=_table(folders, "organizations.yaml", Organization),
        groups=_table(folders, "groups.yaml", Group),
        companies=_table(folders, "companies.yaml", Company),
        people=_table(folders, "people.yaml", Person),
        metonyms=tuple(m for folder in folders for m in _read(folder / "actors" / "metonyms.yaml", Metonym)),
        places=tuple(p for folder in folders for p in _read(folder / "actors" / "places.yaml", Places)),
        treaties=tuple(t for folder in folders for t in _read(folder / "actors" / "treaties.yaml", Treaty)),
        digest=_digest(files),
    )
    _check_references(ontology)
    return ontology


def _read(path: Path, model: type[E]) -> list[E]:
    return read_entries(path, model) if path.exists() else []


def _table(folders: tuple[Path, ...], name: str, model: type[A]) -> dict[str, A]:
    return {entry.id: entry for folder in folders for entry in _read(folder / "actors" / name, model)}


def _actor(entry: ActorEntry) -> Actor:
    country = entry.iso3 if isinstance(entry, Country) else getattr(entry, "country", None)
    kinds = {
        Country: Kind.COUNTRY,
        Organization: Kind.ORGANIZATION,
        Group: Kind.GROUP,
        Company: Kind.COMPANY,
        Person: Kind.PERSON,
    }
    aliases = (*entry.names, *getattr(entry, "short", ()))
    return Actor(entry.id, entry.name, kinds[type(entry)], country, entry.qid, aliases)


def _digest(files: list[Path]) -> str:
    sha = hashlib.sha256()
    for path in files:
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


def _check_references(ontology: Ontology) -> None:
    """Every code and id that an entry names must exist."""
    known = {country.iso3 for country in ontology.countries.values()}

    def check(code: str | None, where: str) -> None:
        if code is not None and code not in known:
            raise OntologyError(
                f"{where}: {code} is no country of countries.yaml", remedy="Use its ISO 3166 alpha-3 code."
            )

    for entry in ontology.entries():
        if not isinstance(entry, Country):
            check(getattr(entry, "country", None), entry.id)
    for organization in ontology.organizations.values():
        for member in organization.members:
            check(member.country, f"{organization.id} members")
    for treaty in ontology.treaties:
        for party in treaty.parties:
            check(party, treaty.title)
        if treaty.relation not in ontology.relations:
            raise OntologyError(f"{treaty.title}: {treaty.relation} is no relation of relations.yaml")
    for places in ontology.places:
        check(places.country, "places.yaml")
    for metonym in ontology.metonyms:
        if metonym.actor not in ontology.actors:
            raise OntologyError(f"metonym «{metonym.name}»: {metonym.actor} is no known actor")
