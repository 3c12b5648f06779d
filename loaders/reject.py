"""What could not be read, told in full, so that the rest of a batch can go on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.errors import LoaderError

EXCERPT = 120
"""Characters of the input that a reject shows."""


class Reason(StrEnum):
    """Why an input was not read."""

    URL = "url"
    MISSING = "missing file"
    UNREADABLE = "unreadable file"
    UNSAFE = "unsafe"
    MISSING_PACKAGE = "missing package"
    EMPTY = "empty"
    BINARY = "binary file"
    UNKNOWN_TYPE = "unknown file type"
    BROKEN_LINE = "broken line"
    MISSING_TEXT = "missing text"
    NO_ARTICLE = "no article in the page"
    TOO_LARGE = "too large"
    CLAIMS = "claims, not articles"
    BAD_CLAIM = "broken claim"
    UNKNOWN_RELATION = "unknown relation"
    UNKNOWN_MODALITY = "unknown modality"
    NOT_ALLOWED = "not allowed by the ontology"
    SCATTERED = "scattered claims"
    FAILED = "failed on the way"


@dataclass(frozen=True, slots=True)
class Reject:
    """One input, or one line of it, that was left out.

    `source` is the path as given (`<stdin>` for standard input), `line` counts from 1, `article` is the id
    where one was read, `excerpt` the beginning of what was met. `remedy` is one sentence in the imperative.
    """

    source: str
    reason: Reason
    message: str
    remedy: str
    line: int | None = None
    article: str | None = None
    excerpt: str = ""

    @property
    def where(self) -> str:
        """`file:line`, or the file alone."""
        return self.source if self.line is None else f"{self.source}:{self.line}"

    def error(self) -> LoaderError:
        """The same as an error, for callers who want one input or nothing."""
        return LoaderError(f"{self.where}: {self.message}", remedy=self.remedy)


def excerpt(raw: str) -> str:
    """The beginning of `raw` on one printable line."""
    line = " ".join(raw[: EXCERPT * 2].split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)[:EXCERPT]
