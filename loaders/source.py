"""From what a user names (files, folders, `-`) to streams of bytes, unpacked, with their beginning known."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from glob import glob
from pathlib import Path
from typing import IO, BinaryIO, cast
from urllib.parse import urlsplit

from kg.model import Article
from loaders.fields import FIELDS, Fields
from loaders.reject import Reason, Reject

HEAD = 65_536
"""Bytes that are looked at to tell a format; a claims or article line of usual length fits in."""
STDIN = "-"
GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What reading a stream may raise: a disk's error, a cut packed file, a damaged one."""
RATIO, FREE = 200, 100_000_000
"""A packed stream may unpack to so many times its size; the first so many bytes are free. Text packs to a tenth."""

_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
# «2024.06.19 Seoul» has no suffix: a suffix is a short word that begins with a letter.
_PATTERN = re.compile(r"[*?\[]")
_PACKED = re.compile(r"\.(?:gz|bz2|xz)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


Follow = Callable[[str], Iterator["Article | Reject"]]
"""From an address that a page or feed holds to what is read there."""


class UnsafeError(OSError):
    """What a stream holds is made to harm whoever unpacks it."""


@dataclass
class Meter:
    """How much of the files given has been read, of how much, in bytes as they lie on disk; `total` is None where that
    cannot be told: of standard input and of addresses.
    """

    total: int | None = None
    done: int = 0

    def measure(self, given: Iterable[str | Path]) -> None:
        """Find out the total of the files that `given` stands for."""
        total = 0
        for found in find(given):
            if isinstance(found, Reject):
                continue
            if isinstance(found, Address) or str(found) == STDIN:
                return
            with suppress(OSError):
                total += found.stat().st_size
        self.total = total


@dataclass(frozen=True, slots=True)
class Source:
    """An open input. `stream` gives its bytes from the first on, unpacked; `head` repeats up to HEAD of them.

    `suffix` is lower case, without `.gz` and the like («.html», or «» where there is none). `identity` is the path that
    becomes the id of an article which has no other: relative to the current folder where the file lies in it,
    so that one file has one id however it is spelled; None for what has no lasting name. `url` is where it was
    fetched, and `follow` gives what an address it holds leads to; None where nothing is fetched. `fields` says what
    its rows call the fields of an article. `meter` counts what is read of it.
    """

    name: str
    stream: BinaryIO
    head: bytes
    suffix: str = ""
    identity: str | None = None
    url: str | None = None
    follow: Follow | None = None
    fields: Fields = FIELDS
    meter: Meter = field(default_factory=Meter)

    def reject(
        self, reason: Reason, message: str, remedy: str, *, line: int | None = None,
        article: str | None = None, excerpt: str = "",
    ) -> Reject:  # fmt: skip
        """A reject of this source."""
        return Reject(self.name, reason, message, remedy, line, article, excerpt)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, as given."""

    url: str


def find(given: Iterable[str | Path]) -> Iterator[Path | Address | Reject]:
    """The files and addresses that `given` stands for, in order: a folder gives its files, deep, sorted, not the
    hidden; a pattern (`news/*.html`) those that it fits.
    """
    for item in given:
        if str(item) == STDIN:
            yield Path(STDIN)
        elif isinstance(item, str) and _URL.match(item):
            yield Address(item)
        elif isinstance(item, str) and _PATTERN.search(item) and not Path(item).exists():
            yield from _fitting(item)
        else:
            yield from _files(Path(item))


@contextmanager
def open_source(path: Path, meter: Meter) -> Iterator[Source]:
    """The file at `path`, or standard input for `-`, counted by `meter`. Raises one of READ_ERRORS."""
    if str(path) == STDIN:
        # Not closed here: standard input belongs to the process.
        yield _source("<stdin>", sys.stdin.buffer, "", None)
        return
    with path.open("rb") as raw:
        regular = stat.S_ISREG(os.fstat(raw.fileno()).st_mode)
        counted = _Counted(raw, meter)
        yield replace(
            _source(readable(path), counted, path.name, _identity(path) if regular else None), meter=meter
        )


def member(
    name: str, raw: BinaryIO, identity: str | None, *, url: str | None = None, follow: Follow | None = None
) -> Source:
    """A source within another one (a file of an archive), or one that was fetched from `url`."""
    path = urlsplit(url).path if url else name
    return replace(_source(name, raw, path, identity), url=url, follow=follow)


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


def _fitting(pattern: str) -> Iterator[Path | Reject]:
    """The files that fit a pattern that no shell has filled in."""
    found = sorted(glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        yield Reject(pattern, Reason.MISSING, "no file fits the pattern", "Check it.")
    for name in found:
        yield from _files(Path(name))


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


def _source(name: str, raw: BinaryIO | io.RawIOBase, filename: str, identity: str | None) -> Source:
    stream, head = _peeked(raw)
    if head.startswith((GZIP, BZIP2, XZ)):
        stream, head = _peeked(_Unpacked(stream, head))
    bare = _PACKED.sub("", filename)
    suffix = _SUFFIX.search(bare)
    return Source(name, stream, head, suffix.group().lower() if suffix else "", identity)


class _Unpacked(io.RawIOBase):
    """What a gzip, bzip2 or xz stream holds. Raises `UnsafeError` for one that unpacks to far more than text does."""

    def __init__(self, packed: BinaryIO, head: bytes) -> None:
        self._in = _Counted(packed, Meter())
        raw = cast(BinaryIO, self._in)
        if head.startswith(GZIP):
            self._file = cast(IO[bytes], gzip.GzipFile(fileobj=raw))
        else:
            self._file = bz2.BZ2File(raw) if head.startswith(BZIP2) else lzma.LZMAFile(raw)  # noqa: SIM115 - read to its end
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._given += len(data)
        if self._given > FREE and self._given > RATIO * self._in.meter.done:
            raise UnsafeError(f"it unpacks to more than {RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, raw: BinaryIO, meter: Meter) -> None:
        self._raw = raw
        self.meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        self.meter.done += len(data)
        buffer[: len(data)] = data
        return len(data)


def _peeked(raw: BinaryIO | io.RawIOBase) -> tuple[BinaryIO, bytes]:
    head = b""
    while len(head) < HEAD and (more := raw.read(HEAD - len(head))):
        head += more
    return io.BufferedReader(_Prefixed(head, raw), HEAD), head


class _Prefixed(io.RawIOBase):
    """Bytes already read, then the rest of the stream they were read from; a pipe cannot be rewound."""

    def __init__(self, head: bytes, rest: BinaryIO | io.RawIOBase) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer)) or b""
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
