"""Sections and keywords of an article on a page nobody declared."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleaners.addresses import path_of
from cleaners.fields import Sources
from cleaners.markup import readable
from cleaners.seen import Marked, Survey
from cleaners.text import bare_words, fold, one_line
from cleaners.unknown_names import Told
from cleaners.unknown_place import CLOSE, NEAR, Place
from cleaners.unknown_site import HEAD, HOME, TAG_ADDRESS, TAG_LABEL

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ABOVE = 8
"""Elements between a headline and the name of the section above it."""
LAST = 40
"""Elements before the end of a body that may be its tags."""
MENU = 6
"""Links side by side from which on they are no path to an article."""
MANY_LINKS = 300
"""Links in what calls itself a breadcrumb; with more, drop-downs of all sections included, it is none."""

TAGS = 30
LABELS = 5
"""Tags of one article, and lines that may say that they follow."""

_published_in = re.compile(
    r"(?:(?:được )?(?:xuất bản|đăng) (?:trong|ở|tại)|(?:thuộc )?(?:chuyên mục|danh mục)|posted in|filed under)\b",
    re.IGNORECASE,
)
_tag_address = re.compile(TAG_ADDRESS)
_begins_with_label = re.compile(rf"{TAG_LABEL.removesuffix('?')}\s*\S", re.IGNORECASE)
_deep_path = re.compile(r"(?:[^/-]+-){6,}|\d{5,}")


def read_sections(told: Told, sources: Sources, place: Place) -> tuple[str, ...]:
    """The sections from the outermost inwards: the breadcrumb, the link above the headline, the head."""
    values, source = sources.all("section", HEAD.article_section[:1])
    if not values:
        values = _breadcrumb(told, place)
    if not values:
        values = _named(told, place, 2, close=True) or _above_headline(place) or _named(told, place, 2, close=False)
    values = values or _labelled_section(told, place)
    if not values:
        values, source = sources.all("section", HEAD.article_section[1:])
        values = [part for value in values for part in value.split(",")][
            : 2 if source and source.selector == "ld" else 1
        ]
    steps = [value.strip(" /»>›-") for value in values]
    headline = bare_words(told.headline or "")
    steps = [
        step
        for step in steps
        if step and fold(step) not in HOME and not told.is_own(step) and bare_words(step) != headline
    ]
    return tuple(dict.fromkeys(steps))


def _breadcrumb(told: Told, place: Place) -> list[str]:
    """The steps of the page's breadcrumb, without the drop-downs some hang on a step."""
    for marked in sorted(place.seen.marked.get("breadcrumb", ()), key=lambda m: (m.noisy, m.start)):
        links = marked.node.css("a")
        if len(links) > MANY_LINKS:  # a drop-down of all sections hangs on no step of so many
            continue
        names = [one_line(readable(link)) for link in links if not _in_nested_list(link, marked.node)]
        names = [name for name in names if name and len(name) <= 60]
        if 1 <= len(names) <= 6:
            told.used.setdefault(marked.node.mem_id, "section")
            return names
    return []


def _in_nested_list(node: LexborNode, top: LexborNode) -> bool:
    lists = 0
    above = node.parent
    while above is not None and above.mem_id != top.mem_id:
        lists += above.tag in ("ul", "ol")
        above = above.parent
    return lists > (0 if top.tag in ("ul", "ol") else 1)


def _above_headline(place: Place) -> list[str]:
    """The links that stand alone in the lines right above the headline and lead to no article."""
    first, last = place.head[0] - ABOVE, place.head[0]
    lines = [line.text for line in place.seen.lines if line.linked and not line.noisy and first <= line.start < last]
    near = [node for node, start in place.seen.links if first <= start < last] if lines else []
    near = [
        node for node in near if _leads_to_section(node.attributes.get("href") or "") and not _in_a_menu(node, place)
    ]
    names = [one_line(readable(node)) for node in near]
    names = [name for name in names if 1 < len(name) <= 40 and any(name in line for line in lines)]
    return names if len(names) <= 4 else []


def _leads_to_section(href: str) -> bool:
    return not href.startswith(("#", "javascript:")) and not _deep_path.search(path_of(href))


def _in_a_menu(link: LexborNode, place: Place) -> bool:
    """Whether the next element around a link that holds other links, and not the headline, holds many."""
    above = link.parent
    while above is not None and above.tag != "body":
        start, end = place.seen.spans.get(above.mem_id, (0, 0))
        if start <= place.head[0] < end:
            return False
        beside = len(above.css("a"))
        if beside > 1:
            return beside > MENU
        above = above.parent
    return False


def _labelled_section(told: Told, place: Place) -> list[str]:
    """The link in an element below the article that says which section it was published in."""
    for marked in place.near("section"):
        said = _published_in.match(one_line(marked.node.text(separator=" "))) if marked.start >= place.body[1] else None
        links = marked.node.css("a") if said else []
        if len(links) == 1 and 1 < len(name := one_line(readable(links[0]))) <= 40:
            told.used.setdefault(marked.node.mem_id, "section")
            return [name]
    return []


def _named(told: Told, place: Place, most: int, *, close: bool) -> list[str]:
    """The links in the first element that is named as a section's, near the headline or anywhere above the text."""
    for marked in (*place.below_headline("section"), *place.near("section")):
        if marked.start > max(place.body[0], place.head[1]):
            break
        if close and not place.head[0] - CLOSE <= marked.start <= place.head[1] + CLOSE:
            continue
        links = [marked.node] if marked.node.tag == "a" else marked.node.css("a")
        names = [one_line(readable(link)) for link in links]
        if names and len(names) <= most and all(1 < len(name) <= 40 for name in names):
            told.used.setdefault(marked.node.mem_id, "section")
            return names
    return []


def read_keywords(told: Told, sources: Sources, place: Place) -> tuple[str, ...]:
    """The tags the page shows under the article; what its head lists, when it shows none."""
    shown = [marked for marked in place.near("keywords") if marked.start >= place.body[0]]
    shown.sort(key=lambda marked: (marked.start, -marked.end))
    labels = [marked for marked in place.near("label") if marked.start >= place.body[0]]
    for marked in [*shown, *(_around(label, place.seen) for label in labels)]:
        links = [marked.node] if marked.node.tag == "a" else marked.node.css("a")
        if marked.node.tag == "a":  # tags each named for themselves
            links = [other.node for other in shown if other.node.tag == "a"]
        words = [one_line(readable(link)).strip(" ,;#") for link in links]
        words = [word for word in words if 1 < len(word) <= 80]
        if words and len(words) <= TAGS and len(one_line(readable(marked.node))) <= 2 * len(" ".join(words)) + 80:
            told.used.setdefault(marked.node.mem_id, "keywords")
            return tuple(dict.fromkeys(words))
    linked = _labelled(told, place) or _linked_tags(told, place)
    if linked:
        return linked
    values, source = sources.all("keywords", HEAD.keywords)
    if source is not None and len(values) == 1:
        values = values[0].split(",")
    headline = bare_words(told.headline or "")
    words = [value.strip(" ,;#") for value in values]
    return tuple(
        dict.fromkeys(
            w
            for w in words
            if w and not told.is_own(w) and not (headline and bare_words(w)[: len(headline)] == headline)
        )
    )


def _labelled(told: Told, place: Place) -> tuple[str, ...]:
    """The links in a line that begins by saying that tags follow."""
    first = max(place.body[0], place.head[1])
    labelled = (line for line in place.seen.lines if line.start >= first and _begins_with_label.match(line.text))
    for line in islice(labelled, LABELS):
        words = []
        for node, start in place.seen.links:
            word = one_line(readable(node)).strip(" ,;#") if line.start <= start <= line.start + 2 * TAGS else ""
            if 1 < len(word) <= 80 and word in line.text:
                told.used.setdefault(node.mem_id, "keywords")
                words.append(word)
        if words:
            return tuple(dict.fromkeys(words))
    return ()


def _linked_tags(told: Told, place: Place) -> tuple[str, ...]:
    """Links after the body whose addresses are those of tags; in its last lines too, where nothing but links stands."""
    first, last = place.head[1] if place.flat else place.body[1] - LAST, place.body[1] + NEAR
    lines = [
        line.text for line in place.seen.lines if line.linked and not line.noisy and first <= line.start < place.body[1]
    ]
    after = []
    for node, start in place.seen.links:
        if first <= start < last and _tag_address.search(node.attributes.get("href") or ""):
            word = one_line(readable(node)).strip(" ,;#")
            if word and (start >= place.body[1] or any(word in line for line in lines)):
                told.used.setdefault(node.mem_id, "keywords")
                after.append(word)
    return tuple(dict.fromkeys(after))


def _around(marked: Marked, seen: Survey) -> Marked:
    """The nearest element around a label that also holds links."""
    node = marked.node
    while node.parent is not None and node.css_first("a") is None and node.tag != "body":
        node = node.parent
    start, end = seen.spans.get(node.mem_id, (marked.start, marked.end))
    return Marked(node, start, end, marked.noisy)
