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
LONGEST = 16
"""Words of a label, with what the person does in the picture."""

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
    of_the_case: list[Line] = []
    bare: list[Line] = []
    stated: list[Line] = []
    taken = sum(_is_caption(line) and _stated.fullmatch(line.text.rstrip(".")) is not None for line in lines)
    late, spoken = 0, ""
    text = [line for line in lines if line.open]
    for above, line, below in zip([None, *text], text, [*text[1:], None], strict=False):
        if line.running:
            spoken = line.text
        if not _is_label(line) or not _stands_alone(line, above, below):
            continue
        if _of_the_case.fullmatch(line.text):
            of_the_case.append(line)
        elif person := _bare.fullmatch(line.text):
            bare.append(line)
            late += person["name"] in spoken
        elif _name.fullmatch(line.text):
            bare.append(line)
        elif _stated.fullmatch(line.text):
            stated.append(line)
    return [*of_the_case, *(bare if late >= PROOFS else ()), *(stated if taken >= PROOFS else ())]


def _is_label(line: Line) -> bool:
    plain = line.shape == "title" and line.phrase is None and not line.is_heading and not line.linked
    return plain and not line.ended and line.words <= LONGEST and line.text[0].isupper()


def _is_caption(line: Line) -> bool:
    return line.verdict is not None and line.verdict.kind == "caption"


def _stands_alone(label: Line, above: Line | None, below: Line | None) -> bool:
    """Whether the label is no piece of a sentence that the printer broke at a link."""
    broken = above is not None and above.shape != "title" and not above.ended
    goes_on = below is not None and (below.text[0].islower() or below.text[0] in ",.;:)")
    return not broken and not goes_on
