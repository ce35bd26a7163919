"""Keeping the pages of a visit, as fixtures for whoever adapts the outlet's files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleaners.errors import TinsachError, UsageError
from crawler.probe.site import Answer
from crawler.probe.visit import Visit

ENDINGS = {"robots": ".txt", "feed": ".rss", "sitemap": ".xml"}
"""Of the kept files, by role; the rest by what the address ends in."""
UNSAFE = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 80


def refuse_repository(folder: Path) -> None:
    """Raises UsageError when `folder` lies in a git checkout: a newspaper's pages are not ours to publish."""
    for parent in (folder.resolve(), *folder.resolve().parents):
        if (parent / ".git").exists():
            raise UsageError(f"{folder} lies in the repository {parent}: keep newspapers' pages outside of it")


def keep_pages(visit: Visit, folder: Path) -> list[Path]:
    """Write every body that was served to `folder`, and beside it a .json with its address, status and headers.

    Files of an earlier visit with the same names are replaced. Raises UsageError, TinsachError.
    """
    refuse_repository(folder)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, answer in enumerate(visit.answers, 1):
            if answer.status is None:
                continue
            path = folder / f"{number:02}-{answer.ask.role}-{_name(answer)}"
            path.write_bytes(answer.body)
            sidecar = json.dumps(_sidecar(visit, answer), ensure_ascii=False, indent=1)
            path.with_name(f"{path.name}.json").write_text(sidecar + "\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise TinsachError(f"the pages cannot be kept in {folder}: {error.strerror or error}") from None
    return written


def _name(answer: Answer) -> str:
    """A file name that any system takes: of the address only plain letters and digits are left."""
    path = urlsplit(answer.ask.url).path.lower()
    stem, dot, ending = path.rpartition(".")
    plain = UNSAFE.sub("-", stem if dot else path).strip("-")[:LONGEST_NAME] or "page"
    known = f".{ending}" if dot and ending in ("htm", "html", "xml", "rss", "json", "txt") else ".html"
    return plain + (".json" if _is_json(answer) else ENDINGS.get(answer.ask.role, known))


def _is_json(answer: Answer) -> bool:
    return answer.ask.role == "more" and answer.body.lstrip()[:1] in (b"{", b"[")


def _sidecar(visit: Visit, answer: Answer) -> dict[str, Any]:
    return {
        "outlet": visit.site.outlet.name,
        "role": answer.ask.role,
        "url": answer.ask.url,
        "served_by": answer.url,
        "asked_at": answer.asked_at,
        "status": answer.status,
        "headers": [list(header) for header in answer.headers],
    }
