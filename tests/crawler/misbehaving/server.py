"""A server on loopback that breaks HTTP itself: what http.server is too polite to send."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from crawler.demo.server import SiteHandler, SiteServer
from crawler.demo.site import Response

PATIENCE = 30.0
"""Seconds after which even a hanging answer ends, should its client never hang up."""
PAUSE = 0.1
"""Seconds between two bytes of a dripping answer."""

Write = Callable[[socket.socket], None]


@dataclass(frozen=True, slots=True)
class Wire(Response):
    """An answer that `write` puts on the connection byte by byte; `status` is for the log only."""

    write: Write | None = None


class MisbehavingHandler(SiteHandler):
    """Writes a `Wire` as it is; a client that hangs up, as ours must, is no error."""

    def handle(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            super().handle()

    def send(self, response: Response) -> None:
        if isinstance(response, Wire) and response.write:
            self.close_connection = True
            self.connection.settimeout(PATIENCE)
            response.write(self.connection)
        else:
            super().send(response)


class MisbehavingServer(SiteServer):
    """A `SiteServer` whose sites may answer with a `Wire`."""

    @property
    def handler(self) -> type[SiteHandler]:
        return MisbehavingHandler


def head(*lines: str, status: str = "200 OK") -> bytes:
    """The head of an answer as bytes, `lines` being its headers."""
    return "\r\n".join((f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *lines, "", "")).encode()


def hang(connection: socket.socket) -> None:
    """Never answers."""
    connection.recv(1)


def hang_up(connection: socket.socket) -> None:
    """Ends the connection without a word."""
    connection.shutdown(socket.SHUT_RDWR)


def drip(connection: socket.socket) -> None:
    """Promises a page and sends it a byte now and then."""
    connection.sendall(head("Content-Length: 50000"))
    for _ in range(int(PATIENCE / PAUSE)):
        connection.sendall(b"<")
        hung_up, _, _ = select.select([connection], [], [], PAUSE)
        if hung_up:
            return


def talk_nonsense(connection: socket.socket) -> None:
    """Answers in no protocol."""
    connection.sendall(b"\x00\x15 TIN NHANH \xff\xfe\r\n\r\n")


def never_end(connection: socket.socket) -> None:
    """Sends a page without an end, as fast as it can."""
    connection.sendall(head("Transfer-Encoding: chunked"))
    chunk = b"10000\r\n" + b"<p>a</p>" * (0x10000 // 8) + b"\r\n"
    while True:
        connection.sendall(chunk)


def never_begin(connection: socket.socket) -> None:
    """Sends headers without an end, as fast as it can."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    line = b"X-Tin: " + b"a" * 8000 + b"\r\n"
    while True:
        connection.sendall(line)


def cut(body: bytes) -> Write:
    """Promises twice as much as it sends, and ends the connection."""

    def write(connection: socket.socket) -> None:
        connection.sendall(head(f"Content-Length: {2 * len(body)}") + body)

    return write


def with_headers(lines: list[str], body: bytes) -> Write:
    """Sends `body` under headers that a dictionary cannot hold: the same name many times."""

    def write(connection: socket.socket) -> None:
        connection.sendall(head(*lines, f"Content-Length: {len(body)}") + body)

    return write
