"""Which facts a claim supports, and what they say."""

from __future__ import annotations

from itertools import combinations
from random import Random
from time import monotonic

import pytest
import small_graph as world
from hypothesis import given
from hypothesis import strategies as st
from small_graph import KIM, NATO_ACTOR, ONTOLOGY, PRK, PUTIN, RUS, USA, claim, end, reading

from kg.facts import Evidence, derive, fact_keys, independent
from kg.model import Article, Claim, Level, Modality, Origin


def evidence(*claims: Claim, source: str | None = None, published: str | None = None) -> list[Evidence]:
    return [
        Evidence.of(each, Article.of("", id=each.article, source=source, published=published))
        for each in claims
    ]


def fact_of(items: list[Evidence]):
    return derive(fact_keys(items[0].claim, ONTOLOGY).actor, items, ONTOLOGY)


def test_leaders_acts_hold_between_their_states_too() -> None:
    keys = fact_keys(claim("a", end(PUTIN, state=RUS), "MEETS", end(KIM, state=PRK)), ONTOLOGY)
    assert (keys.actor.subject, keys.actor.object) == (KIM.id, PUTIN.id)
    assert keys.state is not None
    assert (keys.state.subject, keys.state.object, keys.state.level) == (PRK.id, RUS.id, Level.STATE)


def test_one_leader_is_enough() -> None:
    keys = fact_keys(claim("a", end(PUTIN, state=RUS), "THREATENS", end(USA)), ONTOLOGY)
    assert keys.state is not None
    assert (keys.state.subject, keys.state.object) == (RUS.id, USA.id)


@pytest.mark.parametrize(
    ("subject", "relation", "object"),
    [
        pytest.param(end(RUS, state=RUS), "MEETS", end(PRK), id="two states: counted once, at actor level"),
        pytest.param(end(PUTIN, state=RUS), "THREATENS", end(RUS), id="within one state"),
        pytest.param(end(PUTIN, state=RUS), "LEADS", end(PRK), id="structural"),
        pytest.param(end(PUTIN, state=RUS), "MEETS", end(NATO_ACTOR), id="an organisation is no state"),
        pytest.param(end(world.HACKERS), "CYBERATTACKS", end(USA), id="a private act is no state's"),
        pytest.param(end(PUTIN), "MEETS", end(KIM, state=PRK), id="out of office"),
    ],
)
def test_no_fact_between_states(subject, relation, object) -> None:
    assert list(fact_keys(claim("a", subject, relation, object), ONTOLOGY)) == [
        fact_keys(claim("a", subject, relation, object), ONTOLOGY).actor
    ]
    assert fact_keys(claim("a", subject, relation, object), ONTOLOGY).state is None


def test_symmetric_facts_between_states_are_one_whoever_is_named_first() -> None:
    one = fact_keys(claim("a", end(PUTIN, state=PRK), "MEETS", end(KIM, state=RUS)), ONTOLOGY)
    other = fact_keys(claim("b", end(PUTIN, state=RUS), "MEETS", end(KIM, state=PRK)), ONTOLOGY)
    assert one.state == other.state


def test_sources_are_publishers_and_articles_without_one() -> None:
    base = [claim(id, end(RUS), "MEETS", end(PRK)) for id in ("a", "b", "c", "d")]
    items = evidence(*base[:2], source="The Courier") + evidence(*base[2:])
    fact = fact_of(items)
    assert (fact.mentions, fact.sources) == (4, 3)


def test_dates_and_confidence() -> None:
    early = claim("a", end(RUS), "MEETS", end(PRK), date="2023-09", confidence=0.9)
    late = claim("b", end(RUS), "MEETS", end(PRK), date="2024-06-19", confidence=0.2)
    items = evidence(early, published="2024-06-21T09:00:00Z") + evidence(late, published="2024-06-20")
    fact = fact_of(items)
    assert (fact.since, fact.until) == ("2023-09", None)
    assert (fact.first_reported, fact.last_reported) == ("2024-06-20", "2024-06-21")
    assert fact.confidence == 0.9
    assert fact.label == "meets"


def test_a_dataset_does_not_report() -> None:
    row = claim("a", end(RUS), "DEFENSE_PACT", end(PRK), origin=Origin.REFERENCE, key="1")
    fact = fact_of(evidence(row, published="2024-01-01"))
    assert (fact.first_reported, fact.origins) == (None, (Origin.REFERENCE,))


@pytest.mark.parametrize(
    ("spans", "until"),
    [
        ([("1961", "1996", Origin.REFERENCE)], "1996"),
        ([("1961", "1996", Origin.REFERENCE), ("1980", None, Origin.REPORTED)], "1996"),
        ([("1961", "1996", Origin.REFERENCE), (None, None, Origin.REPORTED)], "1996"),
        ([("1961", "1996", Origin.REFERENCE), ("2024", None, Origin.REPORTED)], None),
        ([("1961", "1996", Origin.REFERENCE), ("1950", None, Origin.REFERENCE)], None),
        ([("2024-06-18", "2024-06-19", Origin.REPORTED), ("2024", "2025", Origin.REPORTED)], "2025"),
        ([("1961", None, Origin.REFERENCE)], None),
    ],
)
def test_until_is_open_where_something_still_goes_on(spans, until) -> None:
    claims = [
        claim("a", end(RUS), "DEFENSE_PACT", end(PRK), date=since, until=last, origin=origin, start=n)
        for n, (since, last, origin) in enumerate(spans)
    ]
    assert fact_of(evidence(*claims)).until == until


def test_no_claims_no_fact() -> None:
    assert derive(claim("a", end(RUS), "MEETS", end(PRK)).fact, [], ONTOLOGY) is None


@given(st.lists(world.claims("a"), min_size=1, max_size=6), st.randoms())
def test_a_fact_does_not_depend_on_the_order_of_its_claims(claims, random) -> None:
    key = fact_keys(claims[0], ONTOLOGY).actor
    items = [Evidence.of(each, reading("a").article) for each in claims]
    mixed = random.sample(items, len(items))
    assert derive(key, items, ONTOLOGY) == derive(key, mixed, ONTOLOGY)


@given(world.claims("a"))
def test_the_two_facts_of_a_claim_are_two(claim) -> None:
    keys = list(fact_keys(claim, ONTOLOGY))
    assert len({key.id for key in keys}) == len(keys)
    assert all(key.relation == claim.relation and key.modality == claim.modality for key in keys)


def test_denied_and_done_are_two_facts() -> None:
    done = claim("a", end(PRK), "SUPPLIES_ARMS_TO", end(RUS))
    denied = claim("a", end(PRK), "SUPPLIES_ARMS_TO", end(RUS), modality=Modality.DENIED)
    assert fact_keys(done, ONTOLOGY).actor.id != fact_keys(denied, ONTOLOGY).actor.id


def brute(told: set[tuple[str, str]]) -> int:
    papers = sorted({paper for paper, _ in told})
    for size in range(len(papers) + 1):
        for some in combinations(papers, size):
            if {story for paper, story in told if paper in some} == {story for _, story in told}:
                return size
    raise AssertionError("all papers together print every story")


_TOLD = st.sets(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("12345678")), max_size=20)


@given(_TOLD)
def test_sources_are_the_fewest_publishers_who_print_every_story(told) -> None:
    assert independent(told) == brute(told)


@given(_TOLD, st.sampled_from("ABCDEF"), st.data())
def test_a_reprint_never_makes_more_sources(told, paper, data) -> None:
    if told:
        story = data.draw(st.sampled_from(sorted(story for _, story in told)))
        assert independent(told | {(paper, story)}) <= independent(told)


@pytest.mark.parametrize(
    ("told", "sources"),
    [
        pytest.param("A1 B1 C1 D1", 1, id="one story in many papers"),
        pytest.param("A1 B2", 2, id="two stories in two papers"),
        pytest.param("A1 A2", 1, id="two stories in one paper"),
        pytest.param("A1 A2 B2", 1, id="its own story and a reprint of its other"),
        pytest.param("A1 B2 A3 B3", 2, id="their own stories, and an agency's in both"),
        pytest.param("A1 B1 C2 D2", 2, id="two agencies"),
        pytest.param("A1 B1 B2 C2 C3 A3", 2, id="each story in two papers of three"),
    ],
)
def test_independent_sources(told, sources) -> None:
    assert independent({(each[0], each[1]) for each in told.split()}) == sources


def test_many_reprints_are_counted_in_good_time() -> None:
    chance = Random(4)
    told = {(f"paper {chance.randrange(60)}", f"story {story}") for story in range(80) for _ in range(6)}
    begun = monotonic()
    assert 10 <= independent(told) <= 60
    assert monotonic() - begun < 20
