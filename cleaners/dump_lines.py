"""The lines of a dump, each with what can be seen on the line itself: phrase, shape, dateline, credit."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from cleaners.article import Verdict
from cleaners.bylines import split_dateline
from cleaners.captions import is_alt_line
from cleaners.dump_markdown import Marked, is_markdown, keeps_marks, read_image_tag, read_marked, without_entities
from cleaners.dump_preamble import Note, notes_in
from cleaners.dump_signs import FULL_STOP
from cleaners.dump_words import PHRASE_LENGTH, Vocabulary
from cleaners.text import bare_words, one_line

Shape = Literal["prose", "item", "title"]

LONG = 34
"""Words from which a line is running text even without a full stop; headlines stay below."""
MENU_LINKS = 4
"""Links on a line of nothing but links from which it is a menu, if they lead to no tags."""
MENU_ITEMS = 4
MENU_WORDS = 10
MENU_SHARE = 0.25
"""Items of a list from which it may be a menu, the words of the longest, and the share of names of sections."""
LONG_MENU = 40
LONG_MENU_SHARE = 0.1
"""A list as long has sections of sections, whose names are not known."""
CELLS = " | "
"""Between the cells of a row, as our own text has it and Markdown's tables."""
NOTES = 60
"""Lines at the top of a dump that may be a crawler's notes."""

_line_end = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_crawl_date = re.compile(r"^ ?date \d{4}-\d{2}(?:-\d{2})?(?: +|$)")
_item = re.compile(r"^(?:[-–—+*]\s*(?=\S{2}|\S\s)|\d{1,2}[.)]\s+\S)")
_bullet = re.compile(r"^[•●▪◦‣]\s*")
_list_mark = re.compile(r"^(?:[•●▪◦‣]\s*|[-–—+*]\s+(?:#\s+)?|\d{1,2}\.\s+)(?=\S)")
_hashed = re.compile(r"^[•●▪◦‣+*-]\s*#\s+\S")
_file_name = re.compile(r"[^.]{1,80}\.(?:jpe?g|png|gif|webp|avif)", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """One non-blank line; `number` counts from 1 in the text as given.

    `key`: its words for comparing, when it is as short as titles and captions are, else the text itself.
    `mark`: what Markdown said of it; None in a dump without marks. `repeated`: the same words stand on another line of
    the dump too. `row`: it is a row of a table; `cell`: it is the only cell of one. `verdict` is None until a rule
    decides.
    """

    number: int
    text: str
    after_blank: bool
    words: int
    shape: Shape
    key: tuple[str, ...] = ()
    phrase: str | None = None
    dateline: str | None = None
    sections: tuple[str, ...] = ()
    mark: Marked | None = None
    repeated: bool = False
    row: bool = False
    cell: bool = False
    verdict: Verdict | None = None

    @property
    def open(self) -> bool:
        """Whether nothing has been decided yet."""
        return self.verdict is None

    @property
    def running(self) -> bool:
        """Whether this is text one reads, and no title, label, name or list of words."""
        return self.shape != "title" and self.phrase is None and not self.linked

    @property
    def linked(self) -> bool:
        """Whether the line is nothing but links to other pages: titles, menus, tags."""
        return self.mark is not None and self.mark.linked

    @property
    def is_heading(self) -> bool:
        """Whether Markdown marks the line as a heading, or prints it in bold as Nhân Dân prints its headings."""
        return self.mark is not None and not self.mark.linked and (self.mark.level > 0 or self.mark.bold)

    @property
    def ended(self) -> bool:
        """Whether the line ends as a sentence does; leads and paragraphs do, titles do not."""
        return FULL_STOP.search(self.text) is not None

    @property
    def is_alt(self) -> bool:
        if self.mark is not None and self.mark.alternative:
            return True
        if len(self.text) > PHRASE_LENGTH * 2:
            return False
        bare = _bullet.sub("", self.text)
        return is_alt_line(bare) or _file_name.fullmatch(bare) is not None

    def settle(self, kind: str, rule: str, *, kept: bool = False) -> None:
        self.verdict = Verdict(kept, kind, rule, f"line {self.number}", self.text)


def read_lines(text: str, words: Vocabulary) -> list[Line]:
    """The lines of a dump that say something. A crawler's " date 2026-03-11 " glued to the first is no part of it."""
    lines: list[Line] = []
    after_blank, begun = True, False
    marked, complete = is_markdown(text), keeps_marks(text)
    printed = _line_end.split(text)
    notes, _ = notes_in(printed[:NOTES])
    for number, raw in enumerate(printed, 1):
        note = notes.get(number - 1)
        raw = without_entities(raw if begun else _crawl_date.sub("", raw))
        image = read_image_tag(raw)
        mark = image or (read_marked(raw) if marked and note is None else None)
        shown = one_line(note.text or raw if note else mark.text if mark is not None else "" if marked else raw)
        if not shown:
            after_blank = True
            continue
        begun = begun or note is None
        if mark is not None and image is None and not complete and mark.level == 0 and not mark.bold:
            mark = None  # nothing follows from a mark that is missing
        alone = shown.removesuffix(" |") if CELLS not in shown.removesuffix(" |") else shown
        cell = alone != shown or (mark is not None and mark.row and CELLS not in shown)
        lines.append(_line(number, alone, after_blank, words, mark) if note is None else _noted(number, shown, note))
        lines[-1].cell = cell and note is None
        after_blank = False
    keys = Counter(line.key for line in lines)
    for line in lines:
        line.repeated = keys[line.key] > 1
    _find_rows(lines)
    _find_menus(lines)
    return lines


def _find_menus(lines: list[Line]) -> None:
    """Short items in a row, several of them names of sections, are a menu, unless a sentence announces them."""
    row: list[Line] = []
    announced = False
    for line in [*lines, None]:
        if line is not None and line.words <= MENU_WORDS and not line.row and (_is_listed(line) or _is_more(line, row)):
            row.append(line)
            continue
        named = sum(bool(item.sections) for item in row)
        share = MENU_SHARE if len(row) < LONG_MENU else LONG_MENU_SHARE
        if len(row) >= MENU_ITEMS and named >= max(MENU_ITEMS - 1, len(row) * share) and not announced:
            for item in row:
                item.phrase = "menu"
        row = []
        announced = line is not None and line.words >= 3 and line.text.endswith(":")


def _is_more(line: Line, row: list[Line]) -> bool:
    """Whether the line is the "Xem thêm" that opens the rest of a menu."""
    return bool(row) and line.words <= 2 and line.phrase in ("related_box", "menu")


def _is_listed(line: Line) -> bool:
    return line.text[0] in "*+-•●▪◦‣0123456789" and _list_mark.match(line.text + " x") is not None


def _find_rows(lines: list[Line]) -> None:
    """Lines next to each other with as many cells, set apart by " | ", are rows of a table: text, and no titles."""
    for one, other in pairwise(lines):
        cells = one.text.count(CELLS)
        if cells and cells == other.text.count(CELLS) and one.phrase is None and other.phrase is None:
            one.row = other.row = True
            one.shape = other.shape = "item"


def address_in(text: str) -> str | None:
    """The page's address, where the notes in front of a dump name it."""
    return notes_in(_line_end.split(text[:20_000])[:NOTES])[1]


def _noted(number: int, text: str, note: Note) -> Line:
    level = Marked(text, level=1) if note.kind == "title" else None
    count = len(text.split())
    return Line(number, text, True, count, "title", bare_words(text), None if note.text else "header", mark=level)


def _line(number: int, text: str, after_blank: bool, words: Vocabulary, mark: Marked | None) -> Line:
    count = sum(1 for word in text.split() if any(map(str.isalnum, word))) if len(text) < 2000 else LONG
    bare = _list_mark.sub("", text)
    phrase = words.phrase(text) or (words.phrase(bare) if bare != text else None)
    dateline = split_dateline(text, words.datelines)[0] if phrase is None else None
    ended = FULL_STOP.search(text) is not None
    sections, share = words.sections_in(bare) if count < 80 and not ended else ((), 0.0)
    if phrase is None and ((len(sections) > 2 and share > 0.6) or _hashed.match(text)):
        phrase = "menu"
    if phrase is None and mark is not None and mark.linked and len(mark.links) >= MENU_LINKS and not mark.tags:
        phrase = "menu"
    shape = "prose" if dateline else shape_of(text, count)
    if mark is not None and mark.level == 1 and not mark.linked and count <= LONG:
        shape = "title"
    if shape != "title" and mark is not None and mark.bulleted:
        shape = "item"
    return Line(
        number,
        text,
        after_blank,
        count,
        shape,
        bare_words(text) if count <= LONG else (text,),
        phrase,
        dateline,
        sections if share == 1.0 and len(sections) <= 2 else (),
        mark,
    )


def shape_of(text: str, words: int) -> Shape:
    """Running text, an item of a list or interview ("- …", "+ …", "• …"), or something short like a title.

    Flatteners put "•" in front of menus as well: only with a sentence after it is it an item of the text.
    """
    if (_item.match(text) and words > 2) or (
        _bullet.match(text) and (words >= 12 or (words >= 4 and FULL_STOP.search(text)))
    ):
        return "item"
    if words >= LONG or (words >= 4 and FULL_STOP.search(text)):
        return "prose"
    if words > 20 and text[-1] in "?!\"”’'»)]":
        return "prose"
    return "title"
