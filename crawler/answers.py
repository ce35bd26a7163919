"""What an answer that is no article means: one status and one reason for each, the same words for the same cause."""

from __future__ import annotations

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler.middlewares import ForeignHost
from db.records import UrlStatus

GONE = frozenset({404, 410})
REFUSED = frozenset({401, 402, 403, 407, 429, 451})

CHALLENGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "cloudflare",
        re.compile(r"cdn-cgi/challenge-platform|cf-browser-verification|cf_chl_opt|<title>Just a moment\.{3}"),
    ),
    ("captcha", re.compile(r"g-recaptcha|h-captcha|hcaptcha\.com|captcha-delivery\.com|geetest", re.IGNORECASE)),
    ("cookie wall", re.compile(r"document\.cookie\s*=.{0,400}?location\.(?:reload|href|replace)", re.DOTALL)),
    ("browser check", re.compile(r"DDoS protection by|_Incapsula_Resource|Checking your browser", re.IGNORECASE)),
)
"""Signs of a page that keeps programs out while it says 200."""
CHALLENGE_BYTES = 20_000
"""Such a page is small; a newspaper's own page, which may name a captcha in its comment form, is not."""

_CONNECTION = (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    ResponseDataLossError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
)
_TLS = re.compile(r"ssl|tls|certificate", re.IGNORECASE)


def challenge(body: bytes) -> str | None:
    """The kind of bot wall that `body` is, or None."""
    if len(body) > CHALLENGE_BYTES:
        return None
    text = body.decode("utf-8", errors="replace")
    return next((kind for kind, sign in CHALLENGES if sign.search(text)), None)


def meaning_of_status(response: Response) -> tuple[UrlStatus, str] | None:
    """Status and reason of an answer whose HTTP status already says that it brings no article; else None."""
    code = response.status
    if code in GONE:
        return "gone", f"http {code}"
    if code in REFUSED:
        return "blocked", f"http {code}"
    if 200 <= code < 300:
        return None
    if 300 <= code < 400:
        return "failed", f"http {code} that leads nowhere"
    return "failed", f"http {code}"


def meaning_of_error(error: BaseException) -> tuple[UrlStatus, str]:
    """Status and reason of a request that brought no answer."""
    if isinstance(error, ForeignHost):
        return "disallowed", "not the newspaper's own host"
    if isinstance(error, IgnoreRequest):
        message = str(error)
        if "robots.txt" in message:
            return "disallowed", "robots.txt"
        if "DOWNLOAD_MAXSIZE" in message:
            return "too_large", "larger than max_page_bytes when unpacked"
        if "redirections" in message:
            return "failed", "too many redirects"
        return "failed", message or "request ignored"
    if isinstance(error, DownloadCancelledError):
        return "too_large", "larger than max_page_bytes"
    if isinstance(error, CannotResolveHostError):
        return "failed", "private address" if "not a public address" in str(error) else "dns"
    if isinstance(error, (DownloadTimeoutError, ConnectTimeout)):
        return "failed", "timeout"
    if isinstance(error, _CONNECTION):
        causes = _causes(error)
        if "HeadTooLarge" in causes:
            return "too_large", "headers larger than 1 MB"
        if _TLS.search(causes):
            return "failed", "tls"
        return "failed", "connection"
    if isinstance(error, OSError):
        return "failed", "connection"
    return "failed", type(error).__name__


def _causes(error: BaseException) -> str:
    """The names and texts of `error` and all that caused it: Twisted wraps what TLS said several times."""
    seen: list[str] = []
    pending: list[object] = [error]
    while pending and len(seen) < 20:
        current = pending.pop()
        seen.append(f"{type(current).__module__} {current!r}")
        pending += [getattr(reason, "value", reason) for reason in getattr(current, "reasons", None) or ()]
        cause = getattr(current, "__cause__", None)
        pending += [cause] if cause is not None else []
    return " ".join(seen)
