"""What every answer says about itself, and whom it is not given to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from db.web.spreadsheet import harmless_csv

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Send], Awaitable[None]]

OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing that stands in a page's text can run or load: all there is comes from this server's own files."""
DATASETTES = OURS.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""Datasette's own pages have style in them, and scripts in them that do not run then: they work without."""
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-dns-prefetch-control": b"off",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def guarded(app: App, hosts: tuple[str, ...] | None) -> App:
    """`app` with a Content-Security-Policy on every answer, and without answers for other host names than `hosts`.

    The second is against pages elsewhere that make their own name lead to this machine. None: any name.
    """

    async def wrapped(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if hosts is not None and _host(scope) not in hosts:
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"this server answers for its own host name only\n"})
            return

        send = _as_harmless_csv(send) if _is_csv(scope) else send

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                there = {bytes(name).lower() for name, _ in headers}
                policy = OURS if _is_ours(scope["path"]) else DATASETTES
                more = HEADERS | {b"content-security-policy": policy.encode()}
                message = {**message, "headers": headers + [(n, v) for n, v in more.items() if n not in there]}
            await send(message)

        await app(scope, receive, send_guarded)

    return wrapped


def _as_harmless_csv(send: Send) -> Send:
    """`send` for an answer that is held back until it is whole, for a cell may be cut between two parts of it."""
    start: list[MutableMapping[str, Any]] = []
    parts: list[bytes] = []

    async def held(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
            start.append({**message, "headers": headers})
            return
        parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = b"".join(parts)
        if start[0]["status"] == 200:
            body = harmless_csv(body.decode("utf-8", "replace")).encode()
        await send(start[0])
        await send({"type": "http.response.body", "body": body})

    return held


def _is_csv(scope: Scope) -> bool:
    return scope["path"].endswith(".csv") or b"_format=csv" in scope.get("query_string", b"")


def _host(scope: Scope) -> str:
    named = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"), "")
    if named.startswith("["):
        return named[1:].partition("]")[0]
    return named.partition(":")[0].lower()


def _is_ours(path: str) -> bool:
    return path in ("/", "/search") or path.startswith(("/article/", "/assets/"))
