"""Figures by matplotlib, which not everybody has: where one may be written, and the writing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@contextmanager
def figure(path: Path, width: float = 6, height: float = 4.5) -> Iterator[Figure]:
    """A figure of so many inches that is written to `path`, PNG or SVG by its ending, at the end of the block.

    Raises `UsageError` for another ending, `KgError` where matplotlib is not installed.
    """
    if path.suffix.lower() not in {".png", ".svg"}:
        raise UsageError(
            f"{path}: this is neither a PNG nor an SVG file.", remedy="End its name in .png or .svg."
        )
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise KgError("Drawing needs matplotlib.", remedy="Install it: `pip install 'kg[plot]'`.") from None
    # «$» in a name begins no formula; an SVG otherwise holds the time and ids drawn at random.
    with rc_context({"svg.hashsalt": "kg", "text.parse_math": False}):
        drawn = Figure(figsize=(width, height), layout="constrained")
        yield drawn
        drawn.savefig(path, dpi=120, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
