"""Which texts are copies of one another, and which of them make one story."""

from __future__ import annotations

import hashlib
import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_texts import AGENCY, CUT, ELSEWHERE, OWN, SHORT, WITH_CAPTIONS, words

from kg.stories import LEAST, RUN, Print, copies, is_signature, signature, stories


def printed(id: str, text: str, published: str | None = "2024-06-20", days: int = 7) -> Print:
    return Print(id, signature(text), days, published)


def are_copies(one: Print, other: Print) -> bool:
    assert copies([one], [other]) == ({other.id} if copies([other], [one]) else set())
    return bool(copies([one], [other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(AGENCY, AGENCY, id="the same"),
        pytest.param(AGENCY, ELSEWHERE, id="another dateline"),
        pytest.param(AGENCY, CUT, id="a cut tail"),
        pytest.param(ELSEWHERE, CUT, id="a cut tail and another dateline"),
        pytest.param(AGENCY, WITH_CAPTIONS, id="captions"),
        pytest.param(
            AGENCY, AGENCY.upper().replace(",", " ,").replace(". ", ".\n\n"), id="case, marks, spaces"
        ),
        pytest.param(AGENCY.replace("'", "’"), AGENCY.replace("Moldova's", "Moldovas"), id="apostrophes"),
        pytest.param(words(400, 1), words(400, 1)[: 8 * 130], id="a third"),
    ],
)
def test_copies(one: str, other: str) -> None:
    assert are_copies(printed("a", one), printed("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(AGENCY, OWN, id="two reports of one event"),
        pytest.param(AGENCY, words(200, 1), id="nothing in common"),
        pytest.param(
            AGENCY + " " + words(200, 2), AGENCY[:500] + " " + words(200, 3), id="a shared beginning"
        ),
        pytest.param(words(2000, 1), words(2000, 1)[: 8 * 60], id="a brief within a long report"),
        pytest.param(SHORT, SHORT, id="a few words"),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_no_copies(one: str, other: str) -> None:
    assert not are_copies(printed("a", one), printed("b", other))


@pytest.mark.parametrize(
    ("one", "other", "days", "alike"),
    [
        ("2024-06-20", "2024-06-27T23:00:00Z", (7, 7), True),
        ("2024-06-20", "2024-06-28", (7, 7), False),
        ("2024-06-20", "2024-06-22", (7, 1), False),
        ("2024-06-20", "2024-06-20", (0, 7), False),
        (None, None, (7, 7), True),
        (None, "2024-06-20", (7, 7), False),
        (None, "0001-01-01", (7, 7), False),
        ("2024-06", "2024-06", (7, 7), False),
        ("20240620", "20240620", (7, 7), False),
        ("soon", "soon", (7, 7), False),
    ],
)
def test_days_apart(one: str | None, other: str | None, days: tuple[int, int], alike: bool) -> None:
    assert are_copies(printed("a", AGENCY, one, days[0]), printed("b", AGENCY, other, days[1])) is alike


def test_the_first_gives_the_story_its_name() -> None:
    prints = [
        printed("a", CUT, "2024-06-21"),
        printed("b", ELSEWHERE, "2024-06-20"),
        printed("c", AGENCY, "2024-06-20T09:00:00Z"),
        printed("d", OWN, "2024-06-19"),
        printed("e", SHORT),
    ]
    assert stories(prints) == {"a": "b", "b": "b", "c": "b", "d": "d", "e": "e"}


def test_what_is_a_copy_of_a_copy_is_of_the_same_story() -> None:
    week = [printed(str(n), AGENCY, f"2024-06-{1 + 7 * n:02}") for n in range(4)]
    assert set(stories(week).values()) == {"0"}
    assert stories([week[0], *week[2:]]) == {"0": "0", "2": "2", "3": "2"}


@given(st.randoms(use_true_random=False), st.integers(0, 2**32))
def test_the_order_of_articles_makes_no_difference(random: Random, seed: int) -> None:
    chance = Random(seed)
    pool = [
        Print(f"{n}", chance.choice(SIGNATURES), chance.choice([0, 2, 7]), chance.choice(PUBLISHED))
        for n in range(9)
    ]
    expected = stories(pool)
    assert stories(random.sample(pool, len(pool))) == expected
    for one, other in itertools.combinations(pool, 2):
        if copies([one], [other]):
            assert expected[one.id] == expected[other.id]
    assert all(expected[story] == story for story in expected.values())


SIGNATURES = [None, *map(signature, (AGENCY, CUT, ELSEWHERE, OWN))]
PUBLISHED = [None, "2024", "2024-06-20", "2024-06-22T10:00:00Z", "2024-06-24", "2024-07-01"]


def test_a_signature_is_the_same_on_every_machine() -> None:
    # Signatures are kept in graphs: where this fails, the schema version must rise.
    made = signature(AGENCY)
    assert made is not None
    assert len(made) == 348
    assert hashlib.sha256(made.encode()).hexdigest()[:16] == "6f0a813332120a22"


def test_least_words() -> None:
    assert signature(words(LEAST + RUN - 2, 1)) is None
    assert signature(words(LEAST + RUN - 1, 1)) is not None


@given(st.text(max_size=400))
def test_any_text_has_a_signature_or_none(text: str) -> None:
    made = signature(text)
    assert made is None or is_signature(made)


@pytest.mark.parametrize(
    "text", ["", "AAAA", "no base 64", "é" * 348, "A" * 346 + "A=", (signature(AGENCY) or "") + "AAAA"]
)
def test_what_is_no_signature(text: str) -> None:
    assert not is_signature(text)
