"""What is done to every text: newlines, control characters, titles, lines that only give a date."""

from __future__ import annotations

import re

from loaders.dates import iso_date
from loaders.fields import FIELDS

MAX_TITLE = 200
"""Characters; the longest headlines of large news corpora stay below."""
_TOP = 6
"""Lines at the top of a text among which a title, a byline and a date stand."""

_NEWLINES = str.maketrans(
    {
        "\v": "\n",
        "\f": "\n",
        "\x1c": "\n",
        "\x1d": "\n",
        "\x1e": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
_CONTROLS = dict.fromkeys(c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTERS = re.compile(r"[^\w]+")
_DATE_LINE = re.compile(
    rf"^(?:{'|'.join(FIELDS.date_lines)})\b(?:\s+(?:on|at))?\s*:?\s*(?P<date>.+)$", re.IGNORECASE
)
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$")


def clean(text: str) -> str:
    """`text` with line ends as «\\n», without control characters (tabs stay) and lone surrogates.

    Nothing else is changed, so that offsets into it are those of the input wherever the input was clean.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_NEWLINES).translate(_CONTROLS)
    return _SURROGATE.sub("\ufffd", text)


def join_paragraphs(paragraphs: list[str]) -> str:
    """Paragraphs as one text, a blank line between them."""
    return "\n\n".join(stripped for p in paragraphs if (stripped := p.strip()))


def same_words(one: str, other: str) -> bool:
    """Whether two lines differ in nothing but quotes, case, spaces and punctuation."""
    return _LETTERS.sub("", one).casefold() == _LETTERS.sub("", other).casefold()


def without_title(text: str, title: str) -> str:
    """`text` without a first paragraph that only repeats the title."""
    first, _, rest = text.lstrip("\n").partition("\n\n")
    return rest.lstrip("\n") if rest and same_words(first, title) else text


def split_title(text: str) -> tuple[str | None, str]:
    """A short first line without a full stop, if a blank line and more follow; and the text after it."""
    first, newline, rest = text.lstrip("\n").partition("\n")
    title = first.strip()
    blank = not rest.partition("\n")[0].strip()
    if not (newline and blank and rest.strip() and 0 < len(title) <= MAX_TITLE) or title.endswith(
        (".", ",", ";", ":")
    ):
        return None, text
    return title, without_title(rest.lstrip("\n"), title)


def split_date(text: str) -> tuple[str | None, str]:
    """The date that a line at the top gives and nothing else, and the text without that line.

    Such a line is «2024-06-20» or «Published: June 20, 2024».
    """
    lines = text.split("\n", _TOP * 2)
    written = [i for i, line in enumerate(lines[: _TOP * 2]) if line.strip()][:_TOP]
    for i in written:
        line = lines[i].strip()
        label = _DATE_LINE.match(line)
        value = label["date"] if label else line if _ISO_DAY.match(line) else None
        if value and (date := iso_date(value)):
            return date, "\n".join(lines[:i] + lines[i + 1 :])
    return None, text
