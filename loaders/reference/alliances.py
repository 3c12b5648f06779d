"""Datasets of alliances: COW Formal Alliances (by dyad) and ATOP (dyad-years)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from kg.model import Actor, Reading
from kg.ontology import Ontology
from loaders.reference.claims import Dataset, Entry, reading, unbroken
from loaders.reference.roster import Roster
from loaders.reference.table import Row, grouped, rows
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

T = TypeVar("T")

COW = Dataset("cow", "COW Formal Alliances", 1.0, "https://correlatesofwar.org/data-sets/formal-alliances/")
ATOP = Dataset("atop", "Alliance Treaty Obligations and Provisions", 1.0, "http://www.atopdata.org")
_COW_KINDS = (
    ("defense", "DEFENSE_PACT", "a defence pact"),
    ("neutrality", "SIGNED_AGREEMENT_WITH", "a neutrality treaty"),
    ("nonaggression", "SIGNED_AGREEMENT_WITH", "a non-aggression treaty"),
    ("entente", "SIGNED_AGREEMENT_WITH", "an entente"),
)
_ATOP_KINDS = (
    ("atop_defense", "DEFENSE_PACT", "a duty to defend each other"),
    ("atop_offense", "ALLIED_WITH", "a duty to join in offence"),
    ("atop_neutral", "SIGNED_AGREEMENT_WITH", "a duty of neutrality"),
    ("atop_nonagg", "SIGNED_AGREEMENT_WITH", "a duty of non-aggression"),
    ("atop_consul", "SIGNED_AGREEMENT_WITH", "a duty to consult"),
)
"""The columns of obligations, what each is here, and in words."""
ATOP_LAST = 2018
"""The last year that ATOP 5 covers: what holds then may hold on, and is given no end."""
_CHECK = "Fetch the file again, or leave the row out."


def cow(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """`alliance_v4.1_by_dyad.csv`: a row for each two members of an alliance, with the days it began and ended."""
    roster = Roster(ontology)
    yield from _each(source, lambda fields: _of_dyad(fields, roster, ontology))


def atop(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """ATOP's dyad-years, those of two states in a row: each duty with the years in which it held without a break."""
    roster = Roster(ontology)
    seen: dict[str, int] = {}
    for item in grouped(_each(source, _year)):
        if isinstance(item, Reject):
            yield item
            continue
        dyad, found = item
        told = sorted(dict(found).items())
        codes, last = dyad.split("-"), told[-1][0]
        one, other = (roster.numbered(code, last) for code in codes)
        if one is None or other is None:
            message = f"no list has the states numbered {dyad.replace('-', ' and ')}"
            remedy = "Add their numbers to cow.yaml."
            yield source.reject(Reason.BAD_CLAIM, message, remedy, article=f"atop:{dyad}")
            continue
        # A file in another order tells of two states in several places.
        seen[dyad] = seen.get(dyad, 0) + 1
        id = dyad if seen[dyad] == 1 else f"{dyad}/{seen[dyad]}"
        yield reading(ATOP, id, f"{one.name} and {other.name}", _spells(dyad, told, one, other), ontology)


def _each(source: Source, read: Callable[[Row], T]) -> Iterator[T | Reject]:
    """What `read` makes of each row; a reject for one of which it makes nothing."""
    for row in rows(source, ","):
        if isinstance(row, Reject):
            yield row
            continue
        line, fields = row
        try:
            yield read(fields)
        except (KeyError, ValueError) as error:
            yield _unread(source, line, fields, error)


def _year(row: Row) -> tuple[str, tuple[int, Row]]:
    """The row with its year, under the numbers of the two states."""
    one, other = sorted((int(row["ccode1"]), int(row["ccode2"])))
    return f"{one}-{other}", (int(row["year"]), row)


def _of_dyad(row: Row, roster: Roster, ontology: Ontology) -> Reading:
    begin = _day(row, "dyad_st")
    end = None if row["right_censor"].strip() == "1" else _day(row, "dyad_end")
    if begin is None:
        raise ValueError("it has no year in which it began")
    ends = [
        roster.numbered(row[f"ccode{n}"], int(end[:4]) if end else None)
        or roster.named(row[f"state_name{n}"])
        for n in (1, 2)
    ]
    one, other = ends
    if one is None or other is None:
        raise ValueError(f"no list has {row['state_name1']} or {row['state_name2']}")
    number = f"{row['version4id'].strip()}/{row['ccode1'].strip()}/{row['ccode2'].strip()}/{begin}"
    spell = f"since {begin}" if end is None else f"from {begin} to {end}"
    entries = [
        Entry(
            f"{number}/{kind}",
            one,
            relation,
            other,
            f"{one.name} and {other.name}: {words} {spell} (COW {number}).",
            begin,
            end,
        )
        for kind, relation, words in _COW_KINDS
        if row[kind].strip() == "1"
    ]
    return reading(COW, number, f"{one.name} and {other.name}", entries, ontology)


def _day(row: Row, prefix: str) -> str | None:
    """A date as precise as its columns are."""
    parts = [row[f"{prefix}_{part}"].strip() for part in ("year", "month", "day")]
    kept: list[str] = []
    for part, digits in zip(parts, (4, 2, 2), strict=True):
        if not part.isdigit():
            break
        kept.append(f"{int(part):0{digits}}")
    return "-".join(kept) or None


def _spells(dyad: str, told: list[tuple[int, Row]], one: Actor, other: Actor) -> Iterator[Entry]:
    for column, relation, words in _ATOP_KINDS:
        held = [year for year, row in told if row.get(column, "").strip() == "1"]
        for begin, end in unbroken(held):
            until = None if end >= ATOP_LAST else str(end)
            sentence = f"{one.name} and {other.name} had {words} from {begin} to {end} (ATOP {dyad})."
            yield Entry(f"{dyad}/{column}/{begin}", one, relation, other, sentence, str(begin), until)


def _unread(source: Source, line: int, fields: Row, error: Exception) -> Reject:
    message = f"the row lacks {error}" if isinstance(error, KeyError) else f"the row cannot be read: {error}"
    return source.reject(
        Reason.BROKEN_LINE, message, _CHECK, line=line, excerpt=excerpt(str(list(fields.values())[:8]))
    )
