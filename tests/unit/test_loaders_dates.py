"""Dates of inputs: to ISO 8601, or none rather than a guess."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dates import iso_date


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-06-20", "2024-06-20"),
        (" 2024-06-20T10:30:00Z ", "2024-06-20T10:30:00+00:00"),
        ("2024-06-20 10:30", "2024-06-20T10:30:00"),
        ("2024/6/20", "2024-06-20"),
        ("20240620", "2024-06-20"),
        (20240620, "2024-06-20"),
        (1718841600, "2024-06-20T00:00:00+00:00"),
        ("1718841600000", "2024-06-20T00:00:00+00:00"),
        ("June 20, 2024", "2024-06-20"),
        ("20 June 2024", "2024-06-20"),
        ("Thu, 20 Jun 2024 10:30:00 EDT", "2024-06-20T10:30:00-04:00"),
        ("20/06/2024", "2024-06-20"),
        ("06/20/2024", "2024-06-20"),
        ("06.06.2024", "2024-06-06"),
        (date(2024, 6, 20), "2024-06-20"),
        (datetime(2024, 6, 20, 1), "2024-06-20T01:00:00"),
    ],
)
def test_usual_forms(value: object, iso: str) -> None:
    assert iso_date(value) == iso


@pytest.mark.parametrize(
    "value",
    ["", "today", "2024", "June 2024", "2024-06", "03/04/2024", "20 June", "2024-13-01", "10:30",
     "June 31, 2024", 7, True, None, [], "9" * 14, float("nan")],
)  # fmt: skip
def test_what_is_no_day_is_none(value: object) -> None:
    assert iso_date(value) is None


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ,]+[0-9:]{1,8}"),
    )
)
def test_what_comes_back_is_a_date(value: object) -> None:
    read = iso_date(value)
    assert read is None or datetime.fromisoformat(read)


@given(st.dates(min_value=date(1800, 1, 1)))
def test_a_day_in_words_is_that_day(day: date) -> None:
    words = f"{day:%B} {day.day}, {day.year}"
    assert iso_date(words) == (day.isoformat() if 1800 <= day.year <= 2099 else None)
