"""What the beginning of an XML document says of the rest, without parsing it."""

from __future__ import annotations

import re

_PROLOG = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))
"""How what may stand before the outermost element begins and ends."""
_NAME = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")


def outermost(head: bytes) -> str:
    """The name of the outermost element, without its prefix, in lower case; «» where none begins in `head`."""
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while pair := next((pair for pair in _PROLOG if rest.startswith(pair[0])), None):
        _, end, rest = rest.partition(pair[1])
        if not end:
            return ""
        rest = rest.lstrip()
    name = _NAME.match(rest)
    return name[1].decode("ascii", "replace").lower() if name else ""
