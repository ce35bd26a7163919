"""Lines that have nothing to do with the rest of a dump: leads of other articles, of which no title is left.

Some printers keep only paragraphs. Then the leads of a list of other articles follow the text without a heading, one
line each, and only their words tell: the paragraphs of an article use each other's words, such leads use nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cleaners.dump_lines import Line
from cleaners.text import UPPER

KIN = 0.15
"""Share of a line's pairs of words that stand in other lines, too; of paragraphs nearly all have more."""
STRANGERS = 5
"""So many more strangers than twice the others make a list; no article ends so far away from what it is about."""
LONGEST, SENTENCES = 75, 2
"""Words and sentences; leads have fewer, the items of an article's own list have more."""
TITLES = 0.25
"""Titles for each line; where there are more, they are the headings of what stands under them."""
ACCENTED = 0.3
"""Share of words with letters that English has not; in a text with fewer, pairs of words are no words."""
OWN_LINES = 3
"""Lines of the article that must be left, most of them kin of each other."""
FRONT_PAGE = 10
"""Lines that have nothing to do with each other, and no headline: a page of leads."""

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
    kin = _kinship(text, about)
    first = _last_list(text, kin)
    own = kin[:first]
    if first == len(text) or len(own) < OWN_LINES or sum(own) * 2 < len(own):
        return end
    number = text[first].number
    titles = sum(line.open and line.shape == "title" and line.number > number for line in lines[start:end])
    if titles > TITLES * (len(text) - first):
        return end
    for line in lines[start:end]:
        if line.open and line.number >= number:
            line.settle("related", "nothing-to-do-with-the-text")
    return next(i for i in range(start, end) if lines[i].number == number)


def are_strangers(lines: Sequence[Line]) -> bool:
    """Whether a text is nothing but leads of other articles: none of its many lines has to do with the others."""
    text = [line for line in lines if _tells(line)]
    return len(text) >= FRONT_PAGE and sum(_kinship(text, "")) * 2 < len(text)


def _tells(line: Line) -> bool:
    return line.shape == "prose" and line.running and line.words >= 8


def _kinship(text: Sequence[Line], about: str) -> list[bool]:
    """For each line whether its words stand in others, too, or it names what the text is about."""
    if not _is_vietnamese(text):
        return [True] * len(text)
    pairs = [_pairs(line.text) for line in text]
    known = Counter(pair for one in (*pairs, _pairs(about)) for pair in one)
    names = set(_name.findall(about))
    return [
        line.words > LONGEST
        or len(_next_sentence.findall(line.text)) >= SENTENCES
        or sum(known[pair] > 1 for pair in one) >= KIN * max(len(one), 1)
        or any(name in line.text for name in names)
        for line, one in zip(text, pairs, strict=True)
    ]


def _is_vietnamese(text: Sequence[Line]) -> bool:
    words = [word for line in text[:200] for word in line.text.split()]
    return sum(not word.isascii() for word in words) >= ACCENTED * len(words)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Words that stand side by side, most of them one word of Vietnamese."""
    words = [word.lower() for word in _word.findall(text)]
    return {
        (one, other)
        for one, other in zip(words, words[1:], strict=False)
        if one not in _particles and other not in _particles and not one.isdigit() and not other.isdigit()
    }


def _last_list(text: Sequence[Line], kin: Sequence[bool]) -> int:
    """Where the list begins that the text ends in; len(text) when there is none."""
    first, best, excess = len(text), STRANGERS - 1, 0
    for index in range(len(text) - 1, -1, -1):
        excess += -2 if kin[index] else 1
        if excess > best and not kin[index]:
            first, best = index, excess
    return first
