"""An article as text for people: plain or Markdown."""

from __future__ import annotations

import re

from cleaners.article import Article, BlockKind

MADE_BY = "<!-- tinsach -->"
"""The last line of our Markdown. No reader shows it; cleaners.own_markdown knows by it what needs no cleaning."""

MARKS: dict[BlockKind, tuple[str, str]] = {
    "heading": ("## ", ""),
    "list_item": ("- ", ""),
    "quote": ("> ", ""),
    "question": ("__", "__"),
    "table": ("| ", " |"),
}
"""What stands before and behind a block; a lead has two stars, so that a question is not taken for one."""

_special = re.compile(r"([\\`*_{}\[\]<>#|])")
_like_a_mark = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def as_text(article: Article) -> str:
    """Headline, lead and blocks, a blank line between; no metadata. Cleaned again as a dump it stays the same.

    Where no headline stands before it, a lead keeps its signature: nothing else would tell it from a paragraph.
    """
    lead = article.description
    if lead and article.dateline and not article.headline:
        lead = f"({article.dateline}) - {lead}"
    return "\n\n".join(filter(None, (article.headline, lead, *(block.text for block in article.blocks))))


def as_markdown(article: Article) -> str:
    """The article as Markdown, with a line of metadata under the headline; page text is escaped.

    The last line is a comment, by which the text cleaned again gives the same headline, lead and blocks.
    """
    lines = [f"# {_escaped(article.headline)}"] if article.headline else []
    facts = (", ".join(article.authors), article.source, article.date_published, article.url)
    if any(facts):
        lines.append(f"*{' · '.join(_escaped(fact) for fact in facts if fact)}*")
    if article.description:
        lines.append(f"**{_escaped(article.description)}**")
    for block in article.blocks:
        text = _like_a_mark.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", _escaped(block.text))
        opening, closing = MARKS.get(block.kind, ("", ""))
        lines.append(f"{opening}{text}{closing}")
    return "\n\n".join((*lines, MADE_BY))


def _escaped(text: str) -> str:
    return _special.sub(r"\\\1", text)
