"""`kg stats`: what a graph holds."""

from __future__ import annotations

from kg.cli.options import Format, FormatOption, StoreOption, open_graph

NAME = "stats"


def command(store: StoreOption = None, format: FormatOption = Format.TABLE) -> None:
    """Count the articles, claims, actors and facts of the graph, and the copies: articles that print the story of another.

    kg stats · kg stats --format json
    """
    from kg.cli.output import show

    with open_graph(store) as graph:
        stats = graph.store.stats()
        url = graph.store.url
    total = sum(stats.facts.values())
    counts = {
        "articles": stats.articles,
        "copies": stats.copies,
        "claims": stats.claims,
        "actors": stats.actors,
        "facts": total,
    }
    if format is not Format.TABLE:
        by_relation = {"facts_by_relation": dict(stats.facts)}
        show([{"store": url, **counts, **by_relation}], ["store", *counts, *by_relation], format)
        return
    show([counts], list(counts), format, title=url)
    by_count = sorted(stats.facts.items(), key=lambda pair: (-pair[1], pair[0]))
    show([{"relation": r, "facts": n} for r, n in by_count], ("relation", "facts"), format, empty="")
