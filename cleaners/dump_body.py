"""The text of a dump once other articles are out: captions, repetitions, signatures, tags, and the blocks left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleaners.article import Block, BlockKind, Image
from cleaners.bylines import agency, parse_byline
from cleaners.captions import split_credit
from cleaners.dump_head import Head
from cleaners.dump_lines import Line, caption_after_file_name, has_credit, is_byline, is_date
from cleaners.dump_related import TAIL, TITLE_WORDS

SENTENCE = 18
"""Words; the last line of a text is as long even where its full stop was forgotten."""
CAPTION_AFTER_ALT = 45
"""Words; under an alternative text a longer line is the next paragraph, the picture has no caption."""
HEADING = 22
"""Words; a longer line is no subheading even without a full stop."""

_caption_opening = re.compile(
    r"(?i:quang cảnh|toàn cảnh|khung cảnh|một góc(?! nhìn)|hình ảnh|ảnh chụp|ảnh tư liệu|các đại biểu|hiện trường vụ|"
    r"bìa sách|poster|từ trái (sang|qua)|trong ảnh)\b(\W+\w+){4}"
)
_caption_words = re.compile(
    r"(?i:\bcùng tang vật|\btại (cơ quan )?(công an|điều tra)|\btại (phiên )?(tòa|toà)\b|\btại hiện trường|"
    r"\btại (buổi|lễ|phiên)\b|\((bìa |ngoài cùng |đứng |thứ \w+ |hàng |bên |ngoài )*(trái|phải|giữa|từ trái)|"
    r"\bchụp (ảnh|hình) lưu niệm|\bảnh minh (họa|hoạ)\b)"
)
_picture_label = re.compile(r"(?:VIDEO|Video|CLIP|Clip|ẢNH|Ảnh|Đồ họa|Infographic)(?: \d+)?\s*:\s*\S.*")
_picture_remark = re.compile(
    r"(?i:\(\s*(?:ảnh|hình)\s+(?:minh (?:họa|hoạ)|tư liệu|chụp màn hình|cắt từ \w+|nvcc|internet)[^()]*\)\s*\.?)$"
)
_number = re.compile(r"\d{1,4}")
_keywords_label = re.compile(r"(?i:từ kh[óo][áa]|tags?|chủ đề|thẻ)\s*(?::\s*(.*))?")
_inside_sentence = re.compile(r"[,\"“”]")
_dash_or_plus = re.compile(r"^[-–—+]\s*\S")
_unanswered = ("share", "audio", "ad")


@dataclass(slots=True)
class Body:
    """What stands below the lead: blocks, pictures, and what signatures and tags add to the metadata."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    source: str | None = None
    keywords: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_body(lines: list[Line], head: Head, end: int, own_names: tuple[str, ...]) -> Body:
    """Settles the lines from the lead to `end`, where other articles or the page's foot begin, and the tags below."""
    body = Body()
    _listed_below(lines, end)
    _repetitions_and_captions(lines[:end], head, body)
    left, before = [line for line in lines[:end] if line.open], -1
    while len(left) != before:  # what falls may leave others side by side that tell no more than noise
        before = len(left)
        _repetitions_and_captions(left, head, body)
        _keywords(lines, end, body)
        _signatures_and_leftovers([line for line in left if line.open], lines[end:], own_names, body)
        _titles_in_a_row([line for line in left if line.open])
        left = [line for line in left if line.open]
    interview = any(line.text.startswith("+") for line in left)
    for index, line in enumerate(left):
        kind = _block_kind(line, index + 1 == len(left), interview)
        line.settle(kind, "body", kept=True)
        body.blocks.append(Block(kind, line.text))
    if left and left[-1].text[-1].isalnum():
        body.warnings.append("excerpt")
    return body


def _repetitions_and_captions(lines: list[Line], head: Head, body: Body) -> None:
    above: Line | None = None
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if line.open:
            _repetition_or_caption(line, above, below, head, body)
        above = line


def _repetition_or_caption(line: Line, above: Line | None, below: Line | None, head: Head, body: Body) -> None:
    glued = caption_after_file_name(line.text)
    if line.phrase in _unanswered:
        line.settle(line.phrase or "", "phrase")
    elif line.words == 0 or _number.fullmatch(line.text):
        line.settle("mark", "no-words")
    elif ":" in line.text and is_date(line.text):
        line.settle("date", "date-of-something-else")
    elif head.headline is not None and line.shape == "title" and line.key == head.headline.key:
        line.settle("duplicate", "headline-again")
    elif head.lead is not None and line.text in (head.description, head.lead.text):
        line.settle("duplicate", "lead-again")
    elif line.is_alt:
        line.settle("caption", "alternative-text")
    elif agency(line.text):
        body.source = body.source or agency(line.text)
        line.settle("source", "agency", kept=True)
    elif above is not None and line.words == above.words and line.key == above.key:
        line.settle("duplicate", "same-line-again")
        if above.open:
            _take_caption(above, above.text, "printed-twice", body)
    elif above is not None and above.open and above.shape == "title" and _is_bare_credit(line.text):
        _take_caption(above, f"{above.text} {line.text}", "credit-below", body)
        line.settle("caption", "credit-of-the-line-above", kept=True)
    elif glued:
        _take_caption(line, glued, "file-name-in-front", body)
    elif line.mark is not None and line.mark.captioned:
        _take_caption(line, line.text, "behind-its-picture", body)
    elif has_credit(line.text, line.words) or (line.words <= 60 and _is_labelled_picture(line.text)):
        _take_caption(line, line.text, "credit", body)
    elif above is not None and above.is_alt and line.words <= CAPTION_AFTER_ALT and _is_under(above, line):
        _take_caption(line, line.text, "under-alternative-text", body)
    elif line.shape == "title" and line.words >= 3 and below is not None and _reads_like_caption(line):
        _take_caption(line, line.text, "caption-words", body)


def _is_bare_credit(text: str) -> bool:
    caption, credit = split_credit(text)
    return caption is None and credit is not None


def _is_labelled_picture(text: str) -> bool:
    return bool(_picture_label.fullmatch(text) or _picture_remark.search(text))


def _is_under(alt: Line, line: Line) -> bool:
    """Whether `line` is the caption of the picture whose alternative text stands above it.

    "… - Ảnh 1." mostly has a caption, rarely with a full stop; a bare file name (ePi) has one that is a sentence; the
    picture in an item of a list has none.
    """
    if line.shape == "item" or alt.text.startswith("•"):
        return False
    return not line.ended or " " not in alt.text or (line.words <= 30 and ". " not in line.text)


def _reads_like_caption(line: Line) -> bool:
    return not line.text.endswith("?") and bool(_caption_opening.match(line.text) or _caption_words.search(line.text))


def _take_caption(line: Line, text: str, rule: str, body: Body) -> None:
    caption, credit = split_credit(text)
    body.images.append(Image(None, caption, credit))
    line.settle("caption", rule, kept=True)


def _signatures_and_leftovers(lines: list[Line], foot: list[Line], own_names: tuple[str, ...], body: Body) -> None:
    """Under the lead and below the last paragraph: who wrote it; and titles that nothing follows."""
    if lines and lines[0].words <= 8 and is_byline(lines[0].text, lines[0].words, own_names):
        _take_byline(lines.pop(0), "byline-under-lead", own_names, body)
    text_ends = max((i for i, line in enumerate(lines) if line.running), default=-1) + 1
    last = lines[text_ends - 1] if text_ends else None
    if last is not None and last.words >= 5 and last.text.endswith(":"):
        return  # a list that the last sentence announces
    coda = []
    for line in lines[text_ends:]:
        if text_ends and is_byline(line.text, line.words, own_names):
            _take_byline(line, "byline-under-text", own_names, body)
        else:
            coda.append(line)
    if not text_ends and not foot and len(coda) == 1 and coda[0].words >= TITLE_WORDS - 2:
        return  # an excerpt that breaks off in its first paragraph
    if not text_ends or not coda:
        pass
    elif not foot and (len(coda) == 1 or (len(coda) == 2 and coda[0].words < TITLE_WORDS)):
        return  # an excerpt: the last line breaks off in mid-sentence, the one above may be its heading
    elif len(coda) == 1 and coda[0].words >= SENTENCE and _inside_sentence.search(coda[0].text):
        return
    elif len(coda) == 1 and foot and foot[0].phrase in TAIL and not body.keywords:
        coda[0].settle("keywords", "keywords-glued")
        body.warnings.append("keywords-glued")
        return
    for line in coda:
        line.settle("related", "title-without-text")


def _take_byline(line: Line, rule: str, own_names: tuple[str, ...], body: Body) -> None:
    byline = parse_byline(line.text, own_names)
    body.authors += [author for author in byline.authors if author not in body.authors]
    body.source = body.source or byline.source
    line.settle("byline", rule, kept=True)


def _listed_below(lines: list[Line], end: int) -> None:
    """A title in the text that a list below the text prints again is another article's, its neighbours are too."""
    listed = {line.key for line in lines[end:] if line.shape == "title" and line.words >= 5}
    row: list[Line] = []
    for line in [*lines[:end], None]:
        if line is not None and line.open and line.shape == "title" and line.phrase is None:
            row.append(line)
            continue
        if any(title.key in listed for title in row):
            for title in row:
                if title.key in listed or title.words >= TITLE_WORDS:
                    title.settle("related", "title-listed-below")
        row = []


def _titles_in_a_row(lines: list[Line]) -> None:
    """Several headlines in the middle of the text are a box of other articles whose heading was lost."""
    row: list[Line] = []
    introduced = True
    for line in lines:
        if line.shape == "title" and line.words >= TITLE_WORDS - 1 and len(_number.findall(line.text)) < 3:
            row.append(line)
            continue
        if len(row) >= 2 and not introduced and line.running:
            for title in row:
                title.settle("related", "titles-in-a-row")
        row = []
        introduced = line.text.endswith(":") or line.shape == "title"


def _block_kind(line: Line, last: bool, interview: bool) -> BlockKind:
    if line.shape == "item":
        if line.text.startswith("+"):
            return "answer" if interview else "list_item"
        if _dash_or_plus.match(line.text):
            return "question" if interview else "list_item"
        return "paragraph" if line.words >= 40 else "list_item"
    if line.text.startswith("•"):
        return "list_item"
    if line.shape == "title" and line.words <= HEADING and not last:
        return "heading"
    return "paragraph"


def _keywords(lines: list[Line], end: int, body: Body) -> None:
    """Tags stand below the text, often below the related list too; they are split only where the page splits them."""
    below = lines[end:]
    text = (i for i, line in enumerate(lines[:end]) if line.open and line.running and line.text.count("#") < 2)
    text_ends = max(text, default=-1) + 1
    for index, line in enumerate(lines[text_ends:], text_ends):
        if not line.open and (index < end or (line.verdict is not None and line.verdict.kept)):
            continue
        label = _keywords_label.fullmatch(line.text.lstrip("• ")) if line.words <= 40 else None
        if label and line.shape != "prose":
            _labelled_keywords(lines, index, label[1] or "", body)
        elif line.text.count("#") >= 2 or (index >= end and line.text.startswith("#")):
            body.keywords += [tag for tag in (part.strip(" ,;") for part in line.text.split("#")) if tag]
            line.settle("keywords", "hash", kept=True)
    if not body.keywords:
        tags = _glued_tags(below)
        if tags is not None:
            tags.settle("keywords", "keywords-glued")
            body.warnings.append("keywords-glued")


def _labelled_keywords(lines: list[Line], at: int, rest: str, body: Body) -> None:
    lines[at].settle("keywords", "keywords-label", kept=bool(rest))
    tags = [rest] if rest else []
    for line in lines[at + 1 : at + 16]:
        if rest or line.phrase is not None or line.shape == "prose" or line.words > 12:
            break
        tags.append(line.text)
        line.settle("keywords", "keywords-label", kept=True)
    split = [part.strip(" #") for tag in tags for part in re.split(r"[,;#]", tag)]
    if len(tags) == 1 and len(split) == 1 and len(split[0].split()) > 6:
        body.warnings.append("keywords-glued")
        return
    body.keywords += [tag for tag in split if tag]


def _glued_tags(lines: list[Line]) -> Line | None:
    """The last line of a related list whose items have leads, when it is a title without one."""
    zone: list[Line] = []
    for line in lines:
        if line.phrase in TAIL or (zone and line.phrase == "related_heading"):
            break
        zone.append(line)
    shown = [line for line in zone if line.phrase not in _unanswered]
    if len(shown) < 3 or shown[-1].shape != "title" or shown[-1].repeated or shown[-1].phrase:
        return None
    leads = sum(line.running for line in shown)
    return shown[-1] if leads and shown[-2].running else None
