"""Dates as inputs write them, to ISO 8601; None rather than a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from dateutil import parser

_LONGEST = 64
_EPOCHS = (datetime(1980, 1, 1, tzinfo=UTC).timestamp(), datetime(2100, 1, 1, tzinfo=UTC).timestamp())
_COMPACT = re.compile(r"^(19|20)\d{6}$")
_NUMBER = re.compile(r"^\d{8,14}(\.\d+)?$")
_ISO = re.compile(r"^\d{4}-\d\d-\d\d(?:$|[T ]\d\d:)")
_NUMERIC = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_YEAR_FIRST = re.compile(r"^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$")
_YEAR = re.compile(r"(?<!\d)(1[89]|20)\d\d(?!\d)")
# RFC 5322, section 4.3: the only zone names that mail and feeds may use; in hours.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_FAILURES = (ValueError, OverflowError, TypeError, IndexError, ArithmeticError)


def iso_date(value: object) -> str | None:
    """An ISO date, or date-time where a time is given, for a date in a usual form; None for all else.

    Read are ISO 8601, mail and feed dates, «June 20, 2024», Unix seconds and milliseconds, 20240620. A date
    without a day or year is none, and 03/04/2024 is none either: it may be March or April.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _numeric(text) if _NUMBER.match(text) else _written(text)
    except _FAILURES:
        return None


def _numeric(text: str) -> str | None:
    if _COMPACT.match(text):
        return datetime.strptime(text, "%Y%m%d").date().isoformat()
    number = float(text)
    for seconds in (number, number / 1000):
        if _EPOCHS[0] <= seconds < _EPOCHS[1]:
            return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return None


def _written(text: str) -> str | None:
    if len(text) == len("2024-06-20") and _ISO.match(text):
        return date.fromisoformat(text).isoformat()
    if _ISO.match(text):
        return datetime.fromisoformat(text).isoformat()
    if parts := _YEAR_FIRST.match(text):
        return date(int(parts[1]), int(parts[2]), int(parts[3])).isoformat()
    day_first = False
    if parts := _NUMERIC.match(text):
        first, second = int(parts[1]), int(parts[3])
        if first <= 12 and second <= 12 and first != second:
            return None
        day_first = first > 12
    return _in_words(text, day_first) if _YEAR.search(text) else None


def _in_words(text: str, day_first: bool) -> str | None:
    # What the text leaves out is taken from the default: two defaults show whether it left out a part.
    one, other = (
        parser.parse(text, default=default, dayfirst=day_first, tzinfos=_zone)
        for default in (datetime(2001, 1, 1), datetime(2002, 2, 2))
    )
    if one != other:
        return None
    return one.isoformat() if ":" in text else one.date().isoformat()


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _ZONES.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))
