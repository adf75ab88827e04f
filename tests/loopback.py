"""A small HTTP server on this machine that answers by a script and remembers what it was asked.

    with Loopback() as server:
        server.answers(b"[]")                     one step of the script per request, in order
        server.breaks_off(b"[{")
        ... ask server.url ...
        assert server.asked[0].path == "/api/daily_papers?date=2025-02-03"

It runs in a thread of its own and never sleeps: a stalled answer waits until the server is closed.  It is no fake of a
service: it knows nothing but bytes.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self


class Asked(NamedTuple):
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""


Step = Callable[["_Handler"], None]


class Loopback:
    """The scripted server; a context manager."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self._script: deque[Step] = deque()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._server.loopback = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answers(self, body: bytes = b"[]", status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Answer the next request with a body."""
        self._script.append(lambda handler: handler.send(status, body, headers or {}))

    def breaks_off(self, body: bytes) -> None:
        """Promise a long body, send the beginning, and reset the connection."""
        self._script.append(lambda handler: handler.reset(body))

    def stalls(self, body: bytes = b"") -> None:
        """Send the beginning of an answer, and nothing more until the server is closed."""
        self._script.append(lambda handler: handler.stall(body, self._closing))

    def drips(self, every_s: float) -> None:
        """Send one byte after the other until the server is closed, with short pauses."""
        self._script.append(lambda handler: handler.drip(every_s, self._closing))

    def hangs_up(self) -> None:
        """Close the connection without a word."""
        self._script.append(lambda handler: handler.hang_up())

    def take_step(self) -> Step:
        """Return what comes next; past the script's end every request fails loudly."""
        if self._script:
            return self._script.popleft()
        return lambda handler: handler.send(418, b'{"error": "the script has ended"}', {})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True
    loopback: Loopback

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a client hang up whenever it wants."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        names = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(names.get("content-length", "0")))
        self.server.loopback.asked.append(Asked(self.path, names, body))
        self.server.loopback.take_step()(self)

    do_POST = do_GET  # noqa: N815 (http.server names it)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""

    def send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self, body: bytes) -> None:
        self._promise(body)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def stall(self, body: bytes, closing: threading.Event) -> None:
        self._promise(body)
        closing.wait()
        self.close_connection = True

    def drip(self, every_s: float, closing: threading.Event) -> None:
        self._promise(b".")
        while not closing.wait(every_s):
            self.wfile.write(b".")
            self.wfile.flush()
        self.close_connection = True

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _promise(self, body: bytes) -> None:
        if body:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body)
            self.wfile.flush()
