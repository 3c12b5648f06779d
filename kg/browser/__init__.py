"""A kit for Neo4j Browser: favourites, a style, a guide, links that open a query in it.

`export_kit` writes `favourites.zip` and `kg.grass`, to be dropped on Browser's side bar, `guide.html` for `:play`, and
`links.html`.
"""

from __future__ import annotations

from pathlib import Path

from kg.browser.favourites import favourite, favourites
from kg.browser.guide import guide, link_page
from kg.browser.links import Links, links
from kg.browser.style import grass
from kg.ontology import Ontology
from kg.queries import Library

__all__ = ["Links", "export_kit", "favourite", "favourites", "grass", "guide", "link_page", "links"]


def export_kit(folder: Path, library: Library, ontology: Ontology, to: Links) -> list[Path]:
    """Write the kit into `folder`, which is made; the files, in the order in which one wants them."""
    folder.mkdir(parents=True, exist_ok=True)
    queries = library.list()
    files: dict[str, bytes] = {
        "favourites.zip": favourites(queries),
        "kg.grass": grass(ontology).encode(),
        "guide.html": guide(queries).encode(),
        "links.html": link_page(queries, to).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
