"""The page of `kg view`: what it draws, and that nothing an article says can run in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from query_graph import readings
from small_graph import KIM, ONTOLOGY, PRK, RUS, claim, end, reading

from kg.model import Actor, Kind
from kg.ontology.schema import Quad
from kg.stores.ladybug import LadybugStore
from kg.view import Picture, page, picture

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028&amp;'\"`${alert(3)}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("view") / "graph.lbug", ONTOLOGY)
    store.write(readings())
    return store


def _data(html: str) -> Any:
    found = re.search(r"^<script type=.application/json. id=.data.>(.*)</script>$", html, re.MULTILINE)
    assert found
    return json.loads(found[1])


def _labels(drawn: Picture) -> set[tuple[str, str, str]]:
    return {(e.source, e.relation, e.target) for e in drawn.edges}


def test_reported_facts_are_drawn_and_the_built_in_ones_when_asked(store: LadybugStore) -> None:
    reported = _labels(picture(store, ontology=ONTOLOGY))
    assert (RUS.id, "ATTACKS", "country:UKR") in reported
    assert all(relation != "MEMBER_OF" for _, relation, _ in reported)
    assert ("country:POL", "MEMBER_OF", "org:nato") in _labels(picture(store, reference=True, limit=500))


def test_of_few_the_most_reported_come_first(store: LadybugStore) -> None:
    every = sorted((edge.mentions for edge in picture(store).edges), reverse=True)
    few = picture(store, limit=3)
    assert [edge.mentions for edge in few.edges] == every[:3]
    ends = [end for edge in few.edges for end in (edge.source, edge.target)]
    assert {node.id: node.degree for node in few.nodes} == Counter(ends)


def test_around_one_actor(store: LadybugStore) -> None:
    drawn = picture(store, centre=KIM.id)
    assert drawn.edges
    assert all(KIM.id in (start, end) for start, _, end in _labels(drawn))


def test_facts_are_coloured_by_the_quad_class_of_their_relation(store: LadybugStore) -> None:
    drawn = {edge.relation: edge.quad for edge in picture(store, reference=True, limit=500).edges}
    assert drawn["INVADES"] == "material conflict"
    assert drawn["MEMBER_OF"] == "structure"
    css = page(Picture((), ()))
    assert all(f"--{quad.replace(' ', '-')}: #" in css for quad in {*get_args(Quad), "structure"})


def test_an_edge_carries_its_sentences_and_where_they_stand(store: LadybugStore) -> None:
    (war,) = (edge for edge in picture(store).edges if edge.relation == "INVADES")
    (sentence,) = war.evidence
    assert sentence["sentence"] == "Russia invades Ukraine."
    assert (sentence["source"], sentence["reported"]) == ("The Tribune", "2024-06-22")
    assert (war.first, war.last) == ("2024-06-22", "2024-06-22")


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
    assert html.count("</script>") == clean.count("</script>")
    data = _data(html)
    assert EVIL in {node["name"] for node in data["nodes"]}
    assert data["edges"][0]["evidence"][0]["title"] == EVIL


def test_the_page_runs_its_own_scripts_only_and_asks_the_network_for_nothing() -> None:
    html = page(Picture((), ()))
    policy = re.search(r"Content-Security-Policy. content=\"([^\"]*)\"", html)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']*)'", policy[1])) == digests
    assert "unsafe-inline" not in policy[1].partition("script-src")[2]
    own = html.replace(scripts[0], "")
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", own)
    assert "innerHTML" not in scripts[-1]


def test_a_text_that_looks_like_a_place_of_the_template_stays_text(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    said = claim("a", end(RUS), "THREATENS", end(PRK), sentence="{{CSS}} and {{DATA}}")
    store.write([reading("a", said)])
    (edge,) = _data(page(picture(store)))["edges"]
    assert edge["evidence"][0]["sentence"] == "{{CSS}} and {{DATA}}"


def test_the_library_that_draws_comes_with_its_licence() -> None:
    vendored = files("kg.view") / "vendor"
    terms = (vendored / "LICENSES.txt").read_text(encoding="utf-8")
    for script in (entry.name for entry in vendored.iterdir() if entry.name.endswith(".js")):
        assert f"## {script} " in terms
