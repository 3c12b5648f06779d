"""The sample articles that the demo reads: front matter complete, length that of a news report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

SAMPLES = sorted((Path(__file__).parents[2] / "docs" / "samples").glob("*.md"))


def test_there_are_enough() -> None:
    assert len(SAMPLES) >= 6


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample(path: Path) -> None:
    head, body = _parts(path)
    assert set(head) == {"title", "date", "source"}
    assert isinstance(head["date"], date)
    assert path.name.startswith(head["date"].isoformat())
    assert 250 <= len(body.split()) <= 600
    assert body.count("\n\n") >= 4


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body.strip()
