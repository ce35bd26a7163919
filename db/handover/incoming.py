"""What a source brings, one thing at a time: a page, a text, an article already clean, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cleaners.article import Article

MAX_PAGE_BYTES = 10_000_000
"""Largest page taken in, unpacked, unless told otherwise."""
NO_ADDRESS = "no address"
TOO_LARGE = "too large"
UNREADABLE = "unreadable"
BROKEN = "broken record"
REST_UNREADABLE = "the rest cannot be read"

Headers = tuple[tuple[str, str], ...]

UNDONE = frozenset(("content-encoding", "transfer-encoding"))
"""Headers that no longer hold for a body that was unpacked."""


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page as it was served from `url`, nothing packed any more; `fetched_at` in UTC, None: nobody knows."""

    where: str
    url: str
    body: bytes = field(repr=False)
    fetched_at: str | None = None
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A page already flattened to plain text."""

    where: str
    text: bytes = field(repr=False)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article that Tinsach cleaned somewhere else."""

    where: str
    article: Article = field(repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out. `reason` is the same for the same cause; `broken`: a person should look at it."""

    where: str
    reason: str
    broken: bool = False


Incoming = IncomingPage | IncomingText | IncomingArticle | Skipped


def as_utc(text: str) -> str:
    """A time in ISO 8601 as our clock writes it; one without a zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        raise ValueError(f"{text} is no time") from None


def read_headers(value: Any) -> Headers:
    """Headers from JSON, an object or a list of pairs. Raises ValueError for anything else."""
    pairs: Iterable[Any] = value.items() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    headers = [tuple(pair) if isinstance(pair, (list, tuple)) else () for pair in pairs]
    if (value and not headers) or any(len(pair) != 2 or not all(isinstance(p, str) for p in pair) for pair in headers):
        raise ValueError("headers must be an object or a list of [name, value]")
    return tuple((name, content) for name, content in headers if name.lower() not in UNDONE)


def read_object(line: str | bytes) -> dict[str, Any]:
    """A JSON object. Raises ValueError, in words for a person."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("no JSON") from None
    if not isinstance(value, dict):
        raise ValueError("JSON, but no object")
    return value
