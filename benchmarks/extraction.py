"""Extraction against the bare spaCy pipeline over the same articles, in one process on one core.

    python benchmarks/extraction.py NEWS.jsonl [--limit 100] [--rounds 3]

Each round times both, one after the other, so that what slows the machine slows both; the ratio of the medians is what
counts. The bare pipeline parses every sentence; kg parses only those that may hold a claim.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice

from kg.extract import Extractor
from kg.extract.extractor import load_pipeline
from kg.extract.text import sentences
from kg.model import Article
from loaders import load


def main() -> None:
    """Read the arguments, time both, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", help="articles, in any form that kg ingest reads")
    parser.add_argument("--limit", type=int, default=100, help="at most so many articles (default 100)")
    parser.add_argument("--rounds", type=int, default=3, help="times that both are run (default 3)")
    asked = parser.parse_args()
    found = (item for item in load([asked.source]) if isinstance(item, Article))
    articles = list(islice(found, asked.limit))
    extractor = Extractor()
    bare = load_pipeline(extractor.model)
    count = sum(1 for article in articles for _ in sentences(article.text, bare))
    claims = 0

    def extract() -> None:
        nonlocal claims
        claims = sum(len(reading.claims) for reading in extractor.read(articles))

    def parse() -> None:
        for _ in bare.pipe((article.text for article in articles), batch_size=32):
            pass

    times: dict[str, list[float]] = {"kg": [], "spaCy": []}
    for _ in range(asked.rounds):
        times["spaCy"].append(_seconds(parse))
        times["kg"].append(_seconds(extract))
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"{len(articles)} articles, {count} sentences, {claims} claims; medians of {asked.rounds} rounds")
    for name, seconds in middle.items():
        print(f"{name:6} {len(articles) / seconds:8.1f} articles/s {count / seconds:9.1f} sentences/s")
    print(f"ratio  {middle['spaCy'] / middle['kg']:8.2f} times the articles/s of the bare pipeline")


def _seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
