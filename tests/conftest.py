"""What all tests share: one ontology, one extractor."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.extract import Extractor
from kg.model import Article, Claim
from kg.ontology import Ontology


@pytest.fixture(scope="session")
def onto() -> Ontology:
    return ontology.load()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def read(extractor: Extractor):
    """Text → its claims, with an optional publication date."""

    def _read(text: str, published: str | None = None, title: str | None = None) -> list[Claim]:
        return list(next(extractor.read([Article.of(text, published=published, title=title)])).claims)

    return _read
