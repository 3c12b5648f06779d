"""What is made to harm costs its own file and no memory: each is rejected, the rest is read, all in under 1 GB."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

GIGABYTE = 1_000_000_000
MEGABYTE = 1_000_000


def bomb() -> bytes:
    """Half a gigabyte of one word in half a megabyte."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(500):
            file.write(b"Peru" * (MEGABYTE // 4))
    return packed.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def tarred(name: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"Peru."))
    return packed.getvalue()


def nested(depth: int) -> bytes:
    data = b"Norway visited Poland."
    for level in range(depth):
        data = zipped(f"{level}.zip" if level else "a.txt", data)
    return data


GROWING = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("bcdefgh", "cdefghi", strict=True))
    + "]><rss><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>"
)

HOSTILE = {
    "bomb.txt.gz": bomb,
    "bomb.zip": lambda: zipped("inner.txt", bytes(300 * MEGABYTE)),
    "deep.zip": lambda: nested(6),
    "out.tar": lambda: tarred("../../out.txt"),
    "line.jsonl": lambda: b'{"id": "x", "text": "' + b"a" * (150 * MEGABYTE),
    "long.txt": lambda: b"Norway visited Poland. " * (4 * MEGABYTE),
    "nul.txt": lambda: bytes(MEGABYTE),
    "tags.html": lambda: b"<div>" * 100_000 + b"Norway visited Poland." + b"</div>" * 100_000,
    "feed.xml": GROWING.encode,
}
"""Files by name; of each a reject must tell."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    (folder / "zz-good.txt").write_text("Norway attacked Poland. " * 5)
    return folder


def test_hostile_files_cost_themselves_alone(folder: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    command = [
        "ingest",
        str(folder),
        "--store",
        str(tmp_path / "g.lbug"),
        "--no-reference",
        "--format",
        "json",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *command, "--rejects", str(rejects)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 3
    told = {Path(json.loads(line)["source"]).parts for line in rejects.read_text().splitlines()}
    named = {part for parts in told for part in parts}
    assert named >= set(HOSTILE)
    (counts,) = json.loads(out)
    assert counts["claims"] >= 1
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert peak < GIGABYTE
