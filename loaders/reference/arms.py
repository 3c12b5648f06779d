"""SIPRI's trade register of major arms: one row an order, with the years in which it was delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Actor, Modality, Reading
from kg.ontology import Ontology
from loaders.reference.claims import Dataset, Entry, reading
from loaders.reference.roster import Roster
from loaders.reference.table import Row, grouped, rows
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

SIPRI = Dataset(
    "sipri", "SIPRI Arms Transfers Database", 1.0, "https://www.sipri.org/databases/armstransfers"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def sipri(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """The register as SIPRI gives it: rows of a recipient in a row are an article. What is ordered and not yet
    delivered is agreed. Rows of unknown suppliers or recipients are dropped and counted.
    """
    roster = Roster(ontology)
    seen: dict[str, int] = {}
    for item in grouped(_orders(source)):
        if isinstance(item, Reject):
            yield item
            continue
        recipient, orders = item
        entries, drops = [], 0
        numbers: dict[str, int] = {}
        to = _known(roster, recipient)
        for line, row in orders:
            by = _known(roster, row["Supplier"].strip())
            if to is None or by is None:
                drops += 1
                continue
            key = "/".join(
                row[name].strip()
                for name in ("Supplier", "Year of order", "Weapon designation", "Number ordered")
            )
            numbers[key] = numbers.get(key, 0) + 1
            found = _order(row, f"{key}/{numbers[key]}", by, to)
            if found is None:
                shown = excerpt(str(list(row.values())[:8]))
                message, remedy = "the row has no year", "Check the row."
                yield source.reject(Reason.BROKEN_LINE, message, remedy, line=line, excerpt=shown)
            else:
                entries.append(found)
        seen[recipient] = seen.get(recipient, 0) + 1
        id = recipient if seen[recipient] == 1 else f"{recipient}/{seen[recipient]}"
        if entries:
            made = reading(SIPRI, id, f"Arms for {recipient}", entries, ontology)
            if drops:
                made.drops["an actor that no list has"] = drops
            yield made


def _orders(source: Source) -> Iterator[tuple[str, tuple[int, Row]] | Reject]:
    """Each row with its line, under its recipient."""
    for row in rows(source, ","):
        if isinstance(row, Reject):
            yield row
        elif missing := {"Recipient", "Supplier", "Year(s) of delivery", "Year of order"} - row[1].keys():
            message = f"the row lacks {', '.join(sorted(missing))}"
            yield source.reject(Reason.BROKEN_LINE, message, "Check the file.", line=row[0])
        else:
            yield row[1]["Recipient"].strip(), row


def _known(roster: Roster, name: str) -> Actor | None:
    return None if name.startswith("unknown") else roster.named(name)


def _order(row: Row, key: str, by: Actor, to: Actor) -> Entry | None:
    delivered = _YEAR.findall(row["Year(s) of delivery"])
    ordered = _YEAR.findall(row["Year of order"])
    if not delivered and not ordered:
        return None
    what = f"{row['Number ordered'].strip() or 'an unknown number of'} {row['Weapon designation'].strip()}"
    kind = row.get("Weapon description", "").strip()
    begin, end = (delivered[0], delivered[-1]) if delivered else (ordered[0], None)
    when = (
        f"delivered {begin}" + (f" to {end}" if end not in {None, begin} else "")
        if delivered
        else "not delivered so far"
    )
    asked = f"ordered {ordered[0] if ordered else 'in an unknown year'}"
    sentence = f"{by.name} to {to.name}: {what} ({kind}), {asked}, {when} (SIPRI)."
    modality = Modality.ACTUAL if delivered else Modality.AGREED
    return Entry(key, by, "SUPPLIES_ARMS_TO", to, sentence, begin, end, modality)
