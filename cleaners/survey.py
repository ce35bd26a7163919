"""One look over a page nobody declared: where its prose stands, and which elements name themselves.

Finding an article's body is a matter of counting: prose is long, ends its sentences, is hardly linked, and stands in
several paragraphs side by side; teasers of other articles are short and each has a linked headline beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaners.announced import announces
from cleaners.element_words import noise_kind, roles
from cleaners.markup import HEADINGS, is_inline, is_read
from cleaners.phrases import COMMON_PHRASES
from cleaners.seen import TEASER, Box, Line, Marked, Owner, Survey
from cleaners.text import one_line
from cleaners.unknown_site import TAG_LABEL

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_DEPTH = 150
"""Deeper elements are not looked at."""
WEIGHT_OF_TAG = {"nav": 0.05, "footer": 0.05, "aside": 0.3, "figcaption": 0.0, "h1": 0.0}
NOISY_TAGS = frozenset(("nav", "footer", "aside", "amp-sidebar"))
TELLING = frozenset(("keywords", "navigation"))
"""Noise in which fields stand all the same: tags, the breadcrumb."""
WEIGHT_OF_NOISE = 0.15
WEIGHT_OF_LEAD = 0.2
LONG = 80
"""Characters from which a line is prose even when its sentence is not ended."""
DATE_LINE = 80
"""Characters of the longest line that only tells when."""
LEAF_TAGS = HEADINGS | frozenset(("p", "li", "pre", "dd", "dt"))
"""Elements whose text belongs to the element around them."""
LISTS = frozenset(("ul", "ol", "dl", "blockquote"))
BOXES = frozenset(("div", "section", "aside", "ul", "ol", "table", "nav"))
"""Elements that hold what the line above them announces."""
HEADLINE = 25
"""Characters of the shortest link that is a headline."""
MAX_LINES = 2000
SHORT_LINE = 120
"""Characters of the longest line that may say who wrote the article and when."""

_label = re.compile(TAG_LABEL, re.IGNORECASE)
_date = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2} (?:tháng|Tháng|thg) (?:\d{1,2}|\w{2,5}(?: (?:một|hai))?)\s?,? (?:năm )?\d{4}\b"
)
_date_words = re.compile(
    r"(?i)\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|cập nhật|đăng|lúc|xuất bản|gmt|am|pm|"
    r"thời gian|lượt (?:xem|đọc|truy cập)|views?|tháng|năm|giờ|phút|mon|tue|wed|thu|fri|sat|sun)\b"
)
_author_page = re.compile(r"/(?:tac-?gia|authors?|but-danh|phong-vien|nha-bao|nguoi-viet)/[^?#]", re.IGNORECASE)
_word = re.compile(r"[^\W\d_]{2,}")
_ends = re.compile(r"[.!?…:;][”\"'’)\]]*$")


def survey(
    root: LexborNode,
    headline: LexborNode | None = None,
    known_text: str | None = None,
    spared: Iterable[LexborNode] = (),
) -> Survey:
    """Looks over `root` once.

    What stands around `headline` or `spared` is no noise, whatever its name. `known_text` is the body as the page's
    JSON-LD prints it, if it does: what stands in there is prose, whatever its shape, and the rest counts little.
    """
    look = _Look(ancestors(headline).union(*map(ancestors, spared)), known_text)
    look.visit(root, 1.0, False, 0)
    return look.found


class _Here(NamedTuple):
    """How much of the page was read when an element began: lines, owners of prose, lines that begin with a link as long
    as a headline.
    """

    lines: int
    owners: int
    headlines: int


class _Run(NamedTuple):
    """A line, how much of it is link, and whether it begins with a link as long as a headline."""

    text: str
    linked: int
    led: bool


class _Look:
    def __init__(self, spared: set[int], known_text: str | None) -> None:
        self.found = Survey()
        self._spared = spared
        self._known = known_text
        self._order = 0
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._led = False  # the line being read begins with a link
        self._read: set[str] = set()  # some pages print the article once for each size of screen
        self._lines = 0
        self._owners: list[Owner] = []
        self._headlines = 0
        self._announcing: dict[int, str] = {}  # which lines announce a box, and of what
        self._counted: set[int] = set()  # those of them that are headings, or say how many comments there are

    def visit(self, node: LexborNode, weight: float, noisy: bool, depth: int) -> None:
        start = self._order
        lines, owners, headlines = self._lines, len(self._owners), self._headlines
        whole = True  # so far all of the element's text is one run
        announced: str | None = None
        child = node.first_child if depth <= MAX_DEPTH else None
        self.found.too_deep |= depth > MAX_DEPTH
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content or "")
            elif tag == "br":
                self._pieces.append("\n")
            elif tag is not None and is_read(tag):
                self._order += 1
                if is_inline(tag):
                    self._inline(child, tag, weight, noisy, depth)
                else:
                    if self._end_run(node, weight, noisy, start, leaf=False):
                        announced = self._announcing.get(self._lines)
                    whole = False
                    told, had, led = self._lines, len(self._owners), self._headlines
                    self._block(child, tag, weight, noisy, depth)
                    if announced is not None or self._lines in self._announcing:
                        announced = self._after(child, _Here(told, had, led), announced)
            child = child.next
        self._end_run(node, weight, noisy, start, leaf=whole)
        self.found.spans[node.mem_id] = (start, self._order + 1)
        kind = self._announcing.get(lines + 1)
        if kind is not None:
            here = _Here(lines, owners, headlines)
            if self._is_box(node, kind, here, lines + 1):
                self._silence(node, kind, here)

    def _after(self, node: LexborNode, before: _Here, announced: str | None) -> str | None:
        """What is announced for the element after `node`, once `node` is read; its own box is told to be none."""
        told = self._lines - before.lines
        if told == 1 and (kind := self._announcing.get(self._lines)):
            return kind
        if announced and told and node.tag in BOXES and self._is_box(node, announced, before, before.lines):
            self._silence(node, announced, before)
            return announced
        return None if told else announced

    def _is_box(self, node: LexborNode, kind: str, here: _Here, heading: int) -> bool:
        """Whether `node` holds what was announced and no article: there is more in it than the line `heading`."""
        if self._lines <= heading or node.mem_id in self._spared or node.tag == "body":
            return False
        inside = self._owners[here.owners :]
        if kind == "comments" and self._spared and heading in self._counted:
            return True
        if any(owner.is_article or (kind == "related" and owner.is_item) for owner in inside):
            return False
        return kind == "comments" or sum(owner.prose for owner in inside) < TEASER * (self._headlines - here.headlines)

    def _silence(self, node: LexborNode, kind: str, here: _Here) -> None:
        self.found.announced[node.mem_id] = Box(node, kind)
        for owner in self._owners[here.owners :]:
            owner.prose = 0

    def _block(self, node: LexborNode, tag: str, weight: float, noisy: bool, depth: int) -> None:
        attributes = node.attributes
        weight *= WEIGHT_OF_TAG.get(tag, 1.0)
        named: frozenset[str] = frozenset()
        within = noisy or (tag in NOISY_TAGS and not (tag == "footer" and _in_article(node)))
        if attributes:
            named = roles(attributes)
            noise = noise_kind(attributes)
            if noise is not None and node.mem_id not in self._spared:
                weight *= WEIGHT_OF_NOISE
                within = within or noise not in TELLING
            if not named.isdisjoint(("lead", "byline", "caption")):
                weight *= WEIGHT_OF_LEAD
            if "hidden" in attributes or "display:none" in (attributes.get("style") or "").replace(" ", ""):
                weight = 0
        start = self._order
        self.visit(node, weight, within, depth + 1)
        self._mark(node, named, start, noisy)

    def _inline(self, node: LexborNode, tag: str, weight: float, noisy: bool, depth: int) -> None:
        attributes = node.attributes
        start = self._order
        if tag == "a":
            self._links += 1
            if not noisy:
                self.found.links.append((node, start))
        self._visit_inline(node, weight, noisy, depth + 1)
        self._links -= tag == "a"
        if attributes:
            named = roles(attributes)
            relation = (attributes.get("rel") or "").split()
            if "tag" in relation and "category" not in relation:
                named |= {"keywords"}
            if "author" in relation or (tag == "a" and _author_page.search(attributes.get("href") or "")):
                named |= {"byline"}
            self._mark(node, named, start, noisy)

    def _visit_inline(self, node: LexborNode, weight: float, noisy: bool, depth: int) -> None:
        child = node.first_child if depth <= MAX_DEPTH else None
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content or "")
            elif tag == "br":
                self._pieces.append("\n")
            elif tag is not None and is_read(tag):
                self._order += 1
                if is_inline(tag):
                    self._inline(child, tag, weight, noisy, depth)
                else:
                    self._end_run(node, weight, noisy, self._order, leaf=False)
                    self._block(child, tag, weight, noisy, depth)
            child = child.next

    def _mark(self, node: LexborNode, named: frozenset[str], start: int, noisy: bool) -> None:
        for role in named:
            self.found.marked.setdefault(role, []).append(Marked(node, start, self._order + 1, noisy))

    def _text(self, text: str) -> None:
        self._pieces.append(text)
        if self._links and not text.isspace():
            self._led = self._led or not any(map(str.strip, self._pieces[:-1]))
            self._linked += len(text)

    def _end_run(self, node: LexborNode, weight: float, noisy: bool, start: int, leaf: bool) -> bool:
        """Takes the line that was gathered into account; whether there was any."""
        if not self._pieces:
            return False
        raw = "".join(self._pieces)
        linked, self._linked = self._linked, 0
        led, self._led = self._led, False
        self._pieces.clear()
        text = one_line(raw)
        if len(text) < 2:
            return False
        self._lines += 1
        kind = announces(text)
        if kind is not None:
            # "Bình luận" in a bar of buttons leads to the comments and stands above none of them
            counted = node.tag in HEADINGS or any(map(str.isdecimal, text))
            if kind == "related" or counted or not linked:
                self._announcing[self._lines] = kind
            if counted:
                self._counted.add(self._lines)
        led = led and linked >= HEADLINE
        self._headlines += led
        owner = _owner_of(node, leaf and raw.count("\n\n") < 2)
        if owner is not None:
            self._count(node, owner, _Run(text, linked, led), weight, noisy, start)
        return True

    def _count(self, node: LexborNode, owner: LexborNode, run: _Run, weight: float, noisy: bool, start: int) -> None:
        text, linked = run.text, run.linked
        entry = self._owner(owner, start)
        if len(text) <= SHORT_LINE and len(self.found.lines) < MAX_LINES:
            self.found.lines.append(Line(text, start, linked > 0.6 * len(text), noisy))
        elif len(text) > SHORT_LINE and not noisy and len(self.found.paragraphs) < MAX_LINES:
            self.found.paragraphs.append(start)
        if not noisy and len(text) <= DATE_LINE and is_date_line(text):
            self.found.dates.append((text, start))
            return
        if linked > 0.6 * len(text):
            if len(text) >= HEADLINE:
                self._teaser(entry, owner)
            return
        if _label.fullmatch(text):
            self._mark(node, frozenset(("label",)), start, noisy)
        plain = self._worth(text) if weight and text not in self._read else 0
        worth = plain * weight
        if weight >= 0.5:
            self._read.add(text)
        if worth:
            entry.prose += worth
            entry.plain += plain
            entry.paragraphs += 1
            entry.beside += run.led or entry.behind_link
            entry.behind_link = False

    def _teaser(self, entry: Owner, owner: LexborNode) -> None:
        self.found.teasers += 1
        entry.linked_lines += 1
        entry.behind_link = True
        above = owner.parent
        if above is not None and entry.linked_lines <= 2:
            # a headline may have a wrapper of its own in front of the line about it; several in one wrapper are a list
            self._owner(above, self._order).behind_link = entry.linked_lines == 1

    def _owner(self, node: LexborNode, start: int) -> Owner:
        entry = self.found.owners.get(node.mem_id)
        if entry is None:
            entry = self.found.owners[node.mem_id] = Owner(node, start)
            self._owners.append(entry)
        return entry

    def _worth(self, text: str) -> float:
        if len(text) < 25 or _furniture().fullmatch(text):
            return 0
        if self._known is not None:
            return len(text) * (1.0 if text[:40] in self._known else 0.2)
        return len(text) * (1.0 if len(text) >= LONG or _ends.search(text) else 0.3)


def _owner_of(node: LexborNode, leaf: bool) -> LexborNode | None:
    """The element whose paragraph the text of `node` is."""
    owner: LexborNode | None = node
    if leaf or node.tag in LEAF_TAGS:
        owner = node.parent
    while owner is not None and (owner.tag in LISTS or is_inline(owner.tag or "") or owner.tag in LEAF_TAGS):
        owner = owner.parent
    return owner


def ancestors(node: LexborNode | None) -> set[int]:
    """The identities of `node` and of the elements around it."""
    found = set()
    while node is not None:
        found.add(node.mem_id)
        node = node.parent
    return found


def is_date_line(text: str) -> bool:
    """Whether a line tells a date and nothing else."""
    return text[-1:] not in "?!" and bool(_date.search(text)) and not _word.search(_date_words.sub(" ", text))


def _in_article(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag != "article":
        above = above.parent
    return above is not None


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    """Lines of imprint, comment form and share bar."""
    return re.compile("|".join((*COMMON_PHRASES.footer, *COMMON_PHRASES.comments, *COMMON_PHRASES.share)))
