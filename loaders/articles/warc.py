"""WARC, the form in which web archives keep pages, by warcio: `pip install 'kg[warc]'`."""

from __future__ import annotations

import io
from collections.abc import Iterator

from kg.model import Article
from loaders.article import too_large
from loaders.articles import html
from loaders.reject import Reason, Reject
from loaders.source import Source, member

_PAGES = ("text/html", "application/xhtml+xml")


def sniff(head: bytes) -> bool:
    """The version line of a first record."""
    return head.startswith(b"WARC/")


def read(source: Source) -> Iterator[Article | Reject]:
    """The articles of the pages in the archive, in order, each under its address."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        remedy = "Install it with: pip install 'kg[warc]'"
        yield source.reject(Reason.MISSING_PACKAGE, "warcio is needed to read this", remedy)
        return
    try:
        for record in ArchiveIterator(source.stream):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
            if kind not in _PAGES or record.http_headers.get_statuscode() != "200":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            data = record.content_stream().read(html.MAX_BYTES + 1)
            if len(data) > html.MAX_BYTES:
                yield too_large(source, f"the page has more than {html.MAX_BYTES:,} bytes")
            elif data.strip():
                yield from html.read(member(f"{source.name}/{url}", io.BytesIO(data), url, url=url))
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        message = f"the web archive is damaged or cut: {error}"
        yield source.reject(Reason.UNREADABLE, message, "Fetch it again; what came before was read.")
