"""`kg evaluate`: extraction measured against labelled texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Format, FormatOption, ModelOption, OntologyOption
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.evaluation import Evaluation, Judged, Share
    from kg.model import Claim

NAME = "evaluate"
_MARGIN = 0.01
"""How far a figure may fall below the baseline."""
_BETTER_LOW = {"reversed"}


class By(StrEnum):
    """What the figures are broken down by."""

    RELATION = "relation"
    READING = "reading"
    ROOT = "root"
    PHENOMENON = "phenomenon"


def command(
    gold: Annotated[
        list[Path], typer.Argument(help="Labelled texts, JSONL; see kg/gold.py for the form of a line.")
    ],
    by: Annotated[By | None, typer.Option("--by", help="Break the figures down.")] = None,
    worst: Annotated[
        int, typer.Option("--worst", min=0, help="Show so many texts with the most faults.")
    ] = 0,
    confusion: Annotated[
        bool, typer.Option("--confusion", help="Show which PLOVER roots are taken for which.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw precision over confidence into this PNG or SVG file.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Fail when a figure falls by more than a point below this file's."),
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Keep the figures in this file, as JSON.")
    ] = None,
    ontology: OntologyOption = None,
    model: ModelOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Measure extraction against labelled texts: precision, recall, confusion, calibration.

    kg evaluate tests/data/gold/*.jsonl · kg evaluate mine.jsonl --by relation --worst 10
    """
    from kg.api import extractor_of, ontology_of
    from kg.evaluation import evaluate
    from kg.gold import read_gold
    from kg.settings import settings

    chosen = settings(ontology=ontology, model=model)
    texts = read_gold(gold, ontology_of(chosen.ontology))
    if not texts:
        raise UsageError(
            "There is no labelled text in what was given.", remedy="Give a JSONL file with lines in it."
        )
    found = evaluate(extractor_of(chosen.ontology, chosen.model), texts)
    if format is Format.TABLE:
        _tell(found, by, worst, confusion)
    else:
        _report(found, by, worst, confusion, format)
    if plot:
        _draw(found, plot)
    # First, for both may name one file.
    before = _kept(baseline) if baseline else {}
    if write_baseline:
        write_baseline.write_text(json.dumps(found.figures(), indent=2) + "\n", encoding="utf-8")
    if baseline:
        _compare(found.figures(), before, baseline)


def _tell(found: Evaluation, by: By | None, worst: int, confusion: bool) -> None:
    from kg.cli.output import clean, show
    from kg.evaluation import MEASURES

    counted = [found.measure(name) for name in MEASURES]
    rows = [{"measure": name, **_row(share)} for name, share in zip(MEASURES, counted, strict=True)]
    show(rows, ("measure", "precision", "recall", "f1", "right", "found", "gold"), Format.TABLE)
    rest = {k: v for k, v in found.figures().items() if k.split()[0] not in MEASURES}
    show(
        [{"figure": k, "value": f"{v:.3f}"} for k, v in rest.items()],
        ("figure", "value"),
        Format.TABLE,
        empty="",
    )
    bins = [
        {"confidence": f"{b.low:.1f}", "claims": b.count, "right": f"{b.right / b.count:.2f}"}
        for b in found.calibration()
    ]
    show(bins, ("confidence", "claims", "right"), Format.TABLE, title="By confidence", empty="")
    if by:
        broken = [{by.value: name, **_row(share)} for name, share in _broken(found, by).items()]
        show(broken, (by.value, "precision", "recall", "f1", "right", "found", "gold"), Format.TABLE)
    if confusion:
        pairs = [{"label": a, "read as": b, "times": n} for (a, b), n in found.confusion().most_common()]
        show(pairs, ("label", "read as", "times"), Format.TABLE, empty="No root is taken for another.")
    for judged in found.worst(worst):
        typer.echo(clean(f"{judged.text.id}: {judged.text.title or ''} {judged.text.text}"))
        for fault in _faults(judged):
            typer.echo(f"    {clean(fault)}")


def _report(found: Evaluation, by: By | None, worst: int, confusion: bool, format: Format) -> None:
    from kg.cli.output import show

    report: dict[str, Any] = {"figures": found.figures(), "texts": len(found.judged)}
    report["calibration"] = [
        {"from": b.low, "claims": b.count, "right": b.right} for b in found.calibration()
    ]
    if by:
        report[f"by_{by.value}"] = {name: _row(share) for name, share in _broken(found, by).items()}
    if confusion:
        report["confusion"] = [
            {"label": a, "read_as": b, "times": n} for (a, b), n in found.confusion().most_common()
        ]
    if worst:
        report["worst"] = [{"id": j.text.id, "faults": list(_faults(j))} for j in found.worst(worst)]
    show([report], list(report), format)


def _broken(found: Evaluation, by: By) -> dict[str, Share]:
    tables = {
        By.RELATION: found.by_relation,
        By.READING: found.by_reading,
        By.ROOT: found.by_root,
        By.PHENOMENON: found.by_phenomenon,
    }
    return tables[by]()


def _row(share: Share) -> dict[str, Any]:
    shares = {"precision": share.precision, "recall": share.recall, "f1": share.f1}
    return {name: f"{value:.3f}" for name, value in shares.items()} | {
        "right": share.right, "found": share.found, "gold": share.gold,
    }  # fmt: skip


def _faults(judged: Judged) -> Iterator[str]:
    for pairing in judged.pairings:
        gold, claim = pairing.gold, pairing.claim
        label = f"{gold.subject} {gold.relation} ({gold.modality}) {gold.object}" if gold else ""
        if gold and claim is None:
            yield f"missed {label}"
        elif claim and gold is None:
            yield f"too many: {_said(claim)}"
        elif claim and "modality" not in pairing.agrees:
            yield f"{label} read as {_said(claim)}"


def _said(claim: Claim) -> str:
    ends = claim.subject.actor.id, claim.object.actor.id
    return f"{ends[0]} {claim.relation} ({claim.modality}) {ends[1]} «{claim.trigger}»"


def _draw(found: Evaluation, path: Path) -> None:
    from kg.cli.figure import figure

    bins = found.calibration()
    with figure(path) as drawn:
        axes = drawn.add_subplot(xlim=(0, 1), ylim=(0, 1.05), xlabel="confidence", ylabel="share right")
        axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as sure as right")
        axes.bar(
            [b.low + 0.05 for b in bins],
            [b.right / b.count for b in bins],
            width=0.085,
            color="#4c78a8",
            label="measured",
        )
        for b in bins:
            axes.annotate(f"{b.count}", (b.low + 0.05, b.right / b.count + 0.015), ha="center", fontsize=9)
        axes.set_title("Claims right, by their confidence (number of claims above)", fontsize=10)
        axes.legend(loc="upper left")


def _kept(path: Path) -> dict[str, float]:
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
        return {name: float(value) for name, value in before.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UsageError(
            f"{path}: no figures there: {error}", remedy="Write them with --write-baseline."
        ) from None


def _compare(figures: dict[str, float], before: dict[str, float], path: Path) -> None:
    fallen = [
        f"{name} fell from {was:.3f} to {now:.3f}"
        if name not in _BETTER_LOW
        else f"{name} rose from {was:.3f} to {now:.3f}"
        for name, was in before.items()
        if (now := figures.get(name)) is not None
        # Rounded, for 0.92 - 0.91 is a little more than a point.
        and round(was - now if name not in _BETTER_LOW else now - was, 6) > _MARGIN
    ]
    fallen += [
        f"{name}, {was:.3f} before, is no more measured"
        for name, was in before.items()
        if name not in figures
    ]
    if fallen:
        raise KgError(
            f"Worse than {path}: {'; '.join(fallen)}.",
            remedy="Mend the extraction, or keep the new figures with --write-baseline and say why.",
        )
