"""Addresses that open Neo4j Browser with a statement in its editor; it runs when the reader says so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.errors import UsageError
from kg.stores.literals import literal

ENVIRONMENT = "KG_BROWSER"
"""Where Browser is, if not at port 7474 of the server: https://host:7473."""

_PLAIN = {"neo4j": "bolt", "neo4j+s": "bolt+s", "neo4j+ssc": "bolt+ssc"}


@dataclass(frozen=True, slots=True)
class Links:
    """Links into the Browser at `browser`, for the server that it reaches at `server`."""

    browser: str
    server: str | None = None

    def to(self, cypher: str) -> str:
        """The address that opens Browser with this statement."""
        dbms = f"dbms={quote(self.server, safe='')}&" if self.server else ""
        return f"{self.browser}/browser/?{dbms}cmd=edit&arg={quote(cypher, safe='')}"

    def to_actor(self, id: str) -> str:
        """The address of an actor and all that is actual between it and others."""
        return self.to(
            f"MATCH p = (:Actor {{id: {literal(id)}}})-[f]-(:Actor) WHERE f.modality = 'actual' RETURN p"
        )

    def to_facts(self, ids: Sequence[str]) -> str:
        """The address of these facts with their ends."""
        return self.to(f"MATCH p = (:Actor)-[f]->(:Actor) WHERE f.id IN {literal(list(ids))} RETURN p")


def links(store: str, username: str | None = None, browser: str | None = None) -> Links:
    """Links for a store's address. Raises `UsageError` for a file, which no Browser opens, where no Browser is named."""
    given = browser or os.environ.get(ENVIRONMENT)
    parts = urlsplit(store)
    if "://" not in store or not parts.hostname:
        if given:
            return Links(_checked(given))
        raise UsageError(
            f"{store} is a file, which Neo4j Browser does not open.",
            remedy=f"Name a server with --store neo4j://host, or a Browser with {ENVIRONMENT}=http://host:7474.",
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    scheme = _PLAIN.get(parts.scheme, parts.scheme)
    server = f"{scheme}://{quote(username or 'neo4j')}@{host}:{parts.port or 7687}"
    secure = scheme != "bolt"
    own = f"{'https' if secure else 'http'}://{host}:{7473 if secure else 7474}"
    return Links(_checked(given) if given else own, server)


def _checked(browser: str) -> str:
    parts = urlsplit(browser)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"{browser} is no address of a Browser.", remedy="Write it as http://host:7474.")
    return browser.rstrip("/").removesuffix("/browser")
