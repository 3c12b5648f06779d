"""HTML: the article of a page, without what stands around and between its paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from kg.model import Article
from loaders.article import MAX_CHARACTERS, make, too_large
from loaders.encoding import decode
from loaders.prose import clean, join_paragraphs, same_words
from loaders.reject import Reason, Reject
from loaders.source import Source, take

MAX_BYTES = 10_000_000
"""A page of more is a dump of pages, not a page."""

_START = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,30})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2}[\w-]*)", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,1000}>(.{1,1000}?)</h1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<(?:script|style|svg)\b", re.IGNORECASE)
_UNSEEN_END = re.compile(r"</(?:script|style|svg)\b", re.IGNORECASE)
_WEB = re.compile(r"^https?://", re.IGNORECASE)
_SILENT = ("script", "style", "svg", "figcaption", "noscript", "template")
_BLOCKS = (
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "td",
    "figure",
    "section",
)
"""Elements of a fragment that show nothing to a reader, and those that stand on lines of their own."""
_PRUNED = ["//figcaption", "//*[@role='doc-credit']"]
"""Captions and credits."""


def sniff(head: bytes) -> bool:
    """A doctype or one of a page's outer tags first."""
    return _START.match(_decoded(head) or "") is not None


def read(source: Source) -> Iterator[Article | Reject]:
    """The article of the page."""
    data = take(source, MAX_BYTES)
    if data is None:
        yield too_large(source, f"the page has more than {MAX_BYTES:,} bytes")
        return
    page = _decoded(data)
    if page is None:
        yield source.reject(Reason.BINARY, "this is no text", "Give the page as HTML.")
        return
    if (seen := _visible(page)) > MAX_CHARACTERS:
        message = f"the page shows {seen:,} characters, more than the {MAX_CHARACTERS:,} that are read"
        yield too_large(source, message)
        return
    values = _extracted(page)
    if values is None:
        message = "no article was found in the page"
        yield source.reject(
            Reason.NO_ARTICLE, message, "Give the article's own page, or its text as a .txt file."
        )
        return
    yield make(source, values)


def text_of(fragment: str) -> str:
    """The words of a piece of HTML, as feeds and mails hold them: paragraphs with a blank line between them."""
    if "<" not in fragment and "&" not in fragment:
        return clean(fragment).strip()
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(clean(fragment), create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    for block in root.iter(*_BLOCKS):
        block.tail = f"\n\n{block.tail or ''}"
        if block.tag != "br":
            block.text = f"\n\n{block.text or ''}"
    lines = re.split(r"\n\s*\n", root.text_content())
    return join_paragraphs([" ".join(line.split()) for line in lines])


def _decoded(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    label = (found[1] or found[2]).decode("ascii", "replace") if found else None
    return decode(data, label)


def _visible(page: str) -> int:
    """About how many characters a reader of the page sees; known before the slow search for the article."""
    first, *others = _UNSEEN.split(page)
    after = (part[end.end() :] for part in others if (end := _UNSEEN_END.search(part)))
    return sum(len(_TAG.sub("", part)) for part in (first, *after))


def _extracted(page: str) -> dict[str, Any] | None:
    # Imported late: it takes a third of a second, and most runs read no HTML.
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # Broken markup raises all sorts of errors in a parser that is not ours.
    try:
        document: Any = trafilatura.bare_extraction(
            clean(page),
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            prune_xpath=_PRUNED,
            # A date found anywhere in a page is as often another story's.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:
        return None
    if document is None:
        return None
    title = _without_site(document.title, (document.sitename, document.hostname)) if document.title else None
    text = join_paragraphs(_paragraphs(document.text or "", title, document.title, *_headings(page)))
    language = _LANGUAGE.search(page[:20_000])
    if not text:
        return None
    return {
        "text": text,
        "title": title,
        "url": document.url if _WEB.match(document.url or "") else None,
        "source": document.sitename or document.hostname,
        "published": document.date,
        "language": language[1] if language else None,
    }


def _paragraphs(text: str, *titles: str | None) -> list[str]:
    """The paragraphs that belong to the article."""
    return [
        line
        for raw in text.split("\n")
        if (line := raw.strip())
        and not any(title and same_words(line, title) for title in titles)
        and not _is_boilerplate(line)
    ]


def _headings(page: str) -> list[str]:
    """The page's main headings; often worded otherwise than its title, and no part of the text either."""
    return [unescape(_TAG.sub("", match[1])).strip() for match in _HEADING.finditer(page)]


def _without_site(title: str, names: tuple[str | None, ...]) -> str:
    """«Talks begin | The Daily» without the site's name."""
    for name in filter(None, names):
        match = re.match(rf"^(.{{8,}}?)\s+[|–—·:-]\s+(?:the\s+)?{re.escape(name)}\s*$", title, re.IGNORECASE)
        if match:
            return match[1]
    return title


def _is_boilerplate(line: str) -> bool:
    longest, patterns = _boilerplate()
    return len(line) <= longest and (any(p.fullmatch(line) for p in patterns))


@cache
def _boilerplate() -> tuple[int, tuple[re.Pattern[str], ...]]:
    data = yaml.safe_load((Path(__file__).parent / "boilerplate.yaml").read_text(encoding="utf-8"))
    return data["longest"], tuple(re.compile(line, re.IGNORECASE) for line in data["lines"])
