"""What a redesign does to a page: cuts and moves on the tree, told where by the newspaper's own declaration."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleaners.layout import Family, Source
from cleaners.selectors import quoted
from crawler.demo.synthetic import sentence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMES = ("class", "id", "data-role", "data-field", "type", "itemprop")
"""Attributes by which the families' declarations know an element."""
FIRST = 2
"""Paragraphs that stay where text is cut or moved."""
_iso = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:[+-]\d\d:?\d\d|Z)?")
_printed = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b(?:\D{0,3}\d{1,2}:\d\d)?")


def parsed(html: str) -> HtmlElement:
    """The tree of a page."""
    from lxml.html import document_fromstring

    tree: HtmlElement = document_fromstring(html)
    return tree


def written(tree: HtmlElement) -> str:
    """The page of a tree."""
    from lxml.html import tostring

    text: str = tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return text


def elements(tree: HtmlElement, selectors: str) -> list[HtmlElement]:
    """The elements that fit our own kind of selectors."""
    found: list[HtmlElement] = tree.cssselect(quoted(selectors))
    return found


def at(tree: HtmlElement, sources: tuple[Source, ...]) -> list[HtmlElement]:
    """The elements whose text is a field's value, by its declared sources; none of the page's head."""
    selectors = [source.selector for source in sources if source.attribute is None and source.selector != "ld"]
    return elements(tree, ", ".join(selectors)) if selectors else []


def body_of(tree: HtmlElement, family: Family) -> HtmlElement | None:
    """The element that holds the body: of those that fit, the one with most text."""
    found = elements(tree, family.body)
    return max(found, key=lambda node: len(node.text_content()), default=None)


def paragraphs(body: HtmlElement) -> list[HtmlElement]:
    """The body's own paragraphs, not those of boxes and captions."""
    return [node for node in body if node.tag in ("p", "div") and not node.get("class") and not node.get("type")]


def rename(nodes: Iterable[HtmlElement]) -> None:
    """Names as a build tool makes them; what has no name in the new design loses it."""
    for node in nodes:
        for name in NAMES:
            value = node.get(name)
            if value is None or node.tag in ("script", "meta", "input", "link"):
                continue
            if name in ("class", "id"):
                node.set(name, " ".join(f"s{zlib.crc32(word.encode()):x}" for word in value.split()))
            else:
                del node.attrib[name]


def remove(node: HtmlElement) -> None:
    """Take an element out; what stands behind it stays."""
    node.drop_tree()


def new(tag: str, text: str = "", **attributes: str) -> HtmlElement:
    """An element; `class_` for its class."""
    from lxml.html import HtmlElement, fromstring

    node = fromstring(f"<{tag}></{tag}>")
    assert isinstance(node, HtmlElement)
    node.text = text
    for name, value in attributes.items():
        node.set(name.rstrip("_"), value)
    return node


def invented(draw: random.Random, number: int, words: tuple[int, int]) -> Iterator[str]:
    """Sentences nobody wrote."""
    return (f"{sentence(draw, draw.randint(*words))}." for _ in range(number))


def vague_dates(html: str) -> str:
    """Dates as some newspapers print them: nothing that says when."""
    return _printed.sub("hôm nay", _iso.sub("hôm nay", html))
