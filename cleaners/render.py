"""An article as text for people: plain or Markdown."""

from __future__ import annotations

import re

from cleaners.article import Article

_special = re.compile(r"([\\`*_{}\[\]<>#|])")


def as_text(article: Article) -> str:
    """Headline, lead and blocks, a blank line between; no metadata. Cleaned again as a dump it stays the same.

    Where no headline stands before it, a lead keeps its signature: nothing else would tell it from a paragraph.
    """
    lead = article.description
    if lead and article.dateline and not article.headline:
        lead = f"({article.dateline}) - {lead}"
    return "\n\n".join(filter(None, (article.headline, lead, *(block.text for block in article.blocks))))


def as_markdown(article: Article) -> str:
    """The article as Markdown, with a line of metadata under the headline; page text is escaped."""
    lines = [f"# {_escaped(article.headline)}"] if article.headline else []
    facts = (", ".join(article.authors), article.source, article.date_published, article.url)
    if any(facts):
        lines.append(" · ".join(_escaped(fact) for fact in facts if fact))
    if article.description:
        lines.append(f"**{_escaped(article.description)}**")
    for block in article.blocks:
        text = _escaped(block.text)
        mark = {"heading": "## ", "list_item": "- ", "quote": "> ", "question": "**", "answer": ""}.get(block.kind, "")
        lines.append(f"**{text}**" if mark == "**" else _plain_start(text) if not mark else mark + text)
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    return _special.sub(r"\\\1", text)


def _plain_start(text: str) -> str:
    """A paragraph that begins like a list item or a numbered one stays a paragraph."""
    return re.sub(r"^([-+]|\d+[.)])(?=\s)", lambda found: f"{found[1][:-1]}\\{found[1][-1]}", text)
