"""Captions: the words under a picture, apart from who took it."""

from __future__ import annotations

import re

from cleaners.text import UPPER

_WHAT = r"(?:Ảnh|Video|Clip|Nguồn|Đồ họa|Đồ hoạ|Photo|Hình)(?: ảnh| video| clip)?(?: minh họa| minh hoạ| tư liệu)?"
LABEL = 40
"""Characters; a credit's label begins no farther in front of its colon."""
_in_brackets = re.compile(rf"[(\[]\s*{_WHAT}\s*:\s*([^()\[\]]{{1,80}})[)\]]\s*\.?\s*$", re.IGNORECASE)
_named = re.compile(rf"\s*[(\[]\s*[Ảả]nh\s+((?:[{UPPER}][\w.]*)(?:[\s/,-]+[{UPPER}][\w.]*){{0,5}})\s*[)\]]\s*\.?\s*$")
# Written with a capital: "Trong ảnh: Ông A" says whom the picture shows.
_at_the_end = re.compile(
    r"(?:^|(?<=[.!?…”\"'])\s*|\s*[-–—/|]\s*|(?<!\bTrong)\s+)"
    r"(?:Ảnh|ẢNH|Nguồn ảnh|Nguồn video|Đồ họa|Đồ hoạ|Photo|PHOTO)"
    r"(?: \(?minh (?:họa|hoạ)\)?| tư liệu| cắt từ \w+| chụp (?:từ )?màn hình)?\s*:"
    r"\s*([^:]{1,80}?)\s*\.?\s*$"
)
_after_a_sentence = re.compile(
    r"(?<=[.!?…”\"'])\s*(?:Nguồn|NGUỒN|Video|Clip|CLIP|Infographic)\s*:\s*([^:.]{1,60}?)\s*\.?\s*$"
)
_alt_line = re.compile(r".*\s?[-–]\s*(?:Ảnh|Hình|Video|Infographic)\s*\d+\s*\.?\s*$", re.IGNORECASE)
_initials = re.compile(r"\.\w$")
_file_name = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic)", re.IGNORECASE)


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """The caption without its credit, and the credit without "Ảnh:".

    >>> split_credit("Quang cảnh hội nghị. (Ảnh: Thống Nhất/TTXVN)")
    ('Quang cảnh hội nghị.', 'Thống Nhất/TTXVN')
    >>> split_credit("Người dân đọc báo. Ảnh: Hữu Hưng")
    ('Người dân đọc báo.', 'Hữu Hưng')
    >>> split_credit("Ảnh: Công an tỉnh.")
    (None, 'Công an tỉnh')
    """
    label = caption.rfind(":") - LABEL
    bracket = max(0, caption.rfind("("), caption.rfind("["))
    if label < -LABEL:
        found = _named.match(caption, bracket)
    else:
        found = (
            _in_brackets.match(caption, bracket)
            or _at_the_end.search(caption, max(0, label))
            or _after_a_sentence.search(caption, max(0, label))
            or _named.match(caption, bracket)
        )
    if not found:
        return caption or None, None
    rest = caption[: found.start()].rstrip(" -–—/|;,")
    credit = found[1].strip()
    if _initials.search(credit) and caption.rstrip().endswith("."):  # "H.Y.T.": the full stop belongs to the name
        credit += "."
    return rest or None, credit or None


def is_alt_line(text: str) -> bool:
    """Whether `text` is what the editor writes as alternative text by itself: "<headline> - Ảnh 1.", "abc.jpg"."""
    if " " not in text and _file_name.fullmatch(text):
        return True
    return text.rstrip(" .")[-1:].isdigit() and bool(_alt_line.fullmatch(text))
