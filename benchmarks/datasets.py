"""Long datasets through the loaders: rows a second and peak memory, which must not grow with the rows.

    python benchmarks/datasets.py [--rows 100000 1000000] [--formats icews gdelt cow unvotes] [--store 100000]

Files are made by a seeded generator in the columns of the official ones, among states of the ontology, every thousandth
row broken. Each is read in a process of its own, and nothing is stored. The peak is what the operating system tells, with
the interpreter and the ontology, of which «at first» is what they took before the first row (on Linux).

`--store ROWS` then ingests so many ICEWS rows into a new embedded graph, as `kg ingest` would.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from loaders.reference.events import GDELT_COLUMNS
from loaders.reference.roster import Roster, data

SEED = 7
BROKEN = 1_000
"""Every so many rows one has lost its end."""
CODES = ("010", "036", "040", "043", "057", "061", "111", "112", "130", "141", "163", "173", "190", "193")
SECTORS = ("Executive,Government", "Military", "Police,Government", "General Population / Civilian / Social")
_ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\t"
    "Latitude\tLongitude"
)
_COW = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,"
    "dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,asymmetric,version"
)
_VOTES = (
    '"","session.x","ccode1","ccode2","agree","year","IdealPointAll.x","NVotesAll.x","IdealPointAll.y",'
    '"NVotesAll.y","IdealPointDistance"'
)


def main() -> None:
    """Read the arguments, make the files, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="lengths of files")
    parser.add_argument("--formats", nargs="+", choices=MADE, default=list(MADE), help="datasets to make")
    parser.add_argument("--store", type=int, metavar="ROWS", help="ingest so many ICEWS rows too")
    parser.add_argument("--read", nargs=2, metavar=("FORMAT", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        _read(*asked.read)
        return
    with tempfile.TemporaryDirectory() as folder:
        for format in asked.formats:
            for rows in asked.rows:
                path = _file(Path(folder), format, rows)
                print(f"{format:8}{rows:>10,} rows  {_in_a_process(format, path)}", flush=True)
                path.unlink()
        if asked.store:
            print(_stored(_file(Path(folder), "icews", asked.store), Path(folder) / "graph.lbug"))


def _in_a_process(format: str, path: Path) -> str:
    command = [sys.executable, __file__, "--read", format, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _read(format: str, path: str) -> None:
    """Read one file and print what came of it; the peak is that of this process."""
    from kg.model import Reading
    from loaders import load_all

    ontology = load_ontology()
    before = _forget_peak()
    claims = rejects = rows = 0
    begin = time.perf_counter()
    for item in load_all([path], ontology, format=format):
        if isinstance(item, Reading):
            claims += len(item.claims)
        else:
            rejects += 1
    seconds = time.perf_counter() - begin
    with Path(path).open(encoding="utf-8") as file:
        rows = sum(1 for _ in file)
    print(
        f"{rows / seconds:9,.0f} rows/s {_peak():7.1f} MB ({before:.1f} at first)  {claims:,} claims, {rejects:,} rejects"
    )


def _peak() -> float:
    """The most memory that this process held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands getrusage's figure on to a child, which so begins with the peak of its parent.
        return (
            int(next(line for line in status.read_text().splitlines() if "VmHWM" in line).split()[1]) / 1_024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576


def _forget_peak() -> float:
    """Begin the peak anew, where that can be asked; what is held now, in MB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _stored(path: Path, graph: Path) -> str:
    from kg.ingest import ingest
    from kg.stores.ladybug import LadybugStore
    from loaders import load_all

    def no_extractor() -> object:
        raise AssertionError("a dataset needs no extractor")

    ontology = load_ontology()
    store = LadybugStore(graph, ontology)
    store.init(reference=False)
    begin, worked = time.perf_counter(), time.process_time()
    summary = ingest(store, load_all([path], ontology, format="icews"), no_extractor)  # type: ignore[arg-type]
    seconds = time.perf_counter() - begin
    claims = summary.written.claims
    worked = time.process_time() - worked
    return f"stored  {claims:>10,} claims: {claims / seconds:,.0f} claims/s, {seconds:.0f} s of which {worked:.0f} of work"


def _file(folder: Path, format: str, rows: int) -> Path:
    path = folder / f"{format}-{rows}"
    with path.open("w", encoding="utf-8") as out:
        header, made = MADE[format]
        if header:
            out.write(header + "\n")
        for number, row in zip(range(1, rows + 1), made(load_ontology(), Random(SEED)), strict=False):
            out.write((row[: len(row) // 2] if number % BROKEN == 0 else row) + "\n")
    return path


def _icews(ontology: Ontology, chance: Random) -> Iterator[str]:
    names = [country.name for country in ontology.countries.values()]
    for number in count(1):
        one, other = chance.sample(names, 2)
        by, to = (f"{_office(chance, name)}\t{chance.choice(SECTORS)}\t{name}" for name in (one, other))
        yield (
            f"{number}\t{_day(chance)}\t{by}\tMake statement about something\t{chance.choice(CODES)}\t0\t{to}\t"
            f"{number}\t1\tThe Wire {chance.randrange(40)}\t\t\t\t{other}\t0\t0"
        )


def _office(chance: Random, name: str) -> str:
    return name if chance.random() < 0.5 else f"{chance.choice(('Ministry', 'Citizen', 'Army'))} ({name})"


def _gdelt(ontology: Ontology, chance: Random) -> Iterator[str]:
    states = list(ontology.countries.values())
    for number in count(1):
        one, other = chance.sample(states, 2)
        row = {
            "GLOBALEVENTID": str(number),
            "SQLDATE": _day(chance).replace("-", ""),
            "Actor1Name": one.name.upper(),
            "Actor1CountryCode": one.iso3,
            "Actor1Type1Code": chance.choice(("", "GOV", "REB", "CVL")),
            "Actor2Name": other.name.upper(),
            "Actor2CountryCode": other.iso3,
            "EventCode": chance.choice(CODES),
            "SOURCEURL": f"https://news.example/{number}",
        }
        yield "\t".join(row.get(name, "0") for name in GDELT_COLUMNS)


def _cow(ontology: Ontology, chance: Random) -> Iterator[str]:
    states = _numbered(ontology)
    for number in count(1):
        (one, by), (other, to) = chance.sample(states, 2)
        begin, end = sorted((chance.randint(1816, 2012), chance.randint(1816, 2012)))
        kinds = ",".join(chance.choice("01") for _ in range(4))
        yield f"{number},{one},{by},{other},{to},1,6,{begin},1,6,{end},0,0,{kinds},0,4.1"


def _unvotes(ontology: Ontology, chance: Random) -> Iterator[str]:
    """By years and states, as the official file goes; begun again with the same scores when it is through."""
    states = [number for number, _ in _numbered(ontology)]
    for year in (year for _ in count() for year in range(1946, 2025)):
        for one in states:
            for other in states:
                if one != other:
                    agree = Random(year * 1_000_000 + min(one, other) * 1_000 + max(one, other)).random()
                    yield f'"1",{year - 1945},{one},{other},{agree},{year},0.5,80,-1.2,75,1.7'


def _numbered(ontology: Ontology) -> list[tuple[int, str]]:
    roster = Roster(ontology)
    numbers = {roster.numbered(str(number)): number for number in data("cow")["cow"]}
    return [(number, state.name) for state, number in numbers.items() if state is not None]


def _day(chance: Random) -> str:
    return (date(1995, 1, 1) + timedelta(chance.randrange(10_000))).isoformat()


MADE: dict[str, tuple[str, Callable[[Ontology, Random], Iterator[str]]]] = {
    "icews": (_ICEWS, _icews),
    "gdelt": ("", _gdelt),
    "cow": (_COW, _cow),
    "unvotes": (_VOTES, _unvotes),
}
"""How each is made: its header, if it has one, and its rows without end."""


if __name__ == "__main__":
    main()
