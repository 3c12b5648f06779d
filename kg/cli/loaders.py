"""`kg loaders`: what can be read."""

from __future__ import annotations

from kg.cli.options import Format, FormatOption

NAME = "loaders"


def command(format: FormatOption = Format.TABLE) -> None:
    """List the formats that are read, and by which endings they are known.

    Files are told by what they hold first. Folders, archives (ZIP, TAR, gzip, bzip2, xz) and addresses lead to them.

    kg loaders · kg ingest odd.dat --from csv
    """
    from kg.cli.output import show
    from loaders import CLAIMS, DATASETS, GRAPH, LOADERS

    rows = [{"format": each.name, "endings": list(each.suffixes), "reads": each.reads} for each in LOADERS]
    rows += [
        {"format": CLAIMS, "endings": [".jsonl"], "reads": "claims that kg extract wrote (kg ingest)"},
        {"format": GRAPH, "endings": [".jsonl"], "reads": "graphs that kg export wrote (kg import)"},
    ]
    rows += [
        {"format": name, "endings": [], "reads": f"{found.dataset.title}, {found.dataset.url} (kg ingest)"}
        for name, found in DATASETS.items()
    ]
    show(rows, ("format", "endings", "reads"), format)
