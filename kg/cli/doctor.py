"""`kg doctor`: what is installed, what answers, and what to do about what does not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Annotated

import typer

from kg.cli.options import Format, FormatOption, StoreOption

NAME = "doctor"
_PARTS = ("spacy", "ladybug", "neo4j", "networkx", "typer", "trafilatura")


@dataclass(frozen=True)
class _Check:
    """One thing looked at. `remedy` is empty where all is well; `essential` says that nothing works without it."""

    what: str
    found: str
    remedy: str = ""
    essential: bool = False


def command(
    store: StoreOption = None,
    format: FormatOption = Format.TABLE,
    model: Annotated[str | None, typer.Option("--model", help="A spaCy pipeline to look for.")] = None,
) -> None:
    """Say what is installed, which store answers, which pipeline is found, and what to do about what is not.

    kg doctor · kg doctor --store neo4j://localhost
    """
    from kg.cli.output import show

    checks = [
        *_installed(),
        *_asked(lambda: _pipeline(model)),
        *_asked(_ontology),
        *_asked(_library),
        *_asked(lambda: _store(store)),
    ]
    rows = [
        {
            "": "ok" if not c.remedy else "FAILS" if c.essential else "note",
            "what": c.what,
            "found": c.found,
            "to do": c.remedy,
        }
        for c in checks
    ]
    show(rows, ("", "what", "found", "to do"), format)
    if any(c.remedy and c.essential for c in checks):
        raise typer.Exit(1)


def _asked(look: Callable[[], Iterator[_Check]]) -> list[_Check]:
    """What a check found, or the error it met as its finding."""
    from kg.errors import KgError

    try:
        return list(look())
    except KgError as error:
        return [
            _Check(
                look.__name__.strip("_<>"), error.message, error.remedy or "See the message.", essential=True
            )
        ]


def _installed() -> Iterator[_Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    yield _Check("Python", version, "kg needs Python 3.11 or later." if old else "", essential=True)
    for part in _PARTS:
        try:
            yield _Check(part, metadata.version(part))
        except metadata.PackageNotFoundError:
            yield _Check(part, "missing", f"Install it: pip install {part}", essential=True)


def _pipeline(model: str | None) -> Iterator[_Check]:
    from kg.errors import PipelineError
    from kg.extract.extractor import DEFAULT_MODEL, load_pipeline
    from kg.settings import settings

    name = model or settings().model or DEFAULT_MODEL
    try:
        nlp = load_pipeline(name)
    except PipelineError as error:
        yield _Check("pipeline", error.message, error.remedy, essential=True)
        return
    yield _Check("pipeline", f"{name} {nlp.meta.get('version', '')} ({', '.join(nlp.pipe_names)})")


def _ontology() -> Iterator[_Check]:
    from kg.extract import lexicon
    from kg.ontology import load

    known = load()
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

    yield _Check("queries", f"{len(find().list())} canned queries")


def _store(store: str | None) -> Iterator[_Check]:
    from pathlib import Path

    from kg import api
    from kg.errors import StoreError
    from kg.settings import settings

    chosen = settings(store=store).store
    if "://" not in chosen and not Path(chosen).exists():
        yield _Check("store", f"{chosen}: not there yet", "Make it with: kg ingest ARTICLE…")
        return
    try:
        with api.open(chosen) as graph:
            stats = graph.store.stats()
            url = graph.store.url
    except StoreError as error:
        yield _Check("store", error.message, error.remedy or "See the message.", essential=True)
        return
    yield _Check(
        "store", f"{url}: {stats.articles} articles, {stats.claims} claims, {sum(stats.facts.values())} facts"
    )
