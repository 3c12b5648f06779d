"""What inputs call the fields of an article, from `fields.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from kg.errors import UsageError

_SEPARATORS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """For each field of an article, the names of it in order; labels of a date line; tracking parameters."""

    columns: Mapping[str, tuple[str, ...]]
    date_lines: tuple[str, ...]
    tracking: frozenset[str]

    def pick(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The values of `row` by field of an article, without those that are empty."""
        named = {plain(str(key)): value for key, value in row.items() if not _is_empty(value)}
        found = {}
        for field, names in self.columns.items():
            for name in names:
                if name in named:
                    found[field] = named[name]
                    break
        return found

    def renamed(self, names: Mapping[str, str]) -> Fields:
        """The same with these names of one's own first, by field of an article. Raises `UsageError` for no such field."""
        if unknown := sorted(set(names) - set(self.columns)):
            raise UsageError(
                f"an article has no field «{unknown[0]}»", remedy=f"Its fields are {', '.join(self.columns)}."
            )
        first = {field: (plain(name), *self.columns[field]) for field, name in names.items()}
        return replace(self, columns={**self.columns, **first})

    def has_text(self, names: list[str]) -> bool:
        """Whether one of these column names is a name of the text."""
        return not {plain(name) for name in names}.isdisjoint(self.columns["text"])


def plain(name: str) -> str:
    """A column name without case and separators."""
    return _SEPARATORS.sub("", name).casefold()


def _load() -> Fields:
    data = yaml.safe_load((Path(__file__).parent / "fields.yaml").read_text(encoding="utf-8"))
    columns = {field: tuple(plain(name) for name in names) for field, names in data["columns"].items()}
    return Fields(columns, tuple(data["date_lines"]), frozenset(data["tracking"]))


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


FIELDS = _load()
