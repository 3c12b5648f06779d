"""Readings whose names and sentences try to break out of whatever they are written into."""

from __future__ import annotations

from small_graph import RUS, USA, claim, end, reading

from kg.model import Actor, Kind, Reading

NAMES = (
    "O'Hara's \\u0027}) DETACH DELETE n //",
    '=HYPERLINK("http://evil.example","x")',
    "</script><script>alert(1)</script>",
    'two\nlines, "quoted"; and\ta tab',
    "\\' back\\\\slashes \\",
    "bell \x07 and a turn \u202e of direction",
    "日本 – ﬁ 🦊",
)


def hostile() -> Reading:
    """One claim by each of the hostile names, in sentences of their own."""
    a = "article'}) //\\u0027"
    actors = [
        Actor(f"group:USA/{n}", name, Kind.GROUP, "USA", None, (f"{name}!",)) for n, name in enumerate(NAMES)
    ]
    claims = [
        claim(
            a,
            end(actor),
            "ATTACKS",
            end(RUS),
            start=n,
            end=n + 1,
            sentence=f"{actor.name} attacks.",
            trigger="x",
        )
        for n, actor in enumerate(actors)
    ]
    return reading(
        a,
        *claims,
        mentions=(*((actor, 2) for actor in actors), (USA, 1)),
        title=NAMES[2],
        source=NAMES[1],
        url="javascript:alert(1)",
    )
