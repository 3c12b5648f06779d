"""Claims that `kg extract --format jsonl` wrote, so that extraction and loading can run apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg.claimjson import claim_from_json
from kg.model import Actor, Article, Claim, Modality, Reading, digest
from kg.ontology import Ontology
from loaders.articles.jsonl import parsed, row_of
from loaders.lines import lines
from loaders.prose import clean
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

_MARKS = frozenset({"article", "relation", "modality", "subject", "object"})
_WRITE = "Write the file with `kg extract --format jsonl`."
_Read = tuple[Claim, dict[str, Any]]


def is_claims(first_line: str) -> bool:
    """Whether a file that begins with this line holds claims, not articles."""
    row = parsed(first_line)
    return isinstance(row, dict) and row.keys() >= _MARKS


def read_claims(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """One `Reading` for each article of the file, in order; only one article's claims are held at a time.

    Articles come without their text, but with the digest that the text had. Mentions are counted from the
    claims' ends. A line that is no claim of `ontology`'s is rejected, as is one of an article whose claims
    already ended: it would replace them.
    """
    done: set[str] = set()
    rejects: list[Reject] = []
    for article, group in groupby(_claims(source, ontology, rejects, done), key=lambda read: read[0].article):
        claims = list(group)
        done.add(article)
        yield _reading(claims)
        yield from rejects
        rejects.clear()
    yield from rejects


def _claims(source: Source, ontology: Ontology, rejects: list[Reject], done: set[str]) -> Iterator[_Read]:
    current = None
    for line in lines(source):
        if not line.text.strip():
            continue
        row = row_of(line, source)
        read = row if isinstance(row, Reject) else claim_of(row, source, line.number, ontology)
        if isinstance(read, Reject):
            rejects.append(read)
            continue
        if read.article in done and read.article != current:
            rejects.append(_scattered(read, source, line.number))
            continue
        current = read.article
        yield read, row if isinstance(row, dict) else {}


def claim_of(row: dict[str, Any], source: Source, line: int, ontology: Ontology) -> Claim | Reject:
    """The claim in a row of JSON, or why it is none of `ontology`'s."""
    article = row.get("article") if isinstance(row.get("article"), str) else None
    reason, message, remedy = Reason.BAD_CLAIM, "", _WRITE
    relation, modality = row.get("relation"), row.get("modality")
    if not isinstance(relation, str) or relation not in ontology.relations:
        reason, message = Reason.UNKNOWN_RELATION, f"the ontology has no relation {relation!r}"
        remedy = "Give the ontology it was extracted with (--ontology), or extract again."
    elif not isinstance(modality, str) or modality not in set(Modality):
        reason, message = Reason.UNKNOWN_MODALITY, f"there is no modality {modality!r}"
        remedy = f"Use one of {', '.join(Modality)}."
    else:
        try:
            claim = claim_from_json(row, ontology)
        except ValueError as error:
            message = str(error)
        else:
            kinds = claim.subject.actor.kind, claim.object.actor.kind
            if ontology.relations[relation].allows(*kinds):
                return claim
            reason, message = Reason.NOT_ALLOWED, f"{relation} does not join {kinds[0]} and {kinds[1]}"
    return source.reject(reason, message, remedy, line=line, article=article, excerpt=excerpt(str(row)))


def _scattered(claim: Claim, source: Source, line: int) -> Reject:
    message = f"claims of article {claim.article} stand apart; these later ones would replace the earlier"
    remedy = "Sort the file by article: `jq -sc 'sort_by(.article)[]' FILE`."
    return source.reject(Reason.SCATTERED, message, remedy, line=line, article=claim.article)


def _reading(read: list[_Read]) -> Reading:
    claims = tuple({claim.id: claim for claim, _ in read}.values())
    return Reading(
        article=_article(claims[0].article, read[0][1]),
        claims=claims,
        mentions=_mentions(claims),
        # A file with other claims of the article, or the article itself, must count as a change.
        extractor=f"{claims[0].extractor}#{digest(*sorted(claim.id for claim in claims))}",
    )


def _article(identity: str, row: dict[str, Any]) -> Article:
    given = row.get("source")
    told = (
        {key: clean(value) for key, value in given.items() if isinstance(value, str)}
        if isinstance(given, dict)
        else {}
    )
    return Article(
        identity,
        "",
        title=told.get("title"),
        url=told.get("url"),
        source=told.get("publisher"),
        published=told.get("published"),
        # Of the text that was read, so that the article itself is not taken for a changed one.
        fixed_digest=told.get("digest") or None,
    )


def _mentions(claims: tuple[Claim, ...]) -> tuple[tuple[Actor, int], ...]:
    places: defaultdict[Actor, set[tuple[str, int, int]]] = defaultdict(set)
    for claim in claims:
        for end in (claim.subject, claim.object, claim.attributed_to):
            if end is not None and end.end > end.start:
                places[end.actor].add((claim.field, end.start, end.end))
    return tuple((actor, len(places[actor])) for actor in sorted(places, key=lambda actor: actor.id))
