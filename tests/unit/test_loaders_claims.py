"""Claims as JSON: what `kg extract` writes, `kg ingest` reads again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.claimjson import claim_from_json, claim_to_json
from kg.model import Actor, Article, Claim, Kind, Modality, Origin, Participant, Reading, Sector
from loaders import Reason, Reject, load, load_all
from loaders.claims import is_claims

KNOWN = ontology.load()
RUSSIA, KOREA = KNOWN.actors["country:RUS"], KNOWN.actors["country:PRK"]
REBELS = Actor("group:SYR/rebels", "Syrian rebels", Kind.GROUP, "SYR")
ARTICLE = Article("a1", "Moscow arms Pyongyang.", "Arms", "https://example.org/1", "Wire", "2024-06-20")
CLAIM = Claim(
    article="a1",
    subject=Participant(RUSSIA, "Moscow", 0, 6, Sector.GOV, "country:RUS"),
    relation="SUPPLIES_ARMS_TO",
    object=Participant(KOREA, "Pyongyang", 12, 21, None, "country:PRK"),
    modality=Modality.DENIED,
    sentence="Moscow arms Pyongyang.",
    confidence=0.87,
    extractor="1",
    trigger="arms",
    end=22,
)

offsets = st.integers(min_value=0, max_value=10_000)
texts = st.text(max_size=30)
participants = st.builds(
    Participant,
    st.sampled_from([RUSSIA, KOREA, KNOWN.actors["country:USA"], KNOWN.actors["org:nato"], REBELS]),
    texts,
    offsets,
    offsets,
    st.none() | st.sampled_from(Sector),
    st.none() | st.just("country:RUS"),
)
claims = st.builds(
    Claim,
    article=st.text(min_size=1),
    subject=participants,
    relation=st.sampled_from([r.id for r in KNOWN.relations.values() if not r.symmetric]),
    object=participants,
    modality=st.sampled_from(Modality),
    sentence=st.text(min_size=1),
    confidence=st.floats(0, 1),
    extractor=st.text(min_size=1),
    attributed_to=st.none() | participants,
    date=st.none() | st.just("2024-06"),
    until=st.none() | st.just("2025"),
    trigger=texts,
    field=st.sampled_from(["text", "title"]),
    start=offsets,
    end=offsets,
)


@given(claims)
def test_a_claim_comes_back_as_it_was(claim: Claim) -> None:
    line = json.dumps(claim_to_json(claim, ARTICLE, KNOWN))
    again = claim_from_json(json.loads(line), KNOWN)
    assert again == claim
    assert again.id == json.loads(line)["id"]


def test_the_contract() -> None:
    row = claim_to_json(CLAIM, ARTICLE, KNOWN)
    assert list(row) == [
        "id", "article", "relation", "symmetric", "modality", "plover", "subject", "object", "attributed_to", "date",
        "until", "confidence", "origin", "extractor", "trigger", "sentence", "field", "start", "end", "source",
    ]  # fmt: skip
    assert list(row["subject"])[:8] == ["id", "name", "kind", "country", "sector", "text", "start", "end"]
    assert (row["plover"], row["symmetric"], row["origin"]) == ("REJECT", False, "reported")
    assert row["subject"] == {
        "id": "country:RUS", "name": "Russia", "kind": "country", "country": "RUS", "sector": "GOV",
        "text": "Moscow", "start": 0, "end": 6, "state": "country:RUS",
    }  # fmt: skip
    assert row["source"] == {
        "url": "https://example.org/1", "publisher": "Wire", "published": "2024-06-20", "title": "Arms",
        "digest": ARTICLE.digest,
    }  # fmt: skip
    assert is_claims(json.dumps(row))


def row(**changes: Any) -> dict[str, Any]:
    return {**claim_to_json(CLAIM, ARTICLE, KNOWN), **changes}


def read(path: Path, *rows: Any) -> list[Article | Reading | Reject]:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows))
    return list(load_all([path], KNOWN))


def test_claims_are_grouped_by_article(tmp_path: Path) -> None:
    items = read(tmp_path / "c.jsonl", row(), row(start=30, end=50), row(), row(article="a2", source=None))
    first, second = items
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.article == Article(
        "a1", "", "Arms", "https://example.org/1", "Wire", "2024-06-20", fixed_digest=ARTICLE.digest
    )
    assert first.article.digest == ARTICLE.digest
    assert first.claims[0] == CLAIM
    assert len(first.claims) == 2
    assert dict(first.mentions) == {RUSSIA: 1, KOREA: 1}
    assert first.extractor.startswith("1#")
    assert second.article == Article("a2", "")


@pytest.mark.parametrize("source", [None, 7, {}, {"digest": None}, {"digest": 7}, {"digest": ""}])
def test_an_article_whose_digest_is_not_told_has_that_of_what_is_known(tmp_path: Path, source: Any) -> None:
    (reading,) = read(tmp_path / "c.jsonl", row(source=source))
    assert isinstance(reading, Reading)
    assert reading.article.digest == Article("a1", "").digest


def test_a_part_of_an_articles_claims_is_not_taken_for_all_of_them(tmp_path: Path) -> None:
    (part,) = read(tmp_path / "part.jsonl", row())
    (whole,) = read(tmp_path / "whole.jsonl", row(), row(start=30, end=50))
    (again,) = read(tmp_path / "again.jsonl", row(start=30, end=50), row())
    assert isinstance(part, Reading)
    assert isinstance(whole, Reading)
    assert isinstance(again, Reading)
    assert part.extractor != whole.extractor == again.extractor


def test_claims_read_and_written_again_are_the_same_lines(tmp_path: Path) -> None:
    (reading,) = read(tmp_path / "c.jsonl", row(), row(start=30, end=50))
    assert isinstance(reading, Reading)
    again = [claim_to_json(claim, reading.article, KNOWN) for claim in reading.claims]
    assert again == [row(), {**row(start=30, end=50), "id": reading.claims[1].id}]


def test_articles_and_claims_may_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "b"}\n')
    read(tmp_path / "c.jsonl", row())
    assert [type(item) for item in load_all([tmp_path], KNOWN)] == [Article, Reading]
    assert list(load([tmp_path], ontology=KNOWN)) == list(load_all([tmp_path], KNOWN))
    _, reject = load([tmp_path])
    assert isinstance(reject, Reject)
    assert reject.reason is Reason.CLAIMS


@pytest.mark.parametrize(
    ("bad", "reason", "words"),
    [
        (row(relation="LOVES"), Reason.UNKNOWN_RELATION, "LOVES"),
        (row(relation=None), Reason.UNKNOWN_RELATION, "None"),
        (row(modality="maybe"), Reason.UNKNOWN_MODALITY, "maybe"),
        (row(modality=["actual"]), Reason.UNKNOWN_MODALITY, "actual"),
        (row(object=None), Reason.BAD_CLAIM, "object"),
        (row(subject={"id": "group:x"}), Reason.BAD_CLAIM, "name"),
        (row(subject={"id": "group:x", "name": "X", "kind": "planet"}), Reason.BAD_CLAIM, "planet"),
        (row(confidence="high"), Reason.BAD_CLAIM, "confidence"),
        (row(start=-1), Reason.BAD_CLAIM, "start"),
        (row(field="body"), Reason.BAD_CLAIM, "field"),
        (row(sentence=None), Reason.BAD_CLAIM, "sentence"),
        (row(article=7), Reason.BAD_CLAIM, "article"),
        (row(origin="dreamt"), Reason.BAD_CLAIM, "dreamt"),
        (row(relation="LEADS"), Reason.NOT_ALLOWED, "LEADS"),
        ('{"article": ', Reason.BROKEN_LINE, "JSON"),
        ("7", Reason.BROKEN_LINE, "object"),
    ],
)
def test_a_bad_claim_is_told_and_the_rest_is_read(
    tmp_path: Path, bad: Any, reason: Reason, words: str
) -> None:
    items = read(tmp_path / "c.jsonl", row(), bad, row(start=3))
    readings = [item for item in items if isinstance(item, Reading)]
    (reject,) = (item for item in items if isinstance(item, Reject))
    assert [len(reading.claims) for reading in readings] == [2]
    assert (reject.reason, reject.line) == (reason, 2)
    assert words in reject.message


def test_claims_of_an_article_that_stand_apart_replace_nothing(tmp_path: Path) -> None:
    items = read(tmp_path / "c.jsonl", row(), row(article="a2"), row(start=3), row(article="a3"))
    assert [item.article.id for item in items if isinstance(item, Reading)] == ["a1", "a2", "a3"]
    (reject,) = (item for item in items if isinstance(item, Reject))
    assert (reject.reason, reject.line, reject.article) == (Reason.SCATTERED, 3, "a1")


def test_ends_of_a_symmetric_relation_are_put_in_order(tmp_path: Path) -> None:
    (reading,) = read(tmp_path / "c.jsonl", row(relation="MEETS"))
    assert isinstance(reading, Reading)
    assert [reading.claims[0].subject.actor, reading.claims[0].object.actor] == [KOREA, RUSSIA]


def test_claims_of_a_dataset_are_told_apart_by_their_ids() -> None:
    one, other = (claim_from_json(row(id=key, origin="reference"), KNOWN) for key in "ab")
    assert one.origin is Origin.REFERENCE
    assert one.id != other.id


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(row())), values)
def test_no_value_of_a_key_raises(tmp_path: Path, key: str, value: Any) -> None:
    items = read(tmp_path / "c.jsonl", row(), row(**{key: value}))
    assert all(isinstance(item, Reading | Reject) for item in items)
