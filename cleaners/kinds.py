"""What kind of page it is, as its own words say: the section it stands in, the mark before its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaners.article import Kind
from cleaners.text import fold

SECTIONS: dict[str, Kind] = {
    "anh": "photo",
    "photo": "photo",
    "phong su anh": "photo",
    "tin anh": "photo",
    "infographic": "infographic",
    "infographics": "infographic",
    "do hoa": "infographic",
    "video": "video",
    "videos": "video",
    "podcast": "podcast",
    "podcasts": "podcast",
    "longform": "longform",
    "long form": "longform",
    "emagazine": "longform",
    "e-magazine": "longform",
    "mega story": "longform",
    "megastory": "longform",
}
"""Sections (folded) that hold one kind of page only."""

MARKS: dict[str, Kind] = SECTIONS | {
    "clip": "video",
    "truc tiep": "live",
    "tuong thuat truc tiep": "live",
}
"""Words (folded) that stand in brackets before a headline."""

_in_brackets = re.compile(r"\s*[\[(]\s*([^\])]{2,25}?)\s*[\])]")
_before_colon = re.compile(
    r"\s*(INFOGRAPHICS?|Infographics?|VIDEO|Video|PODCAST|Podcast|TRỰC TIẾP|Trực tiếp|eMagazine)\s*[:|]"
)


def kind_by_words(headline: str | None, sections: Iterable[str]) -> Kind | None:
    """The kind that the headline's mark or a section's name tells; None when neither does.

    >>> kind_by_words("[Ảnh] Mùa nước nổi", ()), kind_by_words("Ảnh đẹp mùa nước nổi", ["Văn hóa"])
    ('photo', None)
    """
    found = _in_brackets.match(headline or "") or _before_colon.match(headline or "")
    if found and (kind := MARKS.get(fold(found[1]))):
        return kind
    return next((SECTIONS[name] for section in sections if (name := fold(section)) in SECTIONS), None)
