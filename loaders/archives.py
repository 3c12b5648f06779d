"""What lies in ZIP and TAR archives, as sources of their own; nothing is written to disk under a name of theirs.

A member is refused, and the rest read, where it names a place outside the archive, is a link or a device, or packs far
more than text can; an archive where it holds too many members, or archives in archives in archives.
"""

from __future__ import annotations

import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from shutil import copyfileobj
from typing import IO, BinaryIO, cast

from loaders.reject import Reason, Reject
from loaders.source import FREE, RATIO, READ_ERRORS, Source, UnsafeError, member

MAX_DEPTH = 3
"""Archives in archives that are opened."""
MAX_MEMBERS = 200_000
"""Files that are read of one archive."""
_ZIP, _TAR = b"PK\x03\x04", b"ustar"
_TAR_AT = 257
_DOCUMENTS = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"}
"""Documents that are ZIP archives within; they are for the loaders of documents."""
_REMEDY = "Leave it out, or unpack by hand what you trust."


def is_archive(source: Source) -> bool:
    """Whether this is a ZIP or TAR archive, and no document."""
    tar = source.head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR
    return tar or (source.head.startswith(_ZIP) and not is_document(source))


def is_document(source: Source) -> bool:
    """Whether this is an office document, which is a ZIP archive within."""
    return source.head.startswith(_ZIP) and (
        source.suffix in _DOCUMENTS
        or b"[Content_Types].xml" in source.head
        or b"mimetypeapplication/" in source.head
    )


def members(source: Source, depth: int = 0) -> Iterator[Source | Reject]:
    """The files of an archive in its order, those of archives within it too; the source itself if it is none."""
    if not is_archive(source):
        yield source
        return
    if depth >= MAX_DEPTH:
        yield source.reject(Reason.UNSAFE, f"archives lie {MAX_DEPTH + 1} deep in one another", _REMEDY)
        return
    opened = _zipped if source.head.startswith(_ZIP) else _tarred
    count = 0
    try:
        for found in opened(source):
            count += 1
            if count > MAX_MEMBERS:
                message = f"the archive holds more than {MAX_MEMBERS:,} files; the first ones were read"
                yield source.reject(Reason.UNSAFE, message, "Split the archive.")
                return
            if isinstance(found, Reject):
                yield found
            else:
                yield from members(found, depth + 1)
    except UnsafeError as error:
        yield source.reject(Reason.UNSAFE, str(error), _REMEDY)
    except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError, *READ_ERRORS) as error:
        message = f"the archive is damaged, cut or locked: {error}"
        yield source.reject(Reason.UNREADABLE, message, "Fetch or pack it again, without a password.")


def _zipped(source: Source) -> Iterator[Source | Reject]:
    with tempfile.TemporaryFile(prefix="kg-") as copy:
        before = max(source.meter.done - len(source.head), 0)
        copyfileobj(source.stream, copy)  # a ZIP's table of contents stands at its end
        source.meter.done = before  # what was copied is read member by member
        with zipfile.ZipFile(copy) as archive:
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                packed, size = max(entry.compress_size, 1), entry.file_size
                link = (entry.external_attr >> 16) & 0o170000 == 0o120000
                if fault := _fault(entry.filename, link=link, bomb=size > FREE and size > RATIO * packed):
                    yield _refused(source, entry.filename, fault)
                    continue
                if _is_hidden(entry.filename):
                    continue
                # What is read ends at the size that the entry declares, whatever its data would unpack to.
                with archive.open(entry) as file:
                    yield _member(source, entry.filename, file)
                source.meter.done += entry.compress_size


def _tarred(source: Source) -> Iterator[Source | Reject]:
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            if fault := _fault(entry.name, link=not entry.isreg(), bomb=False):
                yield _refused(source, entry.name, fault)
                continue
            if _is_hidden(entry.name):
                continue
            file = archive.extractfile(entry)
            if file is not None:
                yield _member(source, entry.name, file)


def _fault(name: str, *, link: bool, bomb: bool) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "it names a place outside of the archive"
    if link:
        return "it is a link or a device, not a file"
    if bomb:
        return f"it unpacks to more than {RATIO} times its size"
    return None


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def _refused(source: Source, name: str, fault: str) -> Reject:
    return Reject(f"{source.name}/{_printable(name)}", Reason.UNSAFE, fault, _REMEDY)


def _member(source: Source, name: str, file: IO[bytes]) -> Source:
    inner = _printable(name)
    identity = f"{source.identity}/{inner}" if source.identity else None
    found = member(f"{source.name}/{inner}", cast(BinaryIO, file), identity)
    return replace(found, fields=source.fields)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
