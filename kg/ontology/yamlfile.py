"""YAML files of entries, checked against a pydantic model, with file and line in every complaint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import OntologyError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """Base of all entries: immutable, and a key nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


E = TypeVar("E", bound=Entry)


def read_entries(path: Path, model: type[E]) -> list[E]:
    """The entries of `path`, a YAML list, each checked against `model`.

    Raises `OntologyError` with «file:line: what is wrong, what is allowed» at the first wrong entry.
    """
    entries = []
    for index, raw in enumerate(_read_list(path)):
        try:
            entries.append(model.model_validate(raw))
        except ValidationError as error:
            raise _complaint(path, index, error, model) from None
    return entries


def _read_list(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read: {error}", remedy="Give a UTF-8 YAML file.") from None
    try:
        # Dates stay text: they may be as short as a year, and ISO text sorts as it should.
        data = yaml.load(text, Loader=_TextDates)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "not YAML"
        raise OntologyError(f"{path}:{line}: {problem}", remedy="Mend the YAML there.") from None
    if data is None:
        return []
    if not isinstance(data, list):
        raise OntologyError(f"{path}:1: a list of entries is expected", remedy="Begin each entry with «- ».")
    return data


class _TextDates(_Loader):  # type: ignore[misc,valid-type]
    """The safe loader with dates, numbers, «yes», «no», «on» and «off» left as the text they are."""


_TextDates.yaml_implicit_resolvers = {
    first: [
        (tag, regexp)
        for tag, regexp in resolvers
        if not tag.endswith((":timestamp", ":bool", ":int", ":float"))
    ]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_TextDates.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def _complaint(path: Path, index: int, error: ValidationError, model: type[Entry]) -> OntologyError:
    problem = error.errors()[0]
    where = [part for part in problem["loc"] if isinstance(part, (str, int))]
    name = ".".join(map(str, where)) or "entry"
    remedy = ""
    if problem["type"] == "extra_forbidden":
        remedy = f"Allowed keys: {', '.join(model.model_fields)}."
    elif expected := problem.get("ctx", {}).get("expected"):
        remedy = f"Allowed: {expected}."
    return OntologyError(f"{path}:{line_of(path, [index, *where])}: {name}: {problem['msg']}", remedy=remedy)


def line_of(path: Path, where: list[str | int]) -> int:
    """The line (from 1) of the value reached by the keys and indexes of `where`, or of the nearest one above it."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    if node is None:
        return 1
    line = node.start_mark.line
    for step in where:
        child = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    child, line = value, key.start_mark.line
        if child is None:
            break
        node = child
    return int(line) + 1
