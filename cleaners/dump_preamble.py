"""What a crawler wrote in front of a dump: "Title: …", "URL Source: …", "Published Time: …", as fields of a note.

Readers for language models and people's own scripts begin a file so. The title and the date are the article's, the
address says whose page it is, the rest (when it was crawled, by what) says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LINES = 14
"""Non-blank lines at the top among which the notes stand."""

_field = re.compile(
    r"[\s>*_#-]*(?P<key>title|tiêu đề|url(?: source| nguồn| gốc)?|source(?:[ _]url)?|link|nguồn|author|tác giả|domain|"
    r"published(?: time| at)?|publish_date|date(?:[ _]published)?|ngày đăng|(?:date[ _])?crawled(?: at| on)?|"
    r"crawl(?:ed)?_at|ngày crawl|crawler|language|markdown content|nội dung trích xuất)[*_]*\s*:[*_]*\s*(?P<value>.*)",
    re.IGNORECASE,
)
_address = re.compile(r"[\"'<]?(https?://[^\s\"'<>)]+)")
_titles = ("title", "tiêu đề")
_dates = (
    *("published", "published time", "published at", "publish_date", "date", "date published", "date_published"),
    "ngày đăng",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One line of such notes: `text` is the article's headline, its date, its author's name, or nothing to keep."""

    kind: Literal["title", "date", "author", "nothing"]
    text: str = ""


def notes_in(lines: list[str]) -> tuple[dict[int, Note], str | None]:
    """The notes among the first of `lines`, by place, and the page's address that they name.

    Without an address there are none: "Nguồn: TTXVN" and "Ngày đăng: …" stand in pages, too.
    """
    found: dict[int, Note] = {}
    address = None
    seen = 0
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        seen += 1
        if seen > LINES:
            break
        field = _field.fullmatch(line.strip())
        if field is None:
            continue
        key, value = field["key"].lower(), field["value"].strip().strip("\"'")
        named = _address.match(value)
        address = address or (named[1] if named else None)
        found[place] = _note(key, value)
    return (found, address) if address else ({}, None)


def _note(key: str, value: str) -> Note:
    if key in _titles and value:
        return Note("title", value)
    if key in _dates and value:
        return Note("date", value)
    if key in ("author", "tác giả") and value:
        return Note("author", value)
    return Note("nothing")
