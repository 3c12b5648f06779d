"""`kg doctor`: what is installed, what answers, and what to do about what does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from kg.cli.options import Format, FormatOption, ModelOption, StoreOption

NAME = "doctor"
_PARTS = ("kg", "spacy", "ladybug", "neo4j", "networkx", "pydantic", "rich", "typer", "trafilatura")
_COMPLETIONS = (".bash_completions/kg.sh", ".zfunc/_kg", ".config/fish/completions/kg.fish")
"""Where typer puts a shell's completion, below the home folder."""


@dataclass(frozen=True)
class _Check:
    """One thing looked at. `remedy` is empty where all is well; `essential` says that nothing works without it."""

    what: str
    found: str
    remedy: str = ""
    essential: bool = False

    @property
    def status(self) -> str:
        if not self.remedy:
            return "ok"
        return "fails" if self.essential else "note"


def command(
    store: StoreOption = None, format: FormatOption = Format.TABLE, model: ModelOption = None
) -> None:
    """Check what is installed and what answers.

    And say what to do about each thing that is not as it should be. Fails if something essential is missing.

    kg doctor · kg doctor --store neo4j://localhost
    """
    from kg.cli.output import show

    checks = [
        *_installed(),
        *_asked("settings", lambda: _settings(store)),
        *_asked("pipeline", lambda: _pipeline(model)),
        *_asked("ontology", _ontology),
        *_asked("queries", _library),
        *_asked("store", lambda: _store(store)),
        *_asked("Neo4j", lambda: _other_server(store)),
        *_completion(),
    ]
    rows = [
        {"status": check.status, "what": check.what, "found": check.found, "to do": check.remedy}
        for check in checks
    ]
    columns = ["status", "what", "found", "to do"]
    if format is Format.TABLE and all(not check.remedy for check in checks):
        columns.remove("to do")
    show(rows, columns, format)
    if any(check.status == "fails" for check in checks):
        raise typer.Exit(1)


def _asked(what: str, look: Callable[[], Iterator[_Check]]) -> list[_Check]:
    """What a check found, or the error it met as its finding: one broken part must not hide the others."""
    from kg.errors import KgError

    try:
        return list(look())
    except KgError as error:
        return [_Check(what, error.message, error.remedy or "See the message.", essential=True)]
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        return [_Check(what, found, "Install kg and its dependencies anew: pip install -e .", essential=True)]


def _installed() -> Iterator[_Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    yield _Check("Python", version, "kg needs Python 3.11 or later." if old else "", essential=True)
    for part in _PARTS:
        try:
            yield _Check(part, metadata.version(part))
        except metadata.PackageNotFoundError:
            yield _Check(part, "missing", f"Install it: pip install {part}", essential=True)


def _settings(store: str | None) -> Iterator[_Check]:
    from kg.settings import settings

    settings(store=store)
    there = [name for name in ("kg.toml",) if Path(name).is_file()]
    named = [
        name for name in ("KG_STORE", "NEO4J_URI", "KG_SPACY_MODEL", "KG_ONTOLOGY") if name in os.environ
    ]
    yield _Check("settings", ", ".join([*there, *named]) or "defaults")


def _pipeline(model: str | None) -> Iterator[_Check]:
    from kg.extract.extractor import DEFAULT_MODEL, load_pipeline
    from kg.settings import settings

    name = settings(model=model).model or DEFAULT_MODEL
    nlp = load_pipeline(name)
    yield _Check("pipeline", f"{name} {nlp.meta.get('version', '')}".rstrip())


def _ontology() -> Iterator[_Check]:
    from kg.api import ontology_of
    from kg.extract import lexicon
    from kg.settings import settings

    known = ontology_of(settings().ontology)
    words = lexicon.load()
    yield _Check(
        "ontology",
        f"{len(known.relations)} relations, {len(known.actors)} actors, {len(known.treaties)} treaties",
    )
    yield _Check(
        "lexicon", f"{len(words.predicates)} frames, {len(words.verbs)} verbs, {len(words.nouns)} nouns"
    )


def _library() -> Iterator[_Check]:
    from kg.queries import find
    from kg.settings import settings

    yield _Check("queries", f"{len(find(settings().queries).list())} canned queries")


def _store(store: str | None) -> Iterator[_Check]:
    from kg.settings import settings

    chosen = settings(store=store).store
    if "://" not in chosen and not Path(chosen).exists():
        yield _Check("store", f"{chosen}: not there yet", "Make it with: kg ingest ARTICLE…")
        return
    yield _answer("store", chosen)


def _other_server(store: str | None) -> Iterator[_Check]:
    """The server that NEO4J_URI names, where it is not the store in use."""
    from kg.settings import settings

    uri = os.environ.get("NEO4J_URI")
    if uri and uri != settings(store=store).store:
        yield _answer("Neo4j", uri)


def _answer(what: str, address: str) -> _Check:
    from kg import api
    from kg.stores.schema import SCHEMA_VERSION

    with api.open(address) as graph:
        stats = graph.store.stats()
        url = graph.store.url
        versions = graph.store.run("MATCH (m:Meta) RETURN m.version AS version").rows
    if not versions:
        return _Check(what, f"{url} answers, and holds no graph yet", "Make one with: kg ingest ARTICLE…")
    facts = sum(stats.facts.values())
    counts = f"{stats.articles} articles, {stats.claims} claims, {stats.actors} actors, {facts} facts"
    return _Check(what, f"{url}: {counts}; schema version {versions[0][0]} of {SCHEMA_VERSION}")


def _completion() -> Iterator[_Check]:
    if any((Path.home() / place).exists() for place in _COMPLETIONS):
        yield _Check("completion", "installed")
    else:
        yield _Check("completion", "not installed", "For names and queries by Tab: kg --install-completion")
