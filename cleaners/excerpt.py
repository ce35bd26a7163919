"""The part of a page that its article stands in, cut out before the page is parsed.

A parser takes its time by the character, and half of a newspaper's page are the menus at its head, the lists of other
articles behind the article, and pictures written into it as text. Leaving them out changes nothing of what stays: the
head of a page is one element, a picture's text a part of one attribute, and by the place where the rest is left out a
parser of the whole page would have made the same of what came before. That the article was over by then can be seen in
the tree: something stands behind it (cleaners.page). Else the whole page is parsed after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaners.layout import Family

SHORTEST = 30_000
"""Characters; a page with fewer is parsed while one looks for what could be left out."""
FAR = 200_000
"""Characters in which the head of the page begins."""
BEHIND = "--></script></style><br>"
"""Stands where the rest was left out, so that the article has something behind it if it was over, whatever is cut."""
PICTURE = 5_000
"""Characters of a picture that is worth leaving out."""
AS_TEXT = '"data:image/'

_input = re.compile(r"<input\b[^<>]*>")
_linked_data = re.compile(r"<script\b[^<>]*\bld\+json\b[^<>]*>[^<]*</script>")

Span = tuple[int, int]


def excerpt(html: str, family: Family, encoding: str = "utf-8") -> bytes | None:
    """A page of `family`, encoded, without the head of its page, pictures as text, and what comes behind its article;
    None where it cannot be told where these are.

    The mark of the body is written only once on a page that can be cut. Of what comes behind the article the inputs
    that say something of it and JSON-LD are kept.
    """
    if len(html) < SHORTEST:
        return None
    head = _head_of_page(html)
    at = html.find(family.body_mark, head[1])
    if at < 0:
        return None
    found = re.compile(family.behind).search(html, at)
    stop = found.start() if found else len(html)
    if html.find(family.body_mark, stop) >= 0:
        return None
    left_out = [head, *_pictures(html, head[1], stop)]
    if not head[1] and stop == len(html) and len(left_out) == 1:
        return None
    pieces, done = [], 0
    for start, end in left_out:
        pieces.append(html[done:start])
        done = end
    pieces.append(html[done:stop])
    pieces += (BEHIND, *_telling(html, stop, family.inputs))
    return b"".join([piece.encode(encoding, "ignore") for piece in pieces])


def _head_of_page(html: str) -> Span:
    """Where the first element `header` of a page begins and ends; nothing where that is not plain to see."""
    start = html.find("<header", 0, FAR)
    end = html.find("</header>", start) if start >= 0 else -1
    page = html.rfind("<body", 0, start) if end >= 0 else -1
    return (start, end + len("</header>")) if page >= 0 and _is_read(html, page, start) else (0, 0)


def _pictures(html: str, start: int, stop: int) -> Iterator[Span]:
    """Where large pictures stand in an attribute."""
    while (start := html.find(AS_TEXT, start, stop)) >= 0:
        start += len(AS_TEXT)
        end = html.find('"', start, stop)
        if end - start >= PICTURE:
            yield start, end


def _telling(html: str, start: int, inputs: tuple[str, ...]) -> list[str]:
    """What says something of the article wherever it stands, from `start` on."""
    found: list[str] = []
    if inputs and (first := html.find("<input", start)) >= 0:
        named = re.compile("|".join(inputs))
        found = [tag for tag in _input.findall(html, first) if named.search(tag)]
    return found if html.find("ld+json", start) < 0 else found + _linked_data.findall(html, start)


def _is_read(html: str, start: int, at: int) -> bool:
    """Whether what stands at `at` is markup: no script and no comment that begins after `start` goes on there."""
    pairs = (("<script", "</script"), ("<!--", "-->"))
    return all(html.rfind(opening, start, at) <= html.rfind(closing, start, at) for opening, closing in pairs)
