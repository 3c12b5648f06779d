"""Errors a user can meet. Each says what happened, where, and what to do about it."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that are shown without a traceback.

    `exit_code` is the process's: 1 failed, 2 wrong use. `remedy` is one sentence in the imperative.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class UsageError(KgError):
    """The command or the call was wrong: an unknown query, a missing parameter, a bad option."""

    exit_code = 2


class OntologyError(KgError):
    """A wrong entry in a YAML file; the message begins with `file:line`."""


class LoaderError(KgError):
    """One input cannot be read: empty, binary, broken, too large. The rest goes on."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class StoreUnavailable(StoreError):
    """The server does not answer, or stopped answering after retries."""


class StoreLocked(StoreError):
    """The embedded file is open for writing in another process."""


class StoreVersionError(StoreError):
    """The store was made with another schema version or another ontology."""


class QueryError(UsageError):
    """An unknown canned query, or a missing, unknown or ill-typed parameter."""


class UnknownActor(UsageError):
    """A name that no actor of the store has; the message carries suggestions."""


class PipelineError(KgError):
    """The spaCy pipeline is missing or does not fit."""
