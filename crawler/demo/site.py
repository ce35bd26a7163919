"""What a server answers, apart from how it is served: a `Site` turns a `Request` into a `Response`.

A misbehaving site is another class with the same two members.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `host` is the Host header without its port, `path` has no query; header names are lower case."""

    method: str
    host: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `body` is not yet compressed. With `gzip` it is sent compressed, asked for or not."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    gzip: bool = False


class Site(Protocol):
    """Answers for all names in `hosts`; the first one is its own."""

    @property
    def hosts(self) -> tuple[str, ...]: ...

    def answer(self, request: Request) -> Response: ...


def etag(body: str | bytes) -> str:
    """A strong entity tag of the content."""
    return f'"{hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()[:20]}"'


def http_date(iso: str) -> str:
    """An ISO 8601 time with its offset as an HTTP date."""
    return format_datetime(datetime.fromisoformat(iso).astimezone(UTC), usegmt=True)


def conditional(request: Request, response: Response) -> Response:
    """304 without a body where the request's validators still hold, else `response` (RFC 9110, section 13)."""
    if response.status != 200 or request.method not in ("GET", "HEAD"):
        return response
    known, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    tag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if known is not None:
        fresh = tag in [one.strip().removeprefix("W/") for one in known.split(",")]
    else:
        fresh = since is not None and modified is not None and _not_after(modified, since)
    if not fresh:
        return response
    kept = {name: value for name, value in response.headers.items() if name != "Content-Type"}
    return replace(response, status=304, headers=kept, body=b"", gzip=False)


def _not_after(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # an unreadable date is ignored, as the RFC asks
        return False
