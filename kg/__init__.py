"""kg: news in, a graph of who does what to whom in world politics out.

>>> import kg
>>> claims = kg.extract("Russia and North Korea signed a defense pact.")   # list of kg.model.Claim
>>> graph = kg.open("graph.lbug")                                          # kg.api.Graph
>>> graph.ingest(articles); graph.query("allies", actor="Seoul"); graph.to_networkx()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "open"]

if TYPE_CHECKING:
    from kg.api import extract, open


def __getattr__(name: str) -> Any:
    # The API pulls in spaCy; `kg --help` must not wait for it.
    if name in {"extract", "open"}:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
