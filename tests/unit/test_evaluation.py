"""Extraction measured against labelled texts: the form of a line, pairing, shares, the command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Kg
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.evaluation import MEASURES, Evaluation, Judged, Pairing, Share
from kg.evaluation.pairing import agreement, pair_off
from kg.gold import GoldClaim, GoldText, country_of, read_gold
from kg.model import Actor, Claim, Kind, Modality, Participant
from kg.ontology import Ontology, load

ONTOLOGY = load()
STATES = ("country:KEN", "country:UGA", "country:RWA")
RELATIONS = ("ATTACKS", "MEETS", "VISITS")


def line(**changes: Any) -> str:
    row = {
        "id": "a1",
        "text": "Moscow denied supplying missiles to Tehran.",
        "phenomena": ["denial"],
        "claims": [
            {
                "subject": "country:RUS",
                "relation": "SUPPLIES_ARMS_TO",
                "object": "country:IRN",
                "modality": "denied",
            }
        ],
    }
    return json.dumps(row | changes) + "\n"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def end(id: str) -> Participant:
    actor = ONTOLOGY.actors[id]
    return Participant(actor, actor.name, 0, len(actor.name), None, None)


def said(subject: str, relation: str, object: str, modality: Modality = Modality.ACTUAL) -> Claim:
    return Claim(
        article="a1", subject=end(subject), relation=relation, object=end(object), modality=modality,
        sentence="", confidence=0.9, extractor="test",
    )  # fmt: skip


def gold(subject: str, relation: str, object: str, modality: str = "actual", **more: Any) -> GoldClaim:
    return GoldClaim(subject=subject, relation=relation, object=object, modality=Modality(modality), **more)


# -- the form of a line ------------------------------------------------------------------------------------------------


def test_a_line_is_read(tmp_path: Path, onto: Ontology) -> None:
    (text,) = read_gold([written(tmp_path, line(), "\n")], onto)
    assert (text.id, text.is_trap, text.claims[0].modality) == ("a1", False, Modality.DENIED)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"claims": None}, "claims"),
        ({"colour": "red"}, "colour"),
        (
            {
                "claims": [
                    {"subject": "Russia", "relation": "MEETS", "object": "country:IRN", "modality": "actual"}
                ]
            },
            "Russia",
        ),
        (
            {
                "claims": [
                    {"subject": STATES[0], "relation": "LIKES", "object": STATES[1], "modality": "actual"}
                ]
            },
            "LIKES",
        ),
        (
            {"claims": [{"subject": STATES[0], "relation": "MEETS", "object": STATES[1], "modality": "so"}]},
            "modality",
        ),
        ({"mentions": [{"text": "Oslo", "id": None}]}, "Oslo"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_line(
    tmp_path: Path, onto: Ontology, changes: dict[str, Any], problem: str
) -> None:
    path = written(tmp_path, line(id="ok"), line(**changes))
    with pytest.raises(UsageError) as caught:
        read_gold([path], onto)
    assert f"{path}:2: " in caught.value.message
    assert problem in caught.value.message


def test_an_id_stands_once(tmp_path: Path, onto: Ontology) -> None:
    with pytest.raises(UsageError, match="a1 was there before"):
        read_gold([written(tmp_path, line(), line())], onto)


@pytest.mark.parametrize(
    ("id", "country"),
    [
        ("country:KEN", "KEN"),
        ("group:SYR/rebels", "SYR"),
        ("person:nobody-known", None),
        ("group:hezbollah", "LBN"),
    ],
)
def test_the_state_of_an_id(id: str, country: str | None) -> None:
    assert country_of(id, ONTOLOGY) == country


# -- pairing -----------------------------------------------------------------------------------------------------------


def test_what_a_claim_may_agree_in() -> None:
    label = gold(STATES[0], "ATTACKS", STATES[1], "alleged", also=("INVADES",))
    assert agreement(label, said(STATES[0], "ATTACKS", STATES[1], Modality.ALLEGED), ONTOLOGY) == set(
        MEASURES
    )
    assert agreement(label, said(STATES[0], "INVADES", STATES[1]), ONTOLOGY) == {
        "pair",
        "actors",
        "root",
        "relation",
    }
    assert agreement(label, said(STATES[0], "MEETS", STATES[1]), ONTOLOGY) == {"pair", "actors"}
    assert agreement(label, said(STATES[1], "ATTACKS", STATES[0], Modality.ALLEGED), ONTOLOGY) == set()


def test_a_symmetric_claim_agrees_either_way_round() -> None:
    assert agreement(
        gold(STATES[0], "MEETS", STATES[1]), said(STATES[1], "MEETS", STATES[0]), ONTOLOGY
    ) == set(MEASURES)


def test_somebody_of_the_state_agrees_but_is_not_the_actor() -> None:
    agrees = agreement(
        gold("person:vladimir-putin", "VISITS", STATES[0]), said("country:RUS", "VISITS", STATES[0]), ONTOLOGY
    )
    assert agrees == set(MEASURES) - {"actors"}


def test_the_closest_claim_is_taken_and_the_rest_is_too_many() -> None:
    label = gold(STATES[0], "ATTACKS", STATES[1])
    loose, exact = said(STATES[0], "VISITS", STATES[1]), said(STATES[0], "ATTACKS", STATES[1])
    first, second = pair_off([label], [loose, exact], ONTOLOGY)
    assert (first.claim, second.claim, second.gold) == (exact, loose, None)


def test_an_optional_label_counts_neither_way() -> None:
    label = gold(STATES[0], "ATTACKS", STATES[1], optional=True)
    assert pair_off([label], [], ONTOLOGY) == []
    assert pair_off([label], [said(STATES[0], "ATTACKS", STATES[1])], ONTOLOGY) == []


def test_the_wrong_way_round_is_told() -> None:
    missed, surplus = pair_off(
        [gold(STATES[0], "ATTACKS", STATES[1])], [said(STATES[1], "ATTACKS", STATES[0])], ONTOLOGY
    )
    assert missed.reversed
    assert surplus.gold is None


def test_a_claim_that_another_label_has_makes_nothing_reversed() -> None:
    one, other = gold(STATES[0], "ATTACKS", STATES[1]), gold(STATES[1], "ATTACKS", STATES[0])
    missed, met = pair_off([one, other], [said(STATES[1], "ATTACKS", STATES[0])], ONTOLOGY)
    assert (missed.claim, missed.reversed) == (None, False)
    assert met.claim is not None


def test_a_claim_is_one_label_the_wrong_way_round_not_two() -> None:
    labels = [gold(STATES[0], "ATTACKS", STATES[1]), gold(STATES[0], "VISITS", STATES[1])]
    pairings = pair_off(labels, [said(STATES[1], "ATTACKS", STATES[0])], ONTOLOGY)
    assert sum(p.reversed for p in pairings) == 1


def test_a_label_that_must_be_met_goes_before_an_optional_one() -> None:
    label = gold(STATES[0], "ATTACKS", STATES[1])
    optional = label.model_copy(update={"optional": True})
    (pairing,) = pair_off([optional, label], [said(STATES[0], "ATTACKS", STATES[1])], ONTOLOGY)
    assert pairing.claim is not None


def test_a_symmetric_label_has_no_direction() -> None:
    label = gold(STATES[1], "MEETS", STATES[0])
    assert "pair" in agreement(label, said(STATES[0], "VISITS", STATES[1]), ONTOLOGY)


def test_somebody_unlisted_is_not_just_anybody() -> None:
    label = gold("person:ahmed-attaf", "VISITS", STATES[0])
    attaf = Participant(Actor("person:attaf", "Attaf", Kind.PERSON), "Attaf")
    visit = said("person:vladimir-putin", "VISITS", STATES[0])
    assert agreement(label, visit, ONTOLOGY) == set()
    assert "pair" in agreement(label, replace(visit, subject=attaf), ONTOLOGY)


@pytest.mark.parametrize("tenth", range(10))
def test_a_bin_begins_with_its_tenth(tenth: int) -> None:
    claim = replace(said(STATES[0], "ATTACKS", STATES[1]), confidence=tenth / 10)
    text = GoldText(id="a1", text="", phenomena=(), claims=())
    (found,) = Evaluation((Judged(text, (Pairing(None, claim),)),), ONTOLOGY).calibration()
    assert found.low == tenth / 10


triples = st.tuples(st.sampled_from(STATES), st.sampled_from(RELATIONS), st.sampled_from(STATES))


@given(st.lists(triples, max_size=6), st.lists(triples, max_size=6))
def test_every_label_and_claim_stands_once(labels: list[Any], claims: list[Any]) -> None:
    golds, made = [gold(*t) for t in labels], [said(*t) for t in claims]
    pairings = pair_off(golds, made, ONTOLOGY)
    assert sum(p.gold is not None for p in pairings) == len(golds)
    assert sum(p.claim is not None for p in pairings) == len(made)


@given(st.lists(triples, max_size=6, unique=True))
def test_labels_read_as_they_are_leave_no_fault(labels: list[Any]) -> None:
    pairings = pair_off([gold(*t) for t in labels], [said(*t) for t in labels], ONTOLOGY)
    assert all("modality" in p.agrees for p in pairings)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_shares_lie_between_nothing_and_all(right: int, more: int, missed: int) -> None:
    share = Share(right, right + more, right + missed)
    assert 0 <= min(share.precision, share.recall) <= share.f1 + 1e-9
    assert share.f1 <= max(share.precision, share.recall) + 1e-9
    assert max(share.precision, share.recall) <= 1


# -- the command -------------------------------------------------------------------------------------------------------

GOLD = (
    line(mentions=[{"text": "Moscow", "id": "country:RUS", "country": "RUS"}]),
    line(id="a2", text="Kenya beat Uganda 2-1 in the rugby final.", phenomena=["trap", "sport"], claims=[]),
    line(id="a3", text="It rained on Kenya and Uganda.", claims=[
        {"subject": STATES[0], "relation": "MEETS", "object": STATES[1], "modality": "actual"}
    ]),
)  # fmt: skip


def test_the_command_tells_the_figures(kg: Kg, tmp_path: Path) -> None:
    path = written(tmp_path, *GOLD)
    report = kg(
        "evaluate", path, "--format", "json", "--by", "phenomenon", "--worst", "3", "--confusion"
    ).json()[0]
    assert report["figures"]["modality recall"] == 0.5
    assert report["figures"]["modality precision"] == 1.0
    assert report["figures"]["traps clean"] == 1.0
    assert report["figures"]["linking recall"] == 1.0
    assert report["worst"] == [{"id": "a3", "faults": ["missed country:KEN MEETS (actual) country:UGA"]}]
    told = kg("evaluate", path, "--by", "relation", "--worst", "1")
    assert told.code == 0
    assert "missed country:KEN MEETS (actual) country:UGA" in told.out


def test_a_fall_below_the_baseline_fails(kg: Kg, tmp_path: Path) -> None:
    path, kept = written(tmp_path, *GOLD), tmp_path / "figures.json"
    assert kg("evaluate", path, "--write-baseline", kept).code == 0
    assert kg("evaluate", path, "--baseline", kept).code == 0
    kept.write_text(json.dumps({"modality recall": 0.52}), encoding="utf-8")
    ran = kg("evaluate", path, "--baseline", kept)
    assert ran.code == 1
    assert "modality recall fell from 0.520 to 0.500" in ran.err


@pytest.mark.parametrize(("was", "code"), [(0.51, 0), (0.511, 1)])
def test_a_point_may_be_lost_and_no_more(kg: Kg, tmp_path: Path, was: float, code: int) -> None:
    kept = tmp_path / "figures.json"
    kept.write_text(json.dumps({"modality recall": was}), encoding="utf-8")
    assert kg("evaluate", written(tmp_path, *GOLD), "--baseline", kept).code == code


def test_a_figure_that_is_gone_fails(kg: Kg, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    kept.write_text('{"nowhere recall": 0.9}', encoding="utf-8")
    ran = kg("evaluate", written(tmp_path, *GOLD), "--baseline", kept)
    assert ran.code == 1
    assert "nowhere recall, 0.900 before, is no more measured" in ran.err


def test_the_baseline_is_read_before_it_is_written_anew(kg: Kg, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    kept.write_text('{"modality recall": 0.9}', encoding="utf-8")
    ran = kg("evaluate", written(tmp_path, *GOLD), "--baseline", kept, "--write-baseline", kept)
    assert ran.code == 1


@pytest.mark.parametrize("content", ["[1]", '{"modality recall": "high"}', "{"])
def test_a_baseline_without_figures_is_wrong_use(kg: Kg, tmp_path: Path, content: str) -> None:
    kept = tmp_path / "figures.json"
    kept.write_text(content, encoding="utf-8")
    ran = kg("evaluate", written(tmp_path, *GOLD), "--baseline", kept)
    assert ran.code == 2
    assert "no figures there" in ran.err


def test_the_same_claims_draw_the_same_picture(kg: Kg, tmp_path: Path) -> None:
    path = written(tmp_path, *GOLD)
    for name in ("a.svg", "b.svg"):
        kg("evaluate", path, "--plot", tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_plot_of_another_kind_is_wrong_use(kg: Kg, tmp_path: Path) -> None:
    ran = kg("evaluate", written(tmp_path, *GOLD), "--plot", tmp_path / "plot.txt")
    assert ran.code == 2
    assert "plot.txt" in ran.err


def test_the_plot_is_a_picture(kg: Kg, tmp_path: Path) -> None:
    picture = tmp_path / "plot.svg"
    assert kg("evaluate", written(tmp_path, *GOLD), "--plot", picture).code == 0
    assert "<svg" in picture.read_text(encoding="utf-8")


def test_no_labelled_text_is_wrong_use(kg: Kg, tmp_path: Path) -> None:
    assert kg("evaluate", written(tmp_path, "\n")).code == 2
