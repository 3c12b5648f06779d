"""The embedded store."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import small_graph as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_graph import ONTOLOGY, PRK, RUS, claim, end, graph_of, pact, reading, sample, small_ontology

from kg.errors import StoreError, StoreLocked, StoreVersionError, UsageError
from kg.facts import Evidence, derive, fact_keys
from kg.stores import Edge, Node, open_store, reference, schema, write
from kg.stores import Path as GraphPath
from kg.stores.ladybug import LadybugStore
from kg.stories import Print, stories


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.lbug"


@pytest.fixture
def store(path: Path) -> LadybugStore:
    return LadybugStore(path, ONTOLOGY, wait=1)


def test_writing_counts_what_it_wrote(store) -> None:
    written = store.write(sample())
    assert (written.articles, written.replaced, written.unchanged) == (3, 0, 0)
    assert (written.claims, written.facts) == (9, 10)
    stats = store.stats()
    assert (stats.articles, stats.claims, stats.actors) == (3, 9, 9)
    assert stats.facts == {"DEFENSE_PACT": 4, "CLAIMED": 2, "MEETS": 2, "MEMBER_OF": 2}


def test_writing_twice_changes_nothing(store) -> None:
    store.write(sample())
    once = graph_of(store)
    again = store.write(sample())
    assert (again.articles, again.unchanged) == (0, 3)
    assert graph_of(store) == once


def test_a_changed_article_is_replaced(store, tmp_path) -> None:
    store.write(sample())
    changed = reading("article-pact", claim("article-pact", end(PRK), "THANKS", end(RUS)), text="new text")
    assert store.write([changed]).replaced == 1
    fresh = LadybugStore(tmp_path / "fresh.lbug", ONTOLOGY)
    fresh.write([changed, *sample()[1:]])
    assert graph_of(store) == graph_of(fresh)


def test_another_extractor_reads_again(store) -> None:
    store.write([pact()])
    newer = replace(pact(), claims=pact().claims[:1], extractor="test 2")
    assert store.write([newer]).replaced == 1
    assert store.stats().claims == 1
    assert store.known(["article-pact", "unknown"]) == {"article-pact": (pact().article.digest, "test 2")}


def test_of_two_versions_in_one_batch_the_last_counts(store) -> None:
    first = reading("a", claim("a", end(PRK), "THANKS", end(RUS)), text="one")
    last = reading("a", claim("a", end(PRK), "MEETS", end(RUS)), text="two")
    store.write([first, last])
    assert store.stats().facts == {"MEETS": 1}


def test_removal_takes_back_exactly_what_was_added(store, tmp_path) -> None:
    store.write(sample())
    assert store.remove(["article-pact", "never there"]) == 1
    fresh = LadybugStore(tmp_path / "fresh.lbug", ONTOLOGY)
    fresh.write(sample()[1:])
    assert graph_of(store) == graph_of(fresh)
    assert store.remove([each.article.id for each in sample()]) == 2
    assert store.stats() == replace(store.stats(), articles=0, claims=0, actors=0, facts={})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(world.readings(), min_size=1, max_size=5), st.sets(st.sampled_from(["a1", "a2", "a3"])))
def test_any_history_ends_in_the_graph_of_what_is_left(tmp_path_factory, history, removed) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    store, fresh = (LadybugStore(folder / name, ONTOLOGY) for name in ("long.lbug", "fresh.lbug"))
    for each in history:
        store.write([each])
    store.remove(removed)
    left = {each.article.id: each for each in history if each.article.id not in removed}
    fresh.write(list(left.values()))
    assert graph_of(store) == graph_of(fresh)
    assert facts_of(store) == derived(left.values())


def facts_of(store) -> dict:
    rows = store.run("MATCH (:Actor)-[r]->(:Actor) RETURN r").rows
    return {row[0].id: (row[0].type, row[0].start, row[0].end, dict(row[0].properties)) for row in rows}


def derived(readings) -> dict:
    """The facts of readings by the reference implementation."""
    readings = list(readings)
    told = stories(
        [Print(each.article.id, each.signature, each.story_days, each.article.published) for each in readings]
    )
    groups: dict = {}
    for each in readings:
        unique: dict = {}
        for item in each.claims:
            if item.id not in unique or item.confidence > unique[item.id].confidence:
                unique[item.id] = item
        for item in unique.values():
            for key in fact_keys(item, ONTOLOGY):
                groups.setdefault(key, []).append(Evidence.of(item, each.article, told[each.article.id]))
    return {key.id: as_edge(derive(key, items, ONTOLOGY)) for key, items in groups.items()}


def as_edge(fact) -> tuple:
    key = fact.key
    values = {
        "id": key.id,
        "relation": key.relation,
        "modality": key.modality.value,
        "level": key.level.value,
        "origins": [origin.value for origin in fact.origins],
    } | {
        name: getattr(fact, name)
        for name in (
            "label",
            "mentions",
            "sources",
            "confidence",
            "first_reported",
            "last_reported",
            "since",
            "until",
        )
    }
    type = key.relation if key.modality == "actual" else "CLAIMED"
    return type, key.subject, key.object, {name: value for name, value in values.items() if value is not None}


def test_values_come_as_the_stores_own(store) -> None:
    store.write(sample())
    (row,) = store.run(
        "MATCH p=(c:Claim)-[:SUBJECT]->(a:Actor {id: $id}) RETURN a, p, c.`start`, a.aliases",
        {"id": "country:POL", "unused": 1},
    ).rows
    node, path, start, aliases = row
    assert isinstance(node, Node)
    assert (node.id, node.labels) == ("country:POL", ("Actor", "Country"))
    assert node.properties["qid"] == "Q36"
    assert isinstance(path, GraphPath)
    assert [edge.type for edge in path.edges] == ["SUBJECT"]
    assert (start, aliases) == (0, [])


def test_an_edge_alone_knows_its_ends(store) -> None:
    store.write(sample())
    result = store.run("MATCH ()-[r:MEMBER_OF]->() RETURN r, type(r) AS t ORDER BY r.since")
    edges = [row[0] for row in result.rows]
    assert all(isinstance(edge, Edge) for edge in edges)
    assert [(edge.start, edge.end) for edge in edges] == [
        ("country:USA", "org:nato"),
        ("country:POL", "org:nato"),
    ]
    assert result.dicts()[0]["t"] == "MEMBER_OF"


def test_actors_are_as_the_ontology_has_them_or_as_articles_do(store) -> None:
    store.write(sample())
    actors = {actor.id: actor for actor in store.actors()}
    assert actors["country:PRK"] == PRK
    assert actors[world.PUTIN.id] == world.PUTIN


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Actor {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (a:Actor) SET a.name = 'x'",
        "DROP TABLE MEETS",
    ],
)
def test_queries_may_only_read(store, statement) -> None:
    store.write(sample())
    before = graph_of(store)
    with pytest.raises(StoreError, match="only read"):
        store.run(statement)
    assert graph_of(store) == before


def test_a_wrong_query_says_why(store) -> None:
    store.write([])
    with pytest.raises(StoreError, match="Actr"):
        store.run("MATCH (a:Actr) RETURN a")


def test_search_finds_actors_and_sentences(store) -> None:
    store.write(sample())
    hits = store.search("putin")
    assert (hits[0].kind, hits[0].id) == ("actor", world.PUTIN.id)
    assert {hit.kind for hit in hits} == {"actor", "sentence"}
    assert store.search("dprk")[0].id == "country:PRK"
    assert store.search("utin") == []
    assert store.search("(*\\ ") == []
    assert len(store.search("north korea", limit=2)) == 2


def test_there_is_no_graph_before_one_is_made(store, path) -> None:
    with pytest.raises(StoreError, match="no graph") as caught:
        store.run("RETURN 1")
    assert "kg init" in caught.value.remedy
    assert store.known(["a"]) == {}
    assert store.remove(["a"]) == 0
    assert not path.exists()


def test_something_else_is_no_graph(path) -> None:
    path.write_text("not a graph " * 1000)
    with pytest.raises(StoreError, match=r"graph\.lbug"):
        LadybugStore(path, ONTOLOGY).run("RETURN 1")


def test_reading_and_writing_go_on_side_by_side(store, path) -> None:
    store.write([pact()])
    reader = LadybugStore(path, ONTOLOGY)
    for n, each in enumerate(sample()[1:], start=2):
        store.write([each])
        assert reader.stats().articles == n


HOLD = """
import sys
import {module}
{holding}
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("module", "holding"),
    [
        ("ladybug", "database = ladybug.Database({path!r}); ladybug.Connection(database)"),
        (
            "kg.stores.lock, pathlib",
            "lock = kg.stores.lock.locked(pathlib.Path({path!r}), exclusive=True, wait=0); lock.__enter__()",
        ),
    ],
    ids=["another program", "another kg"],
)
def test_a_locked_file_names_the_process(store, path, module, holding) -> None:
    store.write([pact()])
    program = HOLD.format(module=module, holding=holding.format(path=str(path)))
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked, match=f"process {holder.pid}") as caught:
            LadybugStore(path, ONTOLOGY, wait=0).write(sample())
        assert caught.value.remedy
        holder.communicate("\n")
    assert store.write(sample()).articles == 2


def test_an_added_relation_extends_the_graph(store, path) -> None:
    store.write(sample())
    before = graph_of(store)["edges"]
    extended = LadybugStore(path, small_ontology(digest="other", extra=("PLAYS_CHESS_WITH",)))
    assert extended.init(reference=False).claims == 0
    assert graph_of(extended)["edges"] == before
    assert extended.run("MATCH ()-[r:PLAYS_CHESS_WITH]->() RETURN count(r)").rows == ((0,),)
    with pytest.raises(StoreVersionError, match="PLAYS_CHESS_WITH"):
        LadybugStore(path, ONTOLOGY).write([])


def test_a_renamed_actor_is_brought_up_to_date(store, path) -> None:
    store.write(sample())
    countries = {
        id: entry.model_copy(update={"name": "Republic of Poland"}) if id == "country:POL" else entry
        for id, entry in ONTOLOGY.countries.items()
    }
    LadybugStore(path, replace(ONTOLOGY, countries=countries, digest="renamed")).init(reference=False)
    assert store.run("MATCH (a:Actor {id: 'country:POL'}) RETURN a.name").rows == (("Republic of Poland",),)


@pytest.mark.parametrize("version", [1, 99])
def test_another_schema_version_is_refused(store, path, monkeypatch, version) -> None:
    monkeypatch.setattr(schema, "SCHEMA_VERSION", version)
    store.write(sample())
    monkeypatch.undo()
    for use in (lambda s: s.run("RETURN 1"), lambda s: s.write([])):
        with pytest.raises(StoreVersionError, match=f"schema version {version}") as caught:
            use(LadybugStore(path, ONTOLOGY))
        assert caught.value.remedy


def test_a_loss_on_the_way_is_an_error_and_nothing_is_kept(store, monkeypatch) -> None:
    store.write([pact()])
    before = graph_of(store)
    links = write._insert
    monkeypatch.setattr(
        write,
        "_insert",
        lambda tx, rows: links(tx, replace(rows, mentions=[{**rows.mentions[0], "end": "org:no"}])),
    )
    with pytest.raises(StoreError, match="1 sent but 0 stored"):
        store.write(sample())
    monkeypatch.undo()
    assert graph_of(store) == before


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ([replace(claim("a", end(PRK), "MEETS", end(RUS)), relation="JUGGLES")], "JUGGLES is no relation"),
        ([claim("b", end(PRK), "MEETS", end(RUS))], "is of article b"),
    ],
)
def test_a_claim_that_does_not_fit_is_refused(store, claims, message) -> None:
    with pytest.raises(StoreError, match=message):
        store.write([reading("a", *claims)])


def test_reference_claims_are_loaded_once(store, monkeypatch) -> None:
    monkeypatch.setattr("kg.stores.ladybug.reference_readings", lambda ontology: [world.treaty()])
    assert store.init().claims == 3
    assert store.init().unchanged == 1
    assert reference.reference_readings is not None
    assert store.run("MATCH (a:Article) RETURN a.origin").rows == (("reference",),)


def test_open_store_goes_by_the_address(tmp_path) -> None:
    assert isinstance(open_store(tmp_path / "g.lbug", ontology=ONTOLOGY), LadybugStore)
    with pytest.raises(UsageError, match="http://"):
        open_store("http://localhost:7474", ontology=ONTOLOGY)


def test_a_password_is_never_shown() -> None:
    with open_store("bolt://me:s3cret@localhost:1", ontology=ONTOLOGY) as store:
        assert store.url == "bolt://localhost:1"
        assert "s3cret" not in f"{store!r} {store} {store.url}"
