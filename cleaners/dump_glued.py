"""Dumps on one line: what can be separated is separated, the rest stays together and the article says so."""

from __future__ import annotations

import re

from cleaners.bylines import split_dateline
from cleaners.dump_lines import Line, Vocabulary

FEW_LINES = 3
GLUED_WORDS = 150
"""Words on one line from which a dump of a few lines counts as glued; paragraphs are shorter."""

_related = r"Tin liên quan|TIN LIÊN QUAN|Có thể bạn quan tâm|Tin cùng chuyên mục"
_foot = (
    r"Lên đầu Top|(?:Ý kiến )?[Bb]ình luận ?\( ?\d+ ?\)|Bạn cần đăng nhập để thực hiện chức năng này|"
    r"Bạn đã đăng ký và có tài khoản VIP|Thanh toán nhanh và đọc ngay|Cơ quan chủ quản:|© "
)
_below = re.compile(rf"\s(?=(?:(?P<related>{_related})|{_foot}))")
_top = re.compile(r".{0,4000}?(?:\bĐẶT MUA BÁO|\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}(?: GMT[+]7)?)\s+(?=\S)")
_dateline = re.compile(r"\((?=\w[^()]{1,24}\)\s*[-–—])")
_sentence_end = re.compile(r"[.!?…][\"”’')]*\s")


def separate(lines: list[Line], words: Vocabulary) -> tuple[list[Line], bool]:
    """`lines`, or when a few of them hold a whole page: its pieces. The second value says whether they were glued."""
    if len(lines) > FEW_LINES or not any(len(line.text.split()) >= GLUED_WORDS for line in lines):
        return lines, False
    pieces: list[Line] = []
    for line in lines:
        pieces += _pieces(line, words) if len(line.text.split()) >= GLUED_WORDS else [line]
    return pieces, True


def _pieces(line: Line, words: Vocabulary) -> list[Line]:
    """Top, text and foot of a page on one line; headline, lead and paragraphs cannot be told apart."""
    text = line.text
    datelines = [at for at in _datelines(text, words) if at]
    top = _top.match(text)
    begin = top.end() if top else 0
    begin += words.menu_end(text[begin:])
    if datelines and datelines[0] < len(text) // 2:
        begin = datelines.pop(0)
    end, phrase = _end(text, begin, datelines)
    pieces = [
        _piece(line, text[:begin], "header"),
        _piece(line, split_dateline(text[begin:end], words.datelines)[1], None),
        _piece(line, text[end:], phrase),
    ]
    return [piece for piece in pieces if piece.text]


def _end(text: str, begin: int, datelines: list[int]) -> tuple[int, str]:
    """Where the text ends, and which phrase begins what follows: the foot, or the lead of another article."""
    below = _below.search(text, begin + (len(text) - begin) // 3)
    end = below.start() if below else len(text)
    other = next((at for at in datelines if begin < at < end), None)
    if other is not None:  # its headline stands between the last full stop and its dateline
        sentences = [found.end() for found in _sentence_end.finditer(text, begin, other)]
        return (sentences[-1] if sentences else other), "related_heading"
    return end, "related_heading" if below and below["related"] else "footer"


def _datelines(text: str, words: Vocabulary) -> list[int]:
    starts = [found.start() for found in _dateline.finditer(text)]
    return [at for at in starts if split_dateline(text[at : at + 60], words.datelines)[0]]


def _piece(line: Line, text: str, phrase: str | None) -> Line:
    text = text.strip()
    return Line(line.number, text, False, len(text.split()), "title" if phrase else "prose", (text,), phrase)
