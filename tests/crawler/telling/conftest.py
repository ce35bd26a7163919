"""Sinks on this machine: a web server that keeps what is posted, a mail server that keeps what is sent."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PASSWORD = "mot-mat-khau-dai"
"""Of the mail server's only user."""


@dataclass
class WebSink:
    """Keeps (path, headers, JSON) of what is posted, and answers `status`."""

    port: int = 0
    status: int = 200
    posted: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook/bi-mat-trong-dia-chi"


@pytest.fixture
def web() -> Iterator[WebSink]:
    sink = WebSink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sink.posted.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(sink.status)
            if sink.status in (301, 302, 307):
                self.send_header("Location", f"http://127.0.0.1:{sink.port}/elsewhere")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sink.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield sink
    server.shutdown()
    server.server_close()


@dataclass
class MailSink:
    """Keeps what is sent, and who logged in."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    users: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (the library's name)
        assert isinstance(envelope.content, bytes)
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[MailSink]:
    sink = MailSink()

    def knows(server: object, session: object, envelope: object, mechanism: str, data: Any) -> AuthResult:
        sink.users.append(data.login)
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    with socket.create_server(("127.0.0.1", 0)) as free:
        sink.port = free.getsockname()[1]
    controller = Controller(
        sink, hostname="127.0.0.1", port=sink.port, authenticator=knows, auth_require_tls=False, decode_data=False
    )
    controller.start()
    yield sink
    controller.stop()
