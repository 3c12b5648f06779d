"""An ingest of the sample that kills its own process: what test_killed.py starts."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ladybug
import pytest
import small_graph

from kg.ingest import ingest as run
from kg.stores import Store, open_store
from kg.stores import ladybug as embedded
from kg.stores import neo4j as server
from loaders import load_all


def load(store: Store, archive: Path | None) -> None:
    """Store the sample and reprints, or the claims in an archive, an article a transaction."""
    if archive is None:
        for reading in [*small_graph.sample(), *small_graph.reprints()]:
            store.write([reading])
        return
    items = load_all([archive], small_graph.ONTOLOGY)
    run(store, items, lambda: pytest.fail("claims are not read again"), batch=1)


def ingest(url: str, password: str, steps: int, archive: Path | None = None) -> None:
    """`load`, and die before that step: a statement, or closing the file."""
    left = steps

    def dying(step: Callable[..., Any]) -> Callable[..., Any]:
        def die_or_go_on(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return step(*args, **kwargs)

        return die_or_go_on

    for owner, name in (
        (embedded._Session, "_execute"),
        (server._Transaction, "_execute"),
        (ladybug.Database, "close"),
    ):
        setattr(owner, name, dying(getattr(owner, name)))
    with open_store(url, ontology=small_graph.ONTOLOGY, password=password) as store:
        load(store, archive)
