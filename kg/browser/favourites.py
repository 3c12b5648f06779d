"""The canned queries as favourites of Neo4j Browser: a query a file, a folder a category."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from kg.queries import Param, Query, bind
from kg.queries.bind import TODAY
from kg.stores.literals import literal, with_values

_NEEDED = {
    "actor": "country:RUS",
    "string": "…",
    "list<actor>": ["country:RUS"],
    "list<string>": [],
    "integer": 10,
    "number": 0.5,
    "boolean": True,
    "relation": "SANCTIONS",
}
"""What stands for a parameter without a default until somebody sets it."""
_DAYS = {TODAY: "toString(date())", None: "toString(date() - duration('P7D'))"}
"""What Browser works out itself when the favourite is run: today, and for a day that must be given the one a week ago."""
_WHEN = (2020, 1, 1, 0, 0, 0)
"""When a file of the archive was made: always then, so that the same queries give the same archive."""


def favourites(queries: Iterable[Query]) -> bytes:
    """A zip that Browser takes when it is dropped on its favourites."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in queries:
            file = zipfile.ZipInfo(f"{query.category}/{query.id}.cypher", _WHEN)
            archive.writestr(file, favourite(query))
    return made.getvalue()


def favourite(query: Query) -> str:
    """A query as Browser runs and draws it: its title first, which names it, what it answers, its parameters, the statement.

    The values stand in the statement, for Browser draws nothing of several statements run at once; the `:param` lines are
    comments. Actors are given by id, as `kg actor NAME` shows it.
    """
    lines = [f"// {query.title}", f"// {query.description}"]
    values = _values(query)
    if values:
        lines.append(
            "// Change the values below; or run the lines that begin with :param, and put $name in their place."
        )
    for param in query.params:
        lines.append(f"// :param {param.name} => {values[param.name]}  // {param.meaning}")
    statement = with_values(query.text, values)
    return "\n".join([*lines, statement.rstrip().rstrip(";")]) + "\n"


def _values(query: Query) -> dict[str, str]:
    """What is written for each parameter: its default, or something like it."""
    given = {param.name: _example(param) for param in query.params if param.required}
    bound = bind(query, given)
    return {
        param.name: _DAYS.get(param.default) or literal(bound[param.name])
        if param.type == "date"
        else literal(bound[param.name])
        for param in query.params
    }


def _example(param: Param) -> object:
    return param.example or (TODAY if param.type == "date" else _NEEDED[param.type])
