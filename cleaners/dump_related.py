"""Other articles inside a dump: links, headed lists, boxes in the text, lists that nothing announces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.bylines import agency
from cleaners.dump_lines import Line
from cleaners.dump_rhythm import (
    RUN_AFTER_LIST,
    TITLE_WORDS,
    is_paragraph,
    is_title,
    list_at_the_end,
    paragraphs_in_a_row,
)
from cleaners.dump_signs import is_date
from cleaners.dump_words import BUTTONS, TAIL

RUN_AFTER_BOX = 2
"""Paragraphs in a row that prove the same after a box in the text."""

_of_a_topic = re.compile(r"(?i:về trang chủ đề)")
_continue = re.compile(r"(?i:đọc tiếp( về trang chủ đề)?|về trang chủ đề|xem tiếp)")


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
    if not is_paragraph(line, leads=True) or above.mark is None or not above.linked or above.phrase is not None:
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
    end = list_at_the_end(lines, start)
    return _close(lines, end, "related", "list-without-heading") if end < len(lines) else end


def _is_foot(lines: Sequence[Line], start: int, index: int) -> bool:
    """Whether the foot of the page begins here. "Bình luận" over paragraphs is a subheading; some printers set the
    foot above the text.
    """
    if lines[index].words <= 2 and paragraphs_in_a_row(lines, index + 1) >= RUN_AFTER_BOX:
        return False
    if any(is_paragraph(line) for line in lines[start:index]):
        return True
    return not any(paragraphs_in_a_row(lines, i) >= RUN_AFTER_LIST for i in range(index + 1, len(lines)))


def _box_above(lines: Sequence[Line], start: int, index: int) -> int:
    """Where a box begins that ends in "Đọc tiếp": title and summary above it; for other headings the line itself."""
    title, summary = lines[max(index - 2, 0)], lines[index - 1]
    if index - 1 < start or not _continue.fullmatch(lines[index].text) or not is_paragraph(summary):
        return index
    if index - 2 >= start and is_title(title):
        return index - 2
    return index - 1 if _of_a_topic.search(lines[index].text) else index


def _resumes(lines: Sequence[Line], start: int, needed: int) -> int | None:
    for index in range(start, len(lines)):
        line = lines[index]
        if line.phrase in TAIL:
            return None
        if is_paragraph(line) and paragraphs_in_a_row(lines, index) >= needed:
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
        if is_title(line):
            titles += 1
        elif is_paragraph(line):
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
    if index - 1 < start or not is_title(above) or above.words >= TITLE_WORDS:
        return index
    return index if above.repeated else index - 1


def _first_of_item(lines: Sequence[Line], start: int, lead: int) -> int:
    """Where the list begins whose first recognised lead stands at `lead`: titles and their captions stand above it."""
    first = lead
    while first > start and is_title(lines[first - 1]):
        first -= 1
    if first == lead:
        return first
    above = lines[first - 1] if first > start else None
    spaced = sum(line.after_blank for line in lines[start:first]) >= 0.7 * max(first - start, 1)
    if above is not None and spaced and not lines[first].after_blank and above.after_blank and above.open:
        first -= 1  # blank lines around every block but none inside the item: the line above is its caption
    return first


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
