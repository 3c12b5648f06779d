"""Actors by the names people write: «seoul», «the Kremlin», «ukrainian», «putin», «country:PRK»."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.errors import UnknownActor
from kg.model import Actor
from kg.ontology import Ontology

SUGGESTIONS = 3
NEAR_ENOUGH = 72
"""Least score, of 100, at which a name is like another one."""


class Names:
    """An index of names over the ontology's actors and those of a store; the ontology's win."""

    def __init__(self, ontology: Ontology, stored: Iterable[Actor] = ()) -> None:
        self._ids: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.actors: dict[str, Actor] = dict(ontology.actors)
        for name, id in _known_forms(ontology):
            self._add(name, id)
        for actor in stored:
            self.actors.setdefault(actor.id, actor)
            for name in (actor.id, actor.name, *actor.aliases):
                self._add(name, actor.id)

    def _add(self, name: str, id: str) -> None:
        self._ids.setdefault(plain(name), id)
        self._shown.setdefault(plain(name), name)

    def resolve(self, name: str) -> str:
        """The id of the actor called `name`. Raises `UnknownActor` with suggestions."""
        if found := self._ids.get(plain(name)):
            return found
        near = self.near(name)
        raise UnknownActor(
            f"No actor is called «{name}».",
            remedy=f"Did you mean {' or '.join(near)}?" if near else "Look for it with: kg search TEXT",
        )

    def near(self, name: str) -> list[str]:
        """Names of actors that are like this one, the likeliest first; «Seoul (South Korea)» where another form is."""
        from rapidfuzz import fuzz, process

        wanted = plain(name)
        named = (
            id for id, actor in self.actors.items() if wanted and f" {wanted} " in f" {plain(actor.name)} "
        )
        suggestions = dict.fromkeys(self.actors[id].name for id in islice(named, SUGGESTIONS))
        likest: dict[str, str] = {}
        for form, _, _ in process.extract(
            wanted, self._shown.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=NEAR_ENOUGH
        ):
            likest.setdefault(self._ids[form], form)
        told = (self._told(id, form) for id, form in likest.items() if id in self.actors)
        suggestions = suggestions or dict.fromkeys(islice(told, SUGGESTIONS))
        return list(suggestions)

    def _told(self, id: str, form: str) -> str:
        name = self.actors[id].name
        return name if plain(name) == form else f"{self._shown[form]} ({name})"

    def starting_with(self, text: str) -> Iterator[str]:
        """Names of actors that begin so, for completion."""
        wanted = plain(text)
        return (actor.name for actor in self.actors.values() if plain(actor.name).startswith(wanted))


def plain(name: str) -> str:
    """Lower case, without accents, dots, article and doubled spaces."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = text.lower().replace(".", "").replace("-", " ").replace("_", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _known_forms(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Every form of every actor, the plainest first, so that an id or a name wins over a nickname."""
    for key in ("id", "name"):
        for entry in ontology.entries():
            yield getattr(entry, key), entry.id
    for country in ontology.countries.values():
        yield country.iso3, country.id
    for key in ("names", "short", "capital", "adjectives", "people", "person"):
        for entry in ontology.entries():
            for form in getattr(entry, key, ()):
                if form not in getattr(entry, "ambiguous", ()):
                    yield form, entry.id
    for metonym in ontology.metonyms:
        for form in (metonym.name, *metonym.names):
            yield form, metonym.actor
