"""`kg watch`: ingest what is new, again and again."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ModelOption, OntologyOption, PagesOption, PrivateOption, StoreOption

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.ingest import Summary

NAME = "watch"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Addresses of feeds, sitemaps or pages; files; folders.")
    ],
    every: Annotated[str, typer.Option("--every", help="How often: 30s, 15m, 6h.")] = "15m",
    rounds: Annotated[
        int | None, typer.Option("--rounds", min=1, help="Stop after so many rounds.", show_default=False)
    ] = None,
    store: StoreOption = None,
    allow_private: PrivateOption = False,
    max_pages: PagesOption = 1000,
    ontology: OntologyOption = None,
    model: ModelOption = None,
) -> None:
    """Ingest what is new in feeds and folders, round after round, with a line for each.

    A round that fails is tried again, later each time. Ctrl-C or SIGTERM ends it after the batch in hand; what is
    ingested is kept.

    kg watch https://news.example/feed.xml inbox/ --every 15m
    """
    import signal
    from threading import Event

    from kg.api import Graph
    from kg.cli.output import say
    from kg.ingest import ingest
    from kg.settings import settings
    from kg.watch import until, watch
    from loaders import load_all
    from loaders.web import Fetcher
    from loaders.web.state import state_of

    seconds = _seconds(every)
    stop = Event()
    before = {name: signal.signal(name, lambda *_: stop.set()) for name in (signal.SIGINT, signal.SIGTERM)}
    chosen = settings(store=store, ontology=ontology, model=model)

    def round_() -> Summary:
        with (
            Graph.at(chosen) as graph,
            Fetcher(state_of(graph.store.url), allow_private=allow_private, max_pages=max_pages) as web,
        ):
            graph.store.init()
            items = until(stop, load_all(sources, graph.ontology, web=web))
            summary = ingest(graph.store, items, graph.extractor, story_days=chosen.story_days)
            if not stop.is_set():
                web.keep()
            return summary

    def tell(outcome: Summary | KgError | OSError, pause: float) -> None:
        say(
            f"{datetime.now():%Y-%m-%d %H:%M:%S}  {_line(outcome)}{f'; next in {pause:g} s' if pause else ''}"
        )

    try:
        failed = watch(round_, tell, stop, every=seconds, rounds=rounds)
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    if failed and rounds is not None:
        raise typer.Exit(1)


def _seconds(text: str) -> float:
    from kg.errors import UsageError

    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", text.strip())
    if match is None or not float(match[1]):
        raise UsageError(f"«{text}» is no time.", remedy="Write it as 30s, 15m, 6h or 1d.")
    return float(match[1]) * _UNITS[match[2]]


def _line(outcome: Summary | KgError | OSError) -> str:
    from kg.ingest import Summary

    if not isinstance(outcome, Summary):
        return f"failed: {getattr(outcome, 'message', outcome)}"
    written = outcome.written
    new = written.articles - written.replaced
    told = f"{new} new, {written.replaced} replaced, {written.unchanged} unchanged, {written.claims} claims"
    told += f", {written.copies} copies" if written.copies else ""
    rejected = outcome.rejected.total()
    reasons = ", ".join(f"{count} {reason}" for reason, count in outcome.rejected.most_common(3))
    return told + (f", {rejected} rejected ({reasons})" if rejected else "")
