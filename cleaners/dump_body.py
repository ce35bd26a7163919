"""The text of a dump once other articles are out: captions, repetitions, signatures, tags, and the blocks left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from cleaners.article import Block, BlockKind, Image
from cleaners.bylines import agency, parse_byline
from cleaners.captions import split_credit
from cleaners.dump_head import Head
from cleaners.dump_lines import LONG, Line, caption_after_file_name, has_credit, is_byline, is_date
from cleaners.dump_related import TAIL, TITLE_WORDS
from cleaners.text import UPPER

SENTENCE = 18
"""Words; the last line of a text is as long even where its full stop was forgotten."""
CAPTION_AFTER_ALT = 45
"""Words; under an alternative text a longer line is the next paragraph, the picture has no caption."""
HEADING = 22
"""Words; a longer line is no subheading even without a full stop."""

CAPTIONS = 5
"""Lines in a row; more are verse or a table."""

_caption_opening = re.compile(
    r"(?i:clip|video|quang cảnh|toàn cảnh|khung cảnh|một góc(?! nhìn)|hình ảnh|ảnh chụp|ảnh tư liệu|các đại biểu|"
    r"hiện trường vụ|bìa sách|poster|từ trái (sang|qua)|trong ảnh)\b(\W+\w+){4}"
)
_caption_words = re.compile(
    r"(?i:\bcùng tang vật|\btại (cơ quan )?(công an|điều tra)|\btại (phiên )?(tòa|toà)\b|\btại hiện trường|"
    r"\btại (buổi|lễ|phiên)\b|\((bìa |ngoài cùng |đứng |thứ \w+ |hàng |bên |ngoài )*(trái|phải|giữa|từ trái)|"
    r"\bchụp (ảnh|hình) lưu niệm|\bảnh minh (họa|hoạ)\b)"
)
_picture_label = re.compile(r"(?:VIDEO|Video|CLIP|Clip|ẢNH|Ảnh|Đồ họa|Infographic)(?: \d+)?\s*:\s*\S.*")
_remark = r"(?:ảnh|hình)\s+(?:minh (?:họa|hoạ)|tư liệu|chụp (?:lại )?(?:từ )?màn hình|cắt từ \w+|nvcc|internet)"
_picture_remark = re.compile(rf"(?i:\(\s*{_remark}[^()]*\)\s*\.?|\s[-–]\s+{_remark}[^()]{{0,30}})$")
_address_alone = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_bare_credit = re.compile(rf"(?:Ảnh|ẢNH|Hình|Photo)\s+(?:[{UPPER}][\w.]*)(?:[\s/-]+[{UPPER}][\w.]*){{0,4}}")
_name_in_capitals = re.compile(rf"[{UPPER}]{{1,8}}\.?(?:\s?[{UPPER}]{{1,8}}\.?){{0,3}}")
_other_title = re.compile(r"(?i:\[(?:video|clip|ảnh|photo|infographic|podcast|e-?magazine)\]\s+\S.*)")
_number = re.compile(r"\d{1,4}")
_keywords_label = re.compile(r"(?i:từ kh[óo][áa]|tags?|chủ đề|thẻ|khám phá thêm chủ đề)\s*(?::\s*(.*))?")
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
    short_headings: bool = False


def read_body(
    lines: list[Line], head: Head, end: int, own_names: tuple[str, ...], *, short_headings: bool = False
) -> Body:
    """Settles the lines from the lead to `end`, where other articles or the page's foot begin, and the tags below.

    `short_headings`: the newspaper's subheadings are short, so a long line without a full stop is a caption.
    """
    body = Body(short_headings=short_headings)
    _listed_below(lines, end)
    _repetitions_and_captions(lines[:end], head, body)
    left, before = [line for line in lines[:end] if line.open], -1
    while len(left) != before:  # what falls may leave others side by side that tell no more than noise
        before = len(left)
        _repetitions_and_captions(left, head, body)
        _keywords(lines, end, body)
        _signatures_and_leftovers([line for line in left if line.open], lines[end:], own_names, body)
        _titles_in_a_row([line for line in left if line.open], body, lead=head.lead is not None)
        left = [line for line in left if line.open]
    for line in left:
        if line.linked:
            line.settle("navigation", "nothing-but-links")
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
    elif line.shape == "title" and _other_title.fullmatch(line.text):
        line.settle("related", "labelled-title")
    elif line.words == 0 or _number.fullmatch(line.text):
        line.settle("mark", "no-words")
    elif _address_alone.fullmatch(line.text):
        line.settle("navigation", "address-alone")
    elif ":" in line.text and is_date(line.text):
        line.settle("date", "date-of-something-else")
    elif head.headline is not None and line.shape == "title" and line.key == head.headline.key:
        line.settle("duplicate", "headline-again")
    elif head.lead is not None and line.text in (head.description, head.lead.text):
        line.settle("duplicate", "lead-again")
    elif line.is_alt:
        if line.mark is not None and head.lead is not None and line.number > head.lead.number:
            body.images += [Image(url) for url in line.mark.pictures]
        line.settle("caption", "alternative-text")
    elif agency(line.text):
        body.source = body.source or agency(line.text)
        line.settle("source", "agency", kept=True)
    elif above is not None and line.words == above.words and line.key == above.key:
        line.settle("duplicate", "same-line-again")
        if above.open:
            _take_caption(above, above.text, "printed-twice", body)
    elif above is not None and above.open and above.shape == "title" and _is_credit_of(above, line):
        _take_caption(above, f"{above.text} {_with_label(line.text)}", "credit-below", body)
        line.settle("caption", "credit-of-the-line-above", kept=True)
    elif above is not None and _lacks_credit(above, body) and _is_credit_of(above, line):
        body.images[-1] = replace(body.images[-1], credit=split_credit(_with_label(line.text))[1])
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
    elif _is_unmarked_title(line) and _between_paragraphs(line, above, below):
        _take_caption(line, line.text, "no-mark-of-a-heading", body)
    elif (
        body.short_headings
        and line.words >= SENTENCE
        and _is_long_title(line, above)
        and _between_paragraphs(line, above, below)
    ):
        _take_caption(line, line.text, "long-without-full-stop", body)


def _is_credit_of(above: Line, line: Line) -> bool:
    """Whether `line` says alone who took the picture whose caption stands above it."""
    caption, credit = split_credit(line.text)
    if (caption is None and credit is not None) or _bare_credit.fullmatch(line.text):
        return True
    return above.words >= 4 and line.words <= 4 and _name_in_capitals.fullmatch(line.text) is not None


def _with_label(credit: str) -> str:
    """A credit as captions print it: "Ảnh: …"."""
    return credit if ":" in credit else f"Ảnh: {re.sub(r'^(?:Ảnh|ẢNH|Hình|Photo) ', '', credit)}"


def _lacks_credit(line: Line, body: Body) -> bool:
    """Whether `line` is the caption taken last, and nobody was named in it."""
    if line.verdict is None or line.verdict.kind != "caption" or not body.images:
        return False
    return body.images[-1].caption == line.text and body.images[-1].credit is None


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
    if line.mark is not None and line.mark.pictures:
        body.images.append(Image(line.mark.pictures[0], caption, credit))
    elif body.images and body.images[-1].url is not None and body.images[-1].caption is None:
        body.images[-1] = Image(body.images[-1].url, caption, credit)
    else:
        body.images.append(Image(None, caption, credit))
    line.settle("caption", rule, kept=True)


def _is_unmarked_title(line: Line) -> bool:
    return (
        line.mark is not None and line.shape == "title" and not line.is_heading and not line.linked and not line.ended
    )


def _is_long_title(line: Line, above: Line | None) -> bool:
    """Whether a line is one sentence without its full stop and too long for a heading: captions are printed so."""
    if line.shape != "title" or line.text[-1] in '?!"”' or ". " in line.text or above is None:
        return False
    return not above.text.endswith(":") and (above.ended or not above.open)


def _between_paragraphs(line: Line, above: Line | None, below: Line | None) -> bool:
    """Whether a line that is no heading stands where one would: then it is a picture's."""
    if above is None or below is None or line.words >= LONG:
        return False
    goes_on = below.text[0].islower() or below.text[0] in ",.;:)"  # the printer broke a sentence where a link began
    return below.open and below.running and not goes_on


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


def _titles_in_a_row(lines: list[Line], body: Body, *, lead: bool) -> None:
    """Several headlines in the middle of the text are a box of other articles whose heading was lost; several short
    lines are the captions of pictures that stood side by side. A line that ends in a colon announces a list.
    """
    row: list[Line] = []
    introduced = not lead
    for line in lines:
        if line.shape == "title" and not line.is_heading and not line.ended:
            row.append(line)
            continue
        long = [title for title in row if title.words >= TITLE_WORDS - 1 and len(_number.findall(title.text)) < 3]
        if len(row) >= 2 and len(long) == len(row) and not introduced and line.running:
            for title in row:
                title.settle("related", "titles-in-a-row")
        elif not long and not introduced and line.running and _are_captions(row):
            for title in row:
                _take_caption(title, title.text, "captions-in-a-row", body)
        row = []
        introduced = line.text.endswith(":")


def _are_captions(row: list[Line]) -> bool:
    short = sum(title.words for title in row) <= 6 * len(row)
    return 3 <= len(row) <= CAPTIONS and short and all(title.text[0].isupper() for title in row)


def _block_kind(line: Line, last: bool, interview: bool) -> BlockKind:
    if line.row:
        return "table"
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
    linked = -1
    for index, line in enumerate(lines[text_ends:], text_ends):
        if not line.open and (index < end or (line.verdict is not None and line.verdict.kept)):
            continue
        label = _keywords_label.fullmatch(line.text.lstrip("• ")) if line.words <= 40 else None
        if line.mark is not None and line.mark.links and (line.mark.tags or (label and label[1])):
            if linked in (-1, index - 1) and line.phrase is None:
                linked = index
                body.keywords += line.mark.labels
                line.settle("keywords", "links-to-tags", kept=True)
        elif label and line.shape != "prose":
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
        if (
            rest
            or line.phrase is not None
            or line.shape == "prose"
            or line.words > 12
            or (line.mark and line.mark.tags)
        ):
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
