"""Settings: flags over environment over `kg.toml` or `[tool.kg]` of the working folder's pyproject.toml."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UsageError

DEFAULT_STORE = "graph.lbug"
DEFAULT_STORY_DAYS = 7
"""Agency copy is printed within the week."""
_KEYS = {"store", "model", "username", "database", "queries", "ontology", "story_days"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph is, who logs in, which pipeline reads, how many days apart copies of one story are looked for (0: not
    at all). A password comes from the environment only.
    """

    store: str = DEFAULT_STORE
    model: str | None = None
    username: str | None = None
    database: str | None = None
    queries: tuple[str, ...] = ()
    ontology: str | None = None
    story_days: int = DEFAULT_STORY_DAYS


def settings(
    *,
    store: str | None = None,
    ontology: str | None = None,
    model: str | None = None,
    queries: str | None = None,
    story_days: int | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force. Raises `UsageError` for a file with an unknown key or broken TOML, and for a wrong value."""
    file = _from_file(folder or Path.cwd())
    env = os.environ
    folders = queries or env.get("KG_QUERIES")
    return Settings(
        store=store or env.get("KG_STORE") or env.get("NEO4J_URI") or file.get("store") or DEFAULT_STORE,
        model=model or env.get("KG_SPACY_MODEL") or file.get("model"),
        username=env.get("NEO4J_USERNAME") or file.get("username"),
        database=env.get("NEO4J_DATABASE") or file.get("database"),
        queries=tuple(folders.split(os.pathsep)) if folders else _listed(file.get("queries")),
        ontology=ontology or env.get("KG_ONTOLOGY") or file.get("ontology"),
        story_days=_days(story_days, env.get("KG_STORY_DAYS"), file.get("story_days")),
    )


def _days(flag: int | None, environment: str | None, file: int | None) -> int:
    if flag is not None:
        return flag
    if not environment:
        return DEFAULT_STORY_DAYS if file is None else file
    if not environment.isascii() or not environment.isdigit():
        raise UsageError(
            f"KG_STORY_DAYS is «{environment}», which is no number of days",
            remedy="Set it to a number, 0 for none.",
        )
    return int(environment)


def _from_file(folder: Path) -> Mapping[str, Any]:
    for name, table in (("kg.toml", ()), ("pyproject.toml", ("tool", "kg"))):
        path = folder / name
        if not path.is_file():
            continue
        try:
            found: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: {error}", remedy="Mend the file, or move it away.") from None
        for key in table:
            found = found.get(key, {}) if isinstance(found, dict) else {}
        if found:
            return _checked(found, path)
    return {}


def _checked(found: Any, path: Path) -> Mapping[str, Any]:
    if not isinstance(found, dict) or (unknown := set(found) - _KEYS):
        what = f"unknown setting {', '.join(sorted(unknown))}" if isinstance(found, dict) else "no table"
        raise UsageError(
            f"{path}: {what}",
            remedy=f"Allowed: {', '.join(sorted(_KEYS))}. A password is given by NEO4J_PASSWORD only.",
        )
    for key, value in found.items():
        if key == "story_days":
            if type(value) is not int or value < 0:
                raise UsageError(
                    f"{path}: story_days must be a number of days", remedy="Write it as: story_days = 7"
                )
            continue
        several = key == "queries" and isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not isinstance(value, str) and not several:
            allowed = "a text or a list of texts" if key == "queries" else "a text"
            raise UsageError(f"{path}: {key} must be {allowed}", remedy=f'Write it as: {key} = "…"')
    return found


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
