"""The page of `kg view`: what it draws, and that nothing an article says can run in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from query_graph import readings
from small_graph import KIM, ONTOLOGY, PRK, RUS, claim, end, reading

from kg.model import Actor, Kind
from kg.stores.ladybug import LadybugStore
from kg.view import Picture, page, picture

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028&amp;'\"`${alert(3)}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("view") / "graph.lbug", ONTOLOGY)
    store.write(readings())
    return store


def _data(html: str) -> Any:
    found = re.search(r"^const data = (.*);$", html, re.MULTILINE)
    assert found
    return json.loads(found[1])


def _labels(drawn: Picture) -> set[tuple[str, str, str]]:
    return {(drawn.nodes[e.source].id, e.relation, drawn.nodes[e.target].id) for e in drawn.edges}


def test_reported_facts_are_drawn_and_the_built_in_ones_when_asked(store: LadybugStore) -> None:
    reported = _labels(picture(store, ontology=ONTOLOGY))
    assert (RUS.id, "ATTACKS", "country:UKR") in reported
    assert all(relation != "MEMBER_OF" for _, relation, _ in reported)
    assert ("country:POL", "MEMBER_OF", "org:nato") in _labels(picture(store, reference=True, limit=500))


def test_of_few_the_most_reported_come_first(store: LadybugStore) -> None:
    every = sorted((edge.mentions for edge in picture(store).edges), reverse=True)
    few = picture(store, limit=3)
    assert [edge.mentions for edge in few.edges] == every[:3]
    assert {edge.source for edge in few.edges} | {edge.target for edge in few.edges} == set(
        range(len(few.nodes))
    )


def test_around_one_actor(store: LadybugStore) -> None:
    drawn = picture(store, centre=KIM.id)
    assert drawn.edges
    assert all(KIM.id in (start, end) for start, _, end in _labels(drawn))


def test_places_lie_on_the_sheet_and_are_the_same_each_time(store: LadybugStore) -> None:
    drawn = picture(store)
    assert all(0 < node.x < 1600 and 0 < node.y < 1000 for node in drawn.nodes)
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert picture(store) == drawn


def test_an_edge_carries_its_sentences_and_where_they_stand(store: LadybugStore) -> None:
    (war,) = (edge for edge in picture(store).edges if edge.relation == "INVADES")
    (sentence,) = war.evidence
    assert sentence["sentence"] == "Russia invades Ukraine."
    assert (sentence["source"], sentence["reported"]) == ("The Tribune", "2024-06-22")
    assert war.first == "2024-06-22"


def test_an_empty_graph_draws_nothing(tmp_path: Path) -> None:
    empty = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    empty.init(reference=False)
    assert picture(empty) == Picture((), ())
    assert _data(page(Picture((), ()))) == {"nodes": [], "edges": []}


def test_what_articles_say_is_data_and_never_code(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    villain = Actor("person:villain", EVIL, Kind.PERSON)
    said = claim("a", end(villain), "THREATENS", end(PRK), sentence=EVIL)
    store.write([reading("a", said, title=EVIL, source=EVIL, url="javascript:alert(1)")])
    html = page(picture(store))
    clean = page(Picture((), ()))
    assert html.count("<") == clean.count("<")
    assert html.count("</script>") == 1
    assert "\u2028" not in html
    data = _data(html)
    assert EVIL in {node["name"] for node in data["nodes"]}
    assert data["edges"][0]["evidence"][0]["title"] == EVIL


def test_the_page_asks_the_network_for_nothing() -> None:
    html = page(Picture((), ()))
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", html)
    assert "innerHTML" not in html
