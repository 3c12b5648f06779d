"""Every example in the lexicon gives just the claims that stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extract import lexicon
from kg.extract.lexicon import Example
from kg.model import Claim, Modality

LEXICON = lexicon.load()
EXAMPLES = [(e.id, example) for e in (*LEXICON.predicates, *LEXICON.operators) for example in e.examples]
STRUCTURE = {"LEADS", "REPRESENTS"}
OF_DATASETS = {"VOTES_WITH", "VOTES_AGAINST"}


def in_words(claim: Claim, *, turned: bool = False) -> str:
    modality = "" if claim.modality is Modality.ACTUAL else f" ({claim.modality})"
    ends = (claim.object, claim.subject) if turned else (claim.subject, claim.object)
    return f"{ends[0].actor.name} {claim.relation} {ends[1].actor.name}{modality}"


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[f"{i}: {e.text}" for i, e in EXAMPLES])
def test_example(entry: str, example: Example, read, onto) -> None:
    expected = set(example.claims)
    found = set()
    for claim in read(example.text):
        turned = onto.relations[claim.relation].symmetric and in_words(claim, turned=True) in expected
        found.add(in_words(claim, turned=turned))
    unasked_titles = {f for f in found - expected if any(r in f for r in STRUCTURE)}
    assert found - unasked_titles == expected, entry


def test_every_relation_of_an_entry_is_in_the_ontology(onto) -> None:
    named = {r for p in LEXICON.predicates for r in (p.relation, *p.by_theme.values()) if r}
    assert named <= set(onto.relations)


def test_most_relations_can_be_read(onto) -> None:
    named = {r for p in LEXICON.predicates for r in (p.relation, *p.by_theme.values()) if r}
    assert set(onto.relations) - named <= {"REPRESENTS", "PART_OF", *OF_DATASETS}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey voted against Israel in the UN General Assembly.",
        "Canada voted with the United States at the United Nations.",
        "Russia and China voted against the United States in the General Assembly on Tuesday.",
        "Cuba votes in the UN against the United States.",
    ],
)
def test_only_datasets_say_how_states_vote(text: str, read, onto) -> None:
    named = {r for p in LEXICON.predicates for r in (p.relation, *p.by_theme.values()) if r}
    assert set(onto.relations) >= OF_DATASETS
    assert not named & OF_DATASETS
    assert not {claim.relation for claim in read(text)} & OF_DATASETS


def test_a_wrong_entry_is_named_by_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "predicates"
    folder.mkdir()
    (folder / "mine.yaml").write_text("- id: nuke\n  relation: ATTACKS\n  verbs: [nuke]\n  objekt: [obj]\n")
    with pytest.raises(OntologyError, match=r"mine\.yaml:4: .*objekt") as caught:
        lexicon.load(tmp_path)
    assert "Allowed keys" in caught.value.remedy


def test_one_word_in_two_operators_is_refused(tmp_path: Path) -> None:
    (tmp_path / "operators.yaml").write_text(
        "- id: mine\n  modality: agreed\n  verbs: [zorch]\n- id: other\n  modality: denied\n  verbs: [zorch]\n"
    )
    with pytest.raises(OntologyError, match="zorch"):
        lexicon.load(tmp_path)


def test_a_folder_of_the_users_adds_words(tmp_path: Path) -> None:
    folder = tmp_path / "predicates"
    folder.mkdir()
    (folder / "mine.yaml").write_text("- id: nuke\n  relation: ATTACKS\n  verbs: [nuke]\n")
    assert lexicon.load(tmp_path).verbs["nuke"][0].relation == "ATTACKS"
