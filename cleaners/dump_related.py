"""Other articles inside a dump: headed lists, boxes in the text, lists that nothing announces, and whole pages of them.

A list of related articles is known by its rhythm, not by its words: title, or title twice, or caption and title,
then mostly a lead. A body has runs of paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.bylines import agency
from cleaners.captions import is_alt_line
from cleaners.dump_lines import Line, has_credit, is_date

TAIL = ("comments", "footer", "payment", "paywall")
"""Phrases that stand only below an article."""
BUTTONS = ("share", "audio", "ad")
"""Phrases that stand anywhere and belong to nothing."""

_more = re.compile(r"(?i:xem thêm)\W*")
_continue = re.compile(r"(?i:đọc tiếp( về trang chủ đề)?|về trang chủ đề|xem tiếp)")

RUN_AFTER_LIST = 4
"""Paragraphs in a row that prove that the article goes on after a list; lists have at most two such lines in a row."""
RUN_AFTER_BOX = 2
CAPTION_WORDS = 60
TITLE_WORDS = 10
"""Headlines of other articles are mostly longer, subheadings mostly shorter."""


def drop_linked(lines: list[Line], start: int) -> None:
    """Settles, where Markdown kept the links, the titles of other articles from `start` on, and their summaries.

    A summary stands alone under its title. A box that the editor put into the text is a list in Markdown, and the
    text goes on behind the blank line that ends the list.
    """
    for index in range(start, len(lines)):
        line = lines[index]
        if line.open and line.linked and line.phrase is None and line.mark is not None and not line.mark.tags:
            if line.words >= TITLE_WORDS // 2 or line.mark.alternative:
                line.settle("related", "link-to-another-page")
        elif line.open and line.mark is not None and line.mark.row and line.mark.teaser:
            line.settle("related", "row-of-other-articles")
        elif index and _is_summary(lines, index):
            line.settle("related", "summary-of-another-article")


def _is_summary(lines: Sequence[Line], index: int) -> bool:
    line, above = lines[index], lines[index - 1]
    if not _is_paragraph(line, leads=True) or above.mark is None or not above.linked or above.phrase is not None:
        return False
    if above.mark.tags or above.words < TITLE_WORDS // 2 or (above.mark.bulleted and line.after_blank):
        return False
    below = next((other for other in lines[index + 1 :] if not is_date(other.text)), None)
    return below is None or below.linked or below.phrase is not None or agency(below.text) is not None


def drop_related(lines: list[Line], start: int, *, signed: bool) -> int:
    """Settles every list and box of other articles in the body. Returns the index where the article ends.

    `signed` says that the lead bears a dateline. Where it does not, the first paragraph may.
    """
    drop_linked(lines, start)
    index = start
    if not signed and index < len(lines) and lines[index].dateline:
        index += 1
    while index < len(lines):
        line = lines[index]
        if not line.open:
            index += 1
        elif line.phrase in TAIL:
            if _is_foot(lines, start, index):
                return _close(lines, index, line.phrase)
            index += 1
        elif line.phrase == "related_heading" or line.dateline:
            first = _first_of_item(lines, start, index) if line.dateline else _box_above(lines, start, index)
            resumed = _resumes(lines, index + 1, RUN_AFTER_LIST)
            if resumed is None:
                return _close(lines, first, "related", "related-heading" if line.phrase else "lead-of-another-article")
            _settle(lines, first, resumed, "related-list")
            index = resumed
        elif line.phrase == "related_box":
            resumed = _resumes_after_box(lines, index + 1)
            if resumed is None:
                return _close(lines, index, "related", "related-heading")
            _settle(lines, index, resumed, "related-box")
            index = resumed
        else:
            index += 1
    return _unheaded_end(lines, start)


def _is_foot(lines: Sequence[Line], start: int, index: int) -> bool:
    """Whether the foot of the page begins here. "Bình luận" over paragraphs is a subheading; some printers set the
    foot above the text.
    """
    if lines[index].words <= 2 and paragraphs_in_a_row(lines, index + 1) >= RUN_AFTER_BOX:
        return False
    if any(_is_paragraph(line) for line in lines[start:index]):
        return True
    return not any(paragraphs_in_a_row(lines, i) >= RUN_AFTER_LIST for i in range(index + 1, len(lines)))


def _box_above(lines: Sequence[Line], start: int, index: int) -> int:
    """Where a box begins that ends in "Đọc tiếp": title and summary above it; for other headings the line itself."""
    title, summary = lines[max(index - 2, 0)], lines[index - 1]
    whole = (
        index - 2 >= start and _continue.fullmatch(lines[index].text) and _is_title(title) and _is_paragraph(summary)
    )
    return index - 2 if whole else index


def is_only_related(lines: Sequence[Line]) -> bool:
    """Whether a dump is nothing but a list of other articles: titles and leads in turn, with or without captions."""
    text = [line for line in lines if line.phrase in (None, "related_heading", "related_box")]
    while text and _more.fullmatch(text[0].text):  # the button of a menu
        text.pop(0)
    if not text:
        return False
    if text[0].phrase:
        return not any(paragraphs_in_a_row(text, i) >= RUN_AFTER_LIST for i in range(1, len(text)))
    return _is_rhythm(text) or (_is_title(text[0]) and _is_rhythm(text[1:], loose=True)) or _is_rhythm(text, loose=True)


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
        elif index + 1 < len(text) and text[index].shape == "title" and _is_paragraph(text[index + 1], leads=True):
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
    if loose and not (_is_paragraph(caption) and caption.words <= CAPTION_WORDS and ". " not in caption.text):
        return False
    if loose and not (title.after_blank and lead.after_blank):
        return False
    return (
        title.shape == "title"
        and title.words >= 4
        and not has_credit(title.text, title.words)
        and (loose or caption.key == title.key or has_credit(caption.text, caption.words))
        and _is_paragraph(lead, leads=True)
    )


def _is_paragraph(line: Line, *, leads: bool = False) -> bool:
    return (
        line.running
        and line.open
        and (leads or not line.dateline)
        and not has_credit(line.text, line.words)
        and not is_alt_line(line.text)
    )


def _is_title(line: Line) -> bool:
    plain = line.open and line.phrase is None and line.shape == "title" and not line.is_heading
    return plain and not line.is_alt and not has_credit(line.text, line.words)


def paragraphs_in_a_row(lines: Sequence[Line], start: int) -> int:
    """How many paragraphs of an article follow each other from `start`; pictures between them do not count."""
    count = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if _is_paragraph(line) and line.ended:
            count += 1
            if count == RUN_AFTER_LIST:
                break
        elif count == 0 or not (line.is_alt or line.phrase in BUTTONS):
            break
    return count


def _resumes(lines: Sequence[Line], start: int, needed: int) -> int | None:
    for index in range(start, len(lines)):
        line = lines[index]
        if line.phrase in TAIL:
            return None
        if _is_paragraph(line) and paragraphs_in_a_row(lines, index) >= needed:
            return _with_heading(lines, start, index)
    return None


def _resumes_after_box(lines: Sequence[Line], start: int) -> int | None:
    titles = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if line.phrase in TAIL:
            return None
        if not line.open or line.is_alt or line.phrase in (*BUTTONS, "related_box"):
            continue
        if line.phrase == "related_heading":
            return _resumes(lines, index, RUN_AFTER_LIST)
        if _is_title(line):
            titles += 1
        elif _is_paragraph(line):
            after_titles = (
                titles == 0 or paragraphs_in_a_row(lines, index) >= RUN_AFTER_BOX or _goes_on(lines, index, titles)
            )
            if after_titles:
                return _with_heading(lines, start, index)
            return _resumes(lines, index + 1, RUN_AFTER_LIST)
        else:
            return _resumes(lines, index, RUN_AFTER_LIST)
    return None


def _goes_on(lines: Sequence[Line], index: int, titles: int) -> bool:
    """Whether one paragraph after several bare titles is the article's: the first item of a list has one title."""
    if titles < 2 or lines[index - 1].key == lines[index - 2].key:
        return False
    following = [line for line in lines[index + 1 : index + 12] if line.open and not line.is_alt]
    return any(paragraphs_in_a_row(following, i) >= RUN_AFTER_BOX for i in range(len(following)))


def _with_heading(lines: Sequence[Line], start: int, index: int) -> int:
    """A short title directly above the text that goes on is its subheading, unless it is printed elsewhere too."""
    above = lines[index - 1]
    if index - 1 < start or not _is_title(above) or above.words >= TITLE_WORDS:
        return index
    return index if above.repeated else index - 1


def _first_of_item(lines: Sequence[Line], start: int, lead: int) -> int:
    """Where the list begins whose first recognised lead stands at `lead`: titles and their captions stand above it."""
    first = lead
    while first > start and _is_title(lines[first - 1]):
        first -= 1
    if first == lead:
        return first
    above = lines[first - 1] if first > start else None
    spaced = sum(line.after_blank for line in lines[start:first]) >= 0.7 * max(first - start, 1)
    if above is not None and spaced and not lines[first].after_blank and above.after_blank and above.open:
        first -= 1  # blank lines around every block but none inside the item: the line above is its caption
    return first


def _unheaded_end(lines: list[Line], start: int) -> int:
    """A list at the very end that nothing announces: (caption or title, title, lead) or (title, title) by turns.

    The last item may be cut off. Two items that print their title twice prove it, or three of which two have a
    picture's credit: an article may end in captions, subheadings and paragraphs, but not under long subheadings.
    """
    best = len(lines)
    for size in (3, 2):
        for end in range(len(lines), max(len(lines) - size, start), -1):
            first = _first_of_rhythm(lines, start, end, size)
            best = min(best, first if first is not None else best)
    return _close(lines, best, "related", "list-without-heading") if best < len(lines) else best


def _first_of_rhythm(lines: list[Line], start: int, end: int, size: int) -> int | None:
    first, items, twice, credited, words = end, 0, 0, 0, 0
    while first - size >= start:
        item = lines[first - size : first]
        if not _is_title(item[1]) or item[1].words < 4 or (size == 3 and not _is_paragraph(item[2], leads=True)):
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
    return all(map(_is_title, pair)) and pair[0].words >= 4 and pair[0].key == pair[1].key


def _settle(lines: list[Line], first: int, end: int, rule: str) -> None:
    for line in lines[first:end]:
        if line.open:
            line.settle("related" if line.phrase in (None, "related_box", "related_heading") else line.phrase, rule)


def _close(lines: list[Line], first: int, zone: str, rule: str | None = None) -> int:
    """Settles everything from `first` on, each line as what its phrase or the zone it stands in says."""
    for line in lines[first:]:
        if line.phrase in TAIL:
            zone, rule = line.phrase, None
        elif line.phrase in ("related_heading", "related_box"):
            zone, rule = "related", "related-heading"
        if line.open:
            line.settle(
                zone if line.phrase in (None, *TAIL) or "related" in line.phrase else line.phrase, rule or "phrase"
            )
    return first
