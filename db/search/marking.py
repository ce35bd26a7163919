"""Where the words of a query stand in a text: what is marked, which piece of a body is shown, how it is spelled.

The index knows, too, but would read each text several times over to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from db.search.query import Term, words_of
from db.search.spelling import older

OPEN, CLOSE = "\x02", "\x03"
"""What stands around a hit: two signs that no stored text holds."""
WIDTH = 220
"""Letters of a snippet."""
BEFORE = 60
"""Letters of it at most before its first hit."""
PLACES = 4
"""Places of each term that are looked at for the best snippet."""

Span = tuple[int, int]
_word = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one term: what `pattern` finds, up to the end of its group, and `is_meant`.

    `typed` is the term as it was typed, `needed` are words of which one stands in each text that has it, where that is
    known: Python sees both ten times as soon as re sees the pattern.
    """

    pattern: re.Pattern[str]
    is_meant: Callable[[str], bool]
    typed: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    def spans(self, text: str) -> Iterator[Span]:
        """Where the term stands in `text`, from left to right."""
        is_meant = self.is_meant
        for match in self.pattern.finditer(text):
            start, end = match.start(), match.end(1)
            if is_meant(text[start:end]):
                yield start, end

    def places(self, text: str) -> Iterator[int]:
        """Where the term begins in `text` as it was typed; wherever it does when it nowhere stands so."""
        found = False
        for typed in self.typed:
            at = text.find(typed)
            while at >= 0:
                match = self.pattern.match(text, at)
                if match and self.is_meant(text[at : match.end(1)]):
                    found = True
                    yield at
                at = text.find(typed, at + 1)
        if not found:
            yield from (start for start, _ in self.spans(text))

    def is_in(self, text: str) -> bool:
        """Whether the term stands in `text`."""
        return self.may_be_in(text) and next(self.places(text), None) is not None

    def may_be_in(self, text: str) -> bool:
        """Whether `text` has what the term needs; looked at before anything else."""
        return not self.needed or any(form in text for form in self.needed)


Finders = tuple[Finder, ...]


def finders(terms: Iterable[Term]) -> Finders:
    """What finds each of `terms` as the index does: whatever its diacritics and its case."""
    return tuple(_finder(term, [{word} for word in term.words], words_of) for term in terms)


def finders_as_spelled(terms: Iterable[Term]) -> Finders:
    """What finds each of `terms` as it was typed, in either tone-mark style.

    >>> from db.search.query import terms_of
    >>> [finder.is_in("Ngày Hoà Bình") for finder in finders_as_spelled(terms_of('"hòa bình"'))]
    [True]
    """
    return tuple(
        replace(_finder(term, [{word, older(word)} for word in term.spelling], _words_as_spelled), needed=_needed(term))
        for term in terms
    )


def _typed(term: Term) -> tuple[str, ...]:
    """The term as it was typed, in small letters and with a capital."""
    typed = " ".join(term.spelling)
    return typed, typed.capitalize()


def _needed(term: Term) -> tuple[str, ...]:
    """The longest word with diacritics as it may be written; none for a term without: iPhone has capitals anywhere."""
    words = [word for word in term.spelling if not word.isascii()]
    forms = {form for word in words and [max(words, key=len)] for form in (word, older(word))}
    return tuple(written for form in sorted(forms) for written in (form, form.capitalize(), form.upper()))


def marked(text: str, wanted: Finders) -> str:
    """`text` with all that `wanted` find between `OPEN` and `CLOSE`."""
    spans = sorted(span for finder in wanted for span in finder.spans(text))
    if not spans:
        return text
    parts, done = [], 0
    for start, end in spans:
        if end > done:
            start = max(start, done)
            parts += [text[done:start], OPEN, text[start:end], CLOSE]
            done = end
    return "".join([*parts, text[done:]])


def snippet(text: str, wanted: Finders) -> str:
    """The piece of `text` in which most of `wanted` are found, marked; the beginning when none is."""
    places = sorted(
        (start, number) for number, finder in enumerate(wanted) for start in islice(finder.places(text), PLACES)
    )
    within = WIDTH - BEFORE
    first = max(
        (start for start, _ in places),
        key=lambda start: len({number for place, number in places if start <= place < start + within}),
        default=0,
    )
    begin, end = _cut(text, first)
    piece = marked(text[begin:end], wanted).replace("\n\n", " ")
    return f"{'…' if begin else ''}{piece}{'…' if end < len(text) else ''}"


def _cut(text: str, first: int) -> Span:
    """Where a snippet with the hit at `first` begins and ends: between two words."""
    begin = max(0, first - BEFORE)
    if begin:
        begin = max(text.find(" ", begin, first), text.find("\n", begin, first), begin - 1) + 1
    end = begin + WIDTH
    if end >= len(text):
        return begin, len(text)
    space = text.rfind(" ", first, end)
    return begin, space if space > first else end


def _finder(term: Term, wanted: list[set[str]], words_in: Callable[[str], list[str]]) -> Finder:
    """What finds `wanted` for `term`: each word in one of its forms, as `words_in` reads it."""

    if len(wanted) == 1 and not term.is_prefix:
        return Finder(_pattern(term.words, False), cache(lambda found: words_in(found)[0] in wanted[0]), _typed(term))

    @cache
    def is_meant(found: str) -> bool:
        words = words_in(found)
        if term.is_prefix and words:
            words[-1] = next((form for form in wanted[-1] if words[-1].startswith(form)), words[-1])
        return len(words) == len(wanted) and all(word in forms for word, forms in zip(words, wanted, strict=True))

    return Finder(_pattern(term.words, term.is_prefix), is_meant, _typed(term))


def _words_as_spelled(text: str) -> list[str]:
    return _word.findall(text.lower())


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...], is_prefix: bool) -> re.Pattern[str]:
    """What finds `words` side by side, and some others: which vowels they have is left to `Finder.is_meant`.

    That a word begins there is asked after its first letter: for that letter alone re looks very fast.
    """
    letters = [[LETTERS.get(letter, ANY) for letter in word] for word in words]
    letters[0][:1] = [_first(words[0][0]), r"(?<![^\W_].)"]
    first, *others = map("".join, letters)
    rest = "".join(BETWEEN + other for other in others) + (f"{ANY}*" if is_prefix else "")
    # The rest is only seen ahead: another first word may stand there.
    return re.compile(rf"{first}(?=({rest})(?![^\W_]))")


ANY = r"[^\W_]"
BETWEEN = r"[\W_]+"
VOWELS = "aeiouyd"
LETTERS = {letter: f"[{letter}{letter.upper()}]" for letter in "bcfghjklmnpqrstvwxz"} | {"c": "[cCçÇ]", "n": "[nNñÑ]"}
"""Letters that have no other forms; the many forms of `VOWELS` would make a pattern slow to compile."""
LATIN = (*range(0x30, 0x250), *range(0x1EA0, 0x1EFA))


@cache
def _first(letter: str) -> str:
    """The letter that a word begins with, in all its forms."""
    if letter not in VOWELS:
        return LETTERS.get(letter, ANY)
    return f"[{''.join(form for form in map(chr, LATIN) if words_of(form) == [letter])}]"
