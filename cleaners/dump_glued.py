"""Dumps on one line: what can be separated is separated, the rest stays together and the article says so."""

from __future__ import annotations

import re

from cleaners.bylines import split_dateline
from cleaners.dump_lines import Line, Vocabulary

FEW_LINES = 3
GLUED_WORDS = 150
"""Words on one line from which a dump of a few lines counts as glued; paragraphs are shorter."""

_tail = re.compile(
    r"\s(?=(?:Tin liên quan|TIN LIÊN QUAN|Có thể bạn quan tâm|Tin cùng chuyên mục|Lên đầu Top|"
    r"(?:Ý kiến )?[Bb]ình luận ?\( ?\d+ ?\)|Bạn cần đăng nhập để thực hiện chức năng này|"
    r"Bạn đã đăng ký và có tài khoản VIP|Thanh toán nhanh và đọc ngay|Cơ quan chủ quản:|© )\b)"
)
_top = re.compile(r"(?:.{0,4000}?\bĐẶT MUA BÁO|.{0,4000}?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}(?: GMT[+]7)?)\s+(?=\S)")


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
    foot = _tail.search(text, len(text) // 3)
    bottom = text[foot.end() :] if foot else ""
    text = text[: foot.start()] if foot else text
    top = _top.match(text)
    above = text[: top.end()].rstrip() if top else ""
    text = text[top.end() :] if top else text
    dateline = next((at for at in _starts(text, words) if at > 0), None)
    if dateline is not None:
        above, text = f"{above} {text[:dateline]}".strip(), text[dateline:]
    pieces = []
    if above:
        pieces.append(_piece(line, above, "title", "header"))
    pieces.append(_piece(line, split_dateline(text, words.datelines)[1], "prose", None))
    if bottom:
        pieces.append(_piece(line, bottom, "title", "footer"))
    return pieces


def _starts(text: str, words: Vocabulary) -> list[int]:
    """Where a dateline in brackets stands in the first half of `text`."""
    found = re.finditer(r"\((?=\w[^()]{1,24}\)\s*[-–—])", text[: len(text) // 2])
    return [
        match.start() for match in found if split_dateline(text[match.start() : match.start() + 60], words.datelines)[0]
    ]


def _piece(line: Line, text: str, shape: str, phrase: str | None) -> Line:
    return Line(line.number, text, False, len(text.split()), "prose" if shape == "prose" else "title", phrase)
