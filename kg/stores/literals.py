"""Values as Cypher text, for the few places that take no parameters: scripts, links, what Browser's editor is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.stores.reading import NO_CODE
from kg.stores.schema import quoted

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def literal(value: Any) -> str:
    """A value as Cypher text on one line, whatever it holds.

    No backslash from a value is followed by «u»: some versions read «\\u0027» as a quote before they read strings.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("\\\\u", "\\\\' + 'u")
            return "'" + _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", escaped) + "'"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case Mapping():
            pairs = (
                f"{quoted(str(key))}: {literal(item)}" for key, item in value.items() if item is not None
            )
            return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"no Cypher for {type(value).__name__}")


def with_values(cypher: str, values: Mapping[str, str]) -> str:
    """The statement with these texts, literals or other expressions, in place of its parameters.

    A `$` in its strings, names and comments is none.
    """

    def written(match: re.Match[str]) -> str:
        return values.get(match["name"] or "", match[0])

    return re.sub(rf"{NO_CODE.pattern} | \$(?P<name>\w+)", written, cypher, flags=NO_CODE.flags)
