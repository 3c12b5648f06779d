"""Labelled texts: what a careful reader says a text claims, to measure extraction by.

A file holds one JSON object a line:

    {"id": "a1", "text": "Moscow denied supplying missiles to Tehran.", "title": null, "published": "2019-05-03",
     "phenomena": ["denial"],
     "claims": [{"subject": "country:RUS", "relation": "SUPPLIES_ARMS_TO", "object": "country:IRN",
                 "modality": "denied", "also": [], "also_modality": [], "optional": false}],
     "mentions": [{"text": "Moscow", "id": "country:RUS", "country": "RUS"}]}

`claims` are all that the text states; a text without any is a trap. `also` and `also_modality` name readings that are
right as well, an `optional` claim may be given or not. Only claims with a PLOVER root are labelled. `mentions`, where
given, are all actors that the text names; one with the id null is a mere place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import UsageError
from kg.model import Article, Modality
from kg.ontology import Ontology

_UNLISTED = re.compile(r"(group:[A-Z]{3}/|person:|org:|company:|group:)[\w -]+")
"""Ids of actors that no list has: «group:SYR/rebels», «person:ahmed-attaf»."""


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldMention(_Line):
    """A place in the text that names somebody; `id` is None where it is only a place."""

    text: str
    id: str | None
    country: str | None = None


class GoldClaim(_Line):
    """A claim that the text makes. Ids are the ontology's, or of the same shape where no list has the actor."""

    subject: str
    relation: str
    object: str
    modality: Modality
    also: tuple[str, ...] = ()
    also_modality: tuple[Modality, ...] = ()
    optional: bool = False
    attributed_to: str | None = None
    date: str | None = None
    until: str | None = None

    @property
    def relations(self) -> tuple[str, ...]:
        """The relation and those that are right as well."""
        return (self.relation, *self.also)

    @property
    def modalities(self) -> tuple[Modality, ...]:
        """The modality and those that are right as well."""
        return (self.modality, *self.also_modality)


class GoldText(_Line):
    """A text with all its claims and the phenomena that it shows."""

    id: str
    text: str
    phenomena: tuple[str, ...]
    claims: tuple[GoldClaim, ...]
    title: str | None = None
    published: str | None = None
    mentions: tuple[GoldMention, ...] | None = None

    @property
    def is_trap(self) -> bool:
        """Whether nothing in it is a claim."""
        return not self.claims

    def article(self) -> Article:
        """The text as an article to be read."""
        return Article.of(self.text, id=self.id, title=self.title, published=self.published)


def read_gold(paths: list[Path], ontology: Ontology) -> list[GoldText]:
    """The labelled texts of the files, in order.

    Raises `UsageError` with file and line for a line that is no labelled text, names an unknown relation or actor, or
    repeats an id.
    """
    texts: dict[str, GoldText] = {}
    for path in paths:
        for number, line in _lines(path):
            try:
                text = GoldText.model_validate_json(line)
            except ValidationError as error:
                problem = error.errors()[0]
                where = ".".join(map(str, problem["loc"]))
                raise _wrong(path, number, f"{where}: {problem['msg']}".lstrip(": ")) from None
            if wrong := _unknown(text, ontology):
                raise _wrong(path, number, wrong)
            if text.id in texts:
                raise _wrong(path, number, f"the id {text.id} was there before")
            texts[text.id] = text
    return list(texts.values())


def country_of(id: str, ontology: Ontology) -> str | None:
    """The ISO 3166 alpha-3 code of the state that an actor id belongs to, as far as the id tells."""
    if actor := ontology.actors.get(id):
        return actor.country
    kind, _, rest = id.partition(":")
    return rest.partition("/")[0] if kind == "group" and "/" in rest else None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read: {error}", remedy="Give a JSONL file of labelled texts."
        ) from None
    return ((n, line) for n, line in enumerate(content.splitlines(), 1) if line.strip())


def _unknown(text: GoldText, ontology: Ontology) -> str | None:
    for claim in text.claims:
        for relation in claim.relations:
            if relation not in ontology.relations:
                return f"unknown relation {relation}"
        for id in (claim.subject, claim.object):
            if id not in ontology.actors and not _UNLISTED.fullmatch(id):
                return f"unknown actor {id}"
    for mention in text.mentions or ():
        if mention.text not in text.text and mention.text not in (text.title or ""):
            return f"the mention «{mention.text}» is not in the text"
    return None


def _wrong(path: Path, line: int, problem: str) -> UsageError:
    return UsageError(
        f"{path}:{line}: {problem}", remedy="`kg evaluate --help` says where the form of a line stands."
    )
