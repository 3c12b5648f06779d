"""What is wrong with a canned query, short of running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.errors import QueryError
from kg.queries.bind import bind
from kg.queries.query import Query
from kg.stores.reading import parameters_of

CATEGORIES = (
    "alliances",
    "conflict",
    "sanctions",
    "arms-and-aid",
    "diplomacy",
    "evidence",
    "time",
    "quality",
)
"""The folders of the built-in queries."""

_QUIET = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITING = re.compile(
    r"(?<![.:|$\w])(create|merge|set|delete|detach|remove|drop|foreach|load|call|copy|import|export|alter|attach"
    r"|install|use|grant|begin|commit)\b(?!\s*:)",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\bORDER\s+BY\b(?P<keys>.*?)(?:\b(?:SKIP|LIMIT)\b|$)", re.IGNORECASE | re.DOTALL)
_UNIQUE = re.compile(r"(?:\w+\.id|\w+_ids?|id)")
_ALIAS = re.compile(r"(?:.*\sAS\s+)?(\w+)", re.IGNORECASE | re.DOTALL)


def lint(query: Query, *, own: bool = False) -> list[str]:
    """Each fault in one sentence; none for a query that is fit to be published.

    Declared parameters are the used ones, their defaults and examples fit; nothing writes; the rows come in a total
    order (the last key of ORDER BY is an id); the columns are those declared; id, file and folder agree. The folders of
    one's `own` queries may be called as one likes.
    """
    return list(_faults(query, own=own))


def parameters(text: str) -> set[str]:
    """The parameters that a Cypher text takes; not what only looks like one in its strings and comments."""
    return parameters_of(text)


def _faults(query: Query, *, own: bool) -> Iterator[str]:
    if query.id != query.path.name.removesuffix(".cypher"):
        yield f"the id is {query.id}, the file {query.path.name}"
    if not own and query.category not in CATEGORIES:
        yield f"the folder {query.category} is none of {', '.join(CATEGORIES)}"
    if query.returns == "graph" and query.columns[0] != "path":
        yield "a graph comes in a first column named path"
    yield from _default_faults(query)
    for dialect, text in (("neo4j", query.text), *query.texts.items()):
        for fault in _text_faults(query, _QUIET.sub("''", text)):
            yield f"{dialect}: {fault}"


def _default_faults(query: Query) -> Iterator[str]:
    for param in query.params:
        if param.default is not None:
            try:
                bind(replace(query, params=(param,)), {})
            except QueryError as error:
                yield f"default of {param.name}: {error.remedy}"
        if param.example is not None:
            try:
                bind(replace(query, params=(param,)), {param.name: param.example})
            except QueryError as error:
                yield f"example of {param.name}: {error.remedy}"


def _text_faults(query: Query, text: str) -> Iterator[str]:
    used, declared = parameters_of(text), {param.name for param in query.params}
    if used - declared:
        yield f"used, but not declared: {', '.join(sorted(used - declared))}"
    if declared - used:
        yield f"declared, but not used: {', '.join(sorted(declared - used))}"
    if writing := _WRITING.search(text):
        yield f"{writing[0].upper()} is no clause that only reads"
    if ";" in text:
        yield "one statement, without a semicolon"
    returned = re.split(r"\bRETURN\b", text, flags=re.IGNORECASE)[1:]
    if not returned:
        yield "there is no RETURN"
        return
    last = returned[-1]
    columns = _columns(re.split(r"\bORDER\s+BY\b|\bSKIP\b|\bLIMIT\b", last, flags=re.IGNORECASE)[0])
    if columns != query.columns:
        yield f"returns {', '.join(columns)}; declared: {', '.join(query.columns)}"
    yield from _order_faults(last)


def _order_faults(last: str) -> Iterator[str]:
    order = _ORDER.search(last)
    if order is None:
        yield "no ORDER BY after the last RETURN"
        return
    key = re.sub(r"\s+(ASC|DESC)\w*$", "", _split(order["keys"])[-1], flags=re.IGNORECASE)
    if not _UNIQUE.fullmatch(key):
        yield f"the order may leave ties: its last key, {key}, is no id"


def _columns(text: str) -> tuple[str, ...]:
    names = []
    for part in _split(re.sub(r"^\s*DISTINCT\b", "", text, flags=re.IGNORECASE)):
        match = _ALIAS.fullmatch(part)
        names.append(match[1] if match else part)
    return tuple(names)


def _split(text: str) -> list[str]:
    """The parts between those commas that no bracket encloses."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]
