"""Saved pages and texts on disk: which address each came from, and a folder with all that is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from cleaners.decode import decode, kind_of
from cleaners.errors import UnreadablePage
from cleaners.limits import refuse_monster
from db.handover.incoming import (
    BROKEN,
    NO_ADDRESS,
    TOO_LARGE,
    UNREADABLE,
    Headers,
    Incoming,
    IncomingPage,
    IncomingText,
    Skipped,
    as_utc,
    read_headers,
    read_object,
)

SIDECARS = (".url", ".json")
"""Endings, after the page's whole name, of a file that says where the page came from: a line, or JSON with `url`."""
MAX_SIDECAR = 1_000_000
HEAD_CHARACTERS = 300_000
"""A canonical link stands in the head; no head is longer."""


def files_under(folder: Path) -> Iterator[Path | Skipped]:
    """All files in `folder` and below it by name, sidecars left out. Links to folders are not followed."""
    pending = [folder]
    while pending:
        below: list[Path] = []
        try:
            entries = sorted(os.scandir(current := pending.pop()), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(str(current), f"{UNREADABLE}: {error.strerror}", broken=True)
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            path = Path(entry.path)
            try:
                if entry.is_symlink() and entry.is_dir():
                    yield Skipped(entry.path, "a link to a folder, not followed")
                elif entry.is_dir(follow_symlinks=False):
                    below.append(path)
                elif not entry.is_file():
                    yield Skipped(entry.path, "no file")
                elif not (path.suffix in SIDECARS and entry.name.removesuffix(path.suffix) in names):
                    yield path
            except OSError as error:  # links that lead to each other
                yield Skipped(entry.path, f"{UNREADABLE}: {error.strerror}", broken=True)
        pending += reversed(below)


def read_file(path: Path, base: Path, *, url_pattern: str | None, max_bytes: int) -> Incoming:
    """The page or text in the file at `path`.

    Its address is what a sidecar says, else what `url_pattern` makes of its name (`{path}` below
    `base`, `{name}`, `{stem}` the name without its ending), else the page's own canonical link. The
    time is the sidecar's, else the file's.
    """
    where = str(path)
    try:
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
        saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = _sidecar(path)
    except OSError as error:
        return Skipped(where, f"{UNREADABLE}: {error.strerror}", broken=True)
    except ValueError as error:
        return Skipped(where, f"{BROKEN}: its sidecar: {error}", broken=True)
    if len(body) > max_bytes:
        return Skipped(where, TOO_LARGE)
    url, fetched_at, headers = said or (None, None, ())
    if url is None and url_pattern:
        url = _named(url_pattern, path, base)
    content_type = next((value for name, value in headers if name.lower() == "content-type"), None)
    try:
        text = decode(body, content_type)
        if kind_of(text) == "dump":
            return IncomingText(where, body, url)
        url = url or canonical_link(text)
    except UnreadablePage as error:
        return Skipped(f"{where}: {error}", UNREADABLE, broken=True)
    if url is None:
        return Skipped(where, NO_ADDRESS, broken=True)
    return IncomingPage(where, url, body, fetched_at or saved_at, headers)


def canonical_link(html: str) -> str | None:
    """The address that the page gives itself. Raises UnreadablePage."""
    end = html.find("</head>")
    head = html[: min(end, HEAD_CHARACTERS) if end >= 0 else HEAD_CHARACTERS]
    refuse_monster(head)
    link = LexborHTMLParser(head).css_first("link[rel=canonical]")
    address = (link.attributes.get("href") or "").strip() if link is not None else ""
    return address if address.startswith(("http://", "https://")) else None


def _sidecar(path: Path) -> tuple[str, str | None, Headers] | None:
    """Address, time and headers as the file beside the page says. Raises ValueError, OSError."""
    for ending in SIDECARS:
        beside = path.with_name(path.name + ending)
        if not beside.is_file():
            continue
        with beside.open("rb") as file:
            content = file.read(MAX_SIDECAR).decode("utf-8-sig")
        if ending == ".url":
            # Windows calls its bookmarks so, too: [InternetShortcut], then URL=…
            lines = [line.strip().removeprefix("URL=") for line in content.splitlines()]
            return _address(next((line for line in lines if line.startswith("http")), None)), None, ()
        value = read_object(content)
        fetched_at = value.get("fetched_at")
        when = as_utc(fetched_at) if isinstance(fetched_at, str) else None
        return _address(value.get("url")), when, read_headers(value.get("headers"))
    return None


def _address(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("it names no address")
    return value


def _named(pattern: str, path: Path, base: Path) -> str:
    below = PurePath(os.path.relpath(path, base))
    parts = {"{path}": below.as_posix(), "{name}": path.name, "{stem}": path.stem}
    for name, part in parts.items():
        pattern = pattern.replace(name, quote(part.encode("utf-8", "surrogateescape"), safe="/!$&'()*+,;=:@~%?"))
    return pattern
