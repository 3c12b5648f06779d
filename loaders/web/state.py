"""Where it is kept what was fetched for a store, so that a graph never misses what another one was given."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def state_of(store: str) -> Path:
    """The file for a store's address: beside an embedded file, in the user's cache for a server."""
    if "://" not in store:
        return Path(f"{store}.web.json")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"
    cache.mkdir(parents=True, exist_ok=True)
    return cache / f"web-{hashlib.sha256(store.encode()).hexdigest()[:16]}.json"
