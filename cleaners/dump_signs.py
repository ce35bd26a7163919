"""What a whole line of a dump can only be: a date, a byline, both, a picture's credit."""

from __future__ import annotations

import re

from cleaners.bylines import parse_byline
from cleaners.captions import split_credit
from cleaners.dates import parse_date

FULL_STOP = re.compile(r"[.…;:,][\"”’'»)\]]*$")
"""How sentences and leads end, and titles do not."""

_file_and_caption = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif)\s+(\S.*)", re.IGNORECASE)
_printed_date = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày đăng|ngày|cập nhật|xuất bản|đăng lúc|lúc)[,:]?\s*)*"
    r"(?:\d{1,2}[:hg]\d{2}(?::\d{2})?\s*[,|–-]?\s*(?:ngày\s*)?)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?:\s*[,|–-]?\s*(?:lúc\s*)?\d{1,2}[:hg]\d{2}(?::\d{2})?\s*(?:[ap]m)?)?"
    r"(?:\s*\(?(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?\)?)?(?:\s*\|(?:\s*.{2,40})?)?|"
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_stamped = re.compile(
    r"(.{2,80}?)\s*[|,•–-]?\s*((?:(?:lúc )?\d{1,2}:\d{2}\s*[|,–-]?\s*)?\d{1,2}/\d{1,2}/\d{4}"
    r"(?:\s*[|,–-]?\s*\d{1,2}:\d{2})?(?:\s*\(?GMT\+7\)?)?)"
)
_office_behind = re.compile(r"\s*\((?![^()]*:|(?i:theo|thực hiện|ghi|dịch|tổng hợp|lược))[^()]{3,100}\)$")
_taken_from = re.compile(r"(?<=\S)\s*\((?i:theo) [^()]{2,40}\)$")
_byline_words = {
    "và",
    "bài",
    "ảnh",
    "tin",
    "theo",
    "thực",
    "hiện",
    "tổng",
    "hợp",
    "ghi",
    "pv",
    "dịch",
    "lược",
    "clip",
    "từ",
    "biên",
}


def is_date(text: str) -> bool:
    """Whether a whole line is a date as an article's head prints it."""
    return len(text) < 90 and bool(_printed_date.fullmatch(text)) and parse_date(text) is not None


def split_stamp(text: str, own_names: tuple[str, ...]) -> tuple[str, str] | None:
    """Byline and date of a line that prints both: "Lê Hạnh 14/11/2024 14:11"."""
    found = _stamped.fullmatch(text) if len(text) < 120 else None
    if (
        found is None
        or is_date(text)
        or not is_date(found[2])
        or not is_byline(found[1], len(found[1].split()), own_names)
    ):
        return None
    return found[1], found[2]


def has_credit(text: str, words: int) -> bool:
    """Whether a line ends in a picture's credit, as captions do and paragraphs do not."""
    return words <= 70 and len(text) < 2000 and split_credit(text)[1] is not None


def caption_after_file_name(text: str) -> str | None:
    """The caption of "abc-1.jpg A caption.", where a flattener glued a picture's file name to it."""
    found = _file_and_caption.fullmatch(text)
    return found[1] if found else None


def is_byline(text: str, words: int, own_names: tuple[str, ...]) -> bool:
    """Whether a short line can only be who wrote it: names in capitals, "Theo TTXVN", "Bài và ảnh: …".

    Behind a name in capitals may stand the office in brackets.
    """
    bare = _taken_from.sub("", text)
    if not bare.endswith("."):
        text, words = bare, len(bare.split())
    name = _office_behind.sub("", text)
    if name != text and not name.isupper():
        name = text
    text, words = name, words if name == text else len(name.split())
    if (
        not 1 <= words <= 14
        or len(text) > 120
        or FULL_STOP.search(text.replace("B.T.V.", "BTV"))
        or any(map(str.isdigit, text))
        or sum(map(str.isalpha, text)) < 2
    ):
        return False
    byline = parse_byline(text, own_names)
    if not byline.authors:
        return byline.source is not None
    if text.startswith(("và ", "Và ")):
        return True
    names = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in _byline_words]
    longest = max(len(author.split()) for author in byline.authors)
    return longest <= 6 and all(word[0].isupper() for word in names)
