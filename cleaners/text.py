"""How Vietnamese newspaper text is normalised: NFC, ordinary spaces, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, zero-width characters, direction marks, byte-order mark."""

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for a character class: a range would take small letters in."""

_delete_invisible = dict.fromkeys(map(ord, INVISIBLE))
_suspicious = re.compile(f"[{INVISIBLE}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_unprintable = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_diacritics = re.compile("[\u0300-\u036f]+")
"""The combining marks of Latin letters; asking each character whether it combines takes twice as long."""


def one_line(text: str) -> str:
    """`text` as one line: NFC, white space folded to single blanks, nothing invisible, no blank ends."""
    if not text.isprintable():
        # The two that newspapers write; joining words anew costs four times as much.
        text = text.replace("\xa0", " ").replace("\n", " ")
        if not text.isprintable():
            if _suspicious.search(text):
                text = _unprintable.sub("", text.translate(_delete_invisible))
            text = " ".join(text.split())
    text = text.strip(" ")
    if "  " in text:
        text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` for comparing: one line, lower case, no diacritics, `đ` as `d`, both tone-mark styles alike.

    >>> fold("Hoà ĐÀM") == fold("hòa đàm") == "hoa dam"
    True
    """
    decomposed = unicodedata.normalize("NFD", one_line(text).lower().replace("đ", "d"))
    return _diacritics.sub("", decomposed)


def loosely_equal(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their case, tone-mark style and punctuation."""
    return one == other or bare_words(one) == bare_words(other)


def bare_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` without punctuation."""
    return tuple(re.findall(r"\w+", fold(text)))
