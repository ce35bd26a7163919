"""Who a picture shows: lines like "Ca sĩ Lê Mộc" or "Diễn viên Hà Tràm khi còn đóng phim", which look like subheadings.

One alone stays in doubt. Several of one article tell: a subheading speaks of whom the text below comes to, a label may
stand under the paragraph that spoke of them already; and what some are, all of the same form are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.dump_lines import Line
from cleaners.text import UPPER

PROOFS = 2
"""Labels that must be known as captions before others of their form are taken for some."""
BARE, STATED = 8, 16
"""Words of a label, without and with what the person does in the picture."""

_roles = (
    "nghệ sĩ|ca sĩ|ca sỹ|diễn viên|người mẫu|siêu mẫu|hoa hậu|á hậu|hoa khôi|nam vương|rapper|dj|mc|nsnd|nsưt|ntk|"
    "nhà thiết kế|đạo diễn|nhạc sĩ|nhà văn|nhà thơ|họa sĩ|danh hài|tiktoker|streamer|youtuber|hlv|huấn luyện viên|"
    "cầu thủ|tiền đạo|thủ môn|vận động viên|vđv|ông|bà|anh|chị|em|cô|chú|bác sĩ|luật sư|thầy|doanh nhân|tỷ phú|"
    "bị can|bị cáo|đối tượng|nghi phạm|nạn nhân"
)
_person = (
    rf"(?i:(?:nam |nữ |cựu |cố )?(?:{_roles}|(?:p?gs\.?)?-?ts\.?)(?: hài| nhí| trẻ)? )"
    rf"[\"“'‘]?(?P<name>[{UPPER}][\w.-]*(?: [\"“'‘]?[{UPPER}][\w.-]*[\"”'’]?){{0,4}})[\"”'’]?"
)
_bare = re.compile(rf"{_person}(?: ?\([^()]+\))?")
_name = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{1,3}}")
_stated = re.compile(rf"{_person} (?:\([^()]+\) )?[^{UPPER}\W\d]\w* .+")
_of_the_case = re.compile(r"(?i:(?:các |những |hai |\d+ )?(?:bị can|bị cáo|đối tượng|nghi phạm|nghi can|tang vật)) .+")


def labels(lines: Sequence[Line]) -> list[Line]:
    """The open ones among `lines` that say whom or what a picture shows."""
    text = [line for line in lines if line.open]
    of_the_case = [line for line in text if _is_label(line, STATED) and _of_the_case.fullmatch(line.text)]
    bare = [line for line in text if _is_label(line, BARE) and _bare.fullmatch(line.text)]
    stated = [line for line in text if _is_label(line, STATED) and _stated.fullmatch(line.text)]
    taken = sum(_is_caption(line) and _stated.fullmatch(line.text.rstrip(".")) is not None for line in lines)
    late = sum(_is_late(text, line) for line in bare)
    names = [line for line in text if _is_label(line, BARE) and _name.fullmatch(line.text)]
    found = [*of_the_case, *([*bare, *names] if late >= PROOFS else ()), *(stated if taken >= PROOFS else ())]
    return [line for line in found if _stands_alone(text, line)]


def _is_label(line: Line, words: int) -> bool:
    plain = line.shape == "title" and line.phrase is None and not line.is_heading and not line.linked
    return plain and not line.ended and line.words <= words


def _stands_alone(text: Sequence[Line], label: Line) -> bool:
    """Whether the label is no piece of a sentence that the printer broke at a link."""
    place = text.index(label)
    above, below = text[place - 1] if place else None, text[place + 1] if place + 1 < len(text) else None
    broken = above is not None and above.shape != "title" and not above.ended
    goes_on = below is not None and (below.text[0].islower() or below.text[0] in ",.;:)")
    return label.text[0].isupper() and not broken and not goes_on


def _is_caption(line: Line) -> bool:
    return line.verdict is not None and line.verdict.kind == "caption"


def _is_late(text: Sequence[Line], label: Line) -> bool:
    """Whether the paragraph above the label names the person already."""
    name = _bare.fullmatch(label.text)
    above = [line for line in text if line.number < label.number and line.running]
    return name is not None and bool(above) and name["name"] in above[-1].text
