"""The kit for Neo4j Browser: favourites, style, guide, links. That a real Browser takes it, the integration tests see."""

from __future__ import annotations

import io
import threading
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cli_runs import Kg
from hostile_graph import NAMES
from hypothesis import given
from hypothesis import strategies as st

from kg.browser import export_kit, favourite, favourites, grass, links
from kg.browser.serve import serving
from kg.errors import UsageError
from kg.ontology import CLAIMED, load
from kg.queries import find
from kg.queries.lint import parameters
from kg.stores.schema import KIND_LABELS

LIBRARY = find(())


def test_every_query_is_a_favourite_in_the_folder_of_its_category() -> None:
    archive = zipfile.ZipFile(io.BytesIO(favourites(LIBRARY.list())))
    assert archive.namelist() == [f"{query.category}/{query.id}.cypher" for query in LIBRARY.list()]
    assert favourites(LIBRARY.list()) == favourites(LIBRARY.list())


@pytest.mark.parametrize("query", LIBRARY.list(), ids=lambda query: query.id)
def test_a_favourite_runs_as_it_stands(query) -> None:
    text = favourite(query)
    assert text.startswith(f"// {query.title}\n")
    assert parameters(text) == set()
    assert all(f"// :param {param.name} => " in text for param in query.params)
    assert ";" not in text.split("\n")[-2]


def test_every_kind_and_relation_has_a_rule() -> None:
    style = grass(load())
    for name in (*(f"node.{label}" for label in KIND_LABELS.values()), f"relationship.{CLAIMED}"):
        assert f"{name} {{" in style
    for relation in load().relations.values():
        (rule,) = (part for part in style.split("}\n") if part.startswith(f"relationship.{relation.id} {{"))
        assert 'caption: "{label}"' in rule
    assert style.count("{\n") == style.count("\n}")


def test_colours_part_cooperation_from_conflict() -> None:
    rules = dict(part.split(" {", 1) for part in grass(load()).split("}\n") if " {" in part)

    def colour(name: str) -> str:
        return rules[f"relationship.{name}"].split("  color: ")[1].split(";")[0]

    assert len({colour("ATTACKS"), colour("MEETS"), colour("CLAIMED")}) == 3
    assert colour("ATTACKS") == colour("SANCTIONS")


@pytest.mark.parametrize(
    ("store", "begins"),
    [
        (
            "neo4j://example.org",
            "http://example.org:7474/browser/?dbms=bolt%3A%2F%2Fneo4j%40example.org%3A7687&",
        ),
        (
            "bolt://localhost:9999",
            "http://localhost:7474/browser/?dbms=bolt%3A%2F%2Fneo4j%40localhost%3A9999&",
        ),
        ("neo4j+s://db.example.org", "https://db.example.org:7473/browser/?dbms=bolt%2Bs%3A%2F%2F"),
        ("neo4j://[::1]:7687", "http://[::1]:7474/browser/"),
    ],
)
def test_a_link_leads_to_the_browser_of_the_store(store: str, begins: str) -> None:
    assert links(store).to("RETURN 1").startswith(begins)


def test_a_file_has_no_browser_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_BROWSER", raising=False)
    with pytest.raises(UsageError, match="file"):
        links("graph.lbug")
    assert (
        links("graph.lbug", browser="https://b.example/browser/").to("X")
        == "https://b.example/browser/?cmd=edit&arg=X"
    )
    with pytest.raises(UsageError, match="no address"):
        links("graph.lbug", browser="javascript:alert(1)")


@given(st.text() | st.sampled_from(NAMES))
def test_whatever_an_actor_is_called_it_stays_in_its_literal(id: str) -> None:
    address = links("neo4j://localhost").to_actor(id)
    assert address.isascii()
    assert not set(address) & set(" \"'<>\\\n\x1b")
    (text,) = parse_qs(urlsplit(address).query, keep_blank_values=True)["arg"]
    assert text.endswith("})-[f]-(:Actor) WHERE f.modality = 'actual' RETURN p")
    assert "\n" not in text


def test_the_kit_is_served_to_other_pages(tmp_path: Path) -> None:
    files = export_kit(tmp_path / "kit", LIBRARY, load(), links("neo4j://localhost"))
    assert [file.name for file in files] == ["favourites.zip", "kg.grass", "guide.html", "links.html"]
    server = serving(tmp_path / "kit", "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/kg.grass"
        for method in ("GET", "OPTIONS"):
            with urllib.request.urlopen(urllib.request.Request(address, method=method)) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
    finally:
        server.shutdown()
        server.server_close()


def test_the_guide_holds_every_query_and_runs_nothing(tmp_path: Path) -> None:
    export_kit(tmp_path, LIBRARY, load(), links("neo4j://localhost"))
    guide = (tmp_path / "guide.html").read_text(encoding="utf-8")
    assert guide.count("<pre") == len(LIBRARY.list())
    assert "<script" not in guide
    page = (tmp_path / "links.html").read_text(encoding="utf-8")
    assert page.count("<a href=") == len(LIBRARY.list())


# -- the command line -----------------------------------------------------------------------------------------------


def test_a_query_is_opened_with_its_values(kg: Kg) -> None:
    ran = kg("browser", "open", "allies", "-p", "actor=seoul", "--print", "--store", "neo4j://example.org")
    (text,) = parse_qs(urlsplit(ran.out.strip()).query)["arg"]
    assert text.startswith("// Allies of an actor\nMATCH")
    assert "'country:KOR'" in text
    assert kg("browser", "open", "allies", "--print", "--store", "neo4j://example.org").code == 2


def test_the_kit_is_exported(kg: Kg, no_settings: Path) -> None:
    assert kg("browser", "export", "kit").code == 0
    assert (no_settings / "kit" / "favourites.zip").stat().st_size > 10_000


@pytest.mark.usefixtures("graph_file")
def test_what_is_printed_can_be_followed(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kg("actor", "Putin", "--links").code == 2
    monkeypatch.setenv("KG_BROWSER", "http://localhost:7474")
    assert "    http://localhost:7474/browser/?cmd=edit&arg=MATCH" in kg("actor", "Putin", "--links").out
    path = kg("path", "Seoul", "Poland", "--links").out
    assert path.count("http://localhost:7474/browser/") == 4
    why = kg("why", "Russia", "Ukraine", "--links", "--limit", "2").out
    assert why.count("    http://localhost:7474/browser/") == 2
