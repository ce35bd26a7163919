"""The second look: what only its neighbours tell about a block (signatures, repetitions, link-only lines)."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaners.bylines import Byline, agency, parse_byline
from cleaners.captions import is_alt_line
from cleaners.text import UPPER, bare_words, fold
from cleaners.walk import Item

BODY_KINDS = frozenset(("paragraph", "heading", "list_item", "quote", "table", "question", "answer"))

_pointer = re.compile(r"^(?:>{1,3}|»|›{2}|\*\s*>>|=>|👉|➤|►)\s*")
_read_also = re.compile(
    r"^(?:>>\s*)?(?:xem thêm|đọc thêm|đọc ngay|tin liên quan|bài liên quan|xem tiếp|"
    r"mời (?:bạn|quý vị|độc giả)[^.]{0,30}xem)\s*:?",
    re.IGNORECASE,
)
_ends_sentence = re.compile(r"[.!?…:;,][”\"'’)\]]*$")
_name_word = re.compile(rf"(?:[{UPPER}][\w.’']*|và|-|–|,|&|/|\+)$")
_question = re.compile(
    r"^[-–—*]?\s*(?:\(?(?:phóng viên|pv|p\.v|hỏi|bạn đọc|mc)\)?\b[^:?]{0,40}:|thưa (?:ông|bà|anh|chị))", re.IGNORECASE
)
_answer = re.compile(r"^\+\s+\S|^(?:trả lời|đáp)\s*:", re.IGNORECASE)


class Review:
    """Goes over the body's items once the metadata is known.

    `is_article` says whether a link leads to an article of the newspaper. What the review learns
    for the metadata stands in `authors`, `source` and `interview` (the text is one).
    """

    def __init__(
        self,
        *,
        headline: str | None,
        lead: str | None,
        authors: tuple[str, ...],
        own_names: tuple[str, ...],
        is_article: Callable[[str], bool],
    ) -> None:
        self.headline = headline
        self.lead = lead
        self.authors = authors
        self.source: str | None = None
        self.interview = False
        self._own_names = own_names
        self._is_article = is_article

    def go_over(self, items: list[Item]) -> None:
        body = [item for item in items if item.kept and item.kind in BODY_KINDS]
        self._links(body)
        self._repetitions(items, body)
        self._signatures(body)
        self._headings(body)
        self._interview(body)

    def _links(self, body: list[Item]) -> None:
        """A line that is nothing but a link to another article is an invitation, not a paragraph."""
        for item in body:
            if item.href is None:
                continue
            invited = _pointer.match(item.text) or _read_also.match(item.text)
            to_article = self._is_article(item.href)
            if (item.linked and to_article and not _ends_sentence.search(item.text)) or (
                invited and (item.linked or to_article)
            ):
                _drop(item, "related", "link-only")

    def _repetitions(self, items: list[Item], body: list[Item]) -> None:
        """The headline, the lead or a caption printed once more as if it were text."""
        captions = {bare_words(item.text) for item in items if item.kind == "caption"}
        head = [words for words in (bare_words(self.headline or ""), bare_words(self.lead or "")) if words]
        for position, item in enumerate(body):
            if not item.kept:
                continue
            if is_alt_line(item.text) and len(item.text) < 300:
                _drop(item, "caption", "alt-line")
            elif len(captions) or position < 3:
                words = bare_words(item.text)
                if position < 3 and words in head:
                    _drop(item, "duplicate", "headline-or-lead-again")
                elif words in captions and len(words) > 3:
                    _drop(item, "duplicate", "caption-again")

    def _signatures(self, body: list[Item]) -> None:
        """The last lines may sign the article: an agency, the byline once more, a name set to the right."""
        known = {bare_words(name) for name in self.authors}
        for item in [item for item in body if item.kept][:-4:-1]:
            if item.kind not in ("paragraph", "heading") or len(item.text) > 100:
                return
            credited = agency(item.text)
            if credited:
                self.source = self.source or credited
                _take(item, "source", "agency-line")
                continue
            byline = parse_byline(item.text, self._own_names)
            same = byline.authors and all(bare_words(name) in known for name in byline.authors)
            if same or self._signs(item, byline):
                if not self.authors:
                    self.authors = byline.authors
                self.source = self.source or byline.source
                _take(item, "byline", "signature")
                continue
            return

    def _signs(self, item: Item, byline: Byline) -> bool:
        if not byline.authors or _ends_sentence.search(item.text.removesuffix(".")) or len(item.text.split()) > 10:
            return False
        words = item.text.split()
        names = all(_name_word.match(word.strip("()")) for word in words)
        labelled = len(" ".join(byline.authors)) < len(item.text) - 4 and ":" in item.text
        if labelled and re.match(r"(?i)(?:bài|tin|ảnh|thực hiện|tổng hợp|nhóm)", item.text):
            return True
        return names and len(words) <= 8 and (item.aligned or (item.bold and not self.authors))

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
        questions = [i for i in body if i.kept and i.kind in ("paragraph", "heading") and _is_question(i)]
        answers = [i for i in body if i.kept and i.kind == "paragraph" and _answer.match(i.text)]
        if len(questions) >= 2 and (len(answers) >= 2 or sum(i.bold for i in questions) >= 2):
            self.interview = True
            for item in questions:
                item.kind = item.rule = "question"
            for item in answers:
                item.kind = item.rule = "answer"


def _is_question(item: Item) -> bool:
    return bool(_question.match(item.text)) or (item.text.endswith("?") and (item.bold or item.text.startswith("- ")))


def _drop(item: Item, kind: str, rule: str) -> None:
    item.kept, item.kind, item.rule = False, kind, rule


def _take(item: Item, kind: str, rule: str) -> None:
    item.kind, item.rule = kind, rule


def same_words(one: str | None, other: str | None) -> bool:
    """Whether both say something and the same."""
    return bool(one and other) and fold(one or "") == fold(other or "")
