"""The formats, and which of them an input is in.

A new one is a file with `sniff` and `read`, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points

from kg.errors import UsageError
from kg.model import Article
from loaders.articles import csv, documents, feed, html, json, jsonl, mail, markdown, sitemap, text, warc
from loaders.encoding import decode
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source


@dataclass(frozen=True, slots=True)
class Loader:
    """A format: its name, the endings of its files, whether a beginning looks like it, and its reading.

    `read` never raises for what a file holds: it yields rejects. Errors of the disk pass through it.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Article | Reject]]
    reads: str = ""
    """What it reads, in a few words for people."""
    binary: bool = False
    """Whether its files are no text."""


_OWN = (
    Loader(
        "pdf",
        (".pdf",),
        documents.sniff_pdf,
        documents.read_pdf,
        "PDF documents (kg[documents])",
        binary=True,
    ),
    Loader(
        "docx",
        (".docx",),
        documents.sniff_docx,
        documents.read_docx,
        "Word documents (kg[documents])",
        binary=True,
    ),
    Loader("warc", (".warc",), warc.sniff, warc.read, "pages in web archives (kg[warc])", binary=True),
    Loader(
        "feed",
        (".rss", ".atom"),
        feed.sniff,
        feed.read,
        "RSS, Atom and JSON Feed; of an address the pages too",
    ),
    Loader("sitemap", (), sitemap.sniff, sitemap.read, "sitemaps, by their address: the pages they list"),
    Loader("html", (".html", ".htm", ".xhtml"), html.sniff, html.read, "the article of a web page"),
    Loader("jsonl", (".jsonl", ".ndjson"), jsonl.sniff, jsonl.read, "one JSON object a line"),
    Loader("json", (".json",), json.sniff, json.read, "an object, a list of them, or one that holds a list"),
    Loader("mbox", (".mbox",), mail.sniff_box, mail.read_box, "boxes of mail"),
    Loader("eml", (".eml",), mail.sniff, mail.read, "one mail, such as a newsletter"),
    Loader("csv", (".csv", ".tsv", ".psv"), csv.sniff, csv.read, "one article a row, with a header"),
    Loader(
        "markdown",
        (".md", ".markdown", ".mdown"),
        markdown.sniff,
        markdown.read,
        "Markdown with front matter",
    ),
    Loader("text", (".txt", ".text"), text.sniff, text.read, "plain text, a title on its first line"),
)
"""The surest signs first."""
GROUP = "kg.loaders"
"""The group of entry points under which other packages give loaders of their own: objects like those of LOADERS."""


def _others() -> Iterator[Loader]:
    for entry in entry_points(group=GROUP):
        loader = entry.load()
        if not isinstance(loader, Loader):
            raise UsageError(
                f"the entry point {entry.name} of {GROUP} is no loader",
                remedy=f"Mend or remove {entry.value}.",
            )
        yield loader


LOADERS: tuple[Loader, ...] = (*_others(), *_OWN)
"""In the order in which they are asked: those of other packages first, plain text last."""
FORMATS = tuple(loader.name for loader in LOADERS)

_GIVE = "Give text, Markdown, HTML, JSON, JSONL or CSV."
_MAGIC = (
    (b"PK\x03\x04", "an office document other than DOCX", "Save it as text or HTML."),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save it as text or HTML."),
    (b"{\\rtf", "an RTF document", "Save it as text or HTML."),
    (b"\x89PNG", "a picture", _GIVE),
    (b"\xff\xd8\xff", "a picture", _GIVE),
    (b"GIF8", "a picture", _GIVE),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "Unpack it: `unzstd FILE`."),
    (b"SQLite format 3", "an SQLite database", "Export its articles as CSV."),
    (b"PAR1", "a Parquet file", "Export it as CSV or JSONL."),
)
"""First bytes of what people give by mistake, from the formats' own specifications."""


def named(format: str) -> Loader:
    """The loader of that name. Raises `UsageError` for another."""
    for loader in LOADERS:
        if loader.name == format:
            return loader
    raise UsageError(f"there is no format «{format}»", remedy=f"Use one of {', '.join(FORMATS)}.")


def choose(source: Source, forced: Loader | None = None) -> Loader | Reject:
    """The loader for an input: the one `forced`, else by content where that is plain, else by the ending."""
    binary = next((loader for loader in LOADERS if loader.binary and loader.sniff(source.head)), None)
    if binary is not None and forced in {None, binary}:
        return binary
    if refused := _refused(source):
        return refused
    if forced is not None:
        return forced
    by_suffix = next((loader for loader in LOADERS if source.suffix in loader.suffixes), None)
    if by_suffix is not None and by_suffix.name != "text":
        return by_suffix
    by_content = next(loader for loader in LOADERS if loader.sniff(source.head))
    if by_content.name == "text" and by_suffix is None and source.suffix:
        message = f"files that end in {source.suffix} are of no known type"
        remedy = (
            "Name it by its format (.txt, .md, .html, .json, .jsonl, .csv), or say the format with --from."
        )
        return source.reject(Reason.UNKNOWN_TYPE, message, remedy, excerpt=excerpt(decode(source.head) or ""))
    return by_content


def _refused(source: Source) -> Reject | None:
    if not source.head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return source.reject(Reason.EMPTY, "the file is empty", "Leave it out, or check how it was saved.")
    for magic, what, remedy in _MAGIC:
        if source.head.startswith(magic):
            return source.reject(Reason.BINARY, f"this is {what}, not text", remedy)
    # A page may say in which encoding to read what else looks like noise.
    if decode(source.head) is None and not html.sniff(source.head):
        return source.reject(Reason.BINARY, "this is not text in any known encoding", _GIVE)
    return None
