"""`kg stats`: what a graph holds."""

from __future__ import annotations

from kg.cli.options import Format, FormatOption, StoreOption, open_graph

NAME = "stats"


def command(store: StoreOption = None, format: FormatOption = Format.TABLE) -> None:
    """How many articles, claims, actors and facts the graph holds.

    kg stats · kg stats --format json
    """
    from kg.cli.output import show

    with open_graph(store) as graph:
        stats = graph.store.stats()
        url = graph.store.url
    total = sum(stats.facts.values())
    counts = {"articles": stats.articles, "claims": stats.claims, "actors": stats.actors, "facts": total}
    if format in {Format.JSON, Format.JSONL}:
        show([{"store": url, **counts, "facts": dict(stats.facts)}], [*counts], format)
        return
    show([counts], list(counts), format, title=url)
    rows = [
        {"relation": r, "facts": n}
        for r, n in sorted(stats.facts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if format is Format.TABLE:
        show(rows, ("relation", "facts"), format, empty="")
