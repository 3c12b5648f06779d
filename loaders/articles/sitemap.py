"""Sitemaps, of news sites too: lists of addresses. Fetched, they lead to their pages; in a file, they hold no words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article
from loaders.article import too_large
from loaders.reject import Reason, Reject
from loaders.source import Source, take
from loaders.xml import outermost

MAX_BYTES = 60_000_000
"""The protocol allows 50 MB."""
_ROOTS = {"urlset", "sitemapindex"}


def sniff(head: bytes) -> bool:
    """The outermost element of a sitemap or of an index of them."""
    return outermost(head) in _ROOTS


def read(source: Source) -> Iterator[Article | Reject]:
    """The pages that it lists, the latest first where it says when they changed."""
    if source.follow is None:
        remedy = "Give the sitemap's address, so that its pages are fetched."
        yield source.reject(Reason.NO_ARTICLE, "a sitemap lists addresses, and holds no article", remedy)
        return
    data = take(source, MAX_BYTES)
    if data is None:
        yield too_large(source, f"the sitemap has more than {MAX_BYTES:,} bytes")
        return
    found = _addresses(data)
    if not found:
        yield source.reject(
            Reason.EMPTY, "the sitemap lists nothing", "Check that the address gives a sitemap."
        )
    for address in found:
        yield from source.follow(address)


def _addresses(data: bytes) -> list[str]:
    from lxml import etree

    # No entities, nothing from the network, and lxml's own limits on depth and size.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root is None:
        return []
    listed = []
    for entry in root:
        texts = {
            etree.QName(part).localname: (part.text or "").strip()
            for part in entry.iter()
            if isinstance(part.tag, str)
        }
        if texts.get("loc"):
            listed.append((texts.get("publication_date") or texts.get("lastmod") or "", texts["loc"]))
    return [address for _, address in sorted(listed, key=lambda pair: pair[0], reverse=True)]
