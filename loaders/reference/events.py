"""Datasets of events, one a row: ICEWS, GDELT 2.0, UCDP GED. Each row is an article of its own, under the event's number."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model import Actor, Modality, Participant, Reading, Sector
from kg.ontology import Ontology
from loaders.reference.claims import Dataset, Entry, day, reading
from loaders.reference.roster import Roster, data, group, participant
from loaders.reference.table import Row, rows
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

ICEWS = Dataset("icews", "ICEWS coded event data", 0.75, "https://doi.org/10.7910/DVN/28075")
GDELT = Dataset("gdelt", "GDELT 2.0 events", 0.5, "https://www.gdeltproject.org")
UCDP = Dataset("ucdp", "UCDP Georeferenced Event Dataset", 1.0, "https://ucdp.uu.se")
GDELT_COLUMNS: tuple[str, ...] = tuple(data("gdelt")["columns"])
_ORGANS = {"government": Sector.GOV, "military": Sector.MIL, "police": Sector.COP, "judicial": Sector.JUD}
_NOT_THE_STATE = ("opposition", "dissident", "rebel", "insurgent", "parties")
_TYPES = {
    "GOV": Sector.GOV,
    "MIL": Sector.MIL,
    "COP": Sector.COP,
    "JUD": Sector.JUD,
    "LEG": Sector.LEG,
    "SPY": Sector.MIL,
}
_CHECK = "Fetch the file again, or leave the row out."

Told = tuple[Entry, str, str, str | None]
"""What a row says; the event's number; where it was reported; the address of that."""


def icews(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """ICEWS event data, tab-separated with a header, as the Dataverse gives it."""
    return _read(source, ontology, ICEWS, _icews, "\t")


def gdelt(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """GDELT 2.0 events: 61 columns, tab-separated, without a header."""
    return _read(source, ontology, GDELT, _gdelt, "\t", GDELT_COLUMNS)


def ucdp(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """UCDP GED: fighting between two sides, and violence of one side against civilians."""
    return _read(source, ontology, UCDP, _ucdp, ",")


def _read(
    source: Source, ontology: Ontology, dataset: Dataset, told: Callable[[Row, Roster], Told | str],
    delimiter: str, names: tuple[str, ...] = (),
) -> Iterator[Reading | Reject]:  # fmt: skip
    roster = Roster(ontology)
    silent: dict[str, int] = {}
    last: Reading | None = None
    for row in rows(source, delimiter, names):
        if isinstance(row, Reject):
            yield row
            continue
        line, fields = row
        try:
            found = told(fields, roster)
        except (KeyError, ValueError) as error:
            message = f"the row cannot be read: {error}"
            yield source.reject(
                Reason.BROKEN_LINE,
                message,
                _CHECK,
                line=line,
                excerpt=excerpt(str(list(fields.values())[:8])),
            )
            continue
        if isinstance(found, str):
            silent[found] = silent.get(found, 0) + 1
            continue
        entry, number, reported, url = found
        made = reading(dataset, number, entry.sentence, [entry], ontology, source=reported, url=url)
        if not made.claims:
            silent.update({reason: silent.get(reason, 0) + count for reason, count in made.drops.items()})
            continue
        if last is not None:
            yield last
        last = made
    if last is not None:
        # Rows that say nothing of two actors leave no article behind; they are counted with the last one that does.
        last.drops.update({reason: last.drops.get(reason, 0) + count for reason, count in silent.items()})
        yield last
    elif not silent:
        yield source.reject(Reason.EMPTY, f"no row of {dataset.title} is in it", "Check the file.")


def _icews(row: Row, roster: Roster) -> Told | str:
    said = _relation(row["CAMEO Code"])
    if said is None:
        return "says nothing of two actors"
    ends = [_icews_end(row, side, roster) for side in ("Source", "Target")]
    subject, object = ends
    if subject is None or object is None:
        return "an actor that no list has"
    when = day(row["Event Date"])
    number = str(int(row["Event ID"]))
    what = row["Event Text"].strip().rstrip(".")
    sentence = f"{row['Source Name']} – {what} – {row['Target Name']}, {when} (ICEWS {number})."
    return (
        Entry(number, subject, said[0], object, sentence, when, when, said[1]),
        number,
        row["Publisher"].strip(),
        None,
    )


def _icews_end(row: Row, side: str, roster: Roster) -> Participant | None:
    name, country = row[f"{side} Name"].strip(), row[f"{side} Country"].strip()
    sectors = row[f"{side} Sectors"].lower()
    state = roster.named(country) if country not in {"", "NA", "NULL"} else None
    if state is None:
        known = roster.named(name)
        return participant(known) if known else None
    known = roster.named(name)
    if name == country or known is not None:
        return participant(known or state)
    organ = next((sector for word, sector in _ORGANS.items() if word in sectors), None)
    if organ is not None and not any(word in sectors for word in _NOT_THE_STATE):
        return participant(state, organ)
    return participant(group(state, name))


def _gdelt(row: Row, roster: Roster) -> Told | str:
    said = _relation(row["EventCode"])
    if said is None:
        return "says nothing of two actors"
    subject, object = (_gdelt_end(row, side, roster) for side in ("Actor1", "Actor2"))
    if subject is None or object is None:
        return "an actor that no list has"
    when = day(row["SQLDATE"])
    number = str(int(row["GLOBALEVENTID"]))
    what = f"CAMEO {row['EventCode']}"
    sentence = f"{row['Actor1Name'].title()} – {what} – {row['Actor2Name'].title()}, {when} (GDELT {number})."
    url = row["SOURCEURL"] if row["SOURCEURL"].startswith("http") else None
    return Entry(number, subject, said[0], object, sentence, when, when, said[1]), number, "", url


def _gdelt_end(row: Row, side: str, roster: Roster) -> Participant | None:
    state = roster.state(row[f"{side}CountryCode"].strip())
    kind = row[f"{side}Type1Code"].strip()
    if state is None:
        known = roster.named(row[f"{side}Name"])
        return participant(known) if known else None
    if not kind or kind in _TYPES:
        return participant(state, _TYPES.get(kind))
    return participant(group(state, data("gdelt")["types"].get(kind, row[f"{side}Name"].title())))


def _ucdp(row: Row, roster: Roster) -> Told | str:
    where = roster.numbered(row["country_id"], gw=True) or roster.named(row["country"])
    one = _side(row["side_a"], row.get("gwnoa", ""), where, roster)
    kind = row["type_of_violence"].strip()
    other = (
        _side("civilians", "", where, roster)
        if kind == "3"
        else _side(row["side_b"], row.get("gwnob", ""), where, roster)
    )
    if one is None or other is None:
        return "an actor that no list has"
    begin, end = day(row["date_start"]), day(row["date_end"])
    number = row["id"].strip()
    if not number.isdigit() or begin is None:
        raise ValueError("it has no number or no day")
    what = f"{row['side_a']} against civilians" if kind == "3" else row["dyad_name"]
    deaths = row["best"].strip()
    spell = f"in {row['country']} from {begin} to {end}"
    sentence = (
        f"{what}: organized violence {spell}, {deaths} deaths by the best estimate (UCDP GED {number})."
    )
    relation = "ATTACKS" if kind == "3" else "AT_WAR_WITH"
    return Entry(number, one, relation, other, sentence, begin, end), number, "", None


def _side(name: str, code: str, where: Actor | None, roster: Roster) -> Participant | None:
    if name.startswith("Government of "):
        state = roster.numbered(code, gw=True) or roster.named(name.removeprefix("Government of "))
        return participant(state, Sector.GOV) if state else None
    if known := roster.named(name):
        return participant(known)
    return (
        participant(group(where, name), Sector.REB if name != "civilians" else Sector.CVL) if where else None
    )


def _relation(code: str) -> tuple[str, Modality] | None:
    """What a CAMEO code says here: its own entry, else that of the code it is a part of."""
    table, code = data("cameo"), code.strip()
    if not code.isdigit() or int(code) == 0:
        raise ValueError(f"«{code}» is no CAMEO code")
    if int(code[:2]) > 20:
        code = f"0{code}"  # spreadsheets lose the first zero of «040»
    while code and code not in table:
        code = code[:-1]
    said = table.get(code)
    return (said[0], Modality(said[1])) if said else None
