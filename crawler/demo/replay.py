"""Saved pages, served again under the paths they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler.demo.site import Request, Response, conditional, etag, http_date

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
"""By the saved file's name."""


class ReplaySite:
    """Answers with saved files: `files` maps a path ("/kinh-te.htm") to the file that holds its body.

    Any other path is 404, robots.txt too unless it was saved. Raises FileNotFoundError at once when
    a file is missing.
    """

    def __init__(self, hosts: Sequence[str], files: Mapping[str, Path]) -> None:
        self._hosts = tuple(hosts)
        self._files = dict(files)
        for file in self._files.values():
            file.stat()

    @property
    def hosts(self) -> tuple[str, ...]:
        return self._hosts

    def answer(self, request: Request) -> Response:
        """The saved body, with validators made from the file; 304 while they hold."""
        file = self._files.get(request.path)
        if file is None:
            return Response(404, {"Content-Type": "text/plain; charset=utf-8"}, b"not saved")
        body = file.read_bytes()
        saved_at = datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat()
        headers = {
            "Content-Type": CONTENT_TYPES.get(file.suffix, "application/octet-stream"),
            "ETag": etag(body),
            "Last-Modified": http_date(saved_at),
        }
        return conditional(request, Response(200, headers, body))
