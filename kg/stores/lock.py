"""A lock beside an embedded file: many may read, or one may write.

Ladybug keeps a second writer out but lets readers open the file while it is being written, and those may then
see half of a transaction; and within one process it keeps nobody out. The lock is the operating system's: a
killed process leaves none behind.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreLocked

try:
    import fcntl
except ImportError:  # Windows: only Ladybug's own lock between writers is left.
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.02
"""Seconds between two tries."""


@contextmanager
def locked(path: Path, *, exclusive: bool, wait: float) -> Iterator[None]:
    """Hold the lock of the graph file `path`; `StoreLocked` if others hold it longer than `wait` seconds."""
    beside = lock_path(path)
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _acquire(descriptor, path, exclusive, wait)
        if exclusive:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
        if exclusive:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def lock_path(path: Path) -> Path:
    """The file beside `path` that carries its lock."""
    return path.with_name(path.name + ".lock")


def held_elsewhere(path: Path, holder: str) -> StoreLocked:
    """The error that says who holds a graph file."""
    by = f"process {holder}" if holder else "other processes that read it"
    end = f", or end process {holder}" if holder else ""
    return StoreLocked(
        f"{path}: locked by {by}", remedy=f"Wait until it is done{end}, and run the command again."
    )


def _acquire(descriptor: int, path: Path, exclusive: bool, wait: float) -> None:
    if fcntl is None:
        return
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise held_elsewhere(path, os.pread(descriptor, 32, 0).decode("ascii", "replace")) from None
            time.sleep(PAUSE)
        else:
            return
