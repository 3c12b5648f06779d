"""The graph as networkx, and ways through it; compared with what the canned queries find in the store."""

from __future__ import annotations

from itertools import permutations, product

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from query_graph import JPN, PRK, RUS, TUR, UKR, USA, readings
from small_graph import KOR, ONTOLOGY, POL, claim, end, reading

from kg import ontology
from kg.analysis import Route, alliance_paths, in_force, to_networkx
from kg.errors import UnknownActor
from kg.model import Level, Modality
from kg.queries import find
from kg.stores.ladybug import LadybugStore


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("graph") / "graph.lbug", ONTOLOGY)
    store.write(readings())
    return store


def test_actors_and_facts_come_with_their_properties(store) -> None:
    graph = to_networkx(store, ontology=ONTOLOGY)
    assert set(graph) == {actor.id for actor in store.actors()}
    assert graph.nodes[RUS.id]["name"] == "Russia"
    (attacks,) = (fact for fact in graph[RUS.id][UKR.id].values() if fact["relation"] == "ATTACKS")
    assert (attacks["mentions"], attacks["symmetric"], attacks["modality"]) == (2, False, "actual")
    assert all(fact["modality"] == "actual" for _, _, fact in graph.edges(data=True))
    assert graph.number_of_edges() == sum(store.stats().facts.values()) - store.stats().facts["CLAIMED"]


def test_facts_are_chosen_by_level_modality_and_relation(store) -> None:
    def relations(**chosen) -> set[tuple[str, str, str]]:
        graph = to_networkx(store, ontology=ONTOLOGY, **chosen)
        return {(a, fact["relation"], b) for a, b, fact in graph.edges(data=True)}

    assert (PRK.id, "MEETS", RUS.id) in relations(levels=[Level.STATE])
    assert (PRK.id, "MEETS", RUS.id) not in relations(levels=[Level.ACTOR])
    assert relations(modalities=[Modality.CONSIDERED]) == {(RUS.id, "TRANSFERS_TECHNOLOGY_TO", PRK.id)}
    assert {relation for _, relation, _ in relations(relations={"SANCTIONS"})} == {"SANCTIONS"}


def test_symmetric_facts_are_followed_both_ways_and_others_forward() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="1", relation="ALLIED_WITH", symmetric=True)
    graph.add_edge("b", "c", key="2", relation="SUPPLIES_ARMS_TO", symmetric=False)
    relations = {"ALLIED_WITH", "SUPPLIES_ARMS_TO"}
    assert alliance_paths(graph, "a", "c", relations=relations) == [Route(("a", "b", "c"), ("1", "2"))]
    assert alliance_paths(graph, "b", "a", relations=relations) == [Route(("b", "a"), ("1",))]
    assert alliance_paths(graph, "c", "a", relations=relations) == []
    assert alliance_paths(graph, "c", "a", relations=relations, both_ways=True)[0].facts == ("2", "1")
    assert alliance_paths(graph, "a", "c") == []


def test_the_pact_stands_for_parallel_facts(store) -> None:
    graph = to_networkx(store, ontology=ONTOLOGY)
    (route,) = alliance_paths(graph, USA.id, JPN.id)
    assert graph.edges[JPN.id, USA.id, route.facts[0]]["relation"] == "DEFENSE_PACT"


def test_bounds(store) -> None:
    graph = to_networkx(store, ontology=ONTOLOGY)
    assert [route.hops for route in alliance_paths(graph, KOR.id, RUS.id)] == [5, 5]
    assert alliance_paths(graph, KOR.id, RUS.id, max_hops=4) == []
    assert len(alliance_paths(graph, KOR.id, RUS.id, limit=1)) == 1
    assert alliance_paths(graph, RUS.id, RUS.id) == []
    assert alliance_paths(graph, USA.id, KOR.id, day="1950") == []
    with pytest.raises(UnknownActor, match="country:XXX"):
        alliance_paths(graph, RUS.id, "country:XXX")


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        (None, None, "2024-06-19", True),
        ("2024", None, "2024-06-19", True),
        ("2024-06-20", None, "2024-06-19", False),
        ("2024-06-20", None, "2024", True),
        ("1949", "1991", "1991-12-26", True),
        ("1949", "1991-07", "1991-12-26", False),
        (None, "2008-05-07", "2008-05-07", True),
    ],
)
def test_in_force(since, until, day, held) -> None:
    assert in_force({"since": since, "until": until}, day) is held


ENDS = (KOR, POL, PRK, RUS, USA, TUR, UKR)
PAIRS = [(a, b) for a, b in permutations(ENDS, 2) if a.id < b.id]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sets(st.sampled_from(list(product(PAIRS, ("DEFENSE_PACT", "ALLIED_WITH")))), min_size=3, max_size=16),
    st.permutations(ENDS),
)
def test_the_canned_queries_find_the_same_ways(tmp_path_factory, alliances, ends) -> None:
    id = "article"
    claims = [
        claim(id, end(a), relation, end(b), start=n)
        for n, ((a, b), relation) in enumerate(sorted_(alliances))
    ]
    store = LadybugStore(tmp_path_factory.mktemp("graphs") / "graph.lbug", ONTOLOGY)
    store.write([reading(id, *claims, mentions=tuple((actor, 1) for actor in ENDS))])
    graph = to_networkx(store, ontology=ONTOLOGY)
    actor, other = ends[0].id, ends[1].id
    asked = {"actor": actor, "other": other, "limit": 100}
    every = alliance_paths(graph, actor, other, max_hops=5, all=True)
    assert set(every) == canned(store, "alliance-paths", {**asked, "limit": 10_000, "max_hops": 5})
    assert every == sorted(every, key=lambda route: (route.hops, route.actors))
    assert set(alliance_paths(graph, actor, other)) == canned(store, "shortest-alliance-path", asked)


def sorted_(alliances):
    return sorted(alliances, key=lambda pair: (pair[0][0].id, pair[0][1].id, pair[1]))


def canned(store: LadybugStore, name: str, asked: dict[str, object]) -> set[Route]:
    paths = [row["path"] for row in find(()).run(store, name, asked).dicts()]
    routes = [Route(tuple(n.id for n in p.nodes), tuple(e.id for e in p.edges)) for p in paths]
    assert len(routes) == len(set(routes))
    return set(routes)


def test_without_an_ontology_the_built_in_one_says_what_is_symmetric(store) -> None:
    relations = ontology.load().relations
    for _, _, fact in to_networkx(store).edges(data=True):
        assert fact["symmetric"] is relations[fact["relation"]].symmetric
