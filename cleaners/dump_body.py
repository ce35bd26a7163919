"""The text of a dump once other articles are out: captions, repetitions, signatures, tags, and the blocks left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from cleaners.article import Block, BlockKind, Image
from cleaners.bylines import agency, parse_byline
from cleaners.captions import split_credit
from cleaners.dump_captions import are_captions, caption_rule, captions_are_printed, is_credit_of, with_label
from cleaners.dump_head import Head
from cleaners.dump_labels import labels
from cleaners.dump_lines import LONG, Line
from cleaners.dump_rhythm import TITLE_WORDS
from cleaners.dump_signs import caption_after_file_name, is_byline, is_date
from cleaners.dump_tags import take_keywords
from cleaners.dump_words import BUTTONS, TAIL

SENTENCE = 18
"""Words; the last line of a text is as long even where its full stop was forgotten."""
REMARK = 6
"""Words in brackets below the text from which they are a remark, and no signature."""
HEADING = 22
"""Words; a longer line is no subheading even without a full stop."""

_address_alone = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_other_title = re.compile(r"(?i:\[(?:video|clip|ảnh|photo|infographic|podcast|e-?magazine)\]\s+\S.*)")
_number = re.compile(r"\d{1,4}")
_inside_sentence = re.compile(r"[,\"“”]")
_in_brackets = re.compile(r"[(\[][^()\[\]]+[)\]]")
_dash_or_plus = re.compile(r"^[-–—+]\s*\S")


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
    captions: bool = True


def read_body(
    lines: list[Line], head: Head, end: int, own_names: tuple[str, ...], *, short_headings: bool = False
) -> Body:
    """Settles the lines from the lead to `end`, where other articles or the page's foot begin, and the tags below.

    `short_headings`: the newspaper's subheadings are short, so a long line without a full stop is a caption.
    """
    body = Body(short_headings=short_headings, captions=captions_are_printed(lines[:end]))
    _listed_below(lines, end)
    _repetitions_and_captions(lines[:end], head, body)
    left, before = [line for line in lines[:end] if line.open], -1
    while len(left) != before:  # what falls may leave others side by side that tell no more than noise
        before = len(left)
        _repetitions_and_captions(left, head, body)
        take_keywords(lines, end, body.keywords, body.warnings)
        for line in labels(lines[:end]):
            _take_caption(line, line.text, "label-of-a-picture", body)
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
    glued, twice = caption_after_file_name(line.text), _half_of_doubled(line)
    if line.phrase in BUTTONS:
        line.settle(line.phrase or "", "phrase")
    elif line.shape == "title" and _other_title.fullmatch(line.text):
        line.settle("related", "labelled-title")
    elif line.words == 0 or _number.fullmatch(line.text):
        line.settle("mark", "no-words")
    elif _address_alone.fullmatch(line.text):
        line.settle("navigation", "address-alone")
    elif ":" in line.text and is_date(line.text):
        line.settle("date", "date-of-something-else")
    elif _is_dated_title(line, below):
        line.settle("related", "title-with-its-date")
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
    elif above is not None and above.open and above.shape == "title" and is_credit_of(above, line):
        _take_caption(above, f"{above.text} {with_label(line.text)}", "credit-below", body)
        line.settle("caption", "credit-of-the-line-above", kept=True)
    elif above is not None and _lacks_credit(above, body) and is_credit_of(above, line):
        body.images[-1] = replace(body.images[-1], credit=split_credit(with_label(line.text))[1])
        line.settle("caption", "credit-of-the-line-above", kept=True)
    elif glued:
        _take_caption(line, glued, "file-name-in-front", body)
    elif twice:
        _take_caption(line, twice, "printed-twice", body)
    else:
        rule = caption_rule(line, above, below, short_headings=body.short_headings, printed=body.captions)
        if rule:
            _take_caption(line, line.text, rule, body)


def _half_of_doubled(line: Line) -> str | None:
    """The caption of a line that is nothing but one caption printed twice."""
    words = line.text.split() if len(line.text) < 1500 else []
    half = len(words) // 2
    if not 8 <= len(words) <= 120 or len(words) % 2 or words[:half] != words[half:]:
        return None
    return " ".join(words[:half])


def _is_dated_title(line: Line, below: Line | None) -> bool:
    """Whether this is the title of another article: below it stands when that one was printed."""
    if below is None or line.shape != "title" or line.ended or line.words < TITLE_WORDS // 2:
        return False
    return ":" in below.text and is_date(below.text)


def _lacks_credit(line: Line, body: Body) -> bool:
    """Whether `line` is the caption taken last, and nobody was named in it."""
    if line.verdict is None or line.verdict.kind != "caption" or not body.images:
        return False
    return body.images[-1].caption == line.text and body.images[-1].credit is None


def _take_caption(line: Line, text: str, rule: str, body: Body) -> None:
    caption, credit = split_credit(text)
    if line.mark is not None and line.mark.pictures:
        body.images.append(Image(line.mark.pictures[0], caption, credit))
    elif body.images and body.images[-1].url is not None and body.images[-1].caption is None:
        body.images[-1] = Image(body.images[-1].url, caption, credit)
    else:
        body.images.append(Image(None, caption, credit))
    line.settle("caption", rule, kept=True)


def _signatures_and_leftovers(lines: list[Line], foot: list[Line], own_names: tuple[str, ...], body: Body) -> None:
    """Under the lead and below the last paragraph: who wrote it; and titles that nothing follows."""
    broken = len(lines) > 1 and lines[1].text[0].islower()  # a sentence that the printer broke at a link
    if lines and not broken and lines[0].words <= 8 and is_byline(lines[0].text, lines[0].words, own_names):
        _take_byline(lines.pop(0), "byline-under-lead", own_names, body)
    text_ends = max((i for i, line in enumerate(lines) if line.running), default=-1) + 1
    last = lines[text_ends - 1] if text_ends else None
    if last is not None and last.words >= 5 and last.text.endswith(":"):
        return  # a list that the last sentence announces
    coda, signed = [], False
    for line in lines[text_ends:]:
        if text_ends and line.words >= REMARK and _in_brackets.fullmatch(line.text):
            continue  # what the editor has to add: names were changed, prices are of today
        if text_ends and is_byline(line.text, line.words, own_names):
            _take_byline(line, "byline-under-text", own_names, body)
            signed = True
        else:
            coda.append(line)
    if not text_ends and not foot and len(coda) == 1 and coda[0].words >= TITLE_WORDS - 2:
        return  # an excerpt that breaks off in its first paragraph
    if not text_ends or not coda:
        pass
    elif not foot and not signed and (len(coda) == 1 or (len(coda) == 2 and coda[0].words < TITLE_WORDS)):
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
        if (line.shape == "title" or _is_listed_title(line)) and not line.is_heading and not line.ended:
            row.append(line)
            continue
        if not introduced and line.running and row and all(map(_is_listed_title, row)):
            for title in row:
                title.settle("related", "listed-titles")
        long = [title for title in row if title.words >= TITLE_WORDS - 1 and len(_number.findall(title.text)) < 3]
        if len(row) >= 2 and len(long) == len(row) and not introduced and line.running:
            for title in row:
                title.settle("related", "titles-in-a-row")
        elif not long and not introduced and line.running and are_captions(row):
            for title in row:
                _take_caption(title, title.text, "captions-in-a-row", body)
        row = []
        introduced = line.text.endswith(":")


def _is_listed_title(line: Line) -> bool:
    """Whether this is an item of a list on the page ("•", "*"; authors type "-") and as long as a headline."""
    return line.text[0] in "•*" and not line.ended and TITLE_WORDS - 3 <= line.words < LONG


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
