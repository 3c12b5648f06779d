"""`kg extract`: claims without a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import (
    Format,
    FromOption,
    MapOption,
    ModelOption,
    OntologyOption,
    PagesOption,
    PrivateOption,
    columns_of,
)
from kg.errors import UsageError
from kg.model import Modality

if TYPE_CHECKING:
    from kg.cli.output import Statement, Write
    from kg.extract.trace import Explanation
    from kg.ontology import Ontology

NAME = "extract"
_COLUMNS = (
    "article", "subject", "relation", "object", "modality", "plover", "date", "until", "confidence",
    "attributed_to", "sentence",
)  # fmt: skip
_BY_ENDING = {".json": Format.JSON, ".csv": Format.CSV, ".txt": Format.TABLE}


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, archives, addresses, or - for standard input.")
    ],
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to print: table, unless --output says more.")
    ] = None,
    from_: FromOption = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="Write to this file; its ending gives the format, else JSONL."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say of every sentence what was read, what was not, and why."),
    ] = False,
    visualize: Annotated[
        Path | None,
        typer.Option("--visualize", help="Draw the claims over their sentences, as HTML, into this file."),
    ] = None,
    map_: MapOption = None,
    allow_private: PrivateOption = False,
    max_pages: PagesOption = 1000,
    ontology: OntologyOption = None,
    model: ModelOption = None,
) -> None:
    """Print the claims of articles, without a store.

    kg extract article.txt · kg extract news/ --format jsonl > claims.jsonl · cat a.txt | kg extract -
    """
    from kg.api import extractor_of, ontology_of
    from kg.claimjson import claim_to_json
    from kg.cli.output import warn, writer
    from kg.model import Article
    from kg.settings import settings
    from loaders import Reject, load
    from loaders.web import Fetcher

    chosen = settings(ontology=ontology, model=model)
    known = ontology_of(chosen.ontology)
    web = Fetcher(allow_private=allow_private, max_pages=max_pages)
    items = load(sources, format=from_, web=web, columns=columns_of(map_))
    rejected: Counter[str] = Counter()

    def articles() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Reject):
                rejected[item.reason] += 1
                warn(f"rejected: {item.where}: {item.message}. {item.remedy}")
            else:
                yield item

    def lines() -> Iterator[dict[str, Any]]:
        for reading in extractor.read(articles()):
            for warning in reading.warnings:
                warn(warning)
            for claim in reading.claims:
                if claim.confidence >= min_confidence:
                    yield claim_to_json(claim, reading.article, known)

    shape = format or _implied(output)
    extractor = extractor_of(chosen.ontology, chosen.model)
    with writer(output) as write:
        if visualize:
            _draw(extractor.explain(articles()), visualize)
        elif explain:
            _explain(extractor.explain(articles()), shape, write)
        else:
            _print(lines(), shape, known, write if output else None)
    if rejected:
        reasons = ", ".join(f"{count} {reason}" for reason, count in rejected.most_common())
        warn(f"inputs rejected: {rejected.total()} ({reasons})")
        raise typer.Exit(3)


def _implied(output: str | None) -> Format:
    if output is None:
        return Format.TABLE
    return _BY_ENDING.get(PurePath(output).suffix.lower(), Format.JSONL)


def _print(lines: Iterator[dict[str, Any]], format: Format, ontology: Ontology, write: Write | None) -> None:
    """Claims as they are for programs, by name in CSV, and as statements for people."""
    from kg.cli.output import show, tell

    if format is Format.TABLE:
        tell(map(partial(_statement, ontology), lines), empty="No claims found.", write=write)
    elif format is Format.CSV:
        show(map(_by_name, lines), _COLUMNS, format, write=write)
    else:
        show(lines, _COLUMNS, format, write=write)


def _explain(explanations: Iterator[Explanation], format: Format, write: Write) -> None:
    from kg.cli import explained
    from kg.cli.output import clean, show

    if format is Format.TABLE:
        for line in (line for e in explanations for line in explained.lines(e)):
            write(f"{' ' * (len(line) - len(line.lstrip()))}{clean(line.lstrip())}\n")
    elif format is Format.CSV:
        raise UsageError("--explain has no table shape.", remedy="Use --format jsonl or json.")
    else:
        show((row for e in explanations for row in explained.rows(e)), (), format, write=write)


def _draw(explanations: Iterator[Explanation], path: Path) -> None:
    from kg.cli.output import say
    from kg.extract.picture import page

    path.write_text(page(explanations), encoding="utf-8")
    say(f"Drawn: {path}")


def _by_name(line: dict[str, Any]) -> dict[str, Any]:
    ends = ("subject", "object", "attributed_to")
    return {**line, **{end: line[end]["name"] if line[end] else None for end in ends}}


def _statement(ontology: Ontology, line: dict[str, Any]) -> Statement:
    label = ontology.label(line["relation"], Modality(line["modality"]))
    source = line["attributed_to"]
    said = f"according to {source['name']}" if source else ""
    notes = " · ".join(filter(None, (line["date"], f"confidence {line['confidence']:.2f}", said)))
    return f"{line['subject']['name']} {label} {line['object']['name']}", line["sentence"], notes
