"""One canned query: Cypher under a head of comments that says what it is and what it takes.

// Title
// id: the-file's-name
// description: what it answers; a line that begins with three blanks
//   goes on with the one before
// tags: one, another
// param name: type [low..high] [= default] -- meaning [(e.g. value)]
// returns: graph|rows column, column
MATCH …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NoReturn

from kg.errors import QueryError

TYPES = (
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "actor",
    "relation",
    "list<string>",
    "list<actor>",
)
"""Types of parameters. An actor is a name as people write it, and its id in the statement."""

NONE = "null"
"""The default that stands for no value."""

KEYS = ("id", "description", "tags", "param", "returns")
RETURNS = ("graph", "rows")

_PARAM = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*): (?P<type>[a-z<>]+)"
    r"(?: (?P<low>-?[\d.]*\d)\.\.(?P<high>-?[\d.]*\d))?(?: = (?P<default>.*?))? -- "
    r"(?P<meaning>.+?)(?: \(e\.g\. (?P<example>.+)\))?"
)
_KEY = re.compile(r"// (?P<key>[a-z]+)(?: (?P<rest>[^:]+))?: (?P<value>.+)")


@dataclass(frozen=True, slots=True)
class Param:
    """A declared parameter. `default` is the text in the file; without one the parameter must be given.

    `example` is a value with which the query finds something in most graphs; an actor's is an id.
    """

    name: str
    type: str
    meaning: str
    default: str | None = None
    low: float | None = None
    high: float | None = None
    example: str | None = None

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query. `text` is Neo4j's statement without its head, `texts` those of other dialects."""

    id: str
    category: str
    title: str
    description: str
    tags: tuple[str, ...]
    params: tuple[Param, ...]
    returns: Literal["graph", "rows"]
    columns: tuple[str, ...]
    text: str
    path: Path
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def text_for(self, dialect: str) -> str:
        """The statement as this database reads it."""
        return self.texts.get(dialect, self.text)


def read_query(path: Path) -> Query:
    """The query in `path`, with the texts `<id>.<dialect>.cypher` beside it."""
    texts = {
        other.stem.removeprefix(f"{path.stem}."): _statement(_read(other))
        for other in sorted(path.parent.glob(f"{path.stem}.*.cypher"))
    }
    return parse_query(_read(path), path, texts)


def parse_query(source: str, path: Path, texts: Mapping[str, str] | None = None) -> Query:
    """The query that `source` writes out. Raises `QueryError` that begins with `path:line`."""
    lines = source.splitlines()
    head = _head_length(lines)
    if not head or not lines[0].removeprefix("//").strip():
        _refuse(path, 1, "the first line is not «// Title»", "Begin with a title in a comment.")
    keys: dict[str, str] = {}
    params: list[Param] = []
    for number, line in _joined(lines[1:head]):
        match = _KEY.fullmatch(line)
        key = match["key"] if match else None
        if match is None or key not in KEYS or (match["rest"] is not None) != (key == "param"):
            _refuse(
                path, number, f"not understood: {line}", f"Write «// key: value»; keys: {', '.join(KEYS)}."
            )
        if key == "param":
            params.append(_param(f"{match['rest']}: {match['value']}", path, number))
        elif key in keys:
            _refuse(path, number, f"{key} is given twice", "Keep one of them.")
        else:
            keys[key] = match["value"].strip()
    if missing := [key for key in KEYS if key not in keys and key != "param"]:
        _refuse(path, head, f"missing: {', '.join(missing)}", "Add a line «// key: value» for each.")
    if len({param.name for param in params}) < len(params):
        _refuse(path, head, "a parameter is declared twice", "Keep one of them.")
    kind, columns = _returns(keys["returns"], path, head)
    return Query(
        id=keys["id"],
        category=path.parent.name,
        title=lines[0].removeprefix("//").strip(),
        description=keys["description"],
        tags=_listed(keys["tags"]),
        params=tuple(params),
        returns=kind,
        columns=columns,
        text=_statement(source),
        path=path,
        texts=MappingProxyType(dict(texts or {})),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}", remedy="Give a UTF-8 text file.") from None


def _head_length(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))


def _statement(source: str) -> str:
    lines = source.splitlines()
    return "\n".join(lines[_head_length(lines) :]).strip()


def _joined(lines: list[str]) -> list[tuple[int, str]]:
    """Lines of the head with their numbers, each with the lines that go on with it."""
    joined: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=2):
        if joined and line.startswith("//   "):
            joined[-1] = joined[-1][0], f"{joined[-1][1]} {line.removeprefix('//').strip()}"
        else:
            joined.append((number, line.rstrip()))
    return joined


def _param(text: str, path: Path, number: int) -> Param:
    match = _PARAM.fullmatch(text)
    if match is None:
        _refuse(
            path,
            number,
            f"not understood: {text}",
            "Write «// param name: type [low..high] [= default] -- meaning [(e.g. value)]».",
        )
    if match["type"] not in TYPES:
        _refuse(path, number, f"unknown type: {match['type']}", f"Types: {', '.join(TYPES)}.")
    low, high = (float(match[end]) if match[end] is not None else None for end in ("low", "high"))
    if low is not None and match["type"] not in ("integer", "number"):
        _refuse(path, number, f"{match['type']} takes no range", "Leave the range out.")
    return Param(
        match["name"], match["type"], match["meaning"], match["default"], low, high, match["example"]
    )


def _returns(text: str, path: Path, number: int) -> tuple[Literal["graph", "rows"], tuple[str, ...]]:
    kind, _, columns = text.partition(" ")
    if kind not in RETURNS or not columns.strip():
        _refuse(
            path,
            number,
            f"returns: {text}",
            "Write «// returns: graph path, …» or «// returns: rows column, …».",
        )
    return ("graph" if kind == "graph" else "rows"), _listed(columns)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _refuse(path: Path, line: int, what: str, remedy: str) -> NoReturn:
    raise QueryError(f"{path}:{line}: {what}", remedy=remedy)
