"""Which line of a dump is a picture's caption or credit, by its words and by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaners.captions import split_credit
from cleaners.dump_lines import LONG, Line
from cleaners.dump_signs import has_credit
from cleaners.text import UPPER

CAPTION_AFTER_ALT = 45
"""Words; under an alternative text a longer line is the next paragraph, the picture has no caption."""
LONG_TITLE = 18
"""Words; subheadings of newspapers that keep them short are shorter."""
ENDLESS_TITLE = 24
"""Words; subheadings of any newspaper are shorter."""
LABELLED = 60
"""Words; no caption with a label in front is longer."""
CAPTIONS = 5
"""Lines in a row; more are verse or a table."""

_caption_opening = re.compile(
    r"(?i:clip|video|quang cảnh|toàn cảnh|khung cảnh|một góc(?! nhìn)|hình ảnh|ảnh chụp|ảnh tư liệu|các đại biểu|"
    r"hiện trường vụ|bìa sách|poster|từ trái (sang|qua)|trong ảnh)\b(\W+\w+){4}"
)
_position = re.compile(
    r"\((?:(?:thứ|bìa|ngoài cùng|đứng|ngồi|hàng|bên|ở|người)\b[\w ,]{0,30})?(?:trái|phải|giữa|từ trái|từ phải)\b"
    r"[^().]{0,30}\)",
    re.IGNORECASE,
)
_caption_words = re.compile(
    r"(?i:\bcùng tang vật|\btại (cơ quan )?(công an|điều tra)|\btại (phiên )?(tòa|toà)\b|\btại hiện trường|"
    r"\btại (buổi|lễ|phiên)\b|\((bìa |ngoài cùng |đứng |thứ \w+ |hàng |bên |ngoài )*(trái|phải|giữa|từ trái)|"
    r"\bchụp (ảnh|hình) lưu niệm|\bảnh minh (họa|hoạ)\b|"
    r"(?<!trước )(?<!sau )\b(khi|lúc|thời điểm) bị (bắt( giữ)?|tạm giữ|dẫn giải)$)"
)
_ceremony = re.compile(
    r"(?i:(?:(?:các|đông đảo|nhiều|hơn \d+) )?(?:ông|bà|anh|chị|em|thầy|cô|đồng chí|đại diện|đại biểu|lãnh đạo|nhà báo|"
    r"nhà thơ|ca sĩ|diễn viên|nghệ sĩ|nsnd|nsưt|học sinh|sinh viên|giáo viên|(?:p?gs-?)?ts|bác sĩ|độc giả|bạn đọc))"
    r"\b[^?!:]{2,100}?\b(?i:trao (?:tặng|quà|học bổng|bảng|giải|cờ|hoa|bằng|giấy|kỷ niệm|quyết định|thưởng|số tiền|"
    r"tiền)|tặng (?:hoa|quà|bằng|kỷ niệm)|dâng (?:hương|hoa)|thắp hương|cắt băng|chụp (?:ảnh|hình)|bắt tay|ký kết|"
    r"nhận (?:hoa|quà|học bổng|giải|bằng khen|cờ|kỷ niệm|quyết định)|tham quan|thăm hỏi|phát biểu (?:tại|khai|chỉ))\b"
    r"[^?!:]*"
)
_picture_label = re.compile(r"(?:VIDEO|Video|CLIP|Clip|ẢNH|Ảnh|Đồ họa|Infographic)(?: \d+)?\s*:\s*\S.*")
_remark = r"(?:ảnh|hình)\s+(?:minh (?:họa|hoạ)|tư liệu|chụp (?:lại )?(?:từ )?màn hình|cắt từ \w+|nvcc|internet)"
_picture_remark = re.compile(rf"(?i:\(\s*{_remark}[^()]*\)\s*\.?|\s[-–]\s+{_remark}[^()]{{0,30}})$")
_bare_credit = re.compile(rf"(?:Ảnh|ẢNH|Hình|Photo)\s+(?:[{UPPER}][\w.]*)(?:[\s/-]+[{UPPER}][\w.]*){{0,4}}")
_provided = re.compile(
    r"(?i:(?:ảnh:? )?(?:công an|gia đình|nhân vật|người dân|bạn đọc|đơn vị|ban tổ chức|btc|nhà sản xuất|nsx|bệnh viện))"
    r"(?: [\w.]+){0,3} cung cấp\.?"
)
"""Who gave the picture, on a line of its own."""
_name_in_capitals = re.compile(rf"[{UPPER}]{{1,8}}\.?(?:\s?[{UPPER}]{{1,8}}\.?){{0,3}}")


def is_credit_of(above: Line, line: Line) -> bool:
    """Whether `line` says alone who took the picture whose caption stands above it."""
    caption, credit = split_credit(line.text)
    if (caption is None and credit is not None) or _bare_credit.fullmatch(line.text):
        return True
    return above.words >= 4 and line.words <= 4 and _name_in_capitals.fullmatch(line.text) is not None


def with_label(credit: str) -> str:
    """A credit as captions print it: "Ảnh: …"."""
    return credit if ":" in credit else f"Ảnh: {re.sub(r'^(?:Ảnh|ẢNH|Hình|Photo) ', '', credit)}"


def _is_labelled_picture(text: str) -> bool:
    return bool(_picture_label.fullmatch(text) or _picture_remark.search(text))


def captions_are_printed(lines: Sequence[Line]) -> bool:
    """Whether pictures have captions in this dump: where paragraphs stand under most, a short one is none either."""
    under = [line for above, line in pairwise(lines) if above.is_alt and not line.is_alt]
    paragraphs = sum(line.ended and (line.words > CAPTION_AFTER_ALT or ". " in line.text) for line in under)
    return paragraphs * 2 <= len(under)


def _is_under(alt: Line, line: Line) -> bool:
    """Whether `line` is the caption of the picture whose alternative text stands above it.

    "… - Ảnh 1." mostly has a caption, rarely with a full stop; a bare file name (ePi) has some
    sentences, but where Markdown gave the name, the page printed none; the picture in an item of a list has no caption.
    """
    if line.shape == "item" or alt.text.startswith("•"):
        return False
    named = " " not in alt.text and (line.mark is None or ". " not in line.text)
    return not line.ended or named or (line.words <= 30 and ". " not in line.text)


def _reads_like_caption(line: Line) -> bool:
    if line.text.endswith("?"):
        return False
    return bool(_caption_opening.match(line.text) or _caption_words.search(line.text) or _ceremony.fullmatch(line.text))


def _is_unmarked_title(line: Line) -> bool:
    return (
        line.mark is not None and line.shape == "title" and not line.is_heading and not line.linked and not line.ended
    )


def _is_long_title(line: Line, above: Line | None, words: int) -> bool:
    """Whether a line is one sentence without its full stop and too long for a heading: captions are printed so."""
    if line.shape != "title" and not line.text.endswith(")"):
        return False
    if line.ended or line.words < words or line.text[-1] in '?!"”' or ". " in line.text or above is None:
        return False
    return not above.text.endswith(":") and (above.ended or not above.open)


def _is_endless(line: Line, above: Line | None) -> bool:
    """Whether a line is one sentence as long as a paragraph that ends without any mark: editors forget none there."""
    if not LONG <= line.words <= LABELLED or not line.text[-1].isalnum() or ". " in line.text:
        return False
    return above is not None and above.open and above.ended and not above.text.endswith(":")


def _between_paragraphs(line: Line, above: Line | None, below: Line | None) -> bool:
    """Whether a line that is no heading stands where one would: then it is a picture's."""
    if above is None or below is None or line.words >= LONG:
        return False
    goes_on = below.text[0].islower() or below.text[0] in ",.;:)"  # the printer broke a sentence where a link began
    return below.open and below.running and not goes_on


def are_captions(row: list[Line]) -> bool:
    """Whether short lines side by side are the captions of pictures that stood so."""
    short = sum(title.words for title in row) <= 6 * len(row)
    return 3 <= len(row) <= CAPTIONS and short and all(title.text[0].isupper() for title in row)


def caption_rule(
    line: Line, above: Line | None, below: Line | None, *, short_headings: bool, printed: bool
) -> str | None:
    """The rule by which `line` is a caption, between the lines `above` and `below` it; None when it is none.

    `short_headings`: subheadings of this newspaper are short; `printed`: pictures have captions in this dump.
    """
    if line.mark is not None and line.mark.captioned:
        return "behind-its-picture"
    if line.cell and line.words <= LABELLED:
        return "cell-of-its-own"
    if has_credit(line.text, line.words) or (line.words <= LABELLED and _is_labelled_picture(line.text)):
        return "credit"
    if _provided.fullmatch(line.text):
        return "credit"
    may_be = line.words <= CAPTION_AFTER_ALT and (printed or not line.ended)
    if above is not None and above.is_alt and may_be and _is_under(above, line):
        return "under-alternative-text"
    if _is_long_title(line, above, LONG_TITLE if short_headings else ENDLESS_TITLE) and _between_paragraphs(
        line, above, below
    ):
        return "long-without-full-stop"
    if short_headings and _is_endless(line, above) and below is not None:
        return "long-without-full-stop"
    if line.words <= CAPTION_AFTER_ALT and ". " not in line.text and _position.search(line.text):
        return "caption-words"
    if line.shape != "title":
        return None
    if line.words >= 3 and below is not None and _reads_like_caption(line):
        return "caption-words"
    return "no-mark-of-a-heading" if _is_unmarked_title(line) and _between_paragraphs(line, above, below) else None
