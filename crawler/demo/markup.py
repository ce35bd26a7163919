"""The few inline marks of the demo articles, as plain text and as HTML.

`**bold**`, `__italic__`, `[[word the CMS links by itself]]`, `{T|rước}` one word that a text
processor left in two spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_mark = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|__(?P<italic>.+?)__|\[\[(?P<link>.+?)\]\]|\{(?P<head>[^{}|]+)\|(?P<tail>[^{}|]+)\}"
)


def plain(text: str) -> str:
    """`text` as a reader sees it."""
    return _mark.sub(lambda m: m["bold"] or m["italic"] or m["link"] or m["head"] + m["tail"], text)


def to_html(text: str, link: Callable[[str], str]) -> str:
    """`text` as HTML; `link` renders a word the CMS links by itself."""

    def mark(found: re.Match[str]) -> str:
        if found["bold"]:
            return f"<b>{escape(found['bold'], quote=False)}</b>"
        if found["italic"]:
            return f"<i>{escape(found['italic'], quote=False)}</i>"
        if found["link"]:
            return link(found["link"])
        return f"<span>{escape(found['head'])}</span><span>{escape(found['tail'])}</span>"

    pieces, end = [], 0
    for found in _mark.finditer(text):
        pieces += [escape(text[end : found.start()], quote=False), mark(found)]
        end = found.end()
    return "".join([*pieces, escape(text[end:], quote=False)])
