"""When a sentence says that something happened, in ISO, as precise as the words."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from kg.model import Modality

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"(?:,?\s+(?P<y>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:in|since|of|by|during)\s+(?:early\s+|late\s+|mid-)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE
)
_IN_MONTH = re.compile(rf"\b(?:in|since|last|this)\s+(?P<m>{_MONTH})\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?P<next>next\s+)?(?P<day>{'|'.join(_DAYS)})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?P<word>today|yesterday|tomorrow|last year|this year|last month|this month)\b", re.IGNORECASE
)
_FUTURE = {Modality.AGREED, Modality.CONSIDERED, Modality.THREATENED, Modality.REQUESTED}


def date_of(sentence: str, published: str | None, modality: Modality) -> str | None:
    """The one date that the sentence gives, else None; what is relative counts from `published`."""
    day = _day(published)
    if match := _FULL.search(sentence):
        return _full(match, day)
    if match := _MONTH_YEAR.search(sentence):
        return f"{match['y']}-{_MONTHS[match['m'].lower()]:02d}"
    if match := _YEAR.search(sentence):
        return match["y"]
    if day is None:
        return None
    if match := _RELATIVE.search(sentence):
        return _relative(match["word"].lower(), day)
    if match := _WEEKDAY.search(sentence):
        ahead = modality in _FUTURE or bool(match["next"])
        return _weekday(_DAYS[match["day"].lower()], day, ahead).isoformat()
    if match := _IN_MONTH.search(sentence):
        month = _MONTHS[match["m"].lower()]
        return f"{day.year if month <= day.month else day.year - 1}-{month:02d}"
    return None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _full(match: re.Match[str], day: date | None) -> str | None:
    month = _MONTHS[(match["m1"] or match["m2"]).lower()]
    number = int(match["d1"] or match["d2"])
    year = int(match["y"]) if match["y"] else _nearest_year(month, number, day)
    if year is None:
        return None
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def _nearest_year(month: int, number: int, day: date | None) -> int | None:
    if day is None:
        return None
    years = [y for y in (day.year - 1, day.year, day.year + 1) if number <= calendar.monthrange(y, month)[1]]
    return min(years, key=lambda y: abs((date(y, month, number) - day).days), default=None)


def _relative(word: str, day: date) -> str:
    match word:
        case "today":
            return day.isoformat()
        case "yesterday":
            return (day - timedelta(days=1)).isoformat()
        case "tomorrow":
            return (day + timedelta(days=1)).isoformat()
        case "this year":
            return str(day.year)
        case "last year":
            return str(day.year - 1)
        case "this month":
            return f"{day.year}-{day.month:02d}"
    before = day.replace(day=1) - timedelta(days=1)
    return f"{before.year}-{before.month:02d}"


def _weekday(number: int, day: date, ahead: bool) -> date:
    if ahead:
        return day + timedelta(days=(number - day.weekday()) % 7)
    return day - timedelta(days=(day.weekday() - number) % 7)
