"""Words as they are spelled: with their diacritics, whichever of the two tone-mark styles they are written in."""

from __future__ import annotations

import re
import unicodedata

_old_style = re.compile(r"(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")
"""`hoà`, `khoẻ`, `thuý`: the tone mark on the second vowel of a syllable that ends with it; `quý` has one style."""
_new_style = re.compile(r"(?<!q)([òóỏõọ](?=[ae]$)|[ùúủũụ](?=y$))([aey])$")
_tone_of = {
    **dict(zip("àèỳ", "\u0300\u0300\u0300", strict=True)),
    **dict(zip("áéý", "\u0301\u0301\u0301", strict=True)),
    **dict(zip("ảẻỷ", "\u0309\u0309\u0309", strict=True)),
    **dict(zip("ãẽỹ", "\u0303\u0303\u0303", strict=True)),
    **dict(zip("ạẹỵ", "\u0323\u0323\u0323", strict=True)),
}
_word = re.compile(r"[^\W_]+")


def spelled(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case with their diacritics, the tone mark where the newer style has it.

    >>> spelled("Hoà ĐÀM") == spelled("hòa đàm") == ("hòa", "đàm")
    True
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    return tuple(_word.findall(_old_style.sub(_newer, lowered)))


def older(word: str) -> str:
    """`word` (as `spelled` gives it) in the older style: `hòa` as `hoà`."""
    match = _new_style.search(word)
    if match is None:
        return word
    parts = unicodedata.normalize("NFD", match[1])
    return word[: match.start()] + parts[0] + unicodedata.normalize("NFC", match[2] + parts[1])


def _newer(match: re.Match[str]) -> str:
    first, second = match[1], match[2]
    if first == "u" and second not in "ỳýỷỹỵ":
        return match[0]
    bare = unicodedata.normalize("NFD", second)[0]
    return unicodedata.normalize("NFC", first + _tone_of[second]) + bare
