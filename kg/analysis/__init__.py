"""What the graph as a whole says, by networkx: ways between actors, who matters, blocs, balance, likeness, trends.

`to_networkx` gives the facts as a multigraph; `signed` one tie for each two actors, cooperation against conflict.
"""

from __future__ import annotations

from kg.analysis.network import EVERYTHING, Selection, between_states, signed, to_networkx
from kg.analysis.paths import LIMIT, MAX_HOPS, Route, alliance_paths, in_force

__all__ = [
    "EVERYTHING",
    "LIMIT",
    "MAX_HOPS",
    "Route",
    "Selection",
    "alliance_paths",
    "between_states",
    "in_force",
    "signed",
    "to_networkx",
]
