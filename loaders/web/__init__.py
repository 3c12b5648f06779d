"""Addresses of the web to bytes: only public ones, within limits of size and time, as politely as a crawler must be.

>>> with Fetcher() as fetcher:
...     page = fetcher.get("https://example.org/news/1")   # a Page, a Reject, or None where nothing is new
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import urllib3
from protego import Protego

from loaders.reject import Reason, Reject
from loaders.web.guard import ForbiddenError, pool

MAX_BYTES = 60_000_000
"""Largest answer that is read, unpacked: that of a sitemap."""
MAX_SECONDS = 60.0
"""Longest time that one answer may take, however steadily it drips."""
MAX_REDIRECTS = 5
PAUSE = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
LONGEST_PAUSE = 30.0
AGENT = "kg/0.1 (a reader of news; +https://github.com/)"
_CHUNK = 65_536
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_ROBOTS_BYTES = 512_000
_TEMPORARY = {408, 425, 429, 500, 502, 503, 504}
_CHECK = "Check the address, or try again later."
_BY_HAND = "Save the page by hand (`curl -o page.html URL`) and give the file."


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave; `url` is where it was found in the end."""

    url: str
    data: bytes


class _GivenUpError(Exception):
    """An answer that is not read, and why."""

    def __init__(self, reason: Reason, message: str, remedy: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.reason, self.message, self.remedy, self.temporary = reason, message, remedy, temporary


class Fetcher:
    """Fetches addresses, one at a time. Use it as a context manager.

    `state` is a file in which ETag and Last-Modified of what was fetched are kept, so that what has not changed is not
    sent again; `keep` writes it, once what was fetched is safe. `allow_private` lets addresses of one's own network in.
    """

    def __init__(
        self,
        state: Path | None = None,
        *,
        allow_private: bool = False,
        max_pages: int = 1000,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pool = pool(allow_private=allow_private)
        self._state = state
        self._known = _read_state(state)
        self._met: dict[str, dict[str, str]] = {}
        self._robots: dict[str, Protego | None] = {}
        self._next: dict[str, float] = {}
        self._left = max_pages
        self._max_pages = max_pages
        self._pause = pause
        self._sleep = sleep
        self.failed = 0
        """How many addresses failed in a way that may pass."""

    def get(self, url: str) -> Page | Reject | None:
        """What the address gives; None where it has not changed since it was kept."""
        if self._left <= 0:
            message = f"{self._max_pages} addresses were fetched, and this is one more"
            return Reject(
                url, Reason.URL, message, "Give a larger --max-pages, or run the same command again."
            )
        self._left -= 1
        try:
            return self._followed(url)
        except _GivenUpError as why:
            self.failed += why.temporary
            return Reject(url, why.reason, why.message, why.remedy)

    def forget(self, url: str) -> None:
        """Ask for this address in full the next time: what it led to could not all be had."""
        self._met[url] = {}

    def keep(self) -> None:
        """Remember what was fetched, so that it is asked for again only if it has changed."""
        if self._state is None or not self._met:
            return
        self._known = {url: marks for url, marks in {**self._known, **self._met}.items() if marks}
        self._met = {}
        fresh = self._state.with_name(f"{self._state.name}.{os.getpid()}")
        fresh.write_text(json.dumps(self._known, indent=0, sort_keys=True), encoding="utf-8")
        fresh.replace(self._state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def _followed(self, url: str) -> Page | None:
        where = url
        for _ in range(MAX_REDIRECTS + 1):
            self._allow(where)
            answer = self._ask(where, self._known.get(url, {}))
            try:
                if answer.status == 304:
                    return None
                if to := answer.get_redirect_location():
                    where = urljoin(where, to)
                    continue
                if answer.status != 200:
                    _refuse_status(answer.status)
                data = _body(answer, MAX_BYTES)
            finally:
                answer.close()
            marks = {
                "If-None-Match": answer.headers.get("ETag"),
                "If-Modified-Since": answer.headers.get("Last-Modified"),
            }
            self._met[url] = {name: value for name, value in marks.items() if value}
            return Page(where, data)
        raise _GivenUpError(Reason.URL, f"it leads on more than {MAX_REDIRECTS} times", _CHECK)

    def _allow(self, url: str) -> None:
        """Raise for an address that may not be fetched; else wait until it may."""
        parts = _parts(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise _GivenUpError(Reason.URL, "robots.txt of the site does not allow it", _BY_HAND)
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        self._wait(parts.netloc, min(max(asked or 0.0, self._pause), LONGEST_PAUSE))

    def _wait(self, host: str, pause: float) -> None:
        now = time.monotonic()
        begin = max(self._next.get(host, now), now)
        if begin > now:
            self._sleep(begin - now)
        self._next[host] = begin + pause

    def _rules(self, origin: str) -> Protego | None:
        """The rules of a site; None where it has none. A site whose rules cannot be had is not fetched (RFC 9309)."""
        where = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(where, {})
            try:
                if to := answer.get_redirect_location():
                    where = urljoin(where, to)
                    continue
                if answer.status >= 500:
                    _refuse_status(answer.status)
                text = _body(answer, _ROBOTS_BYTES, cut=True) if answer.status == 200 else b""
            finally:
                answer.close()
            return Protego.parse(text.decode("utf-8", "replace")) if text else None
        return None

    def _ask(self, url: str, marks: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        _parts(url)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **marks}
        try:
            return self._pool.request(
                "GET",
                url,
                headers=headers,
                timeout=_TIMEOUT,
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except ForbiddenError as error:
            remedy = "Give --allow-private if you trust it."
            raise _GivenUpError(Reason.UNSAFE, str(error), remedy) from None
        except (urllib3.exceptions.HTTPError, ValueError, OSError) as error:
            raise _GivenUpError(
                Reason.URL, f"cannot be fetched: {_why(error)}", _CHECK, temporary=True
            ) from None


def _parts(url: str) -> Any:
    """The parts of an address that may be asked for. Raises for another."""
    try:
        parts = urlsplit(url)
        fit = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        fit = False
    if not fit:
        raise _GivenUpError(
            Reason.UNSAFE, "only addresses of http and https are fetched", "Give another address."
        )
    if parts.username is not None:
        raise _GivenUpError(Reason.UNSAFE, "the address holds a login", "Leave the login out.")
    return parts


def _body(answer: urllib3.BaseHTTPResponse, most: int, *, cut: bool = False) -> bytes:
    """All of the answer, unpacked; its first `most` bytes where it may be `cut`. Raises where it is too much or too slow."""
    end = time.monotonic() + MAX_SECONDS
    parts, size = [], 0
    try:
        # One piece as it comes: to wait for a full one would give the pace to whoever drips.
        while data := answer.read1(_CHUNK, decode_content=True):
            parts.append(data)
            size += len(data)
            if size > most:
                if cut:
                    break
                raise _GivenUpError(
                    Reason.TOO_LARGE, f"the answer has more than {most:,} bytes", "Leave it out."
                )
            if time.monotonic() > end:
                message = f"the answer took more than {MAX_SECONDS:g} seconds"
                raise _GivenUpError(Reason.URL, message, _CHECK, temporary=True)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise _GivenUpError(
            Reason.URL, f"the answer broke off: {_why(error)}", _CHECK, temporary=True
        ) from None
    return b"".join(parts)


def _refuse_status(status: int) -> None:
    raise _GivenUpError(Reason.URL, f"the server answered {status}", _CHECK, temporary=status in _TEMPORARY)


def _why(error: Exception) -> str:
    return str(getattr(error, "reason", None) or error).rpartition(">: ")[2] or type(error).__name__


def _read_state(path: Path | None) -> dict[str, dict[str, str]]:
    """What was kept; nothing where it cannot be read: then all is asked for again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
