"""The second look: what only its neighbours tell about a block (signatures, repetitions, link-only lines)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property

from cleaners.bylines import Byline, agency, parse_byline, split_dateline
from cleaners.captions import is_alt_line, split_credit
from cleaners.items import Item
from cleaners.pictures import Pictures
from cleaners.text import UPPER, bare_words

BODY_KINDS = frozenset(("paragraph", "heading", "list_item", "quote", "table", "question", "answer"))

ALT_LINE = 300
"""Characters; a longer line is no alternative text."""
HEAD = 3
"""Blocks at the start of a body that may be headline or lead once more."""
SHORT_CAPTION = 3
"""Words; a caption of no more is no proof that a line repeats it."""
CAPTION = 320
"""Characters; no caption that no markup tells is longer."""
INVITATION = 300
"""Characters; a longer line that begins like an invitation to read on is a paragraph."""
LIST_HEADING = 60
"""Characters; no heading of a list of articles is longer."""
OPENING = 4
"""Letters and digits; lines that do not begin with the same ones are not alike."""
MANY_LETTERS = 1_000
"""Characters that are remembered: Vietnamese and its neighbours have fewer."""
SIGNED = 3
"""So many last lines may sign an article: name, photographer, agency."""

_plain_letters = re.compile("[a-z0-9]+")
_pointer = re.compile(r"^(?:>{1,3}|»+|›{2}|\*+\s*>>|\*{2,}|=>|👉|➤|►|▶)\s*")
_read_also = re.compile(
    r"^(?:[>*»]+\s*)?(?:xem thêm|đọc thêm|đọc ngay|tin liên quan|bài liên quan|xem tiếp|"
    r"(?:kính )?mời (?:bạn|quý vị|quý|độc giả)[^.]{0,30}(?:xem|đọc|theo dõi)\b)\s*:?",
    re.IGNORECASE,
)
_list_heading = re.compile(
    r"(?:[>*»•-]+\s*)?(?:"
    r"(?:các )?(?:tin|bài)(?: viết| báo)?(?: cũ)? (?:liên quan|cùng chủ đề|cùng chuyên mục|đọc nhiều)|"
    r"xem thêm|đọc thêm|đọc ngay|xem tiếp|có thể bạn quan tâm|tin nên đọc|nên đọc|đừng bỏ lỡ|"
    r"(?:kính )?mời (?:bạn đọc|bạn|quý vị|quý độc giả|độc giả) (?:xem|đọc) thêm)\s*[:.…>»]*",
    re.IGNORECASE,
)
_clock = re.compile(r"\(?\d{1,2}\s?[:hg]\s?\d{2}\)?(?:\s*[-–,|]?\s*(?:ngày\s*)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)?")
_did_what = re.compile(r"\(?(?:bài|tin|ảnh|clip|video|thực hiện|tổng hợp|nhóm|biên dịch|lược ghi|ghi)\b", re.IGNORECASE)
_initials = re.compile(
    rf"(?!TP\.)(?:[{UPPER}]\w?\.\s?)+[{UPPER}]\w{{0,7}}\.?(?:\s*[-–,]\s*(?:[{UPPER}]\w?\.\s?)*[{UPPER}]\w{{0,7}}\.?)*"
)
"""T.Nam, H.L., Tr.Nam - N.Ân"""
_worked = re.compile(
    r"\s*\(?\b(?:tổng hợp|thực hiện|lược dịch|biên dịch|lược ghi|ghi|dịch)(?:\s+từ [^)]*)?\)?\s*$", re.IGNORECASE
)
_credit_line = re.compile(rf"\(?(?:Ảnh|ẢNH|Clip|CLIP|Đồ họa|ĐỒ HỌA)\s*:\s*(?:[{UPPER}][\w.’']*[\s/,–-]*){{1,6}}\)?\.?")
_NAMELESS = {
    tuple(name.split())
    for name in (
        "pv",
        "p v",
        "phong vien",
        "nhom pv",
        "nhom phong vien",
        "bbt",
        "ban bien tap",
        "btv",
        "tong hop",
        "pv t h",
    )
}
"""Signatures (bare words) that name nobody."""
_ends_sentence = re.compile(r"[.!?…:;,][”\"'’)\]]*$")
_name_word = re.compile(rf"(?:[{UPPER}][\w.’']*|và|-|–|,|&|/|\+)$")
_question = re.compile(
    r"^[-–—*]?\s*(?:\(?(?:phóng viên|pv|p\.v|hỏi|bạn đọc|mc)\)?\b[^:?]{0,40}:|thưa (?:ông|bà|anh|chị))", re.IGNORECASE
)
_answer = re.compile(r"^\+\s+\S|^(?:trả lời|đáp)\s*:", re.IGNORECASE)

ASKING = frozenset("-–—*(pPhHbBmMtT")
"""How the lines of whoever asks begin: a dash, phóng viên, hỏi, bạn đọc, MC, thưa ông."""


class Review:
    """Goes over the body's items once the metadata is known.

    `is_article` says whether a link leads to another article of the newspaper; `pictures` receives
    captions that only their place tells. What the review learns for the metadata stands in
    `authors`, `source` and `interview` (the text is one).
    """

    def __init__(
        self,
        *,
        headline: str | None,
        lead: str | None,
        authors: tuple[str, ...],
        own_names: tuple[str, ...],
        is_article: Callable[[str], bool],
        pictures: Pictures | None = None,
        live: bool = False,
    ) -> None:
        self.headline = headline
        self.lead = lead
        self.authors = authors
        self.source: str | None = None
        self.interview = False
        self._own_names = own_names
        self._is_article = is_article
        self._pictures = pictures
        self._live = live

    def go_over(self, items: list[Item]) -> None:
        body = [item for item in items if item.kept and item.kind in BODY_KINDS]
        self._links(body)
        if self._pictures is not None:
            self._captions(body, self._pictures)
        self._repetitions(items, body)
        self._signatures(items, body)
        if self._live:
            self._times(body)
        self._headings(body)
        self._interview(body)

    def _links(self, body: list[Item]) -> None:
        """A line that is nothing but a link to another article is an invitation, not a paragraph."""
        for item in body:
            if len(item.text) > INVITATION:
                continue
            if len(item.text) < LIST_HEADING and _list_heading.fullmatch(item.text):
                _drop(item, "related", "list-heading")
                continue
            pointed = _pointer.match(item.text)
            if item.href is None and not pointed:
                continue
            invited = _read_also.match(item.text)
            to_article = item.href is not None and self._is_article(item.href)
            if item.linked and to_article and not item.text.endswith((".", ":", ";", ",")):
                _drop(item, "related", "link-only")
            elif (pointed and (invited or item.linked)) or (invited and item.href and (item.linked or to_article)):
                _drop(item, "related", "invitation")

    def _captions(self, body: list[Item], pictures: Pictures) -> None:
        """The line after a picture that has no caption, when it looks like one: credited, italic or set apart."""
        for item in body:
            if item.kept and _credit_line.fullmatch(item.text):
                item.kind, item.rule = "caption", "credit-line"
                pictures.caption_later(item.pictures, item.text)
        centered = sum(item.centered and not item.pictures for item in body)
        apart = centered * 3 < len(body)  # where much is centered, that tells nothing
        for item in body:
            if not item.kept or item.kind == "caption" or not item.pictures or item.bold or len(item.text) > CAPTION:
                continue
            short = len(item.text) <= 200
            if split_credit(item.text)[1] or (short and (item.italic or (item.centered and apart))):
                item.kind, item.rule = "caption", "after-picture"
                pictures.caption_later(item.pictures, item.text)

    def _repetitions(self, items: list[Item], body: list[Item]) -> None:
        """The headline, the lead or a caption printed once more as if it were text."""
        printed = [item.text for item in items if item.kind == "caption"]
        captions = _Said([*printed, *filter(None, (split_credit(caption)[0] for caption in printed))])
        head = _Said(list(filter(None, (self.headline, self.lead))))
        for position, item in enumerate(body):
            if not item.kept or item.kind not in BODY_KINDS:
                continue
            text = item.text
            if len(text) < ALT_LINE and is_alt_line(text):
                _drop(item, "caption", "alt-line")
            elif position < HEAD and (text in head or head.after_dateline(text, self._own_names)):
                _drop(item, "duplicate", "headline-or-lead-again")
            elif item.kind != "heading" and not item.bold and text in captions and len(text.split()) > SHORT_CAPTION:
                # a heading may name whom the picture below it shows
                _drop(item, "duplicate", "caption-again")

    def _signatures(self, items: list[Item], body: list[Item]) -> None:
        """The last lines may sign the article: an agency, the byline once more, a name set to the right."""
        kept = [item for item in body if item.kept and item.kind in BODY_KINDS]
        last = True
        for position in range(len(kept) - 1, max(len(kept) - 1 - SIGNED, -1), -1):
            item = kept[position]
            if item.kind not in ("paragraph", "heading") or not (last or _did_what.match(item.text)):
                last = False  # "Bài và ảnh: …" may stand before a closing remark
                continue
            before = kept[position - 1].text if position else ""
            rest = item.text.removesuffix(item.tail).rstrip()
            if item.tail and rest and self._takes_signature(tail := _tail_of(item), rest):
                item.text = rest
                items.insert(items.index(item) + 1, tail)
            last = self._takes_signature(item, before)

    def _takes_signature(self, item: Item, before: str) -> bool:
        """Whether `item`, which follows `before`, signs the article; then it becomes metadata."""
        if len(item.text) > 100:
            return False
        credited = agency(item.text)
        if credited:
            if not any(bare_words(credited) == bare_words(name) for name in self._own_names):
                self.source = self.source or credited
            _take(item, "source", "agency-line")
            return True
        byline = parse_byline(item.text, self._own_names)
        known = {bare_words(name) for name in self.authors}
        same = byline.authors and all(bare_words(name) in known for name in byline.authors)
        if not same and not self._signs(item, byline, before):
            return False
        if not self.authors:
            self.authors = byline.authors
        self.source = self.source or byline.source
        _take(item, "byline", "signature")
        return True

    def _times(self, body: list[Item]) -> None:
        """When an entry of a live blog was written is no text of it."""
        for item in body:
            if item.kept and item.kind in BODY_KINDS and _clock.fullmatch(item.text):
                _drop(item, "time", "entry-time")

    def _signs(self, item: Item, byline: Byline, before: str) -> bool:
        words = item.text.split()
        bare = bare_words(item.text)
        if bare in _NAMELESS or any(bare == bare_words(name) for name in self._own_names):
            return True
        if not byline.authors or len(words) > 10:
            return False
        if _initials.fullmatch(item.text):
            return True
        if _ends_sentence.search(item.text.removesuffix(".")):
            return False
        labelled = len(" ".join(byline.authors)) < len(item.text) - 4 and ":" in item.text
        if labelled and _did_what.match(item.text):
            return True
        named = all(_name_word.match(word) for author in byline.authors for word in author.split())
        if byline.source and not self.source and named and len(words) <= 8:
            return True
        names = _worked.sub("", item.text).split()
        if len(names) > 8 or not all(_name_word.match(word.strip("()")) for word in names):
            return False
        if len(names) < len(words) or item.aligned or item.bold:
            return True
        # A bare name, set like text: only after a sentence, and where nobody else is named.
        full = all(len(author.split()) > 1 for author in byline.authors)
        return full and not self.authors and len(words) <= 5 and bool(_ends_sentence.search(before))

    def _headings(self, body: list[Item]) -> None:
        """A short bold paragraph between paragraphs is a subheading."""
        for item in body:
            if (
                item.kept
                and item.bold
                and item.kind == "paragraph"
                and len(item.text) <= 160
                and not _ends_sentence.search(item.text.rstrip("?!”\"’'"))
                and not item.text.startswith(("-", "+", "*", "•"))
            ):
                item.kind = item.rule = "heading"

    def _interview(self, body: list[Item]) -> None:
        """Questions and answers, when the text is marked as an interview from one to the other."""
        asking = [i for i in body if i.text[0] in ASKING or i.text.endswith("?")]
        questions = [i for i in asking if i.kept and i.kind in ("paragraph", "heading") and _is_question(i)]
        answers = [i for i in body if i.kept and i.kind == "paragraph" and _answer.match(i.text)]
        if len(questions) >= 2 and (len(answers) >= 2 or sum(i.bold for i in questions) >= 2):
            self.interview = True
            for item in questions:
                item.kind = item.rule = "question"
            for item in answers:
                item.kind = item.rule = "answer"


class _Said:
    """Lines to recognise again, whatever their case and punctuation; only what can be alike is compared."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._longest = max((_longest(line) for line in lines), default=0)

    def __contains__(self, text: object) -> bool:
        if not isinstance(text, str) or len(text) > self._longest:
            return False
        opening = _opening(text)
        alike = self._by_opening.get(opening, []) + self._by_opening.get("", []) if opening else self._lines
        return any(len(line) * 0.8 - 12 <= len(text) <= _longest(line) for line in alike) and (
            bare_words(text) in self._words
        )

    @cached_property
    def _by_opening(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self._lines:
            found.setdefault(_opening(line), []).append(line)
        return found

    @cached_property
    def _words(self) -> set[tuple[str, ...]]:
        return {words for line in self._lines if (words := bare_words(line))}

    def after_dateline(self, text: str, own_names: tuple[str, ...]) -> bool:
        """Whether `text` is one of the lines behind a newspaper's signature."""
        return len(text) <= self._longest and split_dateline(text, own_names)[1] in self


def _longest(line: str) -> float:
    """Characters; no line that says the same as `line` has more."""
    return len(line) * 1.25 + 40


class _Letters(dict[int, str]):
    """The plain letters and digits of a character, by its code; worked out once each."""

    def __missing__(self, code: int) -> str:
        letters = "".join(_plain_letters.findall(unicodedata.normalize("NFD", chr(code)).lower()))
        if len(self) < MANY_LETTERS:
            self[code] = letters
        return letters


_letters = _Letters()


def _opening(text: str) -> str:
    """The first plain letters of `text`, folded; nothing where it begins with little else."""
    letters = text[: 3 * OPENING].translate(_letters)[:OPENING]
    return letters if len(letters) == OPENING else ""


def _tail_of(item: Item) -> Item:
    return Item(True, "paragraph", "paragraph", item.where, item.tail, aligned=item.aligned)


def _is_question(item: Item) -> bool:
    return bool(_question.match(item.text)) or (item.text.endswith("?") and (item.bold or item.text.startswith("- ")))


def _drop(item: Item, kind: str, rule: str) -> None:
    item.kept, item.kind, item.rule = False, kind, rule


def _take(item: Item, kind: str, rule: str) -> None:
    item.kind, item.rule = kind, rule
