"""Markdown: one article a file; what is said of it in front matter, its words as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.model import Article
from loaders.article import make
from loaders.articles.text import whole
from loaders.encoding import decode
from loaders.fields import FIELDS
from loaders.prose import join_paragraphs, same_words, split_date
from loaders.reject import Reject
from loaders.source import Source

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^(\w[\w -]*):[ \t]+(.+)$", re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def sniff(head: bytes) -> bool:
    """Front matter that names a field of an article; other Markdown reads as the plain text it also is."""
    front = _FRONT.match((decode(head) or "").replace("\r\n", "\n"))
    return front is not None and bool(FIELDS.pick(dict(_PAIR.findall(front["yaml"]))))


def read(source: Source) -> Iterator[Article | Reject]:
    """The article."""
    text = whole(source)
    if isinstance(text, Reject):
        yield text
        return
    front = _FRONT.match(text)
    values = FIELDS.pick(_front_matter(front["yaml"])) if front else {}
    body = text[front.end() :] if front else text
    values.pop("text", None)
    title = values.get("title")
    heading, paragraphs = _prose(body, title if isinstance(title, str) else None)
    published, prose = split_date(join_paragraphs(paragraphs))
    yield make(source, {"title": heading, "published": published, **values, "text": prose.strip()})


def _front_matter(text: str) -> Mapping[str, Any]:
    """The keys of front matter; read line by line where it is no YAML, as «title: Putin: we will» is not."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        data = None
    return (
        data if isinstance(data, dict) else {key: value.strip("\"' ") for key, value in _PAIR.findall(text)}
    )


def _prose(body: str, title: str | None) -> tuple[str | None, list[str]]:
    """The heading that is the title, and the paragraphs of words: no code, tables, images or raw HTML."""
    tokens = _PARSER.parse(body)
    heading = None
    paragraphs: list[str] = []
    for before, token in zip([None, *tokens], _outside_tables(tokens), strict=False):
        if token is None or token.type != "inline":
            continue
        words = _words(token.children or [])
        if before is not None and before.tag == "h1" and heading is None and not paragraphs:
            if title is None or same_words(title, words):
                heading = words
                continue
        elif not paragraphs and (known := title or heading) and same_words(known, words):
            continue
        if words:
            paragraphs.append(words)
    return heading or None, paragraphs


def _outside_tables(tokens: Sequence[Token]) -> Iterator[Token | None]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("table_") else 0
        yield None if depth else token


def _words(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return re.sub(r"[ \t]{2,}", " ", "".join(parts)).strip()
