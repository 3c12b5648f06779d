"""How many labelled events are found: the pair of states, in the right direction, and its PLOVER root.

    python benchmarks/events.py tests/data/blind/held.jsonl [--roots] [--missed 20]

A line is a sentence with the one event that it is about, as event coders label them:

    {"id": "e1", "text": "…", "source": ["IRN"], "target": ["USA"], "root": "ACCUSE"}

Somebody of a state of `source` does what `root` names to somebody of a state of `target` (ISO 3166 alpha-3). As not all
that a sentence says is labelled, precision cannot be told from such lines; `kg evaluate` tells it from texts with all
their claims.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract import Extractor
from kg.model import Article, Claim
from kg.ontology import Ontology


@dataclass(frozen=True)
class Event:
    """A sentence and its event."""

    id: str
    text: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    root: str


@dataclass(frozen=True)
class Found:
    """What was found of an event: the pair, with its root, only the other way round; and claims with a root at all."""

    event: Event
    pair: bool
    root: bool
    reversed: bool
    claims: int


def main() -> None:
    """Read the files, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("events", nargs="+", type=Path, help="labelled events, JSONL")
    parser.add_argument("--roots", action="store_true", help="the figures of each root too")
    parser.add_argument(
        "--missed", type=int, default=0, help="print so many of the events that were not found"
    )
    asked = parser.parse_args()
    extractor = Extractor()
    found = list(judge(extractor, list(events(asked.events))))
    print(figures("all", found))
    by_root: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_root[one.event.root].append(one)
    for root in sorted(by_root) if asked.roots else ():
        print(figures(root, by_root[root]))
    for one in [one for one in found if not one.root][: asked.missed]:
        print(f"- {one.event.id} {one.event.root} {'pair' if one.pair else ''}: {one.event.text}")


def events(paths: Sequence[Path]) -> Iterator[Event]:
    """The events of the files, in order."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Event(row["id"], row["text"], tuple(row["source"]), tuple(row["target"]), row["root"])


def judge(extractor: Extractor, labelled: Sequence[Event]) -> Iterator[Found]:
    """Each event with what the extractor made of its sentence."""
    articles = (Article.of(event.text, id=event.id) for event in labelled)
    for event, reading in zip(labelled, extractor.read(articles), strict=True):
        claims = [c for c in reading.claims if extractor.ontology.root(c.relation, c.modality)]
        yield _compare(event, claims, extractor.ontology)


def _compare(event: Event, claims: Sequence[Claim], ontology: Ontology) -> Found:
    def joins(claim: Claim, one: Sequence[str], other: Sequence[str]) -> bool:
        return claim.subject.actor.country in one and claim.object.actor.country in other

    onward = [c for c in claims if joins(c, event.source, event.target)]
    back = [c for c in claims if joins(c, event.target, event.source)]
    onward += [c for c in back if ontology.relations[c.relation].symmetric]
    roots = {ontology.root(c.relation, c.modality) for c in onward}
    return Found(event, bool(onward), event.root in roots, bool(back) and not onward, len(claims))


def figures(name: str, found: Sequence[Found]) -> str:
    """One line of figures."""
    count = len(found)
    pair, root, reversed_ = (
        sum(getattr(f, key) for f in found) / count for key in ("pair", "root", "reversed")
    )
    claims = sum(f.claims for f in found) / count
    return (
        f"{name:10} {count:4} events  pair {pair:.3f}  with root {root:.3f}  reversed {reversed_:.3f}  "
        f"claims a sentence {claims:.2f}"
    )


if __name__ == "__main__":
    main()
