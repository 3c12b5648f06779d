"""What goes wrong with a Neo4j server: what may be tried again, and how the rest is told to people."""

from __future__ import annotations

from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from kg.errors import KgError, StoreError, StoreUnavailable

_BY_A_CONCURRENT_WRITER = (
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    "Neo.ClientError.Statement.EntityNotFound",
)


def is_retryable_conflict(error: Neo4jError) -> bool:
    """Whether another writer came between, so that the same transaction may succeed when run again.

    The driver itself retries what the server calls transient, deadlocks among them. Two more are not called
    so but are the same in kind: MERGE of one thing by two writers, where the loser violates the uniqueness
    constraint; and a node that was found but, once its lock was had, had been deleted with the last article
    that named it. All that a transaction reads it reads anew when run again, so neither can be met for ever.
    """
    return error.code in _BY_A_CONCURRENT_WRITER


def told(error: Exception, url: str, username: str) -> KgError:
    """The error as a person is told it. Never has a password in it."""
    if isinstance(error, KgError):
        return error
    code = getattr(error, "code", None) or ""
    reason = (getattr(error, "message", None) or str(error)).strip()
    if isinstance(error, AuthError) or code.startswith("Neo.ClientError.Security"):
        return _login(url, username, code)
    if isinstance(error, (ConfigurationError, ValueError)):
        return StoreError(f"{url}: {reason}", remedy="Give an address such as neo4j://localhost:7687.")
    if isinstance(error, (ServiceUnavailable, OSError)) or (
        isinstance(error, DriverError) and error.is_retryable()
    ):
        return _unreachable(url, str(error))
    if isinstance(error, Neo4jError):
        return _refused(error, url, code, reason)
    return StoreError(f"{url}: {reason}", remedy="Run kg doctor; it says what answers.")


def _login(url: str, username: str, code: str) -> StoreError:
    if code.endswith("CredentialsExpired"):
        return StoreError(
            f"{url}: the password of {username} must be changed first",
            remedy="Change it in Neo4j Browser or by cypher-shell, and set NEO4J_PASSWORD to the new one.",
        )
    if code.endswith("AuthenticationRateLimit"):
        return StoreError(
            f"{url}: too many wrong passwords; the server refuses {username} for some seconds",
            remedy="Wait a little, set NEO4J_USERNAME and NEO4J_PASSWORD rightly, and try again.",
        )
    return StoreError(
        f"{url}: the server refused the login of {username}",
        remedy="Set NEO4J_USERNAME and NEO4J_PASSWORD to what the server knows.",
    )


def _unreachable(url: str, reason: str) -> StoreUnavailable:
    if "looks like HTTP" in reason:
        return StoreUnavailable(
            f"{url}: speaks HTTP, not Bolt", remedy="Give the server's Bolt port, by default 7687."
        )
    first = reason.strip().splitlines()[0].rstrip(":") if reason.strip() else "no answer"
    return StoreUnavailable(
        f"{url}: the server does not answer: {first}",
        remedy="Start it (docker compose up -d neo4j) or mend the address, and run the command again.",
    )


def _refused(error: Neo4jError, url: str, code: str, reason: str) -> StoreError:
    if code.endswith("Statement.AccessMode"):
        return StoreError(
            f"{url}: the statement writes, and queries may only read",
            remedy="Change the graph by kg ingest and kg remove.",
        )
    if code.endswith("DatabaseNotFound"):
        return StoreError(
            f"{url}: {reason}", remedy="Set NEO4J_DATABASE to one that SHOW DATABASES lists, or unset it."
        )
    if error.is_retryable() or is_retryable_conflict(error):
        return StoreUnavailable(
            f"{url}: gave up after several tries: {reason}",
            remedy="Run the command again: it goes on from there.",
        )
    return StoreError(f"{url}: {reason}", remedy="Mend the statement.")
