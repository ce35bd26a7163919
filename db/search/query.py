"""From what a reader types to what SQLite's FTS5 understands. Nothing that is typed can be an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaners.text import fold
from db.search.spelling import older, spelled

MAX_TERMS = 40
"""Words and phrases of a query that are looked at; a longer one is a text, not a question."""
MAX_LETTERS = 1_000
SHORTEST_PREFIX = 2
"""Letters before a star: a single one begins every article."""

_chunk = re.compile(r'"([^"]*)"|(\S+)')
_word = re.compile(r"[^\W_]+")
_star = re.compile(r"[^\W_]\*$")
READ = "headline description article_body"
"""The columns a word is looked for in, as FTS5 writes a list of columns."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase, or the beginning of a word. `words` are folded, `spelling` are the same as they were typed."""

    words: tuple[str, ...]
    spelling: tuple[str, ...]
    is_prefix: bool = False

    @property
    def has_diacritics(self) -> bool:
        """Whether a spelling was asked for."""
        return self.spelling != self.words

    @property
    def fts(self) -> str:
        """The term for FTS5. Only letters and digits are in it: nothing needs escaping."""
        return self._quoted(self.words)

    @property
    def fts_as_spelled(self) -> str:
        """The same for an index that keeps diacritics, in both tone-mark styles."""
        styles = dict.fromkeys((self.spelling, tuple(map(older, self.spelling))))
        return f"({' OR '.join(map(self._quoted, styles))})"

    def _quoted(self, words: tuple[str, ...]) -> str:
        return f'"{" ".join(words)}"{" *" if self.is_prefix else ""}'


@dataclass(frozen=True, slots=True)
class Filters:
    """What articles must be besides. `section` and `author` are a name or a part of it, with or without
    diacritics; with `whole_names` the name as articles have it. `since` and `until` are days (2026-03-07), both
    included."""

    outlet: str | None = None
    section: str | None = None
    author: str | None = None
    since: str | None = None
    until: str | None = None
    whole_names: bool = False


def terms_of(text: str) -> tuple[Term, ...]:
    """What `text` asks for; empty when it holds no letter and no digit.

    All of it must be found. `"…"` is a phrase, `word*` a beginning; every other sign is read as text: what it
    joins (`17-11`, `Covid-19`) is a phrase, and the words AND, OR, NOT and NEAR are words.
    """
    terms: list[Term] = []
    for match in _chunk.finditer(text[:MAX_LETTERS]):
        typed = match[2] if match[1] is None else match[1]
        term = _term(typed, is_prefix=match[1] is None and bool(_star.search(typed)))
        if term is not None and term not in terms:
            terms.append(term)
        if len(terms) == MAX_TERMS:
            break
    return tuple(terms)


def expression(terms: tuple[Term, ...], filters: Filters, columns: str = READ) -> str:
    """The FTS5 expression for `terms` in `columns` and what `filters` leave to the index; may be empty."""
    parts = [_in(columns, [term.fts for term in terms])] if terms else []
    for column, name in (
        ("outlet", filters.outlet),
        ("article_section", filters.section),
        ("authors", filters.author),
    ):
        if name is not None:
            parts.append(f'{column} : "{" ".join(words_of(name)) or NOTHING}"')
    return " AND ".join(parts)


def expression_as_spelled(terms: tuple[Term, ...], columns: str) -> str:
    """The same for `spelled_fts`, which knows no filters."""
    return _in(columns, [term.fts_as_spelled for term in terms])


def side_by_side(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The phrase of all that `terms` ask for."""
    words = tuple(word for term in terms for word in term.words)
    spelling = tuple(word for term in terms for word in term.spelling)
    return (Term(words, spelling, is_prefix=terms[-1].is_prefix),)


NOTHING = "0nothing0"
"""A word no text has: what a name without a letter stands for."""


def words_of(text: str) -> list[str]:
    """The folded words of `text`."""
    return _word.findall(fold(text))


def _in(columns: str, wanted: list[str]) -> str:
    return f"{{{columns}}} : ({' AND '.join(wanted)})"


def _term(typed: str, *, is_prefix: bool) -> Term | None:
    words = tuple(words_of(typed))
    if not words:
        return None
    return Term(words, spelled(typed) or words, is_prefix and len(words[-1]) >= SHORTEST_PREFIX)
