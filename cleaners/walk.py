"""One walk over the article region: every block in reading order, with what the rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaners.article import Image
from cleaners.captions import is_alt_line, split_credit
from cleaners.layout import Rule
from cleaners.selectors import SelectorIndex
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

INLINE = frozenset(
    "a abbr acronym b bdi bdo big center cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
BOLD = frozenset(("b", "strong"))
ITALIC = frozenset(("em", "i", "cite"))
SILENT = frozenset(
    "script style noscript template iframe object embed svg math canvas button input select textarea option "
    "head title meta link base source track param map area dialog menu video audio".split()
)
"""Elements that hold nothing a reader reads as text."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
KIND_OF_TAG = {"li": "list_item", "blockquote": "quote"} | dict.fromkeys(HEADINGS, "heading")
STICKY = frozenset(("list_item", "quote", "question", "answer", "heading"))
"""Kinds that the paragraphs inside take over."""
MAX_DEPTH = 120
"""Deeper nesting is read as flat text: no newspaper nests so deep, hostile pages do."""


@dataclass(slots=True)
class Item:
    """A block on its way: what it says, what the walk took it for, and what a second look needs to know."""

    kept: bool
    kind: str
    rule: str
    where: str
    text: str
    bold: bool = False
    """All of it is bold."""
    linked: bool = False
    """All of it is link text."""
    href: str | None = None
    aligned: bool = False
    """Set to the right, as signatures are."""
    centered: bool = False
    italic: bool = False
    """All of it is italic."""
    pictures: tuple[int, ...] = ()
    """Where in `Walk.images` the pictures are that stand right before it and have no caption."""
    pictured: bool = False
    """Its own element begins with the last of these pictures."""


@dataclass(slots=True)
class _Run:
    """Inline text gathered for the block that is being read, with how much of it is bold or linked."""

    pieces: list[str]
    letters: int = 0
    bold: int = 0
    linked: int = 0
    href: str | None = None
    italic: int = 0
    broken: bool = False
    """The last thing seen was a line break."""
    pictures: tuple[int, ...] = ()
    pictured: bool = False


@dataclass(slots=True)
class _Photos:
    """Pictures that stand together, and their captions."""

    urls: list[tuple[str | None, str | None]]
    captions: list[str]


class Walk:
    """Walks a region once, read-only. Afterwards `items` and `images` hold what was found.

    `used` maps the identity of nodes whose text became a field (headline, lead …) to the field's name.
    """

    def __init__(self, rules: SelectorIndex[Rule], used: Mapping[int, str], body: int | None) -> None:
        self.rules = rules
        self.used = used
        self.body = body
        self.items: list[Item] = []
        self.images: list[Image] = []
        self.unknown_boxes: list[str] = []
        self._run = _Run([])
        self._photos: _Photos | None = None
        self._loose: list[int] = []  # images since the last text, still without a caption
        self._italic = 0  # how many italic elements are open

    # -- outside the body -------------------------------------------------------------------------------------

    def region(self, root: LexborNode) -> None:
        """Walk the whole region: the body's text is kept, what stands around it is told apart."""
        if root.mem_id == self.body:
            self._body(root)
        else:
            self._around(root, "outside-body", 0)
            self._flush_around("outside-body", "region")

    def _around(self, node: LexborNode, kind: str, depth: int) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self._run.pieces.append(child.text_content or "")
            elif tag is not None and tag not in SILENT and not tag.startswith(("-", "_", "!")):
                self._around_element(child, tag, kind, depth)
            child = child.next

    def _around_element(self, node: LexborNode, tag: str, kind: str, depth: int) -> None:
        if node.mem_id == self.body:
            self._flush_around(kind, "region")
            self._body(node)
            return
        field = self.used.get(node.mem_id)
        if field is not None:
            self._flush_around(kind, "region")
            self._add(True, field, field, _where(node, tag), node.text())
            return
        found = self.rules.find(node, tag, node.attributes)
        rule = found[0] if found else None
        if rule is not None and rule.action in ("drop", "metadata", "byline", "credit"):
            self._flush_around(kind, "region")
            self._add(rule.action != "drop", rule.kind, rule.selector, rule.selector, _readable(node))
        elif tag in INLINE or depth > MAX_DEPTH:
            self._around(node, kind, depth + 1)
        else:
            inner = rule.kind if rule is not None and rule.action == "outside" else kind
            self._flush_around(kind, "region")
            self._around(node, inner, depth + 1)
            self._flush_around(inner, rule.selector if rule is not None else _where(node, tag))

    def _flush_around(self, kind: str, where: str) -> None:
        if self._run.pieces:
            text = one_line("".join(self._run.pieces))
            self._run = _Run([])
            if text:
                self.items.append(Item(False, kind, kind, where, text))

    # -- the body ---------------------------------------------------------------------------------------------

    def _body(self, node: LexborNode) -> None:
        self._run = _Run([])
        self._children(node, "paragraph", "body", False, None, 0)
        self._flush("paragraph", "body")

    def _children(self, node: LexborNode, kind: str, where: str, bold: bool, href: str | None, depth: int) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content or "", bold, href)
            elif tag == "br":
                self._line_break(kind, where)
            elif tag is not None and tag not in SILENT and not tag.startswith(("-", "_", "!")):
                self._element(child, tag, kind, where, bold, href, depth)
            child = child.next

    def _element(
        self, node: LexborNode, tag: str, kind: str, where: str, bold: bool, href: str | None, depth: int
    ) -> None:
        attributes = node.attributes
        if attributes:
            found = self.rules.find(node, tag, attributes)
            if found:
                self._obey(found[0], node, tag, attributes, kind, depth)
                return
            if _is_hidden(attributes):
                self._flush(kind, where)
                self._add(False, "hidden", "hidden", _where(node, tag), _readable(node))
                return
        else:
            found = self.rules.find(node, tag, attributes)
            if found:
                self._obey(found[0], node, tag, attributes, kind, depth)
                return
        if depth > MAX_DEPTH:
            self._text(node.text_content or "", bold, href)
        elif tag in INLINE:
            link = attributes.get("href") if tag == "a" else None
            self._italic += tag in ITALIC
            self._children(node, kind, where, bold or tag in BOLD or _is_bold(attributes), link or href, depth + 1)
            self._italic -= tag in ITALIC
        elif tag == "img":
            self._image(attributes)
        elif tag == "figure":
            self._flush(kind, where)
            self._group(node, kind, "figure", depth)
        elif tag == "table":
            self._flush(kind, where)
            self._table(node, kind, depth)
        else:
            self._flush(kind, where)
            if attributes.get("type") and "VCSortableInPreviewMode" in (attributes.get("class") or ""):
                self.unknown_boxes.append(attributes["type"] or "")
            inner = kind if kind in STICKY else KIND_OF_TAG.get(tag, "paragraph")
            start = len(self.items)
            self._children(node, inner, tag, bold, href, depth + 1)
            self._flush(inner, tag)
            side = _side(attributes)
            if side:
                for item in self.items[start:]:
                    item.aligned = item.aligned or side == "right"
                    item.centered = item.centered or side == "center"

    def _obey(
        self, rule: Rule, node: LexborNode, tag: str, attributes: Mapping[str, str | None], kind: str, depth: int
    ) -> None:
        action = rule.action
        if action != "keep" or tag not in INLINE:
            self._flush(kind, tag)
        if action == "drop" or action == "outside":
            self._add(False, rule.kind, rule.selector, rule.selector, _readable(node))
        elif action == "keep":
            self._children(node, "paragraph", tag, False, None, depth + 1)
            if tag not in INLINE:
                self._flush("paragraph", tag)
        elif action == "photo":
            self._group(node, kind, rule.selector, depth)
        elif action == "caption":
            self._caption(_readable(node), rule.selector)
        elif action in ("byline", "credit", "metadata"):
            self._add(True, rule.kind, rule.selector, rule.selector, _readable(node))
        else:
            self._children(node, action, rule.selector, False, None, depth + 1)
            self._flush(action, rule.selector)

    def _group(self, node: LexborNode, kind: str, where: str, depth: int) -> None:
        """Pictures with their captions; text in there that is no caption belongs to the player or viewer."""
        outer, self._photos = self._photos, _Photos([], [])
        start = len(self.items)
        self._children(node, "paragraph", where, False, None, depth + 1)
        self._flush("paragraph", where)
        group, self._photos = self._photos, outer
        for item in self.items[start:]:
            if item.kept and item.kind != "caption":
                item.kept, item.kind, item.rule = False, "photo-furniture", where
        if outer is not None:
            outer.urls += group.urls
            outer.captions += group.captions
        else:
            self._picture(group)

    def _picture(self, group: _Photos) -> None:
        caption = " ".join(group.captions) or None
        words, credit = split_credit(caption) if caption else (None, None)
        for url, author in group.urls:
            if not caption:
                self._loose.append(len(self.images))
            self.images.append(Image(url, words, credit or author))
        if caption and not group.urls:
            self._give_caption(words, credit)

    def _give_caption(self, words: str | None, credit: str | None) -> None:
        """A caption after its pictures: theirs, when they have none of their own."""
        if not self._loose:
            self.images.append(Image(None, words, credit))
        for position in self._loose:
            picture = self.images[position]
            self.images[position] = Image(picture.url, words, credit or picture.credit)
        self._loose.clear()

    def _caption(self, raw: str, where: str) -> None:
        caption = one_line(raw)
        if not caption:
            return
        if is_alt_line(caption):
            self.items.append(Item(False, "caption", "alt-line", where, caption))
            return
        self.items.append(Item(True, "caption", "caption", where, caption))
        if self._photos is not None:
            self._photos.captions.append(caption)
        else:
            self._give_caption(*split_credit(caption))

    def _image(self, attributes: Mapping[str, str | None]) -> None:
        url = _image_url(attributes)
        if url is None:
            return
        author = one_line(attributes.get("data-author") or "") or None
        if self._photos is not None:
            self._photos.urls.append((url, author))
        else:
            self._loose.append(len(self.images))
            self.images.append(Image(url, None, author))
            self._run.pictured = not self._run.letters

    def _table(self, node: LexborNode, kind: str, depth: int) -> None:
        """A table of data is a row a line; of pictures, a group; of one column, just a box around text."""
        rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in node.css("tr")]
        rows = [row for row in rows if row]
        widest = max(map(len, rows), default=0)
        if node.css_first("img") is not None and all(
            sum(1 for cell in row if _readable(cell).strip()) <= 1 for row in rows
        ):
            self._picture_table(rows, depth)
        elif widest <= 1 or node.css_first("table table") is not None:
            for row in rows if node.css_first("table table") is None else [[node]]:
                for cell in row:
                    self._children(cell, "paragraph", "td", False, None, depth + 1)
                    self._flush("paragraph", "td")
        else:
            for row in rows:
                cells = [one_line(_readable(cell)) for cell in row]
                if any(cells):
                    self.items.append(Item(True, "table", "table", "tr", " | ".join(cells)))
                    self._loose.clear()

    def _picture_table(self, rows: list[list[LexborNode]], depth: int) -> None:
        outer, self._photos = self._photos, _Photos([], [])
        for row in rows:
            for cell in row:
                for picture in cell.css("img"):
                    self._image(picture.attributes)
                self._caption(_readable(cell), "td")
        group, self._photos = self._photos, outer
        if outer is not None:
            outer.urls += group.urls
            outer.captions += group.captions
        else:
            self._picture(group)

    # -- inline text ------------------------------------------------------------------------------------------

    def _text(self, text: str, bold: bool, href: str | None) -> None:
        run = self._run
        run.pieces.append(text)
        letters = len(text) if not text.isspace() else 0
        if letters:
            if not run.letters:
                run.pictures = tuple(self._loose)
            run.broken = False
            run.letters += letters
            if bold:
                run.bold += letters
            if self._italic:
                run.italic += letters
            if href:
                run.linked += letters
                run.href = href

    def _line_break(self, kind: str, where: str) -> None:
        """One line break is a blank; two in a row end the paragraph."""
        if self._run.broken:
            self._flush(kind, where)
        else:
            self._run.pieces.append("\n")
            self._run.broken = True

    def _flush(self, kind: str, where: str) -> None:
        run = self._run
        if not run.pieces:
            run.pictured = False
            return
        self._run = _Run([])
        if not run.letters:
            return
        text = one_line("".join(run.pieces))
        if not text:
            return
        self._loose.clear()
        self.items.append(
            Item(
                True,
                kind,
                kind,
                where,
                text,
                bold=run.bold == run.letters,
                linked=run.linked >= run.letters - 6 and run.linked > 0,
                href=run.href,
                italic=run.italic == run.letters,
                pictures=run.pictures,
                pictured=run.pictured,
            )
        )

    def _add(self, kept: bool, kind: str, rule: str, where: str, raw: str | None) -> None:
        self.items.append(Item(kept, kind, rule, where, one_line(raw or "")))


def _readable(node: LexborNode) -> str:
    """The text of `node` as a reader sees it: blocks and line breaks apart, no scripts."""
    pieces: list[str] = []
    _gather(node, pieces, 0)
    return "".join(pieces)


def _gather(node: LexborNode, pieces: list[str], depth: int) -> None:
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag is not None and tag not in SILENT and not tag.startswith(("-", "_", "!")):
            if depth > MAX_DEPTH:
                pieces.append(child.text_content or "")
            elif tag in INLINE:
                _gather(child, pieces, depth + 1)
            else:
                pieces.append(" ")
                _gather(child, pieces, depth + 1)
                pieces.append(" ")
        child = child.next


def _image_url(attributes: Mapping[str, str | None]) -> str | None:
    for name in ("data-original", "data-large-src", "data-src", "src"):
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith(("data:", "javascript:")):
            return value
    return None


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    tokens = attributes.get("class")
    if tokens and ("hidden" in tokens or "d-none" in tokens) and not {"hidden", "d-none"}.isdisjoint(tokens.split()):
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in (style or "").replace(" ", "").lower()


def _is_bold(attributes: Mapping[str, str | None]) -> bool:
    style = attributes.get("style")
    return bool(style) and "font-weight:bold" in (style or "").replace(" ", "").replace("700", "bold").lower()


def _side(attributes: Mapping[str, str | None]) -> str | None:
    """ "right" or "center", when an element's text is set so."""
    side = attributes.get("align")
    style = attributes.get("style")
    if style and "text-align" in style:
        side = style.replace(" ", "").lower().partition("text-align:")[2]
    return next((name for name in ("right", "center") if side and side.startswith(name)), None)


def _where(node: LexborNode, tag: str) -> str:
    classes = (node.attributes.get("class") or "").split()
    return f"{tag}.{classes[0]}" if classes else tag
