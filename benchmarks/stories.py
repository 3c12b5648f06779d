"""How well copies of a story are told from other articles on the same event.

    python benchmarks/stories.py NEWS.jsonl

Prints the likest pairs of the articles, to be read by eye, and how many reprints made of them are found: with another
dateline, cut, and changed word by word, which costs more than the same number of changes in one place.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from random import Random

from kg.model import Article
from kg.stories import Print, copies, likeness, signature
from loaders import load

SHORTEST = 100
"""Words of an article of which reprints are made."""

DATELINES = (
    "BEIJING, Sept 15 (Xinhua) --",
    "(Reuters) -",
    "By our correspondent Updated: 15:04 GMT",
    "PARIS, France —",
)
KEPT = (1.0, 0.75, 0.5, 0.33, 0.25)
CHANGED = ((0.0, 0), (0.02, 1), (0.05, 2))
"""Share of words changed, and captions put in."""


def main() -> None:
    """Read the arguments, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", help="articles, in any form that kg ingest reads")
    articles = [item for item in load([parser.parse_args().source]) if isinstance(item, Article)]
    prints = [Print(article.id, signature(article.text), 7, None) for article in articles]
    signed = [one for one in prints if one.signature is not None]
    pairs = sorted(
        ((*likeness(one, other), one.id, other.id) for one, other in combinations(signed, 2)), reverse=True
    )
    found = sum(bool(copies([one], [other])) for one, other in combinations(signed, 2))
    print(
        f"{len(articles)} articles, {len(pairs)} pairs, {found} of them copies, whenever printed; the likest:"
    )
    for contained, alike, one, other in pairs[:5]:
        print(f"  {contained:.2f} of the shorter, {alike:.2f} of both  {one}  {other}")
    chance = Random(5)
    texts = [article.text for article in articles if len(article.text.split()) >= SHORTEST]
    print(f"reprints found, of {len(texts)} articles each:")
    for kept in KEPT:
        told = [
            f"{sum(_is_found(text, kept, *how, chance) for text in texts) / len(texts):6.0%}"
            for how in CHANGED
        ]
        print(f"  {kept:4.0%} kept", *told)


def _is_found(text: str, kept: float, changed: float, captions: int, chance: Random) -> bool:
    reprint = Print("reprint", signature(_reprint(text, kept, changed, captions, chance)), 7, None)
    return bool(copies([Print("original", signature(text), 7, None)], [reprint]))


def _reprint(text: str, kept: float, changed: float, captions: int, chance: Random) -> str:
    words = text.split()
    words = words[: max(40, int(len(words) * kept))]
    words = ["other" if chance.random() < changed else word for word in words]
    for _ in range(captions):
        place = chance.randrange(len(words))
        words[place:place] = (
            f"Image {chance.random()} of the agency (Getty Images) story continues below".split()
        )
    return " ".join((chance.choice(DATELINES), *words))


if __name__ == "__main__":
    main()
