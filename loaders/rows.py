"""Rows (JSON objects, CSV records) to articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import Article
from loaders.article import make
from loaders.reject import Reason, Reject, excerpt
from loaders.source import Source

RENAME = "Name the column with the article's words «text» (or body, content, article)."


def article_of(row: Mapping[str, Any], source: Source, line: int | None) -> Article | Reject:
    """The article in `row`, its fields under any of the names in `fields.yaml`."""
    values = source.fields.pick(row)
    if "text" in values:
        values["text"] = _text(values["text"])
    if not isinstance(values.get("text"), str):
        return _missing(row, values, source, line)
    return make(source, values, line=line)


def _text(value: object) -> object:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value


def _missing(row: Mapping[str, Any], values: dict[str, Any], source: Source, line: int | None) -> Reject:
    names = [str(name) for name in row]
    article = values.get("id") or values.get("url")
    if "text" in values:
        message, remedy = "the text is no string", "Give the text as a string, or as a list of paragraphs."
    elif source.fields.has_text(names):
        message, remedy = "the text is empty", "Leave it out."
        return source.reject(Reason.EMPTY, message, remedy, line=line, article=_id(article))
    else:
        message, remedy = f"there is no text among the columns {', '.join(names[:12]) or '(none)'}", RENAME
    shown = excerpt(str(dict(list(row.items())[:12])))
    return source.reject(Reason.MISSING_TEXT, message, remedy, line=line, article=_id(article), excerpt=shown)


def _id(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) else None
