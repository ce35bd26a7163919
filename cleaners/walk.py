"""One walk over the article region: every block in reading order, with what the rules say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING

from cleaners.article import Image
from cleaners.captions import is_alt_line
from cleaners.items import Item, Run
from cleaners.layout import Rule
from cleaners.markup import (
    BOLD,
    HEADINGS,
    IN_LINE,
    ITALIC,
    MAX_DEPTH,
    PICTURES,
    PLAIN,
    Appearance,
    Attributes,
    appearance,
    flat_text,
    is_inline,
    readable,
    standing,
    where,
)
from cleaners.pictures import Pictures
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

KIND_OF_TAG = {"li": "list_item", "blockquote": "quote"} | dict.fromkeys(HEADINGS, "heading")
STICKY = frozenset(("list_item", "quote", "question", "answer", "heading"))
"""Kinds that the paragraphs inside take over."""
CAPTION_LENGTH = 350
"""Characters; the text of a table with a picture is its caption when it has no more."""

_player_text = re.compile(r"[\d:/\s.%x-]*|.*\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}.*")

RuleOf = Callable[["LexborNode", str, int], Rule | None]
"""Says which rule an element (with its tag and its identity) falls under, if any."""


class Walk:
    """Walks a region once, read-only. Afterwards `items` and `images` hold what was found.

    `rules` maps the identity of elements to the rule they fall under; what it does not tell, `rule_of` is asked.
    `used` maps the identity of nodes whose text became a field (headline, lead …) to the field's
    name, and `texts` to that text where it is at hand; `bodies` are the identities of the elements
    that hold the body, mostly one.
    """

    def __init__(
        self,
        used: Mapping[int, str],
        bodies: Set[int],
        *,
        texts: Mapping[int, str] | None = None,
        rules: Mapping[int, Rule] | None = None,
        rule_of: RuleOf | None = None,
    ) -> None:
        self.rules = rules or {}
        self.rule_of = rule_of
        self.used = used
        self.texts = texts or {}
        self.bodies = bodies
        self.items: list[Item] = []
        self.unknown_boxes: list[str] = []
        self.pictures = Pictures()
        self._run = Run([])
        self._italic = 0  # how many italic elements are open

    @property
    def images(self) -> list[Image]:
        return self.pictures.images

    # -- outside the body -------------------------------------------------------------------------------------

    def region(self, root: LexborNode) -> None:
        """Walk the whole region: the body's text is kept, what stands around it is told apart."""
        if root.mem_id in self.bodies:
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
            elif tag is not None and standing(tag):
                self._around_element(child, tag, kind, depth)
            child = child.next

    def _around_element(self, node: LexborNode, tag: str, kind: str, depth: int) -> None:
        identity = node.mem_id
        if identity in self.bodies:
            self._flush_around(kind, "region")
            self._body(node)
            return
        field = self.used.get(identity)
        if field is not None:
            self._flush_around(kind, "region")
            self._field(field, node, tag)
            return
        rule = self.rules.get(identity)
        if rule is None and self.rule_of is not None:
            rule = self.rule_of(node, tag, identity)
        if rule is not None and rule.action in ("drop", "metadata", "byline", "credit"):
            self._flush_around(kind, "region")
            self._add(rule.action != "drop", rule.kind, rule.selector, rule.selector, readable(node))
        elif depth > MAX_DEPTH:
            self._run.pieces.append(flat_text(node))
        elif is_inline(tag):
            self._around(node, kind, depth + 1)
        else:
            inner = rule.kind if rule is not None and rule.action == "outside" else kind
            self._flush_around(kind, "region")
            self._around(node, inner, depth + 1)
            self._flush_around(inner, rule.selector if rule is not None else where(node, tag))

    def _flush_around(self, kind: str, where: str) -> None:
        pieces = self._run.pieces
        if pieces:
            text = "".join(pieces)
            pieces.clear()
            if not text.isspace() and (text := one_line(text)):
                self.items.append(Item(False, kind, kind, where, text))

    # -- the body ---------------------------------------------------------------------------------------------

    def _body(self, node: LexborNode) -> None:
        self._run = Run([])
        self._children(node, "paragraph", "body", False, None, 0)
        self._flush("paragraph", "body")

    def _children(self, node: LexborNode, kind: str, place: str, bold: bool, href: str | None, depth: int) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                text = child.text_content or ""
                self._run.pieces.append(text)
                if not text.isspace():
                    self._letters(len(text), bold, href)
            elif tag == "br":
                self._line_break(kind, place)
            elif tag is not None and (stands := standing(tag)):
                self._element(child, tag, stands, kind, place, bold, href, depth)
            child = child.next

    def _element(
        self, node: LexborNode, tag: str, stands: int, kind: str, place: str, bold: bool, href: str | None, depth: int
    ) -> None:
        identity = node.mem_id
        rule = self.rules.get(identity)
        if rule is None and self.rule_of is not None:
            rule = self.rule_of(node, tag, identity)
        attributes = node.attributes
        if attributes and (field := self.used.get(identity)) is not None and field not in ("date", "keywords"):
            self._flush(kind, place)
            self._field(field, node, tag)
        elif rule is not None:
            self._obey(rule, node, tag, attributes, kind, depth)
        elif (looks := appearance(attributes) if attributes else PLAIN).hidden:
            self._flush(kind, place)
            self._add(False, "hidden", "hidden", where(node, tag), readable(node))
        elif depth > MAX_DEPTH:
            text = flat_text(node)
            self._run.pieces.append(text)
            if not text.isspace():
                self._letters(len(text), bold, href)
        elif stands == IN_LINE:
            self._inline(node, tag, attributes, looks, kind, place, bold, href, depth)
        elif tag in PICTURES:
            self._run.pictured = not self._run.letters
            self.pictures.picture(attributes)
        else:
            self._flush(kind, place)
            if tag == "figure":
                self._group(node, "figure", "photo", depth)
            elif tag == "table":
                self._table(node, depth)
            elif attributes or tag == "center":
                self._block(node, tag, kind, attributes, looks, bold, href, depth)
            else:
                inner = kind if kind in STICKY else KIND_OF_TAG.get(tag, "paragraph")
                if href or not self._plain(node, inner, tag, bold):
                    self._children(node, inner, tag, bold, href, depth + 1)
                    self._flush(inner, tag)

    def _inline(
        self,
        node: LexborNode,
        tag: str,
        attributes: Attributes,
        looks: Appearance,
        kind: str,
        place: str,
        bold: bool,
        href: str | None,
        depth: int,
    ) -> None:
        link = attributes.get("href") if tag == "a" else None
        italic = tag in ITALIC or looks.italic
        self._italic += italic
        self._children(node, kind, place, bold or tag in BOLD or looks.bold, link or href, depth + 1)
        self._italic -= italic

    def _block(
        self,
        node: LexborNode,
        tag: str,
        kind: str,
        attributes: Attributes,
        looks: Appearance,
        bold: bool,
        href: str | None,
        depth: int,
    ) -> None:
        if attributes.get("type") and "VCSortableInPreviewMode" in (attributes.get("class") or ""):
            self.unknown_boxes.append(attributes["type"] or "")
        inner = kind if kind in STICKY else KIND_OF_TAG.get(tag, "paragraph")
        start = len(self.items)
        self._italic += looks.italic
        self._children(node, inner, tag, bold or looks.bold, href, depth + 1)
        self._italic -= looks.italic
        self._flush(inner, tag)
        at = "center" if tag == "center" else looks.side
        if at:
            for item in self.items[start:]:
                item.aligned = item.aligned or at == "right"
                item.centered = item.centered or at == "center"

    def _plain(self, node: LexborNode, kind: str, tag: str, bold: bool) -> bool:
        """Takes in an element that holds nothing but text, as most paragraphs do; False for any other."""
        child = node.first_child
        if child is None or child.tag != "-text" or child.next is not None or self._run.pieces:
            return False
        text = one_line(child.text_content or "")
        if text:
            loose = self.pictures.loose
            pictures = tuple(loose) if loose else ()
            loose.clear()
            self.items.append(Item(True, kind, kind, tag, text, bold=bold, italic=self._italic > 0, pictures=pictures))
        return True

    def _obey(self, rule: Rule, node: LexborNode, tag: str, attributes: Attributes, kind: str, depth: int) -> None:
        action = rule.action
        if action != "keep" or not is_inline(tag):
            self._flush(kind, tag)
        if action == "drop" or action == "outside":
            self._add(False, rule.kind, rule.selector, rule.selector, readable(node))
        elif action == "keep":
            self._children(node, "paragraph", tag, False, None, depth + 1)
            if not is_inline(tag):
                self._flush("paragraph", tag)
        elif action == "photo":
            self._group(node, rule.selector, rule.kind, depth)
        elif action == "caption":
            self._caption(readable(node), rule.selector, rule.kind)
        elif action in ("byline", "credit", "metadata"):
            self._add(True, rule.kind, rule.selector, rule.selector, readable(node))
        else:
            self._children(node, action, rule.selector, False, None, depth + 1)
            self._flush(action, rule.selector)

    # -- pictures ---------------------------------------------------------------------------------------------

    def _group(self, node: LexborNode, place: str, kind: str, depth: int) -> None:
        """Pictures with their captions; other text in there belongs to the player or viewer, or is a caption
        that no class name tells.
        """
        outer = self.pictures.open_group()
        start = len(self.items)
        self._children(node, "paragraph", place, False, None, depth + 1)
        self._flush("paragraph", place)
        unnamed = kind == "photo" and self.pictures.waits_for_caption()
        for item in self.items[start:]:
            if not item.kept or item.kind == "caption":
                continue
            if unnamed and len(item.text) <= CAPTION_LENGTH and not _player_text.fullmatch(item.text):
                item.kind = item.rule = "caption"
                self.pictures.caption(item.text)
            else:
                item.kept, item.kind, item.rule = False, f"{kind}-furniture", place
        self.pictures.close_group(outer)

    def _caption(self, raw: str, place: str, kind: str = "caption") -> None:
        caption = one_line(raw)
        if not caption:
            return
        if is_alt_line(caption):
            self.items.append(Item(False, "caption", "alt-line", place, caption))
            return
        self.items.append(Item(True, "caption", kind, place, caption))
        if kind == "photo-credit":
            self.pictures.credit(caption)
        else:
            self.pictures.caption(caption)

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, node: LexborNode, depth: int) -> None:
        """A table of data is a row a line; of pictures, a group; of one column, just a box around text."""
        if sum(1 for _ in node.css("table")) > 1:  # the table itself is among them
            self._box(node, depth)
            return
        rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in node.css("tr")]
        rows = [row for row in rows if row]
        lines = [[one_line(readable(cell)) for cell in row] for row in rows]
        pictures = len(node.css("img"))
        told = [list(filter(None, line)) for line in lines]
        letters = sum(len(cell) for line in told for cell in line)
        if pictures and all(len(line) <= 1 for line in told) and letters <= CAPTION_LENGTH * pictures:
            self._picture_table(rows)
        elif max(map(len, rows), default=0) <= 1:
            self._box(node, depth)
        else:
            for title in node.css("caption"):
                self._row([one_line(readable(title))], "caption")
            for row, line in zip(rows, lines, strict=True):
                for cell in row if pictures else ():
                    for picture in cell.css("img"):
                        self.pictures.picture(picture.attributes)
                self._row(line, "tr")

    def _box(self, node: LexborNode, depth: int) -> None:
        self._children(node, "paragraph", "table", False, None, depth + 1)
        self._flush("paragraph", "table")

    def _row(self, cells: list[str], place: str) -> None:
        if any(cells):
            self.items.append(Item(True, "table", "table", place, one_line(" | ".join(cells))))
            self.pictures.loose.clear()

    def _picture_table(self, rows: list[list[LexborNode]]) -> None:
        outer = self.pictures.open_group()
        for row in rows:
            for cell in row:
                for picture in cell.css("img"):
                    self.pictures.picture(picture.attributes)
                self._caption(readable(cell), "td")
        self.pictures.close_group(outer)

    # -- inline text ------------------------------------------------------------------------------------------

    def _letters(self, letters: int, bold: bool, href: str | None) -> None:
        """Counts text that was added to the run."""
        run = self._run
        if not run.letters and self.pictures.loose:
            run.pictures = tuple(self.pictures.loose)
        run.broken = False
        run.letters += letters
        if bold:
            run.bold += letters
        if self._italic:
            run.italic += letters
        if href:
            run.linked += letters
            run.href = href

    def _line_break(self, kind: str, place: str) -> None:
        """One line break is a blank; two in a row end the paragraph."""
        run = self._run
        if run.broken:
            self._flush(kind, place)
        else:
            run.pieces.append("\n")
            run.broken = True
            run.tail_at = len(run.pieces)

    def _flush(self, kind: str, place: str) -> None:
        run = self._run
        pieces = run.pieces
        if not pieces:
            run.pictured = False
            return
        if not run.letters:
            pieces.clear()
            run.broken = run.pictured = False
            run.tail_at = 0
            return
        self._run = Run([])
        text = one_line("".join(pieces))
        if not text:
            return
        self.pictures.loose.clear()
        self.items.append(
            Item(
                True,
                kind,
                kind,
                place,
                text,
                bold=run.bold == run.letters,
                linked=run.linked >= run.letters - 6 and run.linked > 0,
                href=run.href,
                italic=run.italic == run.letters,
                pictures=run.pictures,
                pictured=run.pictured,
                tail=one_line("".join(pieces[run.tail_at :])) if run.tail_at else "",
            )
        )

    def _field(self, field: str, node: LexborNode, tag: str) -> None:
        text = self.texts.get(node.mem_id)
        self._add(True, field, field, where(node, tag), readable(node) if text is None else text)

    def _add(self, kept: bool, kind: str, rule: str, where: str, raw: str) -> None:
        self.items.append(Item(kept, kind, rule, where, one_line(raw)))
