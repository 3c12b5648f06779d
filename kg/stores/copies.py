"""Which stories articles tell, in the transaction that adds or removes some of them.

Stories follow from the articles that are stored, as facts follow from claims: a change finds again the stories of the
articles that it adds and takes away, of their copies, and of the copies of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.model import Reading
from kg.stores import statements
from kg.stores.rows import Row
from kg.stores.sending import Transaction, each, each_row
from kg.stories import Print, copies, day_of, stories


@dataclass(frozen=True, slots=True)
class Retold:
    """What a change does to stories: `stories` by id of the articles it writes, and `moved`, by id of those stored before
    that are now of another story. `copies` counts those of either that became copies by it.
    """

    stories: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    copies: int = 0


def retell(tx: Transaction, readings: Collection[Reading], gone: Sequence[str]) -> Retold:
    """The stories as they are once `readings` are stored, and `gone` (articles to be removed or replaced) are not."""
    new = [_print(reading) for reading in readings]
    before = {row["id"]: row["story"] for row in each(tx, statements.STORIES_OF, ids=gone)}
    away = {*gone, *(one.id for one in new)}
    near = {row["id"]: row for row in _printed_near(tx, new) if row["id"] not in away}
    found = copies(new, list(map(_stored_print, near.values())))
    concerned = sorted({*before.values(), *(near[id]["story"] for id in found)})
    members = [row for row in each(tx, statements.PRINTED_AS, ids=concerned) if row["id"] not in away]
    told = stories([*map(_stored_print, members), *new])
    before |= {row["id"]: row["story"] for row in members}
    return Retold(
        stories={one.id: told[one.id] for one in new},
        moved={row["id"]: told[row["id"]] for row in members if told[row["id"]] != row["story"]},
        copies=sum(story != id and before.get(id, id) == id for id, story in told.items()),
    )


def _printed_near(tx: Transaction, prints: Iterable[Print]) -> Iterator[Row]:
    """The articles stored that were published within days of one of `prints`, or without a date as one of them was."""
    compared = [one for one in prints if one.is_compared]
    spans = _spans((day_of(one.published) or 0, one.days) for one in compared if one.published is not None)
    yield from each_row(tx, statements.PRINTED_BETWEEN, spans)
    if any(one.published is None for one in compared):
        yield from tx.run(statements.PRINTED_UNDATED)


def _spans(days: Iterable[tuple[int, int]]) -> list[Row]:
    """The days around these, as spans that do not overlap: the first day and the day after the last."""
    spans: list[tuple[int, int]] = []
    for first, after in sorted((max(day - around, 1), day + around + 1) for day, around in days):
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(after, spans[-1][1])
        else:
            spans.append((first, after))
    return [{"first": _iso(first), "after": _iso(after)} for first, after in spans]


def _iso(day: int) -> str:
    return (date.fromordinal(1) + timedelta(min(day, date.max.toordinal()) - 1)).isoformat()


def _print(reading: Reading) -> Print:
    article = reading.article
    return Print(article.id, reading.signature, reading.story_days, article.published)


def _stored_print(row: Row) -> Print:
    return Print(row["id"], row["signature"], row["days"] or 0, row["published"])
