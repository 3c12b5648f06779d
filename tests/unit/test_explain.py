"""`kg extract --explain` and `--visualize`: what was read in a sentence, what was not, and why."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli_runs import Kg

from kg.extract import Extractor
from kg.extract.picture import page
from kg.extract.trace import Explanation
from kg.model import Article, Modality

DENIAL = "Moscow has denied supplying missiles to Tehran, the agency reported on Friday."


@pytest.fixture
def explain(extractor: Extractor):
    def _explain(text: str) -> Explanation:
        return next(extractor.explain([Article.of(text)]))

    return _explain


def test_a_step_tells_the_frame_the_ends_and_the_words_that_turn_it(explain) -> None:
    (trace,) = explain(DENIAL).traces
    made = next(step for step in trace.steps if step.claim)
    assert (made.trigger, made.frame, made.relation) == ("supplying", "give", "SUPPLIES_ARMS_TO")
    assert made.subject
    assert made.object
    assert (made.subject.text, made.subject.actor.name) == ("Moscow", "Russia")
    assert (made.object.text, made.object.actor.name, made.slot) == ("Tehran", "Iran", "to")
    assert (made.modality, made.because) == (Modality.DENIED, ("denied",))


def test_what_was_dropped_says_why(explain) -> None:
    (trace,) = explain("Kenya attacked a bridge while Uganda slept.").traces
    assert [(step.trigger, step.reason) for step in trace.steps] == [("attacked", "no subject or object")]
    assert [actor.actor.name for actor in trace.actors] == ["Kenya", "Uganda"]


def test_a_sentence_that_was_not_parsed_says_so(explain) -> None:
    first, second = explain("It rained in Paris. Kenya sent tents to Turkey.").traces
    assert first.reason
    assert not first.steps
    assert not second.reason


def test_explaining_reads_the_same(extractor: Extractor) -> None:
    article = Article.of(f"{DENIAL} France and Germany signed a treaty.")
    assert next(extractor.explain([article])).reading == next(extractor.read([article]))


def test_the_command_line_explains_for_people_and_programs(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(DENIAL, encoding="utf-8")
    told = kg("extract", path, "--explain")
    assert told.code == 0
    assert "actors: Moscow = Russia (capital), Tehran = Iran (capital)" in told.out
    assert "modality denied («denied»)" in told.out
    (row,) = kg("extract", path, "--explain", "--format", "jsonl").jsonl()
    assert [step["relation"] for step in row["steps"] if step["claim"]] == ["SUPPLIES_ARMS_TO"]
    assert kg("extract", path, "--explain", "--format", "csv").code == 2


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_the_picture_shows_claims_and_runs_nothing(kg: Kg, tmp_path: Path) -> None:
    path, html = tmp_path / "news.txt", tmp_path / "news.html"
    path.write_text("Kenya may send police to Haiti <script>alert(1)</script> in May.", encoding="utf-8")
    assert kg("extract", path, "--visualize", html).code == 0
    drawn = html.read_text(encoding="utf-8")
    marks = _Marks()
    marks.feed(drawn)
    assert "SENDS_PEACEKEEPERS_TO (considered)" in drawn
    assert marks.tags.count("mark") == 3
    assert "script" not in marks.tags


def test_a_picture_of_nothing_says_so(explain) -> None:
    assert "No claims found." in page([explain("It rained.")])
