"""Keeping the pages of a visit for whoever adapts the outlet's files, and reading them again without a request."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners.errors import TinsachError, UsageError
from crawler.probe.site import Answer, Ask, Site
from crawler.probe.visit import Visit

ENDINGS = {"robots": ".txt", "feed": ".rss", "sitemap": ".xml"}
"""Of the kept files, by role; the rest by what the address ends in."""
SIDECAR = ".headers.json"
UNSAFE = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 80


def check_folder(folder: Path) -> None:
    """Raises UsageError when pages cannot be kept in `folder`.

    In a git checkout: a newspaper's pages are not ours to publish. Where a visit was kept before: two would mix.
    """
    for parent in (folder.resolve(), *folder.resolve().parents):
        if (parent / ".git").exists():
            raise UsageError(f"{folder} lies in the repository {parent}: keep newspapers' pages outside of it")
    if any(folder.glob(f"*{SIDECAR}")):
        raise UsageError(f"{folder} holds a visit already: name a folder of its own for this one")


def keep_pages(visit: Visit, folder: Path) -> list[Path]:
    """Write every body that was served to `folder`, and beside it its address, status and headers as JSON.

    Returns the bodies' files. Raises UsageError (see `check_folder`), TinsachError.
    """
    check_folder(folder)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, answer in enumerate(visit.answers, 1):
            path = folder / f"{number:02}-{answer.ask.role}-{_name(answer)}"
            sidecar = json.dumps(_sidecar(visit, answer, path.name), ensure_ascii=False, indent=1)
            path.with_name(path.name + SIDECAR).write_text(sidecar + "\n", encoding="utf-8")
            if answer.status is not None:
                path.write_bytes(answer.body)
                written.append(path)
    except OSError as error:
        raise TinsachError(f"the pages cannot be kept in {folder}: {error.strerror or error}") from None
    return written


def kept_visit(site: Site, folder: Path) -> Visit:
    """The visit whose pages were kept in `folder`. Raises UsageError for what is no such folder."""
    answers: list[Answer] = []
    try:
        for path in sorted(folder.glob(f"*{SIDECAR}")):
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["outlet"] != site.outlet.name:
                raise UsageError(f"{path} was kept of {kept['outlet']}, not of {site.outlet.name}")
            body = b"" if kept["status"] is None else path.with_name(path.name.removesuffix(SIDECAR)).read_bytes()
            headers = tuple((name, value) for name, value in kept["headers"])
            answers.append(
                Answer(
                    Ask(kept["role"], kept["url"]),
                    kept["served_by"],
                    kept["status"],
                    kept["trouble"],
                    headers,
                    body,
                    kept["asked_at"],
                )
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder} cannot be read as a kept visit: {error}") from None
    if not any(answer.ask.role == "robots" for answer in answers):
        raise UsageError(f"{folder} holds no kept visit: `tinsach probe {site.outlet.name} --save {folder}` makes one")
    return Visit(site, tuple(answers), 0)


def _name(answer: Answer) -> str:
    """A file name that any system takes: of the address only plain letters and digits are left."""
    path = urlsplit(answer.ask.url).path.lower()
    stem, dot, ending = path.rpartition(".")
    plain = UNSAFE.sub("-", stem if dot else path).strip("-")[:LONGEST_NAME] or "page"
    known = f".{ending}" if dot and ending in ("htm", "html", "xml", "rss", "json", "txt") else ".html"
    return plain + (".json" if _is_json(answer) else ENDINGS.get(answer.ask.role, known))


def _is_json(answer: Answer) -> bool:
    return answer.ask.role == "more" and answer.body.lstrip()[:1] in (b"{", b"[")


def _sidecar(visit: Visit, answer: Answer, name: str) -> dict[str, Any]:
    return {
        "outlet": visit.site.outlet.name,
        "role": answer.ask.role,
        "url": answer.ask.url,
        "served_by": answer.url,
        "asked_at": answer.asked_at,
        "status": answer.status,
        "trouble": answer.trouble,
        "file": name if answer.status is not None else None,
        "headers": [list(header) for header in answer.headers],
    }
