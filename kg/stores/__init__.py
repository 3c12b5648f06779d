"""Where graphs are kept: one protocol, an embedded file or a Neo4j server behind it.

>>> with open_store("graph.lbug") as store:
...     store.init()
...     store.run("MATCH (a)-[:SUPPLIES_ARMS_TO]->(b) RETURN a.name, b.name").rows
"""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import UsageError
from kg.ontology import Ontology, load
from kg.stores.base import Edge, Hit, Node, Path, Result, Stats, Store, Written, facts_in

__all__ = ["Edge", "Hit", "Node", "Path", "Result", "Stats", "Store", "Written", "facts_in", "open_store"]

SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(
    url: str | os.PathLike[str],
    *,
    ontology: Ontology | None = None,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Store:
    """The store at `url`: a server where it begins with `neo4j://`, `bolt://` or the like, else a file.

    `ontology` is the built-in one unless given. Who logs in comes from the arguments, else from the URL
    (`neo4j://name:password@host`), else from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE. Nothing is
    opened before it is used. Raises `UsageError` for another scheme.
    """
    text = os.fspath(url)
    known = ontology if ontology is not None else load()
    scheme, separator, _ = text.partition("://")
    if not separator:
        from kg.stores.ladybug import LadybugStore

        return LadybugStore(text, known)
    if scheme not in SERVER_SCHEMES:
        raise UsageError(
            f"{scheme}:// is no kind of store",
            remedy=f"Give a file name, or an address that begins with one of {', '.join(SERVER_SCHEMES)}.",
        )
    from kg.stores.neo4j import Neo4jStore

    address, named, secret = _without_credentials(text)
    return Neo4jStore(
        address,
        known,
        username=username or named or os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=password or secret or os.environ.get("NEO4J_PASSWORD") or "",
        database=database or os.environ.get("NEO4J_DATABASE") or None,
    )


def _without_credentials(url: str) -> tuple[str, str | None, str | None]:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    name, secret = parts.username, parts.password
    return urlunsplit(parts._replace(netloc=host)), name and unquote(name), secret and unquote(secret)
