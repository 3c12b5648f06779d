"""`kg extract`: claims without a store."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Format, FormatOption, FromOption, OntologyOption
from kg.model import Modality

if TYPE_CHECKING:
    from kg.ontology import Ontology

NAME = "extract"
_COLUMNS = ("subject", "relation", "object", "modality", "date", "confidence", "sentence")


def command(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    format: FormatOption = Format.TABLE,
    from_: FromOption = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Write there instead of stdout.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    ontology: OntologyOption = None,
) -> None:
    """Print the claims of articles, without a store.

    kg extract article.txt · kg extract news/ --format jsonl > claims.jsonl · cat a.txt | kg extract -
    """
    from kg import ontology as ontologies
    from kg.claimjson import claim_to_json
    from kg.cli.output import clean, warn
    from kg.extract import Extractor
    from kg.model import Article
    from kg.settings import settings
    from loaders import Reject, load

    chosen = settings(ontology=ontology)
    known = ontologies.load(*([Path(chosen.ontology)] if chosen.ontology else []))
    rejects: Counter[str] = Counter()

    def articles() -> Iterator[Article]:
        for item in load(sources, format=from_):
            if isinstance(item, Reject):
                rejects[item.reason] += 1
                warn(f"rejected: {item.where}: {item.message}. {item.remedy}")
            elif isinstance(item, Article):
                yield item

    def lines() -> Iterator[dict[str, Any]]:
        for reading in Extractor(known, chosen.model).read(articles()):
            for warning in reading.warnings:
                warn(warning)
            for claim in reading.claims:
                if claim.confidence >= min_confidence:
                    yield claim_to_json(claim, reading.article, known)

    target = Path(output).open("w", encoding="utf-8") if output else sys.stdout  # noqa: SIM115 - closed below
    try:
        if format is Format.JSONL or output:
            for line in lines():
                target.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            _print(lines(), format, known)
    finally:
        if output:
            target.close()
    if rejects:
        warn(
            clean(
                f"{rejects.total()} inputs rejected: {', '.join(f'{n} {reason}' for reason, n in rejects.items())}"
            )
        )
        raise typer.Exit(3)


def _print(lines: Iterator[dict[str, Any]], format: Format, ontology: Ontology) -> None:
    """Claims as a CSV file, as JSON, or as statements for people."""
    from kg.cli.output import show, tell

    if format is Format.TABLE:
        tell(map(partial(_statement, ontology), lines), empty="No claims found.")
    elif format is Format.CSV:
        show(
            [{**line, **{end: line[end]["name"] for end in ("subject", "object")}} for line in lines],
            _COLUMNS,
            format,
        )
    else:
        show(lines, _COLUMNS, format)


def _statement(ontology: Ontology, line: dict[str, Any]) -> tuple[str, str, str]:
    label = ontology.label(line["relation"], Modality(line["modality"]))
    source = line["attributed_to"]
    said = f"according to {source['name']}" if source else ""
    notes = " · ".join(filter(None, (line["date"], f"confidence {line['confidence']}", said)))
    return f"{line['subject']['name']} {label} {line['object']['name']}", line["sentence"], notes
