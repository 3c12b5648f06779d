"""Claims as JSON: the lines that `kg extract --format jsonl` prints and `kg ingest` loads again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import Actor, Article, Claim, Kind, Modality, Origin, Participant, Sector
from kg.ontology import Ontology


def claim_to_json(claim: Claim, article: Article, ontology: Ontology) -> dict[str, Any]:
    """A claim read in `article` as a JSON object.

    `plover` is the root that relation and modality make together, or None. Offsets count
    characters of `field`. `source` says where the article is from; `source.digest` is that of the article as it was read.
    """
    return {
        "id": claim.id,
        "article": claim.article,
        "relation": claim.relation,
        "symmetric": ontology.relations[claim.relation].symmetric,
        "modality": claim.modality.value,
        "plover": ontology.root(claim.relation, claim.modality),
        "subject": _participant(claim.subject),
        "object": _participant(claim.object),
        "attributed_to": _participant(claim.attributed_to) if claim.attributed_to else None,
        "date": claim.date,
        "until": claim.until,
        "confidence": claim.confidence,
        "origin": claim.origin.value,
        "extractor": claim.extractor,
        "trigger": claim.trigger,
        "sentence": claim.sentence,
        "field": claim.field,
        "start": claim.start,
        "end": claim.end,
        "source": {
            "url": article.url,
            "publisher": article.source,
            "published": article.published,
            "title": article.title,
            "digest": article.digest,
        },
    }


def claim_from_json(row: Mapping[str, Any], ontology: Ontology) -> Claim:
    """The claim that `claim_to_json` wrote. Raises `ValueError` that names the key which is missing or wrong.

    Relation and modality must be the ontology's. An actor that the ontology knows is taken from there, with
    its names and Wikidata id. Ends of a symmetric relation are put in id order.
    """
    relation = ontology.relations[_string(row, "relation")]
    subject, object = (participant_from_json(row, end, ontology) for end in ("subject", "object"))
    if relation.symmetric and object.actor.id < subject.actor.id:
        subject, object = object, subject
    origin = Origin(row.get("origin") or Origin.REPORTED)
    field = row.get("field") or "text"
    if field not in ("text", "title"):
        raise ValueError(f"«field» is {field!r}, neither «text» nor «title»")
    return Claim(
        article=_string(row, "article"),
        subject=subject,
        relation=relation.id,
        object=object,
        modality=Modality(_string(row, "modality")),
        sentence=_string(row, "sentence"),
        confidence=_confidence(row),
        extractor=_string(row, "extractor"),
        attributed_to=participant_from_json(row, "attributed_to", ontology)
        if row.get("attributed_to")
        else None,
        date=_optional(row, "date"),
        until=_optional(row, "until"),
        trigger=_optional(row, "trigger") or "",
        field=field,
        start=_offset(row, "start"),
        end=_offset(row, "end"),
        origin=origin,
        # What comes from a dataset stands nowhere in a text: only its id tells it from the others.
        key=_string(row, "id") if origin is Origin.REFERENCE else None,
    )


def participant_from_json(row: Mapping[str, Any], end: str, ontology: Ontology) -> Participant:
    """The participant under the key `end` of a claim's row. Raises `ValueError` as `claim_from_json` does."""
    data = row.get(end)
    if not isinstance(data, Mapping):
        raise ValueError(f"«{end}» is no object")  # noqa: TRY004 - one error class for all that a row may lack
    try:
        identity = _string(data, "id")
        actor = ontology.actors.get(identity) or Actor(
            identity, _string(data, "name"), Kind(_string(data, "kind")), _optional(data, "country")
        )
        sector = _optional(data, "sector")
        return Participant(
            actor,
            _optional(data, "text") or "",
            _offset(data, "start"),
            _offset(data, "end"),
            Sector(sector) if sector else None,
            _optional(data, "state"),
        )
    except ValueError as error:
        raise ValueError(f"in «{end}»: {error}") from None


def _participant(end: Participant) -> dict[str, Any]:
    return {
        "id": end.actor.id,
        "name": end.actor.name,
        "kind": end.actor.kind.value,
        "country": end.actor.country,
        "sector": end.sector.value if end.sector else None,
        "text": end.text,
        "start": end.start,
        "end": end.end,
        "state": end.state,
    }


def _string(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"«{key}» is missing or no string")
    return value


def _optional(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"«{key}» is no string")
    return value


def _offset(row: Mapping[str, Any], key: str) -> int:
    value = row.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise ValueError(f"«{key}» is no count of characters")
    return value


def _confidence(row: Mapping[str, Any]) -> float:
    value = row.get("confidence")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("«confidence» is no number from 0 to 1")
    return float(value)
