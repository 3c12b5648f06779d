"""Every export read back by the tool it is for: same actors, facts, articles and claims."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
import rdflib
from cli_runs import Kg
from hostile_graph import hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graph import HACKERS, KIM, ONTOLOGY, PRK, PUTIN, RUS, USA, graph_of, readings, sample

from kg.errors import KgError, UsageError
from kg.export import FORMATS, Choice, Content, Counts, export, format_of
from kg.export.csv import LIST
from kg.model import Level, Modality, Origin, Reading
from kg.stores.ladybug import LadybugStore
from kg.stores.literals import literal, with_values
from loaders import load_all

WHOLE = Counts(actors=16, facts=17, articles=4, claims=16)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LadybugStore:
    store = LadybugStore(tmp_path_factory.mktemp("graph") / "graph.lbug", ONTOLOGY)
    store.write([*sample(), hostile()])
    return store


@pytest.fixture
def content(store: LadybugStore) -> Content:
    return Content(store)


def names(store: LadybugStore) -> dict[str, str]:
    return {actor.id: actor.name for actor in store.actors()}


# -- formats --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "read"), [("g.graphml", nx.read_graphml), ("g.gexf", nx.read_gexf)])
def test_networkx_reads_the_xml_formats(content, store, tmp_path: Path, name: str, read) -> None:
    counts = export(content, tmp_path / name)
    graph = read(tmp_path / name)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (counts.actors, counts.facts) == (16, 17)
    called = {id: data["name"] for id, data in graph.nodes(data=True)}
    expected = {id: name.replace("\x07", "\ufffd") for id, name in names(store).items()}
    assert {k: v.split() for k, v in called.items()} == {k: v.split() for k, v in expected.items()}
    assert {data["label"] for *_, data in graph.edges(data=True)} == {
        fact["label"] for fact in content.facts()
    }


def test_networkx_reads_node_link_json(content, store, tmp_path: Path) -> None:
    export(content, tmp_path / "g.json")
    graph = nx.node_link_graph(json.loads((tmp_path / "g.json").read_text(encoding="utf-8")), edges="links")
    assert {id: data["name"] for id, data in graph.nodes(data=True)} == names(store)
    assert {key for *_, key in graph.edges(keys=True)} == {fact["id"] for fact in content.facts()}


def test_rdflib_reads_turtle(content, store, tmp_path: Path) -> None:
    assert export(content, tmp_path / "g.ttl") == WHOLE
    graph = rdflib.Graph().parse(tmp_path / "g.ttl")
    kg, wikidata = rdflib.Namespace("urn:kg:"), "http://www.wikidata.org/entity/"
    assert len(list(graph.subjects(rdflib.RDF.type, kg.Fact))) == WHOLE.facts
    assert len(list(graph.subjects(rdflib.RDF.type, kg.Claim))) == WHOLE.claims
    assert {str(label) for label in graph.objects(None, rdflib.RDFS.label)} == set(names(store).values())
    russia = rdflib.URIRef("urn:kg:actor:country%3ARUS")
    assert rdflib.URIRef(f"{wikidata}Q159") in set(graph.objects(russia, rdflib.OWL.sameAs))
    (korea,) = graph.subjects(rdflib.OWL.sameAs, rdflib.URIRef(f"{wikidata}Q423"))
    assert (korea, kg.DEFENSE_PACT, russia) in graph
    assert not list(graph.triples((korea, kg.SUPPLIES_ARMS_TO, None))), "what was denied is no plain triple"


def test_pyarrow_reads_parquet(content, store, tmp_path: Path) -> None:
    assert export(content, tmp_path / "g.parquet") == WHOLE
    tables = {path.stem: pq.read_table(path) for path in (tmp_path / "g.parquet").glob("*.parquet")}
    assert {name: table.num_rows for name, table in tables.items()} == {
        "actors": 16, "facts": 17, "articles": 4, "claims": 16,
    }  # fmt: skip
    actors = tables["actors"].to_pylist()
    assert {row["id"]: row["name"] for row in actors} == names(store)
    assert next(row["aliases"] for row in actors if row["id"] == "country:PRK") == ["DPRK"]


def test_csv_holds_values_as_they_are(content, store, tmp_path: Path) -> None:
    assert export(content, tmp_path / "out", to="csv") == WHOLE

    def rows(name: str) -> list[dict[str, str]]:
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    actors = rows("actors")
    assert {row["id:ID(Actor)"]: row["name"] for row in actors} == names(store)
    assert {row[":LABEL"] for row in actors} == {
        f"Actor{LIST}{kind}" for kind in ("Country", "Organization", "Person", "Group")
    }
    assert len(rows("facts")) == WHOLE.facts
    assert len(rows("claims")) == len(rows("states")) == len(rows("subjects")) == WHOLE.claims


def test_a_cypher_script_has_one_statement_a_line(content, tmp_path: Path) -> None:
    """That a server makes the same graph of it, the integration tests see."""
    assert export(content, tmp_path / "g.cypher") == WHOLE
    text = (tmp_path / "g.cypher").read_text(encoding="utf-8")
    assert all(line.startswith("//") or line.endswith(";") for line in text.splitlines())
    assert "\\u0027" not in text


@given(st.text())
def test_a_literal_is_one_string(text: str) -> None:
    """Read as Cypher reads it - quotes, backslash escapes, «+» - it is the text again, and nothing ends it early."""
    written = literal(text)
    parts, at = [], 0
    while at < len(written):
        assert written[at] == "'"
        at += 1
        while written[at] != "'":
            if written[at] == "\\" and written[at + 1] == "u":
                parts.append(chr(int(written[at + 2 : at + 6], 16)))
                at += 6
            elif written[at] == "\\":
                assert written[at + 1] in "\\'"
                parts.append(written[at + 1])
                at += 2
            else:
                parts.append(written[at])
                at += 1
        at += 1
        if at < len(written):
            assert written[at : at + 3] == " + "
            at += 3
    assert "".join(parts) == text
    assert "\n" not in written


def test_parameters_are_written_out_where_they_are_parameters() -> None:
    text = "MATCH (a {id: $id}) WHERE a.x = '$id' // $id\nRETURN $id, `$id`, $other"
    expected = "MATCH (a {id: 'it\\'s'}) WHERE a.x = '$id' // $id\nRETURN 'it\\'s', `$id`, $other"
    assert with_values(text, {"id": literal("it's")}) == expected


# -- back again -----------------------------------------------------------------------------------------------------


def copied(content: Content, folder: Path) -> LadybugStore:
    export(content, folder / "all.jsonl")
    copy = LadybugStore(folder / "copy.lbug", ONTOLOGY)
    items = list(load_all([folder / "all.jsonl"], ONTOLOGY))
    copy.write(items)  # type: ignore[arg-type]
    return copy


def test_an_import_gives_the_same_graph(content, store, tmp_path: Path) -> None:
    copy = copied(content, tmp_path)
    assert graph_of(copy) == graph_of(store)
    again = copy.write(list(load_all([tmp_path / "all.jsonl"], ONTOLOGY)))  # type: ignore[arg-type]
    assert (again.articles, again.unchanged) == (0, 4)


def allowed(reading: Reading) -> Reading:
    """Without the claims that no extraction makes: of kinds that the relation does not join, of no sentence."""
    kept = (
        claim
        for claim in reading.claims
        if claim.sentence
        and ONTOLOGY.relations[claim.relation].allows(claim.subject.actor.kind, claim.object.actor.kind)
    )
    return replace(reading, claims=tuple(kept))


@settings(max_examples=8, deadline=None)
@given(st.lists(readings(), max_size=3, unique_by=lambda reading: reading.article.id))
def test_any_graph_comes_back(tmp_path_factory: pytest.TempPathFactory, given_readings) -> None:
    folder = tmp_path_factory.mktemp("any")
    store = LadybugStore(folder / "graph.lbug", ONTOLOGY)
    store.write([allowed(reading) for reading in given_readings])
    assert graph_of(copied(Content(store), folder)) == graph_of(store)


def test_a_broken_line_costs_itself_alone(content, tmp_path: Path) -> None:
    export(content, tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if json.loads(line)["type"] == "claim")
    lines[at] = lines[at].replace('"relation": "', '"relation": "NO_SUCH_')
    lines.insert(at + 1, '{"type": "claim", "article": "another"}')
    lines.insert(at + 2, '{"type": "riddle"}')
    lines.insert(at + 3, "{")
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    items = list(load_all([tmp_path / "all.jsonl"], ONTOLOGY))
    rejected = [item for item in items if hasattr(item, "reason")]
    assert [reject.line for reject in rejected] == [at + 1, at + 2, at + 3, at + 4]
    assert len(items) - len(rejected) == 4
    assert sum(len(item.claims) for item in items if item not in rejected) == WHOLE.claims - 1


# -- choice ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(actors=frozenset({PUTIN.id})), {"DEFENSE_PACT", "MEETS"}),
        (Choice(relations=frozenset({"MEMBER_OF"})), {"MEMBER_OF"}),
        (
            Choice(modalities=frozenset({Modality.DENIED, Modality.ALLEGED})),
            {"SUPPLIES_ARMS_TO", "CYBERATTACKS"},
        ),
        (Choice(origins=frozenset({Origin.REFERENCE})), {"MEMBER_OF", "DEFENSE_PACT"}),
        (Choice(since="2024-07"), {"DEFENSE_PACT", "MEETS", "CYBERATTACKS", "MEMBER_OF"}),
        (Choice(until="1960"), {"MEMBER_OF", "DEFENSE_PACT"}),
        (Choice(min_confidence=1.0), {"MEMBER_OF", "DEFENSE_PACT"}),
    ],
)
def test_facts_are_chosen(store, choice: Choice, expected: set[str]) -> None:
    facts = list(Content(store, choice).facts())
    assert {fact["relation"] for fact in facts} == expected
    ends = {id for fact in facts for id in (fact["subject"], fact["object"])}
    assert {actor["id"] for actor in Content(store, choice).actors()} == ends


def test_a_level_counts_nothing_twice(store) -> None:
    def pairs(level: Level) -> list[tuple[str, str]]:
        facts = Content(store, Choice(level=level, relations=frozenset({"DEFENSE_PACT"}))).facts()
        return sorted((fact["subject"], fact["object"]) for fact in facts)

    assert (KIM.id, PUTIN.id) in pairs(Level.ACTOR)
    assert (PRK.id, RUS.id) in pairs(Level.STATE)
    assert not {PUTIN.id, KIM.id} & {id for pair in pairs(Level.STATE) for id in pair}


def test_claims_and_articles_are_those_behind_the_chosen_facts(store) -> None:
    chosen = Content(store, Choice(actors=frozenset({HACKERS.id})))
    ((article, claims, mentions),) = chosen.articles()
    assert article["id"] == "article-follow-up"
    assert [claim["relation"] for claim in claims] == ["CYBERATTACKS"]
    assert {mention["actor"] for mention in mentions} == {HACKERS.id, USA.id}


# -- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_an_empty_graph_is_exported(tmp_path: Path, format) -> None:
    store = LadybugStore(tmp_path / "graph.lbug", ONTOLOGY)
    store.init(reference=False)
    assert export(Content(store), tmp_path / f"out{format.suffixes[0]}") == Counts(0, 0)


def test_what_is_there_is_replaced_only_when_asked(content, tmp_path: Path) -> None:
    for name in ("g.json", "g.csv"):
        export(content, tmp_path / name)
        with pytest.raises(UsageError, match="there already"):
            export(content, tmp_path / name)
        export(content, tmp_path / name, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.csv", "g.json"]


def test_half_an_export_leaves_nothing(content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self):
        yield from ()
        raise KgError("the server is gone")

    monkeypatch.setattr(Content, "facts", fail)
    with pytest.raises(KgError):
        export(content, tmp_path / "g.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_told_with_the_formats() -> None:
    with pytest.raises(UsageError, match="no format") as told:
        format_of(Path("graph.xyz"))
    assert "graphml" in told.value.remedy


# -- the command line -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("graph_file")
def test_the_commands_export_and_import(kg: Kg) -> None:
    assert "actors" in kg("export", "all.jsonl").err
    assert kg("import", "all.jsonl", "--store", "copy.lbug").code == 0
    copy, whole = (
        kg("stats", *options, "--format", "json").json()[0] for options in (["--store", "copy.lbug"], [])
    )
    assert {**copy, "store": ""} == {**whole, "store": ""}
    assert kg("import", "all.jsonl", "--store", "copy.lbug", "--format", "json").json()[0]["new"] == 0


@pytest.mark.usefixtures("graph_file")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["g.xyz"], "--to"),
        (["g.json", "--to", "xlsx"], "graphml"),
        (["g.json", "--relations", "LOVES"], "LOVES"),
        (["g.json", "--actor", "Atlantis"], "Atlantis"),
        (["missing/g.json"], "missing"),
    ],
)
def test_wrong_use_is_told(kg: Kg, options: list[str], told: str) -> None:
    ran = kg("export", *options)
    assert ran.code != 0
    assert told in ran.err


@pytest.mark.usefixtures("graph_file")
def test_a_folder_is_written_for_the_databases_and_filters_hold(kg: Kg, no_settings: Path) -> None:
    assert kg("export", "out", "--to", "csv", "--level", "state", "--modalities", "actual").code == 0
    assert "person:" not in (no_settings / "out" / "facts.csv").read_text(encoding="utf-8")
