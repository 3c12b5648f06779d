"""What every store can do. Nothing outside this package knows which database answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from kg.model import Actor, Reading


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a query's result: its labels and properties. `id` is the property `id`."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a query's result, between the `id` properties of its ends."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Path:
    """A path of a query's result: nodes in order, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query. A value is None, bool, int, float, str, Node, Edge, Path, or a list or dict."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows, each as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Written:
    """What one write changed. `articles` counts new and replaced ones, `unchanged` those that the store had already.

    `copies` counts articles that are now known to print the story of another, and were not before.
    """

    articles: int = 0
    replaced: int = 0
    unchanged: int = 0
    claims: int = 0
    facts: int = 0
    copies: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.articles + other.articles,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
            self.claims + other.claims,
            self.facts + other.facts,
            self.copies + other.copies,
        )


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds. `facts` counts edges by relation (CLAIMED for what is not actual), `copies` the articles that
    print the story of another.
    """

    articles: int
    claims: int
    actors: int
    facts: Mapping[str, int] = field(default_factory=dict)
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A search hit: an actor (`kind` «actor») or a claim's sentence (`kind` «sentence»), best first."""

    kind: str
    id: str
    text: str
    score: float
    article: str | None = None


def facts_in(value: Any) -> Iterator[str]:
    """The ids of the facts in a value of a result: of its edges, of the edges of its paths, through lists."""
    match value:
        case Edge():
            yield value.id
        case Path():
            yield from (edge.id for edge in value.edges)
        case list() | tuple():
            for item in value:
                yield from facts_in(item)


class Store(Protocol):
    """A graph of articles, claims, actors and facts. Use it as a context manager.

    Every method raises `StoreError` or a class below it: `StoreUnavailable`, `StoreLocked` …
    """

    url: str

    def init(self, *, reference: bool = True) -> Written:
        """Make schema and indexes and, with `reference`, load the built-in claims. Idempotent."""
        ...

    def write(self, readings: Sequence[Reading]) -> Written:
        """Store whole articles in one transaction: add new ones, replace changed ones, skip the same ones.

        Makes the schema where there is none yet. An article is the same if digest and extractor version are. Which
        articles print one story is found again for all that the change concerns.
        """
        ...

    def remove(self, articles: Iterable[str]) -> int:
        """Take back exactly what these articles added; the number of articles that were there."""
        ...

    def known(self, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Digest and extractor version of those of these article ids that are stored."""
        ...

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Result:
        """The rows of a reading statement. A writing one is refused with `StoreError`."""
        ...

    def plan(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> str:
        """How the database would answer a statement, in its own words; nothing is run."""
        ...

    def measure(self, measures: Mapping[str, Mapping[str, float]]) -> int:
        """Write what an analysis found as properties of actors, by name as actor id → value, in place of what
        these names held before; the number of values. An ingest leaves them as they are.
        """
        ...

    def actors(self) -> list[Actor]:
        """All actors stored, for matching names as people write them."""
        ...

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Actors by name and claims by sentence, through the full-text indexes."""
        ...

    def stats(self) -> Stats:
        """Counts of what is stored."""
        ...

    def close(self) -> None:
        """Release the connection or the file's lock."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
