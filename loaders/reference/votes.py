"""UN General Assembly: which states vote alike, and which against each other, by dyadic agreement scores."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Actor, Reading
from kg.ontology import Ontology
from loaders.reference.claims import Dataset, Entry, reading, unbroken
from loaders.reference.roster import Roster, data
from loaders.reference.table import Row, rows
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

UNVOTES = Dataset(
    "unvotes", "United Nations General Assembly Voting Data", 1.0, "https://doi.org/10.7910/DVN/LEJUQZ"
)
FIRST, LAST = 1946, 2100
"""The first year in which the Assembly voted, and one that no file of today reaches."""
_CHECK = "Fetch the file again, or leave the row out."
_LARGEST = 999
"""COW numbers have up to three digits."""

Pair = tuple[str, str]


def unvotes(source: Source, ontology: Ontology) -> Iterator[Reading | Reject]:
    """`AgreementScores*.csv`: a row for each two states and year, in both directions. What two states did in all years is
    one article: each run of years in which they voted alike, or against each other, is a claim.

    The file goes by years, so that two states are told of all over it: their scores are gathered (eight bytes a year and
    pair), and told at its end. Memory grows with pairs of states, not with rows.
    """
    gathered = _Scores(Roster(ontology))
    names: Mapping[str, Sequence[str]] = {}
    for row in rows(source, ","):
        if isinstance(row, Reject):
            yield row
            continue
        line, fields = row
        names = names or _columns(fields)
        if missing := {"one", "other", "year", "score"} - names.keys():
            wanted = ", ".join(" or ".join(data("votes")["columns"][role]) for role in sorted(missing))
            yield source.reject(
                Reason.BROKEN_LINE, f"there is no column {wanted}", "Give AgreementScores*.csv."
            )
            return
        try:
            gathered.take(fields, names)
        except _UnknownNumberError as error:
            remedy = "Add its number to cow.yaml; further rows of it are dropped and counted."
            yield source.reject(Reason.BAD_CLAIM, str(error), remedy, line=line)
        except ValueError as error:
            shown = excerpt(str(list(fields.values())[:8]))
            yield source.reject(
                Reason.BROKEN_LINE, f"the row cannot be read: {error}", _CHECK, line=line, excerpt=shown
            )
    if not names:
        yield source.reject(Reason.EMPTY, f"no row of {UNVOTES.title} is in it", "Check the file.")
    yield from _told(gathered, ontology)


class _UnknownNumberError(ValueError):
    """A state that no list has, met for the first time."""


@dataclass
class _Scores:
    """The scores of each two states by year from FIRST on, in id order; what was left out, by reason."""

    roster: Roster
    by_pair: dict[Pair, array[float]] = field(default_factory=dict)
    drops: Counter[str] = field(default_factory=Counter)
    unknown: set[int] = field(default_factory=set)

    def take(self, fields: Row, names: Mapping[str, Sequence[str]]) -> None:
        """Add a row. Raises `ValueError` for one that says nothing, or otherwise than the row of the other direction."""
        year = int(fields[names["year"][0]])
        if not FIRST <= year <= LAST:
            raise ValueError(f"the Assembly did not vote in {year}")
        one, other = (self._state(fields[names[end][0]], year) for end in ("one", "other"))
        text = fields[names["score"][0]].strip()
        if one is None or other is None:
            self.drops["an actor that no list has"] += 1
        elif text in {"", "NA"}:
            self.drops["no vote in common"] += 1
        elif any(_few(fields[name]) for name in names.get("votes", ())):
            self.drops["a year with too few votes"] += 1
        elif one.id == other.id:
            self.drops["an actor and itself"] += 1
        else:
            self._set((min(one.id, other.id), max(one.id, other.id)), year, _score(text))

    def _state(self, text: str, year: int) -> Actor | None:
        number = int(text)
        if not 0 < number <= _LARGEST:
            raise ValueError(f"{number} is no number of a state")
        state = self.roster.numbered(str(number), year)
        if state is None and number not in self.unknown:
            self.unknown.add(number)
            raise _UnknownNumberError(f"no list has the state numbered {number}")
        return state

    def _set(self, pair: Pair, year: int, score: float) -> None:
        scores = self.by_pair.setdefault(pair, array("d"))
        place = year - FIRST
        scores.extend([math.nan] * (place + 1 - len(scores)))
        if not math.isnan(scores[place]) and not math.isclose(scores[place], score, abs_tol=1e-6):
            raise ValueError(
                f"another row says {scores[place]:g} of these two states in {year}, not {score:g}"
            )
        scores[place] = score


def _columns(fields: Row) -> dict[str, list[str]]:
    """The columns of this edition by what they hold; what it has none for is left out."""
    table: Mapping[str, list[str]] = data("votes")["columns"]
    found = {role: [name for name in names if name in fields] for role, names in table.items()}
    return {role: names for role, names in found.items() if names}


def _few(votes: str) -> bool:
    count = votes.strip()
    return count not in {"", "NA"} and float(count) < data("votes")["least_votes"]


def _score(text: str) -> float:
    score = float(text)
    if not 0 <= score <= 1:
        raise ValueError(f"{text} is no share of agreement")
    return score


def _told(gathered: _Scores, ontology: Ontology) -> Iterator[Reading]:
    """A reading for each two states that have a claim. What was left out is counted with the last."""
    lines, drops = data("votes"), gathered.drops
    last: Reading | None = None
    for pair, scores in sorted(gathered.by_pair.items()):
        one, other = (ontology.actors[id] for id in pair)
        years = {FIRST + place: score for place, score in enumerate(scores) if not math.isnan(score)}
        kinds = {
            "VOTES_AGAINST": {year: score for year, score in years.items() if score <= lines["against"]},
            "VOTES_WITH": {year: score for year, score in years.items() if score >= lines["with"]},
        }
        if between := len(years) - sum(map(len, kinds.values())):
            drops["a year neither with nor against each other"] += between
        entries = [entry for kind, held in kinds.items() for entry in _spells(one, other, kind, held)]
        if not entries:
            continue
        if last is not None:
            yield last
        title = f"{one.name} and {other.name}"
        last = reading(UNVOTES, f"{one.country}-{other.country}", title, entries, ontology)
    if last is not None:
        last.drops.update(drops)
        yield last


def _spells(one: Actor, other: Actor, relation: str, years: Mapping[int, float]) -> Iterator[Entry]:
    for begin, end in unbroken(years, data("votes")["silent"]):
        scores = [score for year, score in years.items() if begin <= year <= end]
        when = f"in {begin}" if begin == end else f"from {begin} to {end}"
        sentence = (
            f"{one.name} and {other.name} agreed in {sum(scores) / len(scores):.0%} of their votes in the UN General "
            f"Assembly {when}, an abstention against a yes or a no counted as half."
        )
        key = f"{one.country}-{other.country}/{relation}/{begin}"
        yield Entry(key, one, relation, other, sentence, str(begin), str(end))
