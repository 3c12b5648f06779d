"""Canned queries: the format of a file, its faults, and the parameters that are bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_graph import PRK, RUS

from kg.errors import QueryError
from kg.queries import Param, Query, bind, lint
from kg.queries.query import TYPES, parse_query, read_query

HEAD = """\
// Friends
// id: friends
// description: Who is whose friend,
//   and how often.
// tags: one, two words
// param actor: actor -- who
// param limit: integer 1..10 = 5 -- how many
// returns: rows name, actor_id
"""
BODY = "MATCH (a:Actor {id: $actor}) RETURN a.name AS name, a.id AS actor_id ORDER BY actor_id LIMIT $limit"
FRIENDS = parse_query(f"{HEAD}{BODY}\n", Path("arms-and-aid/friends.cypher"))


# ---- format ------------------------------------------------------------------------------------------------


def test_parsed() -> None:
    assert (FRIENDS.id, FRIENDS.category, FRIENDS.title) == ("friends", "arms-and-aid", "Friends")
    assert FRIENDS.description == "Who is whose friend, and how often."
    assert FRIENDS.tags == ("one", "two words")
    assert FRIENDS.params == (
        Param("actor", "actor", "who"),
        Param("limit", "integer", "how many", "5", 1, 10),
    )
    assert (FRIENDS.returns, FRIENDS.columns, FRIENDS.text) == ("rows", ("name", "actor_id"), BODY)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// Friends\n", "", "file.cypher:7: missing: id"),
        ("// Friends\n", "//\n", "file.cypher:1: the first line is not «// Title»"),
        ("// tags: one, two words\n", "", "missing: tags"),
        ("// tags:", "// tugs:", "file.cypher:5: not understood: // tugs"),
        ("// tags: one", "// id: one", "file.cypher:5: id is given twice"),
        ("integer 1..10", "whole", "file.cypher:7: unknown type: whole"),
        ("actor: actor -- who", "actor: actor 1..2 -- who", "actor takes no range"),
        (" -- who", "", "file.cypher:6: not understood"),
        ("param limit", "param actor", "a parameter is declared twice"),
        ("rows name", "table name", "returns: table"),
        ("rows name, actor_id", "rows", "returns: rows"),
    ],
)
def test_a_wrong_head_is_told_with_its_line(old: str, new: str, message: str) -> None:
    assert old in HEAD
    source = HEAD.replace(old, new, 1) + BODY
    with pytest.raises(QueryError, match=message):
        parse_query(source, Path("arms-and-aid/file.cypher"))


_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_LINES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=",=:-"), min_size=1)
_DEFAULTS = st.none() | _LINES
_RANGES = st.none() | st.tuples(st.integers(-99, 99), st.integers(-99, 99))


@st.composite
def params(draw: st.DrawFn) -> Param:
    type = draw(st.sampled_from(TYPES))
    span = draw(_RANGES) if type in ("integer", "number") else None
    low, high = span or (None, None)
    return Param(draw(_NAMES), type, draw(_LINES), draw(_DEFAULTS), low, high)


@given(
    _LINES,
    _LINES,
    st.lists(_LINES, min_size=1, max_size=3),
    st.lists(params(), unique_by=lambda param: param.name, max_size=4),
    st.sampled_from(["graph", "rows"]),
    st.lists(_NAMES, min_size=1, max_size=3),
)
def test_what_is_written_is_read(title, description, tags, declared, returns, columns) -> None:
    lines = [f"// {title}", "// id: it", f"// description: {description}", f"// tags: {', '.join(tags)}"]
    for param in declared:
        span = "" if param.low is None else f" {param.low:g}..{param.high:g}"
        default = "" if param.default is None else f" = {param.default}"
        lines.append(f"// param {param.name}: {param.type}{span}{default} -- {param.meaning}")
    lines += [f"// returns: {returns} {', '.join(columns)}", "RETURN 1"]
    query = parse_query("\n".join(lines), Path("arms-and-aid/it.cypher"))
    assert (query.title, query.description, query.tags) == (title, description, tuple(tags))
    assert query.params == tuple(declared)
    assert (query.returns, query.columns, query.text) == (returns, tuple(columns), "RETURN 1")


@given(st.text(), st.text(st.sampled_from("/ :=-\nparamidtgse1.$<>")))
def test_any_text_is_read_or_refused(one: str, other: str) -> None:
    for source in (one, f"// {one}\n// {other}", HEAD + other, other):
        try:
            parse_query(source, Path("arms-and-aid/any.cypher"))
        except QueryError as error:
            assert str(error).startswith("arms-and-aid/any.cypher:")  # noqa: PT017 - most texts are refused


def test_texts_of_other_dialects_are_read_beside_it(tmp_path: Path) -> None:
    (tmp_path / "friends.cypher").write_text(HEAD + BODY)
    (tmp_path / "friends.ladybug.cypher").write_text("// Why it differs.\nRETURN 2\n")
    query = read_query(tmp_path / "friends.cypher")
    assert (query.text_for("neo4j"), query.text_for("ladybug")) == (BODY, "RETURN 2")


# ---- lint --------------------------------------------------------------------------------------------------


def test_a_sound_query_has_no_fault() -> None:
    assert lint(FRIENDS) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("$limit", "5", "declared, but not used: limit"),
        ("$actor", "$acter", "used, but not declared: acter"),
        ("RETURN", "SET a.x = 1 RETURN", "SET is no clause that only reads"),
        ("MATCH", "merge", "MERGE is no clause"),
        ("RETURN", "DETACH DELETE a RETURN", "DETACH is no clause"),
        ("ORDER BY actor_id ", "", "no ORDER BY"),
        ("BY actor_id", "BY name", "may leave ties: its last key, name"),
        ("BY actor_id", "BY actor_id, count(a)", "its last key, count(a), is no id"),
        ("AS name", "AS nom", "returns nom, actor_id; declared: name, actor_id"),
        ("LIMIT $limit", "LIMIT $limit;", "without a semicolon"),
        ("RETURN", "WITH", "there is no RETURN"),
    ],
)
def test_a_fault_in_the_text_is_found(old: str, new: str, fault: str) -> None:
    assert old in BODY
    assert any(fault in found for found in lint(replace(FRIENDS, text=BODY.replace(old, new, 1))))
    assert any(
        fault in found for found in lint(replace(FRIENDS, texts={"ladybug": BODY.replace(old, new, 1)}))
    )


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"id": "foes"}, "the id is foes, the file friends.cypher"),
        ({"category": "sport"}, "the folder sport is none of alliances"),
        ({"returns": "graph"}, "first column named path"),
        ({"params": (FRIENDS.params[0], replace(FRIENDS.params[1], default="11"))}, "default of limit"),
        ({"params": (FRIENDS.params[0], replace(FRIENDS.params[1], default="few"))}, "default of limit"),
    ],
)
def test_a_fault_in_the_head_is_found(changed: dict[str, object], fault: str) -> None:
    assert any(fault in found for found in lint(replace(FRIENDS, **changed)))


@pytest.mark.parametrize(
    "harmless",
    [
        "WHERE a.set = 'DELETE; $nobody' RETURN",
        "// SET it; $nobody\nRETURN",
        "MATCH (a)-[:MEETS|CREATE]->() RETURN",
        'WHERE a.name = "it\'s; MERGE" RETURN',
    ],
)
def test_words_that_are_no_clauses_do_no_harm(harmless: str) -> None:
    assert lint(replace(FRIENDS, text=BODY.replace("RETURN", harmless))) == []


# ---- parameters --------------------------------------------------------------------------------------------


def taking(
    type: str, default: str | None = None, low: float | None = None, high: float | None = None
) -> Query:
    return replace(FRIENDS, params=(Param("it", type, "what", default, low, high),))


@pytest.mark.parametrize(
    ("type", "given", "value"),
    [
        ("string", " Kim ", "Kim"),
        ("integer", "7", 7),
        ("integer", -7, -7),
        ("number", "0.5", 0.5),
        ("number", 1, 1.0),
        ("boolean", "Yes", True),
        ("boolean", False, False),
        ("date", "2024", "2024"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", date(2024, 6, 19), "2024-06-19"),
        ("actor", "country:RUS", "country:RUS"),
        ("relation", "SUPPLIES_ARMS_TO", "SUPPLIES_ARMS_TO"),
        ("relation", "supplies arms to", "SUPPLIES_ARMS_TO"),
        ("relation", "defense-pact", "DEFENSE_PACT"),
        ("list<string>", "denied, alleged", ["denied", "alleged"]),
        ("list<string>", ("denied",), ["denied"]),
    ],
)
def test_values_are_converted(type: str, given: object, value: object) -> None:
    bound = bind(taking(type), {"it": given})["it"]
    assert (bound, bound.__class__) == (value, value.__class__)


@pytest.mark.parametrize(
    ("type", "given", "allowed"),
    [
        ("string", "  ", "a text that is not empty"),
        ("string", 5, "a text that is not empty"),
        ("integer", "7.5", "a whole number"),
        ("integer", True, "a whole number"),
        ("integer", "9" * 30, "a whole number"),
        ("number", "nan", "a number"),
        ("number", "1e999", "a number"),
        ("boolean", "maybe", "one of true, yes, 1, false, no, 0"),
        ("date", "2023-02-29", "YYYY-MM-DD or today"),
        ("date", "19 June", "YYYY-MM-DD or today"),
        ("date", "2024-6-1", "YYYY-MM-DD or today"),
        ("actor", "", "a text that is not empty"),
        ("relation", "LIKES", "DEFENSE_PACT, ALLIED_WITH"),
        ("list<string>", " , ", "with commas"),
        ("list<string>", [1], "with commas"),
    ],
)
def test_ill_typed_values_are_told_with_what_is_allowed(type: str, given: object, allowed: str) -> None:
    with pytest.raises(QueryError, match=r"it: .* does not fit") as error:
        bind(taking(type), {"it": given})
    assert allowed in error.value.remedy
    assert error.value.exit_code == 2


@pytest.mark.parametrize(("given", "fits"), [("1", True), ("10", True), ("0", False), ("11", False)])
def test_ranges(given: str, fits: bool) -> None:
    query = taking("integer", low=1, high=10)
    if fits:
        assert bind(query, {"it": given}) == {"it": int(given)}
    else:
        with pytest.raises(QueryError, match="does not fit") as error:
            bind(query, {"it": given})
        assert "1 to 10" in error.value.remedy


def test_missing_and_unknown_parameters_are_told_with_all_there_are() -> None:
    with pytest.raises(QueryError, match="missing parameter: actor") as missing:
        bind(FRIENDS, {"limit": 1})
    with pytest.raises(QueryError, match="unknown parameter: acter") as unknown:
        bind(FRIENDS, {"actor": "x", "acter": "y"})
    for error in (missing, unknown):
        assert error.value.remedy == "friends takes actor (actor); limit (integer, 5 if not given)."


def test_defaults() -> None:
    assert bind(taking("integer", "5"), {}) == {"it": 5}
    assert bind(taking("integer", "5"), {"it": None}) == {"it": 5}
    assert bind(taking("actor", "null"), {}) == {"it": None}
    assert bind(taking("actor", "null"), {"it": "null"}) == {"it": None}
    before = date.today()
    assert before.isoformat() <= bind(taking("date", "today"), {})["it"] <= date.today().isoformat()
    with pytest.raises(QueryError):
        bind(taking("integer", "5"), {"it": "null"})


def test_only_actors_that_are_given_are_resolved() -> None:
    def resolve(name: str) -> str:
        return {"Moscow": RUS.id, "Pyongyang": PRK.id}[name]

    assert bind(taking("actor"), {"it": "Moscow"}, resolve=resolve) == {"it": RUS.id}
    assert bind(taking("list<actor>"), {"it": "Moscow, Pyongyang"}, resolve=resolve) == {
        "it": [RUS.id, PRK.id]
    }
    assert bind(taking("list<actor>", "org:nato"), {}, resolve=resolve) == {"it": ["org:nato"]}
    assert bind(taking("string"), {"it": "Moscow"}, resolve=resolve) == {"it": "Moscow"}


@given(st.sampled_from(TYPES), st.text() | st.integers() | st.floats() | st.booleans() | st.lists(st.text()))
def test_anything_is_converted_or_refused(type: str, given: object) -> None:
    try:
        bound = bind(taking(type), {"it": given})
    except QueryError as error:
        assert error.remedy.startswith("it (what) is ")  # noqa: PT017 - most values are refused
    else:
        assert bind(taking(type), bound) == bound
