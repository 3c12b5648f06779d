"""What inputs call the fields of an article, from `fields.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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
