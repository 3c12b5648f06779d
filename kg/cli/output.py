"""Printing: tables for people, JSON and CSV for programs; nothing a text contains reaches the terminal raw."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.cli.options import Format
from kg.errors import KgError

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def console(*, stderr: bool = False) -> Console:
    """A console; `stderr` for messages and progress."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def clean(value: Any) -> str:
    """Text without terminal control characters and bidirectional overrides."""
    return _CONTROL.sub("", str(value).replace("\n", " ").replace("\t", " "))


def complain(error: KgError) -> None:
    """What went wrong and what to do about it, on stderr."""
    sys.stderr.write(f"Error: {clean(error.message)}\n")
    if error.remedy:
        sys.stderr.write(f"{clean(error.remedy)}\n")


def warn(message: str) -> None:
    """A warning, on stderr."""
    sys.stderr.write(f"Warning: {clean(message)}\n")


def say(message: str) -> None:
    """A message for people, on stderr."""
    sys.stderr.write(f"{clean(message)}\n")


def show(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    format: Format,
    *,
    title: str = "",
    empty: str = "Nothing.",
) -> None:
    """Print rows in `format`. `columns` gives the order; a table that would be empty says `empty` on stderr."""
    match format:
        case Format.JSON:
            sys.stdout.write(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
        case Format.JSONL:
            for row in rows:
                sys.stdout.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")
        case Format.CSV:
            sys.stdout.write(as_csv(rows, columns))
        case Format.TABLE:
            _table(list(rows), columns, title, empty)


def tell(statements: Iterable[tuple[str, str, str]], *, empty: str) -> None:
    """Print statements for people: a headline each, its sentence below, and where it stands."""
    from rich.markup import escape
    from rich.padding import Padding

    terminal = console()
    told = False
    for headline, sentence, place in statements:
        told = True
        terminal.print(f"[bold]{escape(clean(headline))}[/bold]")
        if sentence:
            terminal.print(
                Padding(f"{escape(clean(sentence))} [dim]{escape(clean(place))}[/dim]", (0, 0, 0, 4))
            )
    if not told:
        say(empty)


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV with a header; a cell that a spreadsheet would run as a formula is made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    text = (
        ""
        if value is None
        else value
        if isinstance(value, str)
        else json.dumps(_plain(value), ensure_ascii=False)
    )
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _table(rows: list[Mapping[str, Any]], columns: Sequence[str], title: str, empty: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        if empty:
            say(empty)
        return
    table = Table(title=escape(title) or None, title_justify="left", header_style="bold", show_edge=False)
    for column in columns:
        numeric = all(isinstance(row.get(column), int | float | None) for row in rows)
        table.add_column(
            escape(column.replace("_", " ")), justify="right" if numeric else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(escape(clean(in_words(row.get(column)))) for column in columns))
    console().print(table)


def in_words(value: Any) -> str:
    """A value of a result for people: paths as arrows, nodes by name, lists with commas."""
    from kg.stores import Edge, Node, Path

    match value:
        case None:
            return ""
        case float():
            return f"{value:.2f}"
        case Node():
            return str(value.properties.get("name") or value.id)
        case Edge():
            return str(value.properties.get("label") or value.type)
        case Path():
            words = [in_words(value.nodes[0])] if value.nodes else []
            for i, (edge, node) in enumerate(zip(value.edges, value.nodes[1:], strict=True)):
                forward = edge.start == value.nodes[i].id
                words.append(f"—[{in_words(edge)}]→" if forward else f"←[{in_words(edge)}]—")
                words.append(in_words(node))
            return " ".join(words)
        case list() | tuple():
            return ", ".join(map(in_words, value))
    return str(value)


def _plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    from kg.stores import Edge, Node, Path

    match value:
        case Node():
            return {"id": value.id, "labels": list(value.labels), "properties": _plain(value.properties)}
        case Edge():
            ends = {"start": value.start, "end": value.end}
            return {"id": value.id, "type": value.type, **ends, "properties": _plain(value.properties)}
        case Path():
            return {"nodes": _plain(value.nodes), "edges": _plain(value.edges)}
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value
