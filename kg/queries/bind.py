"""What a user gives for the parameters of a query, as the values that the statement takes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kg.errors import QueryError
from kg.ontology import Ontology, load
from kg.queries.query import NONE, Param, Query

Resolve = Callable[[str], str]
"""From the name of an actor as people write it to its id."""

TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
TODAY = "today"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_LIST = "list<"


class _UnfitError(Exception):
    """A value is not of its type; the message says what is allowed."""


def bind(
    query: Query,
    raw: Mapping[str, Any],
    *,
    resolve: Resolve | None = None,
    ontology: Ontology | None = None,
) -> dict[str, Any]:
    """The value of each declared parameter, from text or from values of Python; None is as if not given.

    Actors that are given go through `resolve`, defaults do not: they are ids already, and need not be in the
    store. `ontology`, the built-in one unless given, says which relations there are. Raises `QueryError` for
    a missing, unknown or ill-typed parameter.
    """
    given = {name: value for name, value in raw.items() if value is not None}
    _check_names(query, raw, given)
    bound = {}
    for param in query.params:
        value = given.get(param.name, param.default)
        try:
            bound[param.name] = None if _is_none(param, value) else _convert(param, value, ontology)
        except _UnfitError as allowed:
            raise QueryError(
                f"{query.id}: {param.name}: {value!r} does not fit",
                remedy=f"{param.name} ({param.meaning}) is {allowed}.",
            ) from None
        if resolve is not None and param.name in given and bound[param.name] is not None:
            bound[param.name] = _resolve(param, bound[param.name], resolve)
    return bound


def _check_names(query: Query, raw: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    takes = f"{query.id} takes {'; '.join(map(_usage, query.params)) or 'no parameters'}."
    names = {param.name for param in query.params}
    if unknown := [name for name in raw if name not in names]:
        raise QueryError(f"{query.id}: unknown parameter: {', '.join(unknown)}", remedy=takes)
    if missing := [param.name for param in query.params if param.required and param.name not in given]:
        raise QueryError(f"{query.id}: missing parameter: {', '.join(missing)}", remedy=takes)


def _usage(param: Param) -> str:
    return f"{param.name} ({param.type}{'' if param.default is None else f', {param.default} if not given'})"


def _is_none(param: Param, value: Any) -> bool:
    return param.default == NONE and isinstance(value, str) and value.strip() == NONE


def _convert(param: Param, value: Any, ontology: Ontology | None) -> Any:
    match param.type:
        case "integer":
            return _within(param, _integer(value))
        case "number":
            return _within(param, _number(value))
        case "boolean":
            return _boolean(value)
        case "date":
            return _day(value)
        case "relation":
            return _relation(value, ontology if ontology is not None else load())
        case type if type.startswith(_LIST):
            return _list(value)
        case _:
            return _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _UnfitError("a text that is not empty")
    return value.strip()


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,18}", value.strip(), re.ASCII):
        return int(value)
    raise _UnfitError("a whole number")


def _number(value: Any) -> float:
    try:
        number = (
            float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise _UnfitError("a number")
    return number


def _within(param: Param, number: float) -> float:
    if param.low is not None and param.high is not None and not param.low <= number <= param.high:
        raise _UnfitError(f"{param.low:g} to {param.high:g}")
    return number


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in TRUTHS:
        return TRUTHS[value.strip().lower()]
    raise _UnfitError(f"one of {', '.join(TRUTHS)}")


def _day(value: Any) -> str:
    """An ISO date as precise as it was given; a year or a month stays one."""
    text = value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
    if text == TODAY:
        return date.today().isoformat()
    if not _is_date(text):
        raise _UnfitError(f"a date: YYYY, YYYY-MM, YYYY-MM-DD or {TODAY}")
    return text


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _relation(value: Any, ontology: Ontology) -> str:
    """The id of a relation, from the id or from how it reads («supplies arms to»)."""
    words = " ".join(_text(value).replace("_", " ").replace("-", " ").lower().split())
    for relation in ontology.relations.values():
        if words in (relation.id.replace("_", " ").lower(), relation.reads.lower()):
            return relation.id
    raise _UnfitError(f"one of {', '.join(ontology.relations)}")


def _list(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise _UnfitError("one text or several, with commas between them")
    items = [part.strip() for part in parts if part.strip()]
    if not items:
        raise _UnfitError("one text or several, with commas between them")
    return items


def _resolve(param: Param, value: Any, resolve: Resolve) -> Any:
    match param.type:
        case "actor":
            return resolve(value)
        case "list<actor>":
            return [resolve(name) for name in value]
        case _:
            return value
