"""From bytes to text, whatever the encoding; or the finding that they are no text."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

SAMPLE = 32_768
"""Bytes shown to the detector; it slows with length and is sure long before."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-2",
    "iso8859-5", "iso8859-7", "iso8859-15", "koi8-r", "koi8-u", "mac-roman", "cp866", "big5", "gb18030",
    "euc_jp", "shift_jis", "euc_kr", "cp949",
)  # fmt: skip
"""The legacy encodings of the WHATWG Encoding Standard that Python has under some name."""
_NO_LETTERS = ("Cc", "Cn", "Co", "Cs")
"""Categories that no text has many of. What is UTF-8 is so by no chance, and may be newer than Python's tables."""
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""Labels that browsers read as a superset (the same standard)."""


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of `data`, or None if it is none. Never raises.

    Tried in order: a byte order mark, UTF-8, what is `declared` (a page's charset), UTF-16 without a
    mark, what the detector finds. Bytes that fit in no way become U+FFFD.
    """
    encoding = detect(data, declared)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return text if _is_text(text, _NO_LETTERS if encoding != "utf-8" else ("Cc",)) else None


def detect(data: bytes, declared: str | None = None) -> str:
    """Python's name of the likeliest encoding of `data`."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if _is_utf8(data):
        return "utf-8"
    return known(declared) or _unmarked_utf16(data) or _guess(data)


def known(label: str | None) -> str | None:
    """Python's name of the encoding that a document declares, if it is one that documents are written in."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name == "utf-8" or name in {codecs.lookup(each).name for each in _LEGACY} else None


def _is_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8, perhaps cut at the end or with a damaged character in a hundred."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if bad <= 0:
        return b"\0" not in data or _unmarked_utf16(data) is None
    good = sum(1 for c in text if c > "\x7f") - text.count("\ufffd")
    return bad * 100 <= good or (bad == 1 and text.endswith("\ufffd") and good > 0)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 if every other byte is mostly zero, as it is for Latin letters."""
    even, odd = data[0:SAMPLE:2], data[1:SAMPLE:2]
    if not odd:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    sample = data[:SAMPLE]
    if not any(byte > 0x7F for byte in sample):
        sample = bytes(byte for byte in data if byte > 0x7F)[:SAMPLE]
    # English with a few typographic or accented characters is too little to go by; it is mostly cp1252.
    rare = sum(byte > 0x7F for byte in sample) * 50 <= len(sample)
    if rare and "\ufffd" not in sample.decode("cp1252", "replace"):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(_LEGACY), threshold=0.3).best()
    return best.encoding if best else "cp1252"


def _is_text(text: str, odd: tuple[str, ...]) -> bool:
    """Whether next to none of `text` is U+FFFD or of the Unicode categories `odd`."""
    # Printable ASCII first: the category of each character of a long text is slow to ask for.
    unusual = (c for c in text if not " " <= c <= "~" and c not in "\t\n\r\f\v")
    bad = sum(1 for c in unusual if c == "\ufffd" or unicodedata.category(c) in odd)
    return bad <= max(len(text) / 50, min(2, len(text) / 4))
