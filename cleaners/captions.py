"""Captions: the words under a picture, apart from who took it."""

from __future__ import annotations

import re

_in_brackets = re.compile(
    r"\s*[(\[]\s*(?:Ảnh|Video|Clip|Nguồn|Đồ họa)(?: ảnh)?\s*:\s*([^()\[\]]{1,80})[)\]]\s*\.?\s*$", re.IGNORECASE
)
_at_the_end = re.compile(
    r"(?:^|(?<=[.!?…”\"'])\s*|\s+[-–—/|]\s*|\s+)(?:Ảnh|Nguồn ảnh|Nguồn video|Đồ họa)\s*:\s*([^:]{1,80}?)\s*\.?\s*$"
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
    found = _in_brackets.search(caption) or _at_the_end.search(caption)
    if not found:
        return caption or None, None
    rest = caption[: found.start()].rstrip(" -–—/|")
    credit = found[1].strip()
    if _initials.search(credit):  # "H.Y.T.": the last full stop belongs to the name
        credit += "."
    return rest or None, credit or None


def is_alt_line(text: str) -> bool:
    """Whether `text` is what the editor writes as alternative text by itself: "<headline> - Ảnh 1.", "abc.jpg"."""
    return bool(_alt_line.fullmatch(text) or _file_name.fullmatch(text))
