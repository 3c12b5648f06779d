"""Which articles print the same story: agency copy is one voice, however many papers carry it.

A text is known by a signature, a MinHash of its runs of words (Broder 1997), from which the share of one text that stands
in another is estimated without either text. Stories are what such likeness joins, one copy after the other; they follow
from the articles alone, whatever the order in which these came.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 4
"""Words of a shingle."""

LEAST = 30
"""Shingles that a text must have: a few words are like others by chance, or are the page's own («Subscribe to …»)."""

CONTAINED = 0.7
"""Least share of the shorter text that stands in the longer. docs/loaders.md tells how it was measured."""

ALIKE = 0.2
"""Least share that both have in common of all they have: a brief that a long report quotes whole is no copy of it."""

SAME_WORDS = 80
"""Least likeness, of 100, of two sentences of one story that are one: a dateline or the spelling may differ."""

HASHES = 256
_COUNT = 4
_LENGTH = _COUNT + HASHES
"""Bytes of a signature: the number of shingles, then the lowest byte of each hash (b-bit MinHash, Li and König 2010)."""

_CHANCE = 1 / 256
"""How often the lowest bytes of two hashes are the same though the hashes are not."""

_UNDATED = -1
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Print:
    """An article as far as its likeness to others goes.

    It is compared with those published up to `days` before and after it, and with none where that is 0. Of two articles the
    fewer days count. Those without a date are compared with one another.
    """

    id: str
    signature: str | None
    days: int
    published: str | None

    @property
    def is_compared(self) -> bool:
        """Whether it can be a copy at all."""
        return self.signature is not None and self.days > 0 and day_of(self.published) is not None

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among its copies: the day and time first, then the id."""
        return self.published or "", self.id


def signature(text: str) -> str | None:
    """What a text is known by, 348 characters; None for one of too few words. Papers make titles of their own."""
    shingles = _shingles(text)
    if len(shingles) < LEAST:
        return None
    # Imported late: it brings in scipy, half a second, and a rerun over what is there needs none of it.
    from datasketch import MinHash

    hashed = MinHash(HASHES, seed=1, scheme="affine32")
    hashed.update_batch(shingles)
    lowest = (hashed.hashvalues & 0xFF).astype("uint8").tobytes()
    return base64.b64encode(min(len(shingles), 2**32 - 1).to_bytes(_COUNT) + lowest).decode()


def is_signature(text: str) -> bool:
    """Whether `signature` could have made this."""
    try:
        made = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(made) == _LENGTH and int.from_bytes(made[:_COUNT]) >= LEAST


def day_of(published: str | None) -> int | None:
    """The day as a number; -1 for an article without a date, None for a date that names no day."""
    if published is None:
        return _UNDATED
    try:
        # Python reads more than days are sorted by: «20240620», «2024-W25-4».
        return date.fromisoformat(published[:10]).toordinal() if _DAY.match(published) else None
    except ValueError:
        return None


def copies(prints: Sequence[Print], others: Sequence[Print]) -> set[str]:
    """The ids of those `others` that are copies of one of `prints`."""
    compared = [one for one in others if one.is_compared]
    asked = _Table([one for one in prints if one.is_compared])
    if not compared or not len(asked):
        return set()
    table = _Table(compared)
    return {compared[place].id for row in range(len(asked)) for place in table.like(asked, row).nonzero()[0]}


def likeness(one: Print, other: Print) -> tuple[float, float]:
    """What two signed texts have in common, as shares of the shorter and of all that they have: estimates, good to 0.1."""
    table = _Table([one, other])
    alike, contained = shares((table.hashes[0] == table.hashes[1]).mean(), *table.counts)
    return float(contained), float(alike)


def stories(prints: Sequence[Print]) -> dict[str, str]:
    """The story of each of `prints`, by id: the id of the first of its copies, its own where it has none.

    What is a copy of a copy is of the same story, so that the order of `prints` makes no difference.
    """
    told = {one.id: one.id for one in prints if not one.is_compared}
    compared = sorted((one for one in prints if one.is_compared), key=lambda one: one.place)
    if not compared:
        return told
    table = _Table(compared)
    import numpy as np

    left = np.ones(len(compared), dtype=bool)
    for first, head in enumerate(compared):
        if not left[first]:
            continue
        left[first] = False
        waiting = [first]
        while waiting:
            row = waiting.pop()
            told[compared[row].id] = head.id
            near = np.flatnonzero(left & table.like(table, row))
            left[near] = False
            waiting.extend(near.tolist())
    return told


class _Table:
    """Prints side by side, so that one is compared with all at once."""

    def __init__(self, prints: Sequence[Print]) -> None:
        import numpy as np

        raw = b"".join(base64.b64decode(one.signature or "") for one in prints)
        rows = np.frombuffer(raw, dtype=np.uint8).reshape(len(prints), _LENGTH)
        self.counts = rows[:, :_COUNT].copy().view(">u4").ravel().astype(np.float64)
        self.hashes = rows[:, _COUNT:]
        self.published = np.array([day_of(one.published) for one in prints], dtype=np.int64)
        self.days = np.array([one.days for one in prints], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.counts)

    def like(self, other: _Table, row: int) -> NDArray[np.bool_]:
        """Which rows are copies of that row of the other table."""
        import numpy as np

        day = other.published[row]
        near = np.abs(self.published - day) <= np.minimum(self.days, other.days[row])
        near &= (self.published == _UNDATED) == (day == _UNDATED)
        found = np.zeros(len(self), dtype=bool)
        if not near.any():
            return found
        same = (self.hashes[near] == other.hashes[row]).mean(axis=1)
        alike, contained = shares(same, self.counts[near], other.counts[row])
        found[near] = (alike >= ALIKE) & (contained >= CONTAINED)
        return found


def shares(same: Any, one: Any, other: Any) -> tuple[Any, Any]:
    """What two texts have in common, of all they have and of the shorter, from the share of hashes with the same byte."""
    alike = (same - _CHANCE) / (1 - _CHANCE)
    common = alike / (1 + alike) * (one + other)
    shorter = one * (one <= other) + other * (other < one)
    return alike, common / shorter


def _shingles(text: str) -> list[bytes]:
    """Runs of words, in small letters and without marks, each once, in order of the alphabet."""
    plain = re.sub(r"(?<=\w)['’.](?=\w)", "", unicodedata.normalize("NFKC", text).casefold())
    words = re.findall(r"[^\W_]+", plain)
    runs = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    return [run.encode("utf-8", "surrogatepass") for run in sorted(runs)]


def told_once(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Claims without those that a copy of the same story makes in the same words, in their order.

    Rows have `fact_id`, `story`, `sentence`, `article` and `source`. Each that is kept also has `also`, how many other
    papers print it, and `copies`, how many rows it stands for besides itself; it is that of the article that came first.
    """
    kept: list[list[Mapping[str, Any]]] = []
    same: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        places = same[row["fact_id"], row["story"]]
        if (place := next((at for at in places if _repeats(row, kept[at])), None)) is not None:
            kept[place].append(row)
        else:
            places.append(len(kept))
            kept.append([row])
    return [_as_one(told) for told in kept]


def _repeats(row: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> bool:
    from rapidfuzz import fuzz

    first = told[0]["sentence"]
    if any(one["article"] == row["article"] for one in told):
        return False
    return first == row["sentence"] or fuzz.ratio(first, row["sentence"]) >= SAME_WORDS


def _as_one(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    shown = next((one for one in told if one["article"] == one["story"]), told[0])
    papers = {one["source"] or one["article"] for one in told} - {shown["source"] or shown["article"]}
    return {**shown, "also": len(papers), "copies": len(told) - 1}
