"""Lines that have nothing to do with the rest of a dump: leads of other articles, of which no title is left.

Some printers keep only paragraphs. Then the leads of a list of other articles follow the text without a heading, one
line each, and only their words tell: the paragraphs of an article use each other's words, such leads use nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaners.dump_lines import Line
from cleaners.text import UPPER

KIN = 0.2
"""Share of a line's pairs of words that the text has used: three paragraphs of four have more, other leads less."""
FIRST = 0.1
"""The same for the lead that begins a list."""
USED, NEAR = 3, 2
"""What the text has used stands in headline, lead, the first third of the lines, or two lines above or below."""
STRANGERS, AGAINST = 5, 1.5
"""So many more strangers than one and a half times the others make a list: no article ends so far from its subject."""
FEW = 2
"""Leads directly above the foot of the page."""
LONGEST, SENTENCES = 75, 2
"""Words and sentences; leads have fewer, the items of an article's own list have more."""
ENOUGH = 8
"""Lines; a shorter text has used too few words to tell who is strange to it."""
HEADLINE = 8
"""Words; most subheadings are shorter."""
TITLES = 0.25
"""Titles for each line; where there are more, they are the headings of what stands under them."""
ACCENTED = 0.3
"""Share of words with letters that English has not; in a text with fewer, pairs of words are no words."""
OWN_LINES = 3
"""Lines of the article that must be left, most of them kin of each other."""
FRONT_PAGE = 12
"""Lines, most of which could begin such a list, and no headline: a page of leads."""

_word = re.compile(r"\w+")
_next_sentence = re.compile(rf"[.!?…][\"”']? +[{UPPER}\"“]")
_name = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*)+")
_particles = frozenset(
    "và của là các những một cho với trong được có không này đó khi đã đang sẽ từ đến tại về theo ở trên để vào ra do "
    "vì bị cũng như thì mà hay hoặc nếu nhiều ngày tháng năm sau trước người việc nhưng còn lại rất cùng qua giữa hơn "
    "nhất phải nên đều chỉ thêm nay lên xuống hai ba bốn biết nói làm".split()
)
"""Words of every text, which say nothing about what it is about."""


def drop_strangers(lines: list[Line], start: int, end: int, about: str) -> int:
    """Settles the list of other articles' leads in which the lines from `start` to `end` end; returns the new end.

    `about` is headline and lead: who names the same people or places as they do is no stranger.
    """
    text = [line for line in lines[start:end] if line.open and _tells(line)]
    kinship = _kinship(text, about)
    first = _last_list(kinship, above_foot=end < len(lines))
    if first == len(text) or first < OWN_LINES or sum(kin >= KIN for kin in kinship[:first]) * 2 < first:
        return end
    number = text[first].number
    titles = sum(line.open and line.shape == "title" and line.number > number for line in lines[start:end])
    if titles > TITLES * (len(text) - first):
        return end
    for line in lines[start:end]:
        if line.open and line.number >= number:
            line.settle("related", "nothing-to-do-with-the-text")
    return next(i for i in range(start, end) if lines[i].number == number)


def drop_strange_boxes(lines: list[Line], start: int, end: int, about: str) -> None:
    """Settles a headline and the lead under it that stand alone in the text, where neither uses a word of it."""
    open_lines = [line for line in lines[start:end] if line.open]
    if sum(map(_tells, open_lines)) < ENOUGH or not _is_vietnamese(open_lines):
        return
    pairs = [_pairs(line.text) for line in open_lines]
    known = Counter(pair for one in (*pairs, _pairs(about)) for pair in one)
    for index in range(1, len(open_lines) - 2):
        title, lead, below = open_lines[index : index + 3]
        if not (_is_headline(title) and _is_lead(lead) and _tells(below)):
            continue
        both = Counter((*pairs[index], *pairs[index + 1]))
        if all(
            sum(known[pair] > both[pair] for pair in one) < FIRST * len(one) for one in (pairs[index], pairs[index + 1])
        ):
            title.settle("related", "headline-of-another-article")
            lead.settle("related", "lead-of-another-article")


def are_strangers(lines: Sequence[Line]) -> bool:
    """Whether a text is nothing but leads of other articles: most of its many lines have to do with none."""
    text = [line for line in lines if line.open and _tells(line)]
    return len(text) >= FRONT_PAGE and sum(kin < FIRST for kin in _kinship(text, "")) * 2 > len(text)


def _is_headline(line: Line) -> bool:
    plain = line.shape == "title" and line.phrase is None and not line.is_heading and not line.is_alt
    return plain and line.words >= HEADLINE


def _is_lead(line: Line) -> bool:
    return _tells(line) and line.ended and line.words <= LONGEST and len(_next_sentence.findall(line.text)) < SENTENCES


def _tells(line: Line) -> bool:
    return line.shape == "prose" and line.running and line.words >= 8


def _kinship(text: Sequence[Line], about: str) -> list[float]:
    """The share of each line's pairs of words that the text has used; 1 for a line that can be no lead of another."""
    if not _is_vietnamese(text):
        return [1.0] * len(text)
    pairs = [_pairs(line.text) for line in text]
    head = _pairs(about)
    early = Counter(pair for one in pairs[: max(STRANGERS, len(text) // USED)] for pair in one)
    names = set(_name.findall(about))
    kinship = []
    for index, (line, one) in enumerate(zip(text, pairs, strict=True)):
        near = set().union(*pairs[max(0, index - NEAR) : index], *pairs[index + 1 : index + 1 + NEAR])
        itself = index < max(STRANGERS, len(text) // USED)
        used = sum(pair in head or pair in near or early[pair] > itself for pair in one)
        own = (
            line.words > LONGEST
            or len(_next_sentence.findall(line.text)) >= SENTENCES
            or any(name in line.text for name in names)
        )
        kinship.append(1.0 if own else used / max(len(one), 1))
    return kinship


def _is_vietnamese(text: Sequence[Line]) -> bool:
    words = [word for line in text[:200] for word in line.text.split()]
    return sum(not word.isascii() for word in words) >= ACCENTED * len(words)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Words that stand side by side, most of them one word of Vietnamese."""
    words = [word.lower() for word in _word.findall(text)]
    return {
        (one, other)
        for one, other in pairwise(words)
        if one not in _particles and other not in _particles and not one.isdigit() and not other.isdigit()
    }


def _last_list(kinship: Sequence[float], *, above_foot: bool) -> int:
    """Where the list begins that the text ends in; the number of lines when there is none.

    Directly above the foot of the page a few lines are enough, all of which could begin a list.
    """
    first, best, excess = len(kinship), STRANGERS - 1.0, 0.0
    for index in range(len(kinship) - 1, -1, -1):
        excess += 1 if kinship[index] < KIN else -AGAINST
        if excess > best and kinship[index] < KIN:
            first, best = index, excess
    while first < len(kinship) and kinship[first] >= FIRST:
        first += 1
    last = first
    while above_foot and last > 0 and kinship[last - 1] < FIRST:
        last -= 1
    return last if first < len(kinship) or len(kinship) - last >= FEW else len(kinship)
