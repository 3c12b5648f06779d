"""Who matters, blocs, balance, likeness and trends, on networks small enough to count by hand."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_graph import KIM, KOR, ONTOLOGY, POL, PRK, PUTIN, RUS, USA, claim, end, reading

from kg.analysis import Selection, between_states, signed, to_networkx
from kg.analysis.balance import balance, camps, triads
from kg.analysis.blocs import blocs, brokers
from kg.analysis.centrality import centrality
from kg.analysis.likeness import likenesses
from kg.analysis.scale import weights
from kg.analysis.trend import months, trend
from kg.model import Modality, Origin
from kg.ontology.schema import Quad
from kg.stores.ladybug import LadybugStore


def ties(**nets: float) -> nx.Graph:
    """A signed network from «ab=2, bc=-1»: each letter is an actor."""
    graph: nx.Graph = nx.Graph()
    for pair, net in nets.items():
        sign = (net > 0) - (net < 0)
        graph.add_edge(
            *pair,
            net=net,
            sign=sign,
            weight=abs(net),
            cooperation=max(net, 0),
            conflict=max(-net, 0),
            facts=1,
        )
    nx.set_node_attributes(graph, {id: id.upper() for id in graph}, "name")
    return graph


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    actors = "abcdefg"[: draw(st.integers(3, 7))]
    nets = st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0])
    return ties(**{a + b: draw(nets) for a, b in combinations(actors, 2) if draw(st.booleans())})


# -- the signed network ---------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path) -> LadybugStore:
    store = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    a, b = "one", "two"
    store.write(
        [
            reading(
                a,
                claim(a, end(RUS), "ATTACKS", end(USA), date="2024-01-03", confidence=0.9),
                claim(a, end(PUTIN, state=RUS), "MEETS", end(KIM, state=PRK), date="2024-03"),
                claim(a, end(KOR), "MEETS", end(USA), origin=Origin.REFERENCE, date="1999"),
            ),
            reading(
                b,
                claim(b, end(RUS), "ATTACKS", end(USA)),
                claim(b, end(USA), "THREATENS", end(RUS), modality=Modality.DENIED),
                claim(b, end(USA), "SUPPLIES_ARMS_TO", end(RUS), date="2024"),
            ),
        ]
    )
    return store


def test_the_scale_covers_every_quad_class() -> None:
    assert set(weights()) == set(Quad.__args__)  # type: ignore[attr-defined]
    assert all((value < 0) == quad.endswith("conflict") for quad, value in weights().items())


def test_a_tie_is_cooperation_less_conflict(store) -> None:
    found = signed(between_states(to_networkx(store, ontology=ONTOLOGY)), ONTOLOGY)
    tie = found.edges[RUS.id, USA.id]
    # Two mentions of an attack, -2 · log2(3); one delivery of arms, 2 · log2(2); the denied threat counts for nothing.
    assert tie["conflict"] == pytest.approx(2 * 1.58496, abs=1e-4)
    assert tie["cooperation"] == pytest.approx(2)
    assert (tie["sign"], tie["facts"]) == (-1, 2)
    assert tie["net"] == pytest.approx(tie["cooperation"] - tie["conflict"])


def test_votes_outweigh_no_war(store) -> None:
    votes = [
        claim("un", end(RUS), "VOTES_WITH", end(USA), origin=Origin.REFERENCE, date="2024", key="RUS-USA")
    ]
    votes += [
        claim("un", end(KOR), "VOTES_AGAINST", end(USA), origin=Origin.REFERENCE, date="2024", key="KOR-USA")
    ]
    everything = Selection(frozenset(Origin))
    before = signed(to_networkx(store, ontology=ONTOLOGY), ONTOLOGY, which=everything)
    store.write([reading("un", *votes)])
    assert store.stats().facts["VOTES_WITH"] == store.stats().facts["VOTES_AGAINST"] == 1
    after = signed(to_networkx(store, ontology=ONTOLOGY), ONTOLOGY, which=everything)
    assert nx.utils.graphs_equal(before, after)


def test_what_persons_do_for_a_state_is_the_states(store) -> None:
    network = to_networkx(store, ontology=ONTOLOGY)
    assert set(signed(between_states(network), ONTOLOGY)) == {RUS.id, USA.id, PRK.id}
    assert PUTIN.id in signed(network, ONTOLOGY)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Selection(), {RUS.id, USA.id, PRK.id}),
        (Selection(frozenset({Origin.REFERENCE})), {KOR.id, USA.id}),
        (Selection(min_confidence=0.8), {RUS.id, USA.id}),
        (Selection(since="2024-06-21"), set()),
        (Selection(until="2024-06-19"), set()),
        (Selection(since="2024-06", until="2024"), {RUS.id, USA.id, PRK.id}),
        (Selection(frozenset({Origin.REFERENCE}), since="1998", until="1999-12"), {KOR.id, USA.id}),
    ],
)
def test_facts_are_chosen(store, chosen: Selection, expected: set[str]) -> None:
    network = between_states(to_networkx(store, ontology=ONTOLOGY))
    assert set(signed(network, ONTOLOGY, which=chosen)) == expected


# -- who matters ----------------------------------------------------------------------------------------------------


def test_who_stands_between_all_others_matters_most() -> None:
    found = centrality(ties(ab=1, ac=1, ad=1))
    assert found[0].actor == "a"
    assert found[0].betweenness == 1
    assert found[0].partners == 3
    assert sum(s.pagerank for s in found) == pytest.approx(1)


def test_nothing_is_passed_on_through_an_enemy() -> None:
    assert {s.betweenness for s in centrality(ties(ab=1, ac=-1))} == {0}
    assert centrality(ties()) == []


# -- blocs ----------------------------------------------------------------------------------------------------------


def test_two_groups_of_friends_are_two_blocs() -> None:
    network = ties(ab=2, bc=2, ac=2, de=2, ef=2, df=2, ad=-2, cf=-1)
    found = blocs(network)
    assert [set(bloc.actors) for bloc in found] == [set("abc"), set("def")]
    assert [(bloc.inside, bloc.outside) for bloc in found] == [(6, -3), (6, -3)]


def test_who_has_only_enemies_is_in_no_bloc() -> None:
    assert [set(bloc.actors) for bloc in blocs(ties(ab=1, ac=-1))] == [{"a", "b"}]
    assert blocs(ties(ab=-1)) == []


def test_a_broker_links_blocs() -> None:
    network = ties(ab=3, ac=3, bc=3, cx=0.5, xd=0.5, de=3, df=3, ef=3)
    first = brokers(network)[0]
    assert first.actor in "cxd"
    assert first.blocs >= 1
    by_actor = {b.actor: b for b in brokers(network)}
    assert by_actor["x"].constraint < by_actor["a"].constraint


# -- balance --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nets", "balanced", "kind"),
    [
        ({"ab": 1, "bc": 1, "ac": 1}, 1, 0),
        ({"ab": 1, "bc": 1, "ac": -1}, 0, 1),
        ({"ab": 1, "bc": -1, "ac": -1}, 1, 2),
        ({"ab": -1, "bc": -1, "ac": -1}, 0, 3),
    ],
)
def test_a_triad_is_balanced_with_an_even_number_of_enmities(nets: dict[str, float], balanced, kind) -> None:
    found = balance(ties(**nets))
    assert (found.triads, found.balanced) == (1, balanced)
    assert found.kinds[kind] == 1
    assert bool(found.frustrated) == (not balanced)


def test_no_triad_no_share() -> None:
    assert balance(ties(ab=1)).share is None


def test_the_lightest_tie_is_the_frustrated_one() -> None:
    (tie,) = balance(ties(ab=5, bc=5, ac=-1)).frustrated
    assert (tie.actor, tie.other, tie.sign, tie.unbalanced, tie.triads) == ("a", "c", -1, 1, 1)


@given(networks(), st.data())
def test_changing_sides_changes_no_balance(network: nx.Graph, data: st.DataObject) -> None:
    """To flip all ties across a cut moves actors to the other camp and leaves every triad as balanced as it was."""
    moved = data.draw(st.sets(st.sampled_from(sorted(network)))) if network else set()
    flipped: dict[str, Any] = {
        a + b: tie["net"] * (-1 if (a in moved) != (b in moved) else 1)
        for a, b, tie in network.edges(data=True)
    }
    before, after = balance(network), balance(ties(**flipped))
    assert (before.triads, before.balanced) == (after.triads, after.balanced)


@given(networks())
def test_a_network_without_frustration_is_balanced(network: nx.Graph) -> None:
    found = balance(network)
    assert sum(found.kinds) == found.triads
    if not found.frustrated:
        assert found.balanced == found.triads
    assert balance(network) == found


@given(networks())
def test_every_triad_is_met_once(network: nx.Graph) -> None:
    met = [frozenset(triad) for triad in triads(network)]
    assert len(met) == len(set(met)) == sum(nx.triangles(network).values()) // 3


@given(networks())
def test_camps_leave_as_little_frustrated_as_all_divisions_tried_by_hand(network: nx.Graph) -> None:
    """For so few actors all divisions can be tried: the heuristic finds the best of them."""

    def lost(camp: dict[str, int]) -> float:
        return sum(abs(t["net"]) for a, b, t in network.edges(data=True) if t["net"] * camp[a] * camp[b] < 0)

    order = sorted(network)
    every = (
        {id: 1 if bits >> n & 1 else -1 for n, id in enumerate(order)} for bits in range(2 ** len(order))
    )
    assert lost(camps(network)) == min((lost(camp) for camp in every), default=0)


# -- likeness -------------------------------------------------------------------------------------------------------


def test_friends_of_the_same_are_alike_and_enemies_opposite() -> None:
    network = ties(ax=1, ay=-2, bx=1, by=-2, cx=-1, cy=2)
    found = {(f.actor, f.other): f.likeness for f in likenesses(network)}
    assert found["a", "b"] == pytest.approx(1)
    assert found["a", "c"] == pytest.approx(-1)
    assert [f.other for f in likenesses(network, "a", limit=1)] == ["b"]


def test_what_two_do_with_each_other_makes_them_no_less_alike() -> None:
    (pair,) = (f for f in likenesses(ties(ax=1, ay=1, bx=1, by=1, ab=-9)) if {f.actor, f.other} == {"a", "b"})
    assert pair.likeness == pytest.approx(1)
    assert likenesses(ties(ax=1, bx=1)) == [], "one common partner says nothing"


# -- trend ----------------------------------------------------------------------------------------------------------


def test_the_trend_is_counted_by_month(store) -> None:
    found = trend(store, USA.id, RUS.id, ontology=ONTOLOGY)
    assert [(m.month, m.cooperation, m.conflict, m.claims) for m in found if m.claims] == [
        ("2024-01", 0, 2, 1),
        ("2024-06", 0, 2, 1),
    ], "the delivery of a year without a month falls in no month"
    assert len(found) == 6
    assert trend(store, RUS.id, USA.id, ontology=ONTOLOGY) == found


def test_what_leaders_do_is_in_the_trend_of_their_states(store) -> None:
    (month,) = trend(store, PRK.id, RUS.id, ontology=ONTOLOGY)
    assert (month.month, month.net) == ("2024-03", 1)
    assert trend(store, PRK.id, POL.id, ontology=ONTOLOGY) == []
    assert trend(store, PRK.id, RUS.id, until="2024-02", ontology=ONTOLOGY) == []


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert months("2023-11", "2024-02") == ["2023-11", "2023-12", "2024-01", "2024-02"]


# -- measures kept in the store -------------------------------------------------------------------------------------


def test_measures_are_kept_and_replaced(store) -> None:
    assert store.measure({"pagerank": {RUS.id: 0.5, USA.id: 0.25}}) == 2
    store.measure({"pagerank": {RUS.id: 0.75}, "bloc": {USA.id: 2}})
    store.write([reading("three", claim("three", end(RUS), "MEETS", end(USA)))])
    rows = store.run(
        "MATCH (a:Actor) RETURN a.id AS id, a.pagerank AS rank, a.bloc AS bloc ORDER BY a.id"
    ).dicts()
    kept = {row["id"]: (row["rank"], row["bloc"]) for row in rows}
    assert kept[RUS.id] == (0.75, None)
    assert kept[USA.id] == (None, 2)


def test_a_measure_that_nobody_declared_is_refused(store) -> None:
    from kg.errors import StoreError

    with pytest.raises(StoreError, match="no measure"):
        store.measure({"x` = 1 //": {RUS.id: 1.0}})
