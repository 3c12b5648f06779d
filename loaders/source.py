"""From what a user names (files, folders, `-`) to streams of bytes, unpacked, with their beginning known."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.reject import Reason, Reject

HEAD = 65_536
"""Bytes that are looked at to tell a format; a claims or article line of usual length fits in."""
STDIN = "-"
GZIP = b"\x1f\x8b"
READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a stream may raise: a disk's error, a cut gzip file, a damaged one."""

_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
# «2024.06.19 Seoul» has no suffix: a suffix is a short word that begins with a letter.
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


@dataclass(frozen=True, slots=True)
class Source:
    """An open input. `stream` gives its bytes from the first on, unpacked; `head` repeats up to HEAD of them.

    `suffix` is lower case, without `.gz` («.html», or «» where there is none). `identity` is the path that
    becomes the id of an article which has no other: relative to the current folder where the file lies in it,
    so that one file has one id however it is spelled; None for what has no lasting name.
    """

    name: str
    stream: BinaryIO
    head: bytes
    suffix: str = ""
    identity: str | None = None

    def reject(
        self, reason: Reason, message: str, remedy: str, *, line: int | None = None,
        article: str | None = None, excerpt: str = "",
    ) -> Reject:  # fmt: skip
        """A reject of this source."""
        return Reject(self.name, reason, message, remedy, line, article, excerpt)


def find(given: Iterable[str | Path]) -> Iterator[Path | Reject]:
    """The files that `given` stands for, in order: a folder gives its files, deep, sorted, not the hidden."""
    for item in given:
        if str(item) == STDIN:
            yield Path(STDIN)
        elif isinstance(item, str) and _URL.match(item):
            remedy = "Save the page (or `curl -o page.html URL`) and give the file."
            yield Reject(item, Reason.URL, "addresses are not fetched", remedy)
        else:
            yield from _files(Path(item))


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The file at `path`, or standard input for `-`. Raises one of READ_ERRORS."""
    if str(path) == STDIN:
        # Not closed here: standard input belongs to the process.
        yield _source("<stdin>", sys.stdin.buffer, "", None)
        return
    with path.open("rb") as raw:
        regular = stat.S_ISREG(os.fstat(raw.fileno()).st_mode)
        yield _source(readable(path), raw, path.name, _identity(path) if regular else None)


def take(source: Source, limit: int) -> bytes | None:
    """All bytes of the source, or None where there are more than `limit`."""
    data = source.stream.read(limit + 1)
    return data if len(data) <= limit else None


def _files(path: Path) -> Iterator[Path | Reject]:
    name = readable(path)
    try:
        if not path.is_dir():
            if path.exists():
                yield path
            else:
                yield Reject(name, Reason.MISSING, "there is no such file or folder", "Check the path.")
            return
    except (OSError, ValueError) as error:
        yield Reject(name, Reason.UNREADABLE, _why(error), "Check the path.")
        return
    count = 0
    for found in _walk(path):
        count += 1
        yield found
    if not count:
        yield Reject(name, Reason.EMPTY, "the folder holds no files", "Give a folder with articles in it.")


def _walk(folder: Path) -> Iterator[Path | Reject]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        remedy = "Make the folder readable, or leave it out."
        yield Reject(readable(folder), Reason.UNREADABLE, _why(error), remedy)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            # A link to a folder may lead back up, and then never ends.
            if not entry.is_symlink():
                yield from _walk(entry)
        elif entry.is_file() or entry.is_symlink():
            yield entry


def _source(name: str, raw: BinaryIO, filename: str, identity: str | None) -> Source:
    stream, head = _peeked(raw)
    if head.startswith(GZIP):
        stream, head = _peeked(gzip.GzipFile(fileobj=stream))
    bare = filename.removesuffix(".gz").removesuffix(".GZ")
    suffix = _SUFFIX.search(bare)
    return Source(name, stream, head, suffix.group().lower() if suffix else "", identity)


def _peeked(raw: BinaryIO | gzip.GzipFile) -> tuple[BinaryIO, bytes]:
    head = b""
    while len(head) < HEAD and (more := raw.read(HEAD - len(head))):
        head += more
    return io.BufferedReader(_Prefixed(head, raw), HEAD), head


class _Prefixed(io.RawIOBase):
    """Bytes already read, then the rest of the stream they were read from; a pipe cannot be rewound."""

    def __init__(self, head: bytes, rest: BinaryIO | gzip.GzipFile) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _identity(path: Path) -> str:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    try:
        return readable(absolute.relative_to(Path.cwd()))
    except ValueError:
        return readable(absolute)


def readable(path: Path) -> str:
    """The path as text that every encoder takes, with «/» on every system."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
