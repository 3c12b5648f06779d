"""Printing: tables for people, JSON and CSV for programs; nothing a text contains reaches the terminal raw."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from kg.cli.options import Format
from kg.errors import KgError

if TYPE_CHECKING:
    from rich.console import Console

Rows = Iterable[Mapping[str, Any]]
Write = Callable[[str], object]
Statement = tuple[str, str, str]
"""A headline, the sentence it rests on, and where that stands."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What moves the cursor or turns the direction of writing: C0, C1, line separators, bidirectional controls."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
"""A date: like a number, it says nothing without the name of its column."""
_SHORT = 40
"""Characters up to which a single word is kept whole in a column."""
_FOLDED, _LONG_FOLDED = 10, 30
"""The narrowest column that names, and that sentences, may be folded into."""


def console(*, stderr: bool = False) -> Console:
    """A console; `stderr` for messages and progress."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def clean(value: Any) -> str:
    """Text on one line, without terminal control characters and bidirectional overrides."""
    return _CONTROL.sub("", re.sub(r"[\n\t\r]+", " ", str(value)))


def complain(error: KgError) -> None:
    """What went wrong and what to do about it, on stderr."""
    for number, line in enumerate(error.message.splitlines() or [""]):
        sys.stderr.write(f"{clean(line)}\n" if number else f"Error: {clean(line)}\n")
    if error.remedy:
        sys.stderr.write(f"{clean(error.remedy)}\n")


def warn(message: str) -> None:
    """A warning, on stderr."""
    sys.stderr.write(f"Warning: {clean(message)}\n")


def say(message: str) -> None:
    """A message for people, on stderr."""
    sys.stderr.write(f"{clean(message)}\n")


@contextmanager
def writer(path: str | None) -> Iterator[Write]:
    """What writes to the file at `path`, or to stdout where there is none."""
    if path is None:
        yield sys.stdout.write
        return
    with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - as the user wrote it
        yield file.write


def show(
    rows: Rows,
    columns: Sequence[str],
    format: Format,
    *,
    title: str = "",
    empty: str = "Nothing.",
    write: Write | None = None,
    links: Sequence[str] = (),
) -> None:
    """Print rows in `format`. `columns` gives the order; a table that would be empty says `empty` on stderr.

    `links` are addresses, one a row or "": in a terminal a table's first cells lead there, elsewhere they are a
    column `link`; a table that nobody looks at goes without.
    """
    put = write or sys.stdout.write
    if links and format is not Format.TABLE:
        rows = [{**row, "link": link or None} for row, link in zip(rows, links, strict=True)]
        columns = [*columns, "link"]
    match format:
        case Format.JSON:
            put(as_json([_plain(row) for row in rows], indent=2) + "\n")
        case Format.JSONL:
            for row in rows:
                put(as_json(_plain(row)) + "\n")
        case Format.CSV:
            for line in as_csv(rows, columns):
                put(line)
        case Format.TABLE:
            _table(list(rows), columns, title, empty, write, links)


def tell(
    statements: Iterable[Statement], *, empty: str, write: Write | None = None, links: Iterable[str] = ()
) -> None:
    """Print statements for people, each with its sentence below; one line each where nobody looks.

    `links` are addresses, one a statement: in a terminal the headline leads there, elsewhere a line of its own does.
    """
    from rich.padding import Padding
    from rich.style import Style
    from rich.text import Text

    terminal = console()
    told = False
    addresses = iter(links)
    for headline, sentence, place in (map(clean, statement) for statement in statements):
        told, link = True, clean(next(addresses, ""))
        if write is None and terminal.is_terminal:
            terminal.print(Text(headline, style=Style(bold=True, link=link or None)))
            below = Text.assemble(sentence, " " if sentence and place else "", (place, "dim"))
            if below:
                terminal.print(Padding(below, (0, 0, 0, 4)))
        else:
            below_plain = "  ".join(filter(None, (sentence, place and f"[{place}]")))
            lines = [headline, *(f"    {below}" for below in (below_plain, link) if below)]
            (write or sys.stdout.write)("\n".join(lines) + "\n")
    if not told:
        say(empty)


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON in which control characters stand as escapes, so that a terminal never sees them raw."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub(_CONTROL.pattern.replace(r"\x00-\x1f", ""), lambda m: f"\\u{ord(m[0]):04x}", text)


def as_csv(rows: Rows, columns: Sequence[str]) -> Iterator[str]:
    """Rows as lines of CSV with a header; a cell that a spreadsheet would run as a formula is made text."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    for cells in (list(columns), *([_cell(row.get(column)) for column in columns] for row in rows)):
        lines.writerow(cells)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return as_json(_plain(value))
    text = clean(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _table(
    rows: list[Mapping[str, Any]],
    columns: Sequence[str],
    title: str,
    empty: str,
    write: Write | None,
    links: Sequence[str],
) -> None:
    terminal = console()
    cells = [[clean(in_words(row.get(column))) for column in columns] for row in rows]
    heads = [column.replace("_", " ") for column in columns]
    numeric = [all(isinstance(row.get(column), int | float | None) for row in rows) for column in columns]
    if not rows:
        if empty:
            say(empty)
    elif write is not None or not terminal.is_terminal:
        for line in _aligned([heads, *cells], numeric):
            (write or sys.stdout.write)(line)
    else:
        _draw(
            terminal,
            heads,
            cells,
            numeric,
            clean(title),
            [clean(link) for link in links] or [""] * len(cells),
        )


def _aligned(lines: list[list[str]], numeric: list[bool]) -> Iterator[str]:
    """Columns with two spaces between them, never folded: for a pipe or a file."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        yield "  ".join(padded).rstrip() + "\n"


def _draw(
    terminal: Console,
    heads: list[str],
    cells: list[list[str]],
    numeric: list[bool],
    title: str,
    links: list[str],
) -> None:
    """A table, or records one below the other where it would be too narrow to read."""
    from rich.padding import Padding
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

    columns = [[head, *column] for head, column in zip(heads, zip(*cells, strict=True), strict=True)]
    if sum(map(_least_width, columns)) + 3 * len(columns) > terminal.width:
        if title:
            terminal.print(Text(title, style="bold"))
        for line, link in zip(cells, links, strict=True):
            named = (
                f"{head} {cell}" if right or _DAY.fullmatch(cell) else cell
                for head, cell, right in zip(heads, line, numeric, strict=True)
                if cell and len(cell) <= _SHORT
            )
            terminal.print(Text("  ".join(named), style=Style(link=link or None)))
            for cell in line:
                if len(cell) > _SHORT:
                    terminal.print(Padding(Text(cell, style="dim"), (0, 0, 0, 4)))
        return
    table = Table(
        title=Text(title, style="bold") if title else None,
        title_justify="left",
        header_style="bold",
        show_edge=False,
    )
    for head, right, column in zip(heads, numeric, columns, strict=True):
        side: Literal["right", "left"] = "right" if right else "left"
        table.add_column(Text(head), justify=side, overflow="fold", no_wrap=_is_whole(column))
    for (first, *others), link in zip(cells, links, strict=True):
        table.add_row(Text(first, style=Style(link=link or None)), *map(Text, others))
    terminal.print(table)


def _is_whole(column: list[str]) -> bool:
    """Whether a column is of single words (dates, ids, counts), which nobody reads folded."""
    return all(len(cell) <= _SHORT and " " not in cell for cell in column[1:])


def _least_width(column: list[str]) -> int:
    """The characters that a column must have to be read with ease."""
    longest = max(map(len, column))
    if _is_whole(column):
        return longest
    return min(longest, _LONG_FOLDED if longest > 2 * _SHORT else _FOLDED)


def in_words(value: Any) -> str:
    """A value of a result for people: paths as arrows, nodes by name, lists with commas."""
    from kg.stores import Edge, Node, Path

    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.4f}" if 0 < abs(value) < 0.1 else f"{value:.2f}"
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
        case Mapping():
            return ", ".join(f"{key}: {in_words(item)}" for key, item in value.items())
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
