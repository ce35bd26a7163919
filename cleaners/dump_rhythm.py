"""Lists of other articles told by their rhythm: title, or title twice, or caption and title, then mostly a lead.

A body has runs of paragraphs instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.captions import is_alt_line
from cleaners.dump_lines import Line
from cleaners.dump_signs import has_credit
from cleaners.dump_words import BUTTONS

RUN_AFTER_LIST = 4
"""Paragraphs in a row that prove that the article goes on after a list; lists have at most two such lines in a row."""
CAPTION_WORDS = 60
TITLE_WORDS = 10
"""Headlines of other articles are mostly longer, subheadings mostly shorter."""

_more = re.compile(r"(?i:xem thêm)\W*")


def is_only_related(lines: Sequence[Line]) -> bool:
    """Whether a dump is nothing but a list of other articles: titles and leads in turn, with or without captions."""
    text = [line for line in lines if line.phrase in (None, "related_heading", "related_box")]
    while text and _more.fullmatch(text[0].text):  # the button of a menu
        text.pop(0)
    if not text:
        return False
    if text[0].phrase:
        return not any(paragraphs_in_a_row(text, i) >= RUN_AFTER_LIST for i in range(1, len(text)))
    return _is_rhythm(text) or (is_title(text[0]) and _is_rhythm(text[1:], loose=True)) or _is_rhythm(text, loose=True)


def _is_rhythm(text: Sequence[Line], *, loose: bool = False) -> bool:
    """Whether the lines are titles and leads in turn. Captions stand above the title; `loose`: ones without credits,
    each one sentence, all items have one, and the last item may be cut off. Then the blank lines must tell: there are
    some above titles and leads, and none between one item and the next.
    """
    items, index, titles = 0, 0, 0
    while index < len(text):
        if loose and items >= 2 and index + 2 >= len(text):
            break
        if loose and index and text[index].after_blank:
            return False
        if index + 2 < len(text) and _captioned_item(text[index : index + 3], loose=loose):
            index += 3
        elif loose:
            return False
        elif index + 1 < len(text) and text[index].shape == "title" and is_paragraph(text[index + 1], leads=True):
            titles += text[index].words
            index += 2
            items += 1
            continue
        else:
            return False
        items += 1
        titles += text[index - 2].words
    return items >= 2 and titles / items >= TITLE_WORDS


def _captioned_item(three: Sequence[Line], *, loose: bool) -> bool:
    caption, title, lead = three
    if loose and not (is_paragraph(caption) and caption.words <= CAPTION_WORDS and ". " not in caption.text):
        return False
    if loose and not (title.after_blank and lead.after_blank):
        return False
    return (
        title.shape == "title"
        and title.words >= 4
        and not has_credit(title.text, title.words)
        and (loose or caption.key == title.key or has_credit(caption.text, caption.words))
        and is_paragraph(lead, leads=True)
    )


def is_paragraph(line: Line, *, leads: bool = False) -> bool:
    return (
        line.running
        and line.open
        and (leads or not line.dateline)
        and not has_credit(line.text, line.words)
        and not is_alt_line(line.text)
    )


def is_title(line: Line) -> bool:
    plain = line.open and line.phrase is None and line.shape == "title" and not line.is_heading
    return plain and not line.is_alt and not has_credit(line.text, line.words)


def paragraphs_in_a_row(lines: Sequence[Line], start: int) -> int:
    """How many paragraphs of an article follow each other from `start`; pictures between them do not count."""
    count = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if is_paragraph(line) and line.ended:
            count += 1
            if count == RUN_AFTER_LIST:
                break
        elif count == 0 or not (line.is_alt or line.phrase in BUTTONS):
            break
    return count


def list_at_the_end(lines: Sequence[Line], start: int) -> int:
    """Where a list begins at the very end that nothing announces; the number of lines when there is none.

    Its items are (caption or title, title, lead) or (title, title) by turns.

    The last item may be cut off. Two items that print their title twice prove it, or three of which two have a
    picture's credit: an article may end in captions, subheadings and paragraphs, but not under long subheadings.
    """
    best = len(lines)
    for size in (3, 2):
        for end in range(len(lines), max(len(lines) - size, start), -1):
            first = _first_of_rhythm(lines, start, end, size)
            best = min(best, first if first is not None else best)
    return best


def _first_of_rhythm(lines: Sequence[Line], start: int, end: int, size: int) -> int | None:
    first, items, twice, credited, words = end, 0, 0, 0, 0
    while first - size >= start:
        item = lines[first - size : first]
        if not is_title(item[1]) or item[1].words < 4 or (size == 3 and not is_paragraph(item[2], leads=True)):
            break
        if _is_twice(item[:2]):
            twice += 1
        elif size == 2 or not item[0].open or item[1].words < TITLE_WORDS - 2:
            break
        credited += has_credit(item[0].text, item[0].words)
        words += item[1].words
        items += 1
        first -= size
    proved = twice >= 2 or (items >= 3 and twice + credited >= 2 and words >= TITLE_WORDS * items)
    return first if proved else None


def _is_twice(pair: Sequence[Line]) -> bool:
    return all(map(is_title, pair)) and pair[0].words >= 4 and pair[0].key == pair[1].key
