"""The redesigns that are rehearsed: each a change newspapers are known to make, declared with what it does."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaners.layout import Family
from cleaners.selectors import quoted
from crawler.rehearse.surgery import (
    FIRST,
    at,
    body_of,
    elements,
    invented,
    new,
    paragraphs,
    parsed,
    remove,
    rename,
    vague_dates,
    written,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Change = Callable[[str, Family, random.Random], str]
"""A page, its family and a source of chance; the page after the redesign."""

CONSENT = "Báo sử dụng cookie để ghi nhớ lựa chọn của quý độc giả; tiếp tục đọc nghĩa là quý độc giả đồng ý."


@dataclass(frozen=True, slots=True)
class Redesign:
    """One kind of redesign. `share` of the newspaper's pages have it, the others are as before."""

    name: str
    change: Change
    share: float = 1.0


def _on_tree(operate: Callable[[HtmlElement, Family, random.Random], None]) -> Change:
    def change(html: str, family: Family, draw: random.Random) -> str:
        tree = parsed(html)
        operate(tree, family, draw)
        return written(tree)

    return change


def _all_renamed(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    rename(tree.body.iter("*"))


def _body_renamed(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    rename(elements(tree, family.body))


def _body_moved(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    if body is not None:
        rest = new("section", class_="story-rest")
        for node in paragraphs(body)[FIRST:]:
            rest.append(node)
        tree.body.append(rest)


def _cut(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    if body is not None:
        for node in list(body)[FIRST:]:
            remove(node)


def _by_script(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    if body is not None:
        for node in list(body):
            remove(node)
        body.text = ""
        body.append(new("script", "window.__STORY__ = {};"))


def _related_inside(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    if body is not None:
        box = new("div", class_="story-more")
        for place, headline in enumerate(invented(draw, 6, (9, 16))):
            line = new("p")
            line.append(new("a", headline.rstrip("."), href=f"/doc/{draw.getrandbits(32):x}/{place}"))
            box.append(line)
        body.insert(min(FIRST, len(body)), box)


def _lead_merged(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    for lead in at(tree, family.fields.description):
        if body is not None and lead.getparent() is not None:
            body.insert(0, new("p", lead.text_content().strip()))
            remove(lead)


def _headline_renamed(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    for node in at(tree, family.fields.headline):
        node.tag = "h2"
        rename([node])


def _byline_in_text(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    names = [node for node in at(tree, family.fields.authors) if node.getparent() is not None]
    text = next((node.text_content().strip() for node in names), "")
    for node in names:
        if node.getparent() is not None:
            remove(node)
    rename(node for rule in family.rules if rule.action == "byline" for node in elements(tree, rule.selector))
    if body is not None and text:
        body.append(new("p", text))


def _captions_unmarked(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    photos = ("photo", "caption")
    rename(node for rule in family.rules if rule.action in photos for node in elements(tree, rule.selector))
    for node in tree.cssselect("figcaption, figure"):
        node.tag = "div"


def _merged_paragraphs(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    body = body_of(tree, family)
    if body is not None and (parts := paragraphs(body)):
        parts[0].text = " ".join(part.text_content().strip() for part in parts)
        for inner in list(parts[0]):
            parts[0].remove(inner)
        for part in parts[1:]:
            remove(part)


def _in_body(tree: HtmlElement, family: Family, texts: list[str], name: str) -> None:
    body = body_of(tree, family)
    if body is not None:
        box = new("div", class_=name)
        for text in texts:
            box.append(new("p", text))
        body.insert(min(FIRST, len(body)), box)


def _consent_in_text(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    _in_body(tree, family, [CONSENT], "consent-note")


def _readers_in_text(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    _in_body(tree, family, list(invented(draw, 8, (4, 12))), "reader-says")


def _offers_in_text(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    _in_body(tree, family, ["Nội dung do nhà tài trợ gửi tới bạn đọc", *invented(draw, 2, (8, 20))], "partner-note")


def _tags_renamed(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    rename(at(tree, family.fields.keywords))
    rename(node for rule in family.rules if rule.kind == "keywords" for node in elements(tree, rule.selector))
    for node in tree.cssselect("meta[property='article:tag'], meta[name=keywords], meta[name=news_keywords]"):
        remove(node)


def _section_renamed(tree: HtmlElement, family: Family, draw: random.Random) -> None:
    rename(at(tree, family.fields.article_section))
    rename(tree.cssselect(quoted(".breadcrumb, .main, .detail-cate")))
    for node in tree.cssselect("meta[property='article:section'], script[type='application/ld+json']"):
        remove(node)


def _consent_page(html: str, family: Family, draw: random.Random) -> str:
    return f"<!DOCTYPE html><html><head><title>Xin chào</title></head><body><p>{CONSENT}</p></body></html>"


REDESIGNS: tuple[Redesign, ...] = (
    Redesign("every class and id renamed", _on_tree(_all_renamed)),
    Redesign("the same, on half of the pages", _on_tree(_all_renamed), share=0.5),
    Redesign("the body's element renamed", _on_tree(_body_renamed)),
    Redesign("most of the body moved elsewhere", _on_tree(_body_moved)),
    Redesign("only the first paragraphs served", _on_tree(_cut)),
    Redesign("the body loaded by a script", _on_tree(_by_script)),
    Redesign("paragraphs merged into one", _on_tree(_merged_paragraphs)),
    Redesign("a date that says nothing", lambda html, family, draw: vague_dates(html)),
    Redesign("related box inside the body", _on_tree(_related_inside)),
    Redesign("lead merged into the body", _on_tree(_lead_merged)),
    Redesign("headline in another element", _on_tree(_headline_renamed)),
    Redesign("byline as a line of the body", _on_tree(_byline_in_text)),
    Redesign("captions without their names", _on_tree(_captions_unmarked)),
    Redesign("tags renamed", _on_tree(_tags_renamed)),
    Redesign("section renamed", _on_tree(_section_renamed)),
    Redesign("consent page instead of the article", _consent_page),
    Redesign("consent note inside the body", _on_tree(_consent_in_text)),
    Redesign("readers' words inside the body", _on_tree(_readers_in_text)),
    Redesign("a sponsor's note inside the body", _on_tree(_offers_in_text)),
)
