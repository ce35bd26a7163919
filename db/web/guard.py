"""What every answer says about itself, and whom it is not given to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

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


def _host(scope: Scope) -> str:
    named = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"), "")
    if named.startswith("["):
        return named[1:].partition("]")[0]
    return named.partition(":")[0].lower()


def _is_ours(path: str) -> bool:
    return path in ("/", "/search") or path.startswith(("/article/", "/assets/"))
