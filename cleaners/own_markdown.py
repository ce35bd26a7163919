"""Our own Markdown, read again: an article that was cleaned once is taken as it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from cleaners.article import Article, Block, Cleaner, Verdict
from cleaners.bylines import agency
from cleaners.render import MADE_BY, MARKS, as_markdown

FACTS = " · "
"""Between the facts under the headline."""

_escape = re.compile(r"\\(.)")
_date = re.compile(r"\d{4}-\d{2}-\d{2}T\S+")
_address = re.compile(r"https?://\S+")
_headline = re.compile(r"# (.+)")
_facts = re.compile(r"\*(?!\*)(.+)\*")
_lead = re.compile(r"\*\*(.+)\*\*")
_blocks = [
    (re.compile(f"{re.escape(opening)}(.+){re.escape(closing)}"), kind) for kind, (opening, closing) in MARKS.items()
]


def read_own_markdown(text: str, cleaner: Cleaner) -> Article | None:
    """The article in what `as_markdown` made; None for every other text, also for ours that somebody has changed.

    Nothing is guessed: the article must give `text` again. An answer comes back as a paragraph.
    """
    text = text.strip().replace("\r\n", "\n")
    if not text.endswith(MADE_BY):
        return None
    lines = text.split("\n\n")[:-1]
    place = 0
    article = Article(cleaner=cleaner, layout="dump")
    if headline := _at(lines, place, _headline):
        article, place = replace(article, headline=headline), place + 1
    if facts := _at(lines, place, _facts, plain=False):
        article, place = _with_facts(article, [_plain(fact) for fact in facts.split(FACTS)]), place + 1
    if lead := _at(lines, place, _lead):
        article, place = replace(article, description=lead), place + 1
    blocks = tuple(_block(line) for line in lines[place:])
    verdicts = tuple(
        Verdict(True, block.kind, "own-markdown", f"line {2 * number + 1}", block.text)
        for number, block in enumerate(blocks, place)
    )
    article = replace(article, blocks=blocks, verdicts=verdicts)
    whole = blocks and not any("\n" in block.text for block in blocks)
    return article if whole and as_markdown(article) == text else None


def _at(lines: list[str], place: int, form: re.Pattern[str], *, plain: bool = True) -> str | None:
    found = form.fullmatch(lines[place]) if place < len(lines) else None
    return (_plain(found[1]) if plain else found[1]) if found else None


def _with_facts(article: Article, facts: list[str]) -> Article:
    """`article` with the authors, source, date and address of the line under its headline, in this order."""
    if _address.fullmatch(facts[-1]):
        article = replace(article, url=facts.pop())
    if facts and _date.fullmatch(facts[-1]):
        article = replace(article, date_published=facts.pop())
    if len(facts) == 2 or (facts and agency(facts[-1])):
        article = replace(article, source=facts.pop())
    return replace(article, authors=tuple(facts[0].split(", "))) if facts else article


def _block(line: str) -> Block:
    for form, kind in _blocks:
        if found := form.fullmatch(line):
            return Block(kind, _plain(found[1]))
    return Block("paragraph", _plain(line))


def _plain(text: str) -> str:
    return _escape.sub(r"\1", text)
