"""The kit over HTTP, with the header that lets Browser's page fetch it from another address."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.errors import KgError


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for what, allowed in (("Origin", "*"), ("Headers", "*"), ("Methods", "GET, HEAD, OPTIONS")):
            self.send_header(f"Access-Control-Allow-{what}", allowed)
        super().end_headers()

    def do_OPTIONS(self) -> None:
        """Answer what a page asks before it fetches with headers of its own."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def serving(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the files in `folder`, bound but not yet serving. Raises `KgError` where the port is taken."""
    try:
        return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise KgError(
            f"{host}:{port} cannot be listened on: {error.strerror}", remedy="Choose another with --port."
        ) from None
