"""Which articles match, and in which order: asked rung by rung, the best first, until there are enough for a page.

So the time does not grow with the file, but for words and phrases that few articles have.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from db.search.asking import ALL, HEADS, SPELLED, Asking, Row
from db.search.marking import finders, finders_as_spelled
from db.search.query import READ, Filters, Term, expression, expression_as_spelled, side_by_side

MOST = 1000
"""Hits that can be looked through, and of which the newest are put in order when the newest come first."""
COUNTED = 60
"""Hits that are counted, and of which authors and sections are."""
LOOKED_AT = 40
"""Newest hits whose bodies are read, for a query with diacritics that no heads answer."""
WALKED = 1000
"""Articles with the words in their heads of which the names are compared."""
IN_HEADLINE, IN_HEAD = "headline", "headline description"
Sort = Literal["relevance", "newest"]


def matching(
    conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters, sort: Sort, wanted: int
) -> tuple[list[Row], bool]:
    """The articles that match, the best first: all, or at least `COUNTED` of them and one more than `wanted`; and
    whether there are more."""
    asking = Asking.of(conn, filters)
    if not terms and not asking.has_names:
        rows = asking.newest(_whole_pools(wanted))
        return rows, len(rows) == _whole_pools(wanted)
    if sort == "newest" or not terms:
        rows = asking.rows(ALL, expression(terms, filters), MOST + 1)
        ordered = sorted(rows[:MOST], key=lambda row: (row.date_published or "", row.id), reverse=True)
        return ordered, len(rows) > MOST
    return _Climb(asking, terms, wanted).climbed()


class _Climb:
    """One query, answered rung by rung.

    Whatever is asked for a later page only adds to what was asked for an earlier one: no page repeats another's hits.
    """

    def __init__(self, asking: Asking, terms: tuple[Term, ...], wanted: int) -> None:
        self.asking, self.terms = asking, terms
        self.page = wanted + 1
        self.many = _whole_pools(wanted)
        # Where all the articles with a word are cheap to walk, they tell how many hits there are.
        self.is_cheap = not any(term.is_prefix or len(term.words) > 1 for term in terms)
        self.enough = self.page if self.is_cheap else self.many
        self.found: dict[int, None] = {}
        """Ids, the best first."""
        self._anywhere: list[int] | None = None

    def climbed(self) -> tuple[list[Row], bool]:
        if any(term.has_diacritics for term in self.terms):
            self._heads(SPELLED)
            if not self._is_enough():
                self._add(self._bodies_as_spelled())
        self._heads(HEADS)
        if len(self.found) < self.many:
            rest: Sequence[int] = self.anywhere()
            if len(self.found) < self.page:  # else their order is another page's affair
                rest = self._by_weight(rest) or self._beside_first(ALL, READ, rest)
            self._add(rest)
        return self.asking.of_ids(self.found), self._anywhere is None or len(self._anywhere) == self.many

    def anywhere(self) -> list[int]:
        """The newest that match."""
        if self._anywhere is None:
            self._anywhere = self.asking.matching(ALL, self._wanted(ALL, READ), self.many)
        return self._anywhere

    def _heads(self, index: str) -> None:
        """In the headline, then in headline and lead; of both, those first that have the words side by side."""
        if self._is_enough():
            return
        is_phrase = len(self.terms) == 1 and len(self.terms[0].words) > 1
        if len(self.terms) == 1 and not is_phrase:
            self._add(self._rows(index, IN_HEADLINE))
            if not self._is_enough():
                self._add(self._rows(index, IN_HEAD))
            return
        in_head = self._rows(index, IN_HEAD)
        if len(in_head) <= COUNTED:
            self._add(self._placed(index, in_head))
            return
        in_headline = self._rows(index, IN_HEADLINE)
        if len(in_headline) <= COUNTED:
            self._add(self._placed(index, in_headline))
        else:
            if not is_phrase:
                self._add(self._rows(index, IN_HEADLINE, side_by_side(self.terms)))
            self._add(in_headline)
        if not self._is_enough():
            self._add(self._beside_first(index, IN_HEAD, in_head))

    def _placed(self, index: str, ids: Sequence[int]) -> Sequence[int]:
        """`ids`, all of their kind, by where their heads have the words: few are sooner read than asked for."""
        with_marks = finders_as_spelled if index == SPELLED else finders
        terms, phrase = with_marks(self.terms), with_marks(side_by_side(self.terms))
        heads = self.asking.heads(ids)

        def place(key: int) -> tuple[bool, bool]:
            headline, lead = heads[key]
            is_in_headline = all(finder.is_in(headline) for finder in terms)
            return not is_in_headline, not (phrase[0].is_in(headline) or (not is_in_headline and phrase[0].is_in(lead)))

        return sorted(ids, key=place) if len(ids) > 1 else ids

    def _bodies_as_spelled(self) -> Iterator[int]:
        """Those of the newest hits that have every term as it was typed, until the page is full."""
        wanted = finders_as_spelled(self.terms)
        left = self.page - len(self.found)
        others = [key for key in self.anywhere()[:LOOKED_AT] if key not in self.found]
        for key, text in self.asking.texts(others):
            if all(finder.may_be_in(text) for finder in wanted) and all(finder.is_in(text) for finder in wanted):
                yield key
                left -= 1
                if left <= 0:
                    break

    def _beside_first(self, index: str, columns: str, ids: Sequence[int]) -> Sequence[int]:
        """`ids` with those first, in each pool of `COUNTED`, that have the words side by side."""
        if len(self.terms) == 1 or len(ids) < 2:
            return ids
        wanted = self._wanted(index, columns, side_by_side(self.terms))
        beside = self.asking.ids(index, wanted, (ids[-1], ids[0]))
        return [key for _, key in sorted(enumerate(ids), key=lambda one: (one[0] // COUNTED, one[1] not in beside))]

    def _by_weight(self, ids: Sequence[int]) -> Sequence[int]:
        """`ids` as bm25 has them: of a single word that few have, for it counts all that have it."""
        if not self.is_cheap or len(self.terms) > 1 or len(ids) > COUNTED or self.asking.filters != Filters():
            return ()
        scores = self.asking.scores(self._wanted(ALL, READ))
        return sorted(ids, key=lambda key: scores.get(key, 0.0))

    def _rows(self, index: str, columns: str, terms: tuple[Term, ...] | None = None) -> list[int]:
        return self.asking.matching(index, self._wanted(index, columns, terms), self.many, WALKED)

    def _wanted(self, index: str, columns: str, terms: tuple[Term, ...] | None = None) -> str:
        terms = terms or self.terms
        if index == SPELLED:
            return expression_as_spelled(terms, columns)
        return expression(terms, self.asking.filters, columns)

    def _add(self, ids: Iterable[int]) -> None:
        for key in ids:
            self.found.setdefault(key)

    def _is_enough(self) -> bool:
        return len(self.found) >= self.enough


def _whole_pools(wanted: int) -> int:
    """One more than `wanted` in whole pools of `COUNTED`: the same for every page of a pool."""
    return -(-max(wanted, 1) // COUNTED) * COUNTED + 1
