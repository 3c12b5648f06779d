"""Canned queries: all that lie in `queries/`, how they are found, and what they find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from query_graph import PARAMETERS, PRK, RUS, readings
from small_graph import ONTOLOGY

from kg import ontology
from kg.errors import KgError, QueryError, StoreError
from kg.queries import find, lint
from kg.queries.lint import CATEGORIES
from kg.stores import Path as GraphPath
from kg.stores.ladybug import LadybugStore

FOLDER = Path(__file__).parents[2] / "queries"
LIBRARY = find(())

MINE = """\
// Friends
// id: friends
// description: Who goes by this id.
// tags: mine
// param actor: actor -- who
// returns: rows actor_id
MATCH (a:Actor {id: $actor}) RETURN a.id AS actor_id ORDER BY actor_id
"""

# ---- all that are built in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LIBRARY.queries)
def test_built_in_query_has_no_fault(name: str) -> None:
    assert lint(LIBRARY.queries[name]) == []


def test_every_file_is_found_and_tried() -> None:
    files = {path.name.split(".")[0] for path in FOLDER.rglob("*.cypher")}
    assert files == set(LIBRARY.queries) == set(PARAMETERS)
    assert {query.category for query in LIBRARY.list()} == set(CATEGORIES)


def test_paths_follow_the_alliances_of_the_ontology() -> None:
    alliances = {id for id, relation in ontology.load().relations.items() if relation.alliance}
    for name in ("shortest-alliance-path", "alliance-paths", "allies", "allies-of-allies", "common-allies"):
        query = LIBRARY.get(name)
        for text in (query.text, *query.texts.values()):
            assert set(re.search(r"-\[\w*:([A-Z_|]+)", text)[1].split("|")) == alliances, name


def test_every_relation_spelt_out_is_one_of_the_ontology() -> None:
    known = set(ontology.load().relations) | {
        *("CLAIMED", "STATES", "SUBJECT", "OBJECT", "ATTRIBUTED_TO", "MENTIONS"),
    }
    for query in LIBRARY.list():
        for text in (query.text, *query.texts.values()):
            spelt = {name for types in re.findall(r"\[\w*:([A-Z_|]+)", text) for name in types.split("|")}
            spelt |= set(re.findall(r"'([A-Z_]{3,})'", text))
            assert spelt <= known, query.id


# ---- library -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["who-arms-whom", "who_arms_whom", "Who arms  whom", "WHO-ARMS-WHOM"])
def test_a_name_is_found_however_it_is_joined(name: str) -> None:
    assert LIBRARY.get(name).id == "who-arms-whom"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("who-arm-whom", "who-arms-whom"), ("aliance paths", "alliance-paths"), ("time-line", "timeline")],
)
def test_an_unknown_name_gets_suggestions(name: str, meant: str) -> None:
    with pytest.raises(QueryError, match="there is no query named") as error:
        LIBRARY.get(name)
    assert meant in error.value.remedy


def test_a_name_like_none_is_told_where_all_are() -> None:
    with pytest.raises(QueryError) as error:
        LIBRARY.get("%§%")
    assert "kg query list" in error.value.remedy


def test_listed_by_tag_and_category() -> None:
    assert {query.category for query in LIBRARY.list(category="arms-and-aid")} == {"arms-and-aid"}
    assert all("path" in query.tags for query in LIBRARY.list(tag="path"))
    assert LIBRARY.list(tag="path", category="quality") == ()
    ids = [(query.category, query.id) for query in LIBRARY.list()]
    assert ids == sorted(ids)


def test_folders_of_the_user_add_and_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "friends.cypher").write_text(MINE)
    (tmp_path / "mine" / "allies.cypher").write_text(MINE.replace("id: friends", "id: allies"))
    monkeypatch.setenv("KG_QUERIES", str(tmp_path))
    for library in (find(), find([tmp_path])):
        assert library.get("friends").category == "mine"
        assert library.get("allies").title == "Friends"
        assert library.get("timeline").category == "time"
    assert "friends" not in find(()).queries
    with pytest.raises(QueryError, match="no such folder"):
        find([tmp_path / "nowhere"])
    (tmp_path / "mine" / "broken.cypher").write_bytes(b"// \xff")
    with pytest.raises(QueryError, match=r"broken\.cypher: cannot be read"):
        find()


# ---- running -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("graph") / "graph.lbug", ONTOLOGY)
    store.write(readings())
    return store


@pytest.mark.parametrize("name", LIBRARY.queries)
def test_every_query_finds_something_in_the_embedded_store(store, name: str) -> None:
    result = LIBRARY.run(store, name, PARAMETERS[name])
    assert result.rows
    assert result.columns == LIBRARY.queries[name].columns
    if LIBRARY.queries[name].returns == "graph":
        assert all(isinstance(row[0], GraphPath) for row in result.rows)
    assert len(set(map(repr, result.rows))) == len(result.rows)


def rows(store: LadybugStore, name: str, **asked: object) -> list[dict[str, object]]:
    return LIBRARY.run(store, name, asked).dicts()


def test_names_are_resolved_before_it_is_run(store) -> None:
    ids = {"Moscow": RUS.id}
    named = LIBRARY.run(store, "relations-of-actor", {"actor": "Moscow"}, resolve=ids.__getitem__)
    assert named == LIBRARY.run(store, "relations-of-actor", {"actor": RUS.id})


def test_only_what_is_actual_counts(store) -> None:
    assert [row["subject"] for row in rows(store, "who-arms-whom", actor=PRK.id)] == ["North Korea"]
    assert len(rows(store, "meetings", actor=RUS.id)) == 3
    planned = rows(store, "only-planned-or-alleged")
    assert [(row["subject"], row["label"]) for row in planned] == [
        ("Russia", "transfers technology to (considered)")
    ]


def test_votes_apart_count_in_the_years_of_the_alliance(store) -> None:
    def told(**asked: object) -> list[tuple[object, ...]]:
        found = rows(store, "friends-who-vote-apart", **asked)
        return [(row["subject"], row["object"], row["since"], row["until"]) for row in found]

    # Not those of Japan and the United States before their treaty of 1960.
    assert told(since="1940") == [
        ("South Korea", "United States", "2018", "2020"),
        ("South Korea", "United States", "1991", "1993"),
        ("North Korea", "Soviet Union", "1990", "1990"),
    ]
    assert told() == told(since="2020") == told(since="1940")[:1]
    assert told(since="1940", actor=PRK.id) == told(since="1940")[2:]


def test_pacts_and_offices_count_on_their_days(store) -> None:
    days = ("1950", "1961-07-05", "1961-07", "1991-12-26", "1992", "2024-06-19")
    allies = {
        day: {row["path"].nodes[1].id for row in rows(store, "allies", actor=PRK.id, day=day)} for day in days
    }
    assert [day for day in days if "country:SUN" in allies[day]] == ["1961-07", "1991-12-26"]
    assert allies["1992"] == set()
    assert allies["2024-06-19"] == {RUS.id}
    leaders = {
        day: [row["leader"] for row in rows(store, "leaders-on-a-day", actor=RUS.id, day=day)]
        for day in ("1999", "2001-01-01", "2010", "2012-05-07")
    }
    assert leaders == {
        "1999": [],
        "2001-01-01": ["Vladimir Putin"],
        "2010": ["Dmitry Medvedev"],
        "2012-05-07": ["Dmitry Medvedev", "Vladimir Putin"],
    }


def test_a_fact_between_states_leads_to_the_sentence_about_their_leaders(store) -> None:
    fact = next(
        edge
        for row in rows(store, "allies", actor=PRK.id)
        for edge in row["path"].edges
        if edge.properties["level"] == "state"
    )
    (claim,) = rows(store, "claims-behind-a-fact", fact=fact.id)
    assert claim["sentence"] == "Kim Jong Un has a defence pact with Vladimir Putin."


def test_nobody_is_allied_through_itself(store) -> None:
    assert rows(store, "shortest-alliance-path", actor=RUS.id, other=RUS.id) == []
    assert rows(store, "alliance-paths", actor=RUS.id, other=RUS.id) == []


def test_a_writing_query_of_the_user_is_refused(store, tmp_path: Path) -> None:
    (tmp_path / "friends.cypher").write_text(MINE.replace("RETURN", "SET a.name = 'x' RETURN"))
    with pytest.raises(StoreError, match="only read"):
        find([tmp_path]).run(store, "friends", {"actor": RUS.id})
    assert issubclass(StoreError, KgError)
    assert RUS.id in {actor.id for actor in store.actors() if actor.name == "Russia"}
