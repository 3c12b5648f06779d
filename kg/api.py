"""The Python API: two functions and a graph.

>>> import kg
>>> [claim.relation for claim in kg.extract("Iran supplied drones to Russia.")]
['SUPPLIES_ARMS_TO']
>>> with kg.open("graph.lbug") as graph:
...     graph.ingest([Article.of("Iran supplied drones to Russia.", id="a1")])
...     graph.query("who-arms-whom").dicts()
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg import analysis, queries
from kg.ingest import Summary, ingest
from kg.model import Article, Claim, Reading
from kg.names import Names
from kg.ontology import Ontology, load
from kg.settings import settings
from kg.stores import Result, Store, open_store

if TYPE_CHECKING:
    import networkx

    from kg.extract import Extractor


def extract(text: str, *, title: str | None = None, published: str | None = None) -> list[Claim]:
    """The claims of one text. The first call loads the spaCy pipeline, about two seconds."""
    article = Article.of(text, title=title, published=published)
    return [claim for reading in default_extractor().read([article]) for claim in reading.claims]


def open(store: str | Path | None = None) -> Graph:
    """The graph at `store`: a path, or a server's address; without it, what the settings say."""
    chosen = settings(store=str(store) if store is not None else None)
    ontology = load(*([Path(chosen.ontology)] if chosen.ontology else []))
    opened = open_store(chosen.store, ontology=ontology, username=chosen.username, database=chosen.database)
    return Graph(opened, ontology)


@cache
def default_extractor() -> Extractor:
    """One extractor with the settings in force, made once."""
    from kg.extract import Extractor  # spaCy takes a second to import, and most commands never need it

    chosen = settings()
    return Extractor(load(*([Path(chosen.ontology)] if chosen.ontology else [])), chosen.model)


class Graph:
    """A store with its ontology. Use it as a context manager."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self.store = store
        self.ontology = ontology

    def ingest(self, articles: Iterable[Article | Reading], *, reference: bool = True) -> Summary:
        """Read articles into the graph; `reference` loads the built-in claims into a new one first."""
        self.store.init(reference=reference)
        return ingest(self.store, articles, default_extractor)

    def query(self, name: str, **params: Any) -> Result:
        """The rows of a canned query; actors are given as people write them."""
        return queries.find().run(self.store, name, params, resolve=self.names().resolve)

    def path(
        self,
        start: str,
        end: str,
        *,
        relations: Iterable[str] | None = None,
        max_hops: int = 4,
        every: bool = False,
        network: networkx.MultiDiGraph | None = None,
    ) -> list[analysis.Route]:
        """How two actors are joined over alliances, or over `relations`: the shortest ways, or all with `every`."""
        names = self.names()
        one, other = names.resolve(start), names.resolve(end)
        network = network if network is not None else self.to_networkx()
        # Alliances as they hold today; other relations tell what happened, whenever and whoever began it.
        day = date.today().isoformat() if relations is None else None
        wanted = None if relations is None else tuple(relations)
        return analysis.alliance_paths(
            network,
            one,
            other,
            relations=wanted,
            max_hops=max_hops,
            all=every,
            day=day,
            both_ways=wanted is not None,
        )

    def why(self, start: str, end: str) -> Result:
        """The sentences that say something between two actors, in either direction and every modality."""
        return self.query("claims-between", actor=start, other=end)

    def names(self) -> Names:
        """Names of all actors known here."""
        return Names(self.ontology, self.store.actors())

    def to_networkx(self) -> networkx.MultiDiGraph:
        """All actual facts as a networkx multigraph."""
        return analysis.to_networkx(self.store)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
