"""PDF and Word documents, by pypdf and python-docx: `pip install 'kg[documents]'`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.model import Article
from loaders.article import make, too_large
from loaders.prose import clean, join_paragraphs
from loaders.reject import Reason, Reject
from loaders.source import Source, take

MAX_BYTES = 100_000_000
MAX_UNPACKED = 400_000_000
"""Bytes that the parts of a Word document may have together."""
MAX_PAGES = 1_000
_PDF = b"%PDF-"
_DOCX = b"PK\x03\x04"
_REMEDY = "Save it as text or HTML, without a password."


def sniff_pdf(head: bytes) -> bool:
    """PDF's mark within the first kilobyte, as the format allows."""
    return _PDF in head[:1024]


def sniff_docx(head: bytes) -> bool:
    """A ZIP archive whose first members are those of an office document."""
    return head.startswith(_DOCX) and b"[Content_Types].xml" in head


def read_pdf(source: Source) -> Iterator[Article | Reject]:
    """The document as one article."""
    yield _read(source, _pdf)


def read_docx(source: Source) -> Iterator[Article | Reject]:
    """The document as one article."""
    yield _read(source, _docx)


def _read(source: Source, fields: Callable[[bytes], Mapping[str, Any]]) -> Article | Reject:
    data = take(source, MAX_BYTES)
    if data is None:
        return too_large(source, f"the document has more than {MAX_BYTES:,} bytes")
    try:
        return make(source, fields(data))
    except ImportError as error:
        remedy = "Install it with: pip install 'kg[documents]'"
        return source.reject(Reason.MISSING_PACKAGE, f"{error.name} is needed to read this", remedy)
    except Exception as error:  # what is no such document makes these packages raise nearly anything
        return source.reject(
            Reason.UNREADABLE, f"the document cannot be read: {type(error).__name__}: {error}", _REMEDY
        )


def _pdf(data: bytes) -> Mapping[str, Any]:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    document = PdfReader(io.BytesIO(data))
    if len(document.pages) > MAX_PAGES:
        raise ValueError(f"more than {MAX_PAGES} pages")
    pages = [page.extract_text() for page in document.pages]
    described = document.metadata
    return {
        "text": _unbroken("\n".join(pages)),
        "title": described.title if described else None,
        "published": described.creation_date if described else None,
    }


def _unbroken(text: str) -> str:
    """Paragraphs from lines as printed: a line goes on where the next begins small or the last ends without a stop."""
    lines = [" ".join(line.split()) for line in clean(text).split("\n")]
    longest = max(map(len, lines), default=0)
    paragraphs = [""]
    for line in lines:
        if not line:
            paragraphs.append("")
        elif paragraphs[-1].endswith("-") and line[0].islower():
            paragraphs[-1] = paragraphs[-1].removesuffix("-") + line
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}".strip()
            if len(line) < 0.7 * longest and re.search(r"[.!?]['\"”’)]*$", line):
                paragraphs.append("")
    return join_paragraphs(paragraphs)


def _docx(data: bytes) -> Mapping[str, Any]:
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
            raise ValueError(f"its parts have more than {MAX_UNPACKED:,} bytes")
    document = docx.Document(io.BytesIO(data))
    titles = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title"]
    words = [p.text for p in document.paragraphs if p.text not in titles]
    return {
        "text": join_paragraphs(words),
        "title": (titles or [document.core_properties.title])[0],
        "published": document.core_properties.created,
    }
