"""The gate before the parse, and headlines put in words that parsers know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.headlines import begins_with_act, in_past_tense, with_and, with_known_names
from kg.extract.memory import Memory
from kg.extract.mentions import Mention
from kg.model import Article

VERBS = {"lift", "free", "strike", "give", "deny", "kill"}


@pytest.fixture
def mentions(extractor: Extractor):
    def _mentions(words: list[str]) -> list[Mention]:
        return extractor._actors.read(words, Memory(extractor.lexicon), None)

    return _mentions


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Kenya sent police to Haiti.", True),
        ("Kenya and Haiti grow mangoes.", False),
        ("Kenya sent police to the coast.", False),
        ("Both sides agreed to a truce in Kenya.", True),
        ("Sri Lanka attacked the Tamil Tigers.", True),
        ("It rained.", False),
    ],
)
def test_only_what_may_claim_something_is_parsed(extractor: Extractor, text: str, parsed: bool) -> None:
    (trace,) = next(extractor.explain([Article.of(text)])).traces
    assert (not trace.reason) is parsed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kenya and Haiti grow mangoes.", "no word of the lexicon"),
        ("Kenya sent police to the coast.", "no two"),
    ],
)
def test_what_is_not_parsed_says_why(extractor: Extractor, text: str, reason: str) -> None:
    (trace,) = next(extractor.explain([Article.of(text)])).traces
    assert reason in trace.reason


@pytest.mark.parametrize(
    ("headline", "past"),
    [
        ("Iran lifts ban", "Iran lifted ban"),
        ("Iran gives Oman boats , frees crew", "Iran gived Oman boats , freed crew"),
        ("Iran denies raid", "Iran denied raid"),
        ("Iran talks", None),
    ],
)
def test_a_headline_is_put_in_the_past(mentions, headline: str, past: str | None) -> None:
    words = headline.split()
    found = in_past_tense(words, mentions(words), VERBS)
    assert (found and " ".join(found)) == past


def test_a_plural_noun_is_no_verb(mentions) -> None:
    words = "US strikes kill two".split()  # noqa: SIM905
    assert not begins_with_act(words, mentions(words), VERBS)
    assert begins_with_act(["Iran", "strikes", "base"], mentions(["Iran", "strikes", "base"]), VERBS)


def test_a_comma_between_two_names_is_an_and(mentions) -> None:
    words = ["Iran", ",", "Oman", "sign", "deal"]
    assert with_and(words, mentions(words)) == ["Iran", "and", "Oman", "sign", "deal"]
    listed = ["Iran", ",", "Oman", ",", "Iraq", "sign", "deal"]
    assert with_and(listed, mentions(listed)) == listed


@given(
    st.lists(
        st.sampled_from(["Iran", "Oman", "lifts", "gives", ",", "ban", "and", "two"]), min_size=3, max_size=12
    )
)
def test_rewording_keeps_every_word_in_its_place(words: list[str]) -> None:
    named = [m for i, word in enumerate(words) if word in {"Iran", "Oman"} for m in [_mention(i, word)]]
    for reworded in (
        in_past_tense(words, named, VERBS),
        with_known_names(words, named),
        with_and(list(words), named),
    ):
        assert reworded is None or len(reworded) == len(words)


def _mention(at: int, name: str) -> Mention:
    from kg.extract.mentions import Form
    from kg.ontology import load

    return Mention(at, at + 1, load().actors["country:IRN" if name == "Iran" else "country:OMN"], Form.NAME)
