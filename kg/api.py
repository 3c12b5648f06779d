"""The Python API: two functions and a graph.

>>> import kg
>>> [claim.relation for claim in kg.extract("Iran supplied drones to Russia.")]
['SUPPLIES_ARMS_TO']
>>> with kg.open("graph.lbug") as graph:
...     graph.ingest([Article.of("Iran supplied drones to Russia.", id="a1")])
...     graph.query("who-arms-whom").dicts()
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import UsageError
from kg.model import Article, Claim, Level, Reading
from kg.names import Names
from kg.ontology import Ontology, load
from kg.settings import Settings, settings
from kg.stores import Result, Store, open_store
from kg.stories import told_once

if TYPE_CHECKING:
    import networkx

    from kg.analysis import Route
    from kg.extract import Extractor
    from kg.ingest import Problem, Summary


def extract(text: str, *, title: str | None = None, published: str | None = None) -> list[Claim]:
    """The claims of one text. The first call loads the spaCy pipeline, about two seconds."""
    article = Article.of(text, title=title, published=published)
    chosen = settings()
    reader = extractor_of(chosen.ontology, chosen.model)
    return [claim for reading in reader.read([article]) for claim in reading.claims]


def open(store: str | Path | None = None) -> Graph:
    """The graph at `store`: a path, or a server's address; without it, what the settings say."""
    return Graph.at(settings(store=str(store) if store is not None else None))


def ontology_of(folder: str | None) -> Ontology:
    """The built-in ontology, with what the files in `folder` add to it. Raises `UsageError` for no folder."""
    if folder is None:
        return load()
    if not Path(folder).is_dir():
        raise UsageError(
            f"{folder}: there is no such folder of an ontology",
            remedy="Give a folder with relations.yaml, actors/*.yaml or lexicon/ in it.",
        )
    return load(Path(folder))


@cache
def extractor_of(ontology: str | None, model: str | None) -> Extractor:
    """One extractor for these settings, made once; the words in the folder `ontology`/lexicon come first."""
    from kg.extract import Extractor  # spaCy takes a second to import, and most commands never need it
    from kg.extract import lexicon as lexicons

    words = lexicons.load(*([Path(ontology) / "lexicon"] if ontology else []))
    return Extractor(ontology_of(ontology), model, words)


MOST_CLAIMS = 10_000
"""Claims that are looked through, copies and all, for those between two actors."""

_EVIDENCE = """
MATCH (a:Article)-[:STATES]->(c:Claim)
UNWIND [c.fact, c.state_fact] AS fact
WITH a, c, fact
WHERE fact IN $facts
RETURN fact, c.sentence AS sentence, a.id AS article
ORDER BY fact, c.confidence DESC, c.reported, article, c.start, c.id
"""


class Graph:
    """A store with its ontology and the settings it was opened with. Use it as a context manager."""

    def __init__(self, store: Store, ontology: Ontology, chosen: Settings) -> None:
        self.store = store
        self.ontology = ontology
        self.settings = chosen

    @classmethod
    def at(cls, chosen: Settings) -> Graph:
        """The graph that the settings name."""
        ontology = ontology_of(chosen.ontology)
        store = open_store(
            chosen.store, ontology=ontology, username=chosen.username, database=chosen.database
        )
        return cls(store, ontology, chosen)

    def ingest(
        self,
        articles: Iterable[Article | Reading],
        *,
        reference: bool = True,
        report: Callable[[Problem], None] = lambda problem: None,
    ) -> Summary:
        """Read articles into the graph; `reference` loads the built-in claims into it first.

        `report` is given each warning, and a `loaders.Reject` for each article that could not be read or stored.
        """
        from kg.ingest import ingest

        self.store.init(reference=reference)
        return ingest(
            self.store, articles, self.extractor, story_days=self.settings.story_days, report=report
        )

    def extractor(self) -> Extractor:
        """What reads articles for this graph."""
        return extractor_of(self.settings.ontology, self.settings.model)

    def query(self, name: str, **params: Any) -> Result:
        """The rows of a canned query; actors are given as people write them."""
        from kg import queries

        library = queries.find(self.settings.queries)
        return library.run(self.store, name, params, resolve=self.names().resolve)

    def explain(self, name: str, **params: Any) -> str:
        """What `query` would ask the store, and how the store would go about it."""
        from kg import queries

        library = queries.find(self.settings.queries)
        return library.explain(self.store, name, params, resolve=self.names().resolve)

    def path(
        self,
        start: str,
        end: str,
        *,
        relations: Iterable[str] | None = None,
        max_hops: int = 4,
        every: bool = False,
        limit: int = 1000,
        network: networkx.MultiDiGraph | None = None,
    ) -> list[Route]:
        """How two actors are joined over alliances, or over `relations`: the shortest ways, or all with `every`, up to
        `limit` of them.
        """
        from kg import analysis

        names = self.names()
        one, other = names.resolve(start), names.resolve(end)
        network = network if network is not None else self.to_networkx()
        if one not in network or other not in network:
            return []
        # Alliances as they hold today; other relations tell what happened, whenever and whoever began it.
        day = date.today().isoformat() if relations is None else None
        alliances = (relation.id for relation in self.ontology.relations.values() if relation.alliance)
        return analysis.alliance_paths(
            network,
            one,
            other,
            relations=tuple(alliances if relations is None else relations),
            max_hops=max_hops,
            limit=limit,
            all=every,
            day=day,
            both_ways=relations is not None,
        )

    def why(self, start: str, end: str, *, relation: str | None = None, limit: int = 100) -> Result:
        """The sentences that say something between two actors, in either direction and every modality.

        What several papers print of one story is told once; `also` counts the other papers that print it.
        """
        found = self.query("claims-between", actor=start, other=end, relation=relation, limit=MOST_CLAIMS)
        columns = (*found.columns, "also")
        rows = told_once(found.dicts())[:limit]
        return Result(columns, tuple(tuple(row[column] for column in columns) for row in rows))

    def evidence(self, facts: Collection[str]) -> dict[str, tuple[str, str]]:
        """The surest sentence behind each of these facts, and the article it stands in; the first of equals."""
        rows = self.store.run(_EVIDENCE, {"facts": sorted(set(facts))}).rows
        return {fact: (sentence, article) for fact, sentence, article in reversed(rows)}

    def names(self) -> Names:
        """Names of all actors known here."""
        return Names(self.ontology, self.store.actors())

    def to_networkx(self, *, levels: Collection[Level] = tuple(Level)) -> networkx.MultiDiGraph:
        """All actual facts as a networkx multigraph, at both levels unless one is asked for."""
        from kg import analysis

        return analysis.to_networkx(self.store, levels=levels, ontology=self.ontology)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
