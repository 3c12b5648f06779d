"""Rows of datasets as claims: what all datasets share."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.model import Actor, Article, Claim, Modality, Origin, Participant, Reading, digest
from kg.ontology import Ontology
from kg.ontology.schema import Relation
from loaders.reference.roster import participant


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: its name on the command line, what it is called, the confidence of its claims, where it is to be had.

    The confidence is a caution of this project and no measurement: 1 for what people coded, less for what machines did.
    """

    name: str
    title: str
    confidence: float
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. `key` names the row for good; `sentence` tells it in words."""

    key: str
    subject: Participant | Actor
    relation: str
    object: Participant | Actor
    sentence: str
    since: str | None = None
    until: str | None = None
    modality: Modality = Modality.ACTUAL


def reading(
    dataset: Dataset,
    id: str,
    title: str,
    entries: Iterable[Entry],
    ontology: Ontology,
    *,
    source: str = "",
    url: str | None = None,
) -> Reading:
    """The rows `entries` as what one article says: all of them come into a graph, or none. Ends that the ontology does
    not let a relation join are dropped and counted.
    """
    told = list(entries)
    article = Article.of(
        "\n".join(entry.sentence for entry in told),
        id=f"{dataset.name}:{id}",
        title=title,
        source=f"{dataset.title} ({source})" if source else dataset.title,
        url=url,
        published=told[0].since if told and told[0].since == told[0].until else None,
        language="en",
    )
    drops: dict[str, int] = {}
    claims = {}
    for entry in told:
        subject, object = (
            end if isinstance(end, Participant) else participant(end) for end in (entry.subject, entry.object)
        )
        relation = ontology.relations[entry.relation]
        if reason := _fault(relation, subject.actor, object.actor):
            drops[reason] = drops.get(reason, 0) + 1
            continue
        if relation.symmetric and object.actor.id < subject.actor.id:
            subject, object = object, subject
        made = Claim(
            article.id, subject, entry.relation, object, entry.modality, entry.sentence, dataset.confidence,
            f"{dataset.name}/1", date=entry.since, until=entry.until, origin=Origin.REFERENCE, key=entry.key,
        )  # fmt: skip
        claims[made.id] = made
    return Reading(
        article, tuple(claims.values()), drops=drops, extractor=f"{dataset.name}/1#{digest(*sorted(claims))}"
    )


def _fault(relation: Relation, subject: Actor, object: Actor) -> str | None:
    """Why a relation does not join these two; None where it does."""
    if subject.id == object.id:
        return "an actor and itself"
    if not relation.allows(subject.kind, object.kind):
        return f"{relation.id} does not join {subject.kind} and {object.kind}"
    return None


def unbroken(years: Iterable[int], silent: Container[int] = ()) -> Iterator[tuple[int, int]]:
    """First and last of each run of rising years without a gap; `silent` years between two others make none."""
    runs: list[list[int]] = []
    for year in years:
        if runs and all(between in silent for between in range(runs[-1][-1] + 1, year)):
            runs[-1].append(year)
        else:
            runs.append([year])
    return ((run[0], run[-1]) for run in runs)


def day(text: str) -> str | None:
    """An ISO day from «2018-06-01», «2018-06-01 00:00:00» or «20180601»; None for what is none."""
    compact = text.strip()[:10].replace("-", "")[:8]
    try:
        return date(int(compact[:4]), int(compact[4:6]), int(compact[6:8])).isoformat()
    except ValueError:
        return None
