"""What a person sees: Neo4j Browser drawing the ingested graph, and the page that `kg view` writes."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import neo4j
import pytest
from neo4j_server import Server
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.browser import export_kit, links
from kg.extract import Extractor
from kg.ingest import ingest
from kg.ontology import load as load_ontology
from kg.queries import find
from kg.stores import open_store
from kg.view import DrawnEdge, DrawnNode, Picture, picture
from kg.view import page as html_page
from loaders import load

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
CYPHER = "MATCH p = (:Actor {id: 'country:RUS'})-[f]-(b:Country) WHERE 'reported' IN f.origins RETURN p"
DRAWN = (
    "allies",
    "who-attacks-whom",
    "who-sanctions-whom",
    "who-arms-whom",
    "agreements",
    "relations-of-actor",
    "first-and-last",
    "least-confident-facts",
)
"""Queries, one a category, that draw something of the sample articles with the values they come with."""
LATER = "2024-07-12-ukraine-security-agreements"
DROP = """async ([name, data]) => {
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0)), transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "dragover", "drop"]) document.querySelector("[data-testid=main]").dispatchEvent(
    new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next((found for name in names if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    tab = chromium.new_page(viewport={"width": 1400, "height": 900})
    yield tab
    tab.close()


@pytest.mark.neo4j
def test_neo4j_browser_draws_the_ingested_graph(
    neo4j_server: Server, extractor: Extractor, tab: Page, tmp_path: Path
) -> None:
    if neo4j_server.http is None:
        pytest.skip("the server's HTTP address is not known: give NEO4J_HTTP")
    login = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=login) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        with open_store(neo4j_server.uri, username=login[0], password=login[1]) as store:
            store.init(reference=False)
            ingest(store, load([SAMPLES / "2024-06-21-russia-north-korea-pact.md"]), lambda: extractor)
        try:
            _log_in(tab, neo4j_server)
            tab.keyboard.press("Control+Enter")
            relationships = tab.locator("svg .relationship")
            expect(relationships.first).to_be_visible(timeout=60_000)
            named = " ".join(tab.locator("svg g.node").all_text_contents())
            assert "Russia" in named
            assert tab.locator("svg g.node").count() >= 3
            tab.wait_for_timeout(2500)  # the drawing settles
            tab.screenshot(path=tmp_path / "browser.png")
        finally:
            driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.mark.neo4j
def test_neo4j_browser_takes_the_kit(
    neo4j_server: Server, extractor: Extractor, tab: Page, tmp_path: Path
) -> None:
    """Style and favourites are dropped; one of each category that draws is run, and draws what the style says."""
    if neo4j_server.http is None:
        pytest.skip("the server's HTTP address is not known: give NEO4J_HTTP")
    library = find(())
    kit = tmp_path / "kit"
    export_kit(kit, library, load_ontology(), links(neo4j_server.uri))
    drawing = {query.category: query for query in library.list() if query.id in DRAWN}
    login = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=login) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        with open_store(neo4j_server.uri, username=login[0], password=login[1]) as store:
            store.init()
            ingest(store, load([SAMPLES]), lambda: extractor)
        try:
            _log_in(tab, neo4j_server)
            tab.locator("[data-testid=navigationFavorites]").click()
            for name in ("favourites.zip", "kg.grass"):
                data = base64.b64encode((kit / name).read_bytes()).decode()
                tab.evaluate(DROP, [name, data])
                tab.wait_for_timeout(1500)
            for category in {query.category for query in library.list()}:
                expect(tab.locator(f"[data-testid='savedScriptsFolder-{category}']")).to_be_visible()
            for category, query in drawing.items():
                tab.locator(f"[data-testid='expandFolder-{category}']").click()
                tab.get_by_text(query.title, exact=True).first.click()
                tab.locator("[data-testid=editor-Run]").click()
                frame = tab.locator("[data-testid=frame]").first
                expect(frame.locator("svg .relationship").first).to_be_visible(timeout=30_000)
                assert frame.locator("svg g.node").count() >= 2, query.id
                if query.id == DRAWN[0] and (folder := os.environ.get("KG_SCREENS")):
                    tab.wait_for_timeout(4000)  # the drawing settles
                    tab.screenshot(path=Path(folder) / "browser.png")
                tab.locator(f"[data-testid='expandFolder-{category}']").click()
            colours = tab.locator("svg g.node circle").evaluate_all(
                "all => all.map(c => c.getAttribute('fill'))"
            )
            assert "#2f5d8a" in colours, "states are drawn as the style says"
        finally:
            driver.execute_query("MATCH (n) DETACH DELETE n")


def _log_in(tab: Page, server: Server) -> None:
    """Open Browser with the statement in its editor, connected."""
    address = server.uri.replace("neo4j://", "bolt://").replace("://", f"://{server.user}@")
    tab.goto(f"{server.http}/browser/?dbms={quote(address)}&cmd=edit&arg={quote(CYPHER)}")
    password = tab.locator("input[type=password]")
    password.wait_for(timeout=60_000)
    password.fill(server.password)
    tab.keyboard.press("Enter")
    password.wait_for(state="detached", timeout=60_000)
    tab.locator(".monaco-editor").first.click()


@pytest.fixture(scope="module")
def drawn(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph that holds an article and a hostile one."""
    folder = tmp_path_factory.mktemp("view")
    hostile = folder / "hostile.md"
    hostile.write_text(
        "---\ntitle: <img src=x onerror=alert(1)>\nsource: </script><script>alert(2)</script>\n---\n"
        "Iran attacked Israel, «</script><script>alert(3)</script>» it said.\n"
    )
    with open_store(folder / "graph.lbug") as store:
        store.init(reference=False)
        articles = [SAMPLES / f"{name}.md" for name in ("2024-06-21-russia-north-korea-pact", LATER)]
        ingest(store, load([*articles, hostile]), lambda: extractor)
        page = folder / "graph.html"
        page.write_text(html_page(picture(store)), encoding="utf-8")
    return page


@pytest.fixture
def complaints(tab: Page) -> Iterator[list[str]]:
    """What the page says to its console, or asks of the network, or pops up: nothing, when the test is over."""
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None
    )
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    yield said
    assert said == []


def test_the_page_is_quiet_and_stays_at_home(tab: Page, drawn: Path, complaints: list[str]) -> None:
    tab.goto(drawn.as_uri())
    for fact in tab.locator("#panel li button").all():
        fact.click()
        tab.click("#back")
    tab.evaluate("drawing.elements().forEach(drawn => { drawn.emit('tap'); drawn.emit('mouseover'); }), null")
    tab.click("#theme")
    assert tab.locator("#panel img, #panel script").count() == 0


def test_a_fact_tells_its_sentences_by_keyboard(tab: Page, drawn: Path, complaints: list[str]) -> None:
    tab.goto(drawn.as_uri())
    tab.locator("#panel li button", has_text="North Korea has a defence pact with Russia").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h2")).to_have_text("North Korea has a defence pact with Russia")
    expect(tab.locator("#panel blockquote").first).to_contain_text("treaty")
    assert tab.evaluate("drawing.edges(':selected').length") == 1
    expect(tab.locator("#back")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h2")).to_have_text("Facts")


def test_an_edge_and_an_actor_of_the_drawing_tell_of_themselves(tab: Page, drawn: Path) -> None:
    tab.goto(drawn.as_uri())
    at = "(drawn => { const p = drawn.isEdge() ? drawn.renderedMidpoint() : drawn.renderedPosition(); return [p.x, p.y]; })"
    left, top = tab.evaluate(
        "(r => [r.left, r.top])(document.getElementById('graph').getBoundingClientRect())"
    )
    x, y = tab.evaluate(f"{at}(drawing.$id('n:country:PRK'))")
    tab.mouse.click(left + x, top + y)
    expect(tab.locator("#panel h2")).to_have_text("North Korea")
    assert all("North Korea" in fact for fact in tab.locator("#panel li button").all_text_contents())
    tab.evaluate("void drawing.edges()[0].emit('tap')")
    expect(tab.locator("#panel blockquote").first).to_be_visible()


def test_the_drawing_moves_by_keyboard(tab: Page, drawn: Path) -> None:
    tab.goto(drawn.as_uri())
    tab.focus("#graph")
    before = tab.evaluate("[drawing.zoom(), drawing.pan().x]")
    tab.keyboard.press("+")
    tab.keyboard.press("ArrowRight")
    after = tab.evaluate("[drawing.zoom(), drawing.pan().x]")
    assert after[0] > before[0]
    assert after[1] != before[1]


def test_facts_are_filtered_by_relation_modality_and_time(
    tab: Page, drawn: Path, complaints: list[str]
) -> None:
    tab.goto(drawn.as_uri())
    every = tab.evaluate("drawing.edges().length")

    def left() -> int:
        return int(tab.evaluate("drawing.edges().not('.gone').length"))

    assert left() == every
    tab.select_option("#relation", "DEFENSE_PACT")
    assert 0 < left() < every
    expect(tab.locator("#count")).to_contain_text(f"{left()} of {every} facts")
    assert tab.locator("#panel li").count() == left()
    tab.select_option("#relation", "")
    tab.select_option("#modality", "actual")
    assert 0 < left() < every
    tab.select_option("#modality", "")
    assert left() == every
    tab.locator("#time").focus()
    tab.keyboard.press("Home")
    assert 0 < left() < every
    expect(tab.locator("#until")).to_have_value("2024-06-21")
    tab.click("#reset")
    assert left() == every
    tab.fill("#from", "2024-07-01")
    assert 0 < left() < every


def test_finding_an_actor_fades_the_others(tab: Page, drawn: Path) -> None:
    tab.goto(drawn.as_uri())
    every = tab.evaluate("drawing.nodes().length")
    tab.fill("#find", "japan")
    assert 0 < tab.evaluate("drawing.nodes('.faded').length") < every
    assert tab.evaluate("drawing.$id('n:country:JPN').hasClass('faded')") is False
    assert all("Japan" in fact for fact in tab.locator("#panel li button").all_text_contents())


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_page_is_dark_or_light_as_the_system_says_until_told(
    chromium: Browser, drawn: Path, scheme: Literal["dark", "light"]
) -> None:
    tab = chromium.new_page(color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    names = "drawing.nodes()[0].style('color')"
    tab.goto(drawn.as_uri())
    before = (tab.evaluate(ground), tab.evaluate(names))
    assert tab.evaluate("document.documentElement.dataset.theme") == scheme
    tab.click("#theme")
    assert tab.evaluate("document.documentElement.dataset.theme") != scheme
    assert all(
        one != other for one, other in zip(before, (tab.evaluate(ground), tab.evaluate(names)), strict=True)
    )
    tab.close()


def test_200_actors_with_2000_facts_stay_legible(tab: Page, tmp_path: Path, complaints: list[str]) -> None:
    """No two names that are shown overlap, and a filter answers before a reader would call it frozen."""
    ontology = load_ontology()
    states = [id for id in ontology.actors if id.startswith("country:")][:200]
    nodes = tuple(DrawnNode(id, ontology.actors[id].name, "country", 20) for id in states)
    edges = tuple(
        DrawnEdge(
            str(n), states[n % 200], states[(n * 7 + n // 200 + 1) % 200], "attacks", "ATTACKS", "actual",
            "material conflict", False, 1, 0.9, "2024-01-01", "2024-01-02", (),
        )
        for n in range(2000)
    )  # fmt: skip
    (tmp_path / "graph.html").write_text(html_page(Picture(nodes, edges)), encoding="utf-8")
    tab.goto((tmp_path / "graph.html").as_uri())
    tab.wait_for_function("drawing.nodes('.unnamed').length > 0")
    overlapping = """() => {
      const label = { includeNodes: false, includeOverlays: false };
      const boxes = drawing.nodes().not(".unnamed").map(node => node.renderedBoundingBox(label));
      return boxes.filter((a, i) => boxes.some((b, j) => i < j && Math.min(a.x2, b.x2) > Math.max(a.x1, b.x1)
        && Math.min(a.y2, b.y2) > Math.max(a.y1, b.y1))).length;
    }"""
    assert tab.evaluate(overlapping) == 0
    assert tab.evaluate("drawing.nodes().not('.unnamed').length") > 100
    tab.fill("#find", "chad")
    expect(tab.locator("#panel li").first).to_contain_text("Chad", timeout=2000)
