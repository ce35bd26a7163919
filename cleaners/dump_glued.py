"""Dumps on one line: what can be separated is separated, the rest stays together and the article says so."""

from __future__ import annotations

import re

from cleaners.bylines import split_dateline
from cleaners.dump_lines import Line, Shape
from cleaners.dump_words import Vocabulary
from cleaners.text import UPPER, bare_words

FEW_LINES = 3
"""Lines of running text; a page on one line has a title or a foot beside it at most."""
GLUED_WORDS = 150
"""Words on one line from which a dump of a few lines counts as glued; paragraphs are shorter."""
HEADLINE_WORDS = range(34, 4, -1)
"""So many words at the start of a glued page that stand in it again are its title, and there its headline."""
LABEL_WORDS = 7
"""Words; what is left of a line between menu and foot and has no more is a label."""
MENU_WORDS = 25
"""Words on one line from which, among other lines, it may be a glued menu or foot."""
COMMAS, MENU_START = 2, 300
"""Commas of a menu, at most ("Xin chào, …"), and the characters in which more tell already that there is none."""
HEAD_SHARE = 0.6
"""The share of a page on one line in which its head ends; footers are long."""

_related = r"Tin liên quan|TIN LIÊN QUAN|Có thể bạn quan tâm|Tin cùng chuyên mục"
_below_text = (
    r"Lên đầu Top|(?:Ý kiến )?[Bb]ình luận(?: bài viết)? ?\( ?\d+ ?\)|Gửi bình luận|Khám phá thêm chủ đề|Từ khóa ?:|"
    r"Bạn cần đăng nhập để |Trở thành người đầu tiên tặng sao|Đọc tiếp Về trang Chủ đề|Chia sẻ CHIA SẺ|Viết bình luận|"
    r"(?:Bình luận )?Sao chép liên kết|Xem thêm về:|Tags?: |Mời quý (?:độc giả|vị) theo dõi|[Tt]ừ khóa #|"
    r"Bạn đã đăng ký và có tài khoản VIP|Thanh toán nhanh và đọc ngay|Cơ quan chủ quản:|© "
)
_below = re.compile(rf"\s(?=(?:(?P<related>{_related})|{_below_text}))")
_button = re.compile(r"Đọc tiếp Về trang Chủ đề")
_foot_alone = re.compile(_below_text)
_hour, _day = r"\d{1,2}:\d{2}", r"\d{1,2}/\d{1,2}/\d{4}"
_weekday = r"(?:(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ [Nn]hật),?\s*(?:ngày\s*)?)?"
_date = rf"{_weekday}(?:{_day}\s*[,|–-]?\s*{_hour}|{_hour}\s*[,|–-]?\s*{_day})(?:\s*\(?GMT ?[+] ?0?7(?::00)?\)?)?"
_top = re.compile(rf".{{0,4000}}?(?:\bĐẶT MUA BÁO|{_date})\s+(?=\S)")
_stamp = re.compile(
    rf"\s*(?P<name>[^\d|]{{2,60}}?)??\s*[-–|,•]?\s*(?P<date>{_date})"
    r"(?:\s+(?:Chia sẻ|Copy link(?: thành công!)?|Lưu tin|In bài))*(?=\s)"
)
_name_in_capitals = re.compile(rf"\s*([{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}})(?= [{UPPER}][^{UPPER}\s])")
"""Who wrote it, between the headline and a first word that is none of capitals."""
_dateline = re.compile(r"\((?=\w[^()]{1,24}\)\s*[-–—])")
_sentence_end = re.compile(r"[.!?…][\"”’')]*\s")


def separate(lines: list[Line], words: Vocabulary) -> tuple[list[Line], bool]:
    """`lines`, or when a few of them hold a whole page: its pieces. The second value says whether they were glued."""
    text = [line for line in lines if line.running]
    headline = next((other.text for other in lines if other.mark is not None and other.mark.level == 1), None)
    whole = len(text) <= FEW_LINES and any(len(line.text.split()) >= GLUED_WORDS for line in text)
    pieces: list[Line] = []
    for line in lines:
        long = line.running and len(line.text.split()) >= (GLUED_WORDS if whole else MENU_WORDS)
        if long and (whole or _begins_with_menu(line.text, words)):
            pieces += _pieces(line, words, headline, share=HEAD_SHARE if whole else 1.0)
        elif long and _foot_alone.match(line.text):
            pieces += _foot(line)
        else:
            pieces.append(line)
    return pieces, whole


def _begins_with_menu(text: str, words: Vocabulary) -> bool:
    """Whether a menu stands at the start of a line. Sentences that name ministries and departments have commas."""
    if text.count(",", 0, MENU_START) > COMMAS:
        return False
    end = words.menu_end(text)
    return end > 0 and text.count(",", 0, end) <= COMMAS


def _foot(line: Line) -> list[Line]:
    """A foot on one line, apart from the button of the box that stands above it."""
    button = _button.match(line.text)
    at = button.end() if button else 0
    return [
        piece
        for piece in (_piece(line, line.text[:at], "related_heading"), _piece(line, line.text[at:], "footer"))
        if piece.text
    ]


def _pieces(line: Line, words: Vocabulary, headline: str | None, share: float) -> list[Line]:
    """Top, headline, byline and date, text and foot of a page on one line; its paragraphs cannot be told apart.

    The head ends in the first `share` of the line.
    """
    text = line.text
    datelines = [at for at in _datelines(text, words) if at]
    headline = headline or _repeated_start(text)
    limit = datelines[0] if datelines and datelines[0] < len(text) // 2 else int(share * len(text))
    at = text.rfind(headline, 0, limit) if headline else -1
    head: list[Line] = []
    if headline and at >= 0:
        begin = at + len(headline)
        stamp = _stamp.match(text, begin)
        begin = stamp.end() if stamp else begin
        name = _name_in_capitals.match(text, begin)
        begin = name.end() if name else begin
        facts = (*(stamp.groups() if stamp else ()), *(name.groups() if name else ()))
        head = [_piece(line, text[:at], "header"), _piece(line, headline, None, "title")]
        head += [_piece(line, piece, None, "title") for piece in facts if piece]
    else:
        top = _top.match(text)
        begin = top.end() if top else 0
        begin += words.menu_end(text[begin:])
    if datelines and begin <= datelines[0] < len(text) // 2:
        between, begin = text[begin : datelines[0]], datelines.pop(0)
        head.append(_piece(line, between if head else text[:begin], "header"))
    elif not head:
        head = [_piece(line, text[:begin], "header")]
    end, phrase = _end(text, begin, datelines)
    rest = split_dateline(text[begin:end], words.datelines)[1].strip()
    body = _piece(line, rest, None if len(rest.split()) > LABEL_WORDS else "header")
    return [piece for piece in (*head, body, _piece(line, text[end:], phrase)) if piece.text]


def _repeated_start(text: str) -> str | None:
    """The words at the start that stand in the text again: a page's title, which its headline repeats."""
    ends = [found.end() for found in re.finditer(r"\S+", text[:600])]
    for count in HEADLINE_WORDS:
        if count <= len(ends):
            start = text[: ends[count - 1]]
            if 0 < text.find(start, len(start)) < HEAD_SHARE * len(text):
                return start
    return None


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


def _piece(line: Line, text: str, phrase: str | None, shape: Shape = "prose") -> Line:
    text = text.strip()
    key = bare_words(text) if shape == "title" else (text,)
    return Line(line.number, text, False, len(text.split()), "title" if phrase else shape, key, phrase)
