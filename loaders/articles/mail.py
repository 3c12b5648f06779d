"""Newsletters and forwarded stories: one message a file (EML), or a box of them (MBOX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from kg.model import Article
from loaders.article import make, too_large
from loaders.articles import html
from loaders.reject import Reason, Reject
from loaders.source import Source, take

MAX_BYTES = 30_000_000
"""Longest message that is read: what large providers let through, with its pictures."""
_HEADER = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]*:[^\n]*\n)")
_NAMED = re.compile(
    rb"^(?:From|Date|Subject|Message-ID|Received|Return-Path|MIME-Version):", re.IGNORECASE | re.MULTILINE
)
_SEPARATOR = b"From "


def sniff(head: bytes) -> bool:
    """A head of lines «Name: value», three of them a message's."""
    top = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(_HEADER.match(top + b"\n")) and len({name.lower() for name in _NAMED.findall(top)}) >= 3


def sniff_box(head: bytes) -> bool:
    """A first line that begins a message of a box, and a message below."""
    return head.startswith(_SEPARATOR) and sniff(head.partition(b"\n")[2])


def read(source: Source) -> Iterator[Article | Reject]:
    """The message as an article: its plain text, else that of its HTML."""
    data = take(source, MAX_BYTES)
    if data is None:
        yield too_large(source, f"the message has more than {MAX_BYTES:,} bytes")
    else:
        yield _article(source, data, None)


def read_box(source: Source) -> Iterator[Article | Reject]:
    """The messages of a box in order, one at a time. A message's line is the one it begins on."""
    for line, data in _messages(source):
        if data is None:
            yield too_large(source, f"the message has more than {MAX_BYTES:,} bytes", line=line)
        else:
            yield _article(source, data, line)


def _messages(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Each message with its first line; None for one that is too long. A quoted «>From » loses its mark."""
    begin, lines, size, blank = 0, list[bytes](), 0, True
    for number, line in enumerate(iter(lambda: source.stream.readline(MAX_BYTES), b""), 1):
        if blank and line.startswith(_SEPARATOR):
            if begin:
                yield begin, b"".join(lines) if size <= MAX_BYTES else None
            begin, lines, size = number, [], 0
            continue
        blank = not line.strip()
        size += len(line)
        if size <= MAX_BYTES:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
        else:
            lines.clear()
    if begin:
        yield begin, b"".join(lines) if size <= MAX_BYTES else None


def _article(source: Source, data: bytes, line: int | None) -> Article | Reject:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    try:
        fields = _fields(message)
    except Exception as error:  # the parser of the standard library raises anything for what is no mail
        remedy = "Save the message again as EML."
        return source.reject(
            Reason.BROKEN_LINE, f"no mail: {type(error).__name__}: {error}", remedy, line=line
        )
    return make(source, fields, line=line)


def _fields(message: EmailMessage) -> dict[str, object]:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_content() if part is not None else ""
    text = str(content)
    if part is not None and part.get_content_type() == "text/html":
        text = html.text_of(text)
    date = message["date"]
    sender = message["from"]
    names = [a.display_name or a.domain for a in sender.addresses] if sender is not None else []
    return {
        "id": (message["message-id"] or "").strip("<> \t\r\n") or None,
        "text": _unwrapped(text),
        "title": str(message["subject"] or "").strip() or None,
        "source": names[0] if names else None,
        "published": parsedate_to_datetime(str(date)).isoformat() if date is not None else None,
    }


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each: mail breaks lines at some 72 characters; what is quoted and the signature go."""
    body = re.split(r"^-- ?\r?$", text.replace("\r\n", "\n"), maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in body.split("\n") if not line.startswith(">")]
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
