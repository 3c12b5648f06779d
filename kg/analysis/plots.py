"""Drawings of what the analyses found, on a matplotlib figure that is given. Colours are readable without red and green."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis.trend import Month

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COOPERATION, CONFLICT, PLAIN = "#2f6db3", "#d1622b", "#4c6a86"
_BLOCS = ("#2f6db3", "#d1622b", "#3f9b8f", "#a0589c", "#b8982a", "#7a7f87", "#d17ea5", "#5b8c3a")
_DRAWN, _LABELS = 150, 60
"""Actors drawn and named in a network, those with most partners: more names than these stand on one another."""


def bars(figure: Figure, title: str, axis: str, values: Sequence[tuple[str, float]]) -> None:
    """Horizontal bars, the first on top."""
    axes = figure.add_subplot(xlabel=axis)
    axes.set_title(title, fontsize=10, loc="left")
    names = [_short(name) for name, _ in values]
    axes.barh(range(len(values)), [value for _, value in values], color=PLAIN)
    axes.set_yticks(range(len(values)), names)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)


def by_month(figure: Figure, title: str, found: Sequence[Month]) -> None:
    """Cooperation above the line, conflict below it, and the difference."""
    axes = figure.add_subplot(ylabel="weight of what was reported")
    axes.set_title(title, fontsize=10, loc="left")
    places = range(len(found))
    axes.bar(places, [m.cooperation for m in found], color=COOPERATION, label="cooperation")
    axes.bar(places, [-m.conflict for m in found], color=CONFLICT, label="conflict", hatch="//", alpha=0.85)
    axes.plot(places, [m.net for m in found], color="black", marker=".", linewidth=1, label="net")
    axes.axhline(0, color="0.4", linewidth=0.8)
    step = max(1, len(found) // 12)
    axes.set_xticks(
        list(places)[::step], [m.month for m in found][::step], rotation=45, ha="right", fontsize=8
    )
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, frameon=False)


def network(figure: Figure, title: str, ties: nx.Graph, groups: Mapping[str, int]) -> None:
    """The signed network: actors coloured by group, cooperation drawn through, conflict dashed."""
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=10, loc="left")
    axes.axis("off")
    most = sorted(ties, key=lambda id: (-ties.degree(id), id))[:_DRAWN]
    ties = _among(ties, most)
    places = _places(ties)
    for sign, colour, style in ((1, COOPERATION, "solid"), (-1, CONFLICT, "dashed")):
        drawn = [(a, b) for a, b, tie in ties.edges(data=True) if tie["sign"] == sign]
        nx.draw_networkx_edges(
            ties, places, ax=axes, edgelist=drawn, edge_color=colour, style=style, alpha=0.55, width=1.1
        )
    colours = [_BLOCS[(groups[id] - 1) % len(_BLOCS)] if id in groups else "#c9ccd1" for id in ties]
    sizes = [30 + 12 * ties.degree(id) for id in ties]
    spots: dict[str, Any] = {
        "node_color": colours,
        "node_size": sizes,
    }  # whose stubs know of one value for all
    nx.draw_networkx_nodes(ties, places, ax=axes, linewidths=0, **spots)
    named = [id for id in most if id in ties][:_LABELS]
    labels = {id: _short(ties.nodes[id]["name"]) for id in named}
    nx.draw_networkx_labels(ties, places, labels, ax=axes, font_size=7, verticalalignment="bottom")


def _among(graph: nx.Graph, ids: Collection[str]) -> nx.Graph:
    """The graph of these actors alone, without those that then have no tie."""
    kept = nx.Graph(graph)
    kept.remove_nodes_from(set(graph) - set(ids))
    kept.remove_nodes_from([id for id, degree in list(kept.degree()) if not degree])
    return kept


def _places(ties: nx.Graph) -> dict[str, Any]:
    """Where actors stand: friends a step apart, enemies two; unconnected parts side by side."""
    apart = nx.Graph((a, b, {"far": 1.0 if tie["sign"] > 0 else 2.0}) for a, b, tie in ties.edges(data=True))
    places: dict[str, Any] = {}
    right = 0.0
    for part in sorted(nx.connected_components(apart), key=lambda ids: (-len(ids), min(ids))):
        inside = nx.kamada_kawai_layout(_among(apart, part), weight="far", scale=len(part) ** 0.5)
        left = min(x for x, _ in inside.values())
        places |= {id: (x - left + right, y) for id, (x, y) in inside.items()}
        right = max(x for x, _ in places.values()) + 1.0
    return places


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:31]}…"
