"""The tags of a dump: labelled, behind "#", as links, or glued together below the related list."""

from __future__ import annotations

import re

from cleaners.dump_lines import Line
from cleaners.dump_words import BUTTONS, TAIL

MOST_WORDS = 120
"""Words of a line of tags."""

_keywords_label = re.compile(r"(?i:từ kh[óo][áa]|tags?|chủ đề|thẻ|khám phá thêm chủ đề)\s*(?::\s*(.*))?")


def take_keywords(lines: list[Line], end: int, keywords: list[str], warnings: list[str]) -> None:
    """Adds the tags to `keywords`, and to `warnings` when they cannot be told apart.

    They stand below the text, often below the related list too; they are split only where the page splits them.
    """
    below = lines[end:]
    text = (i for i, line in enumerate(lines[:end]) if line.open and line.running and not _hashed(line))
    text_ends = max(text, default=-1) + 1
    linked = -1
    for index, line in enumerate(lines[text_ends:], text_ends):
        if not line.open and (index < end or (line.verdict is not None and line.verdict.kept)):
            continue
        label = _keywords_label.fullmatch(line.text.lstrip("• ")) if line.words <= 40 else None
        if line.mark is not None and line.mark.links and (line.mark.tags or (label and label[1])):
            if linked in (-1, index - 1) and line.phrase is None:
                linked = index
                keywords += line.mark.labels
                line.settle("keywords", "links-to-tags", kept=True)
        elif label and line.shape != "prose":
            _labelled_keywords(lines, index, label[1] or "", keywords, warnings)
        elif _hashed(line) or (index >= end and line.text.startswith("#")):
            keywords += [tag for tag in (part.strip(" ,;") for part in line.text.split("#")) if tag]
            line.settle("keywords", "hash", kept=True)
    if not keywords:
        tags = _glued_tags(below)
        if tags is not None:
            tags.settle("keywords", "keywords-glued")
            warnings.append("keywords-glued")


def _hashed(line: Line) -> bool:
    """Whether the line is a list of tags with "#" in front; in a page on one line they stand in the text."""
    return line.text.count("#") >= 2 and line.words <= MOST_WORDS


def _labelled_keywords(lines: list[Line], at: int, rest: str, keywords: list[str], warnings: list[str]) -> None:
    lines[at].settle("keywords", "keywords-label", kept=bool(rest))
    tags = [rest] if rest else []
    for line in lines[at + 1 : at + 16]:
        if rest or line.phrase is not None or line.linked or line.shape == "prose" or line.words > 12:
            break
        tags.append(line.text)
        line.settle("keywords", "keywords-label", kept=True)
    split = [part.strip(" #") for tag in tags for part in re.split(r"[,;#]", tag)]
    if len(tags) == 1 and len(split) == 1 and len(split[0].split()) > 6:
        warnings.append("keywords-glued")
        return
    keywords += [tag for tag in split if tag]


def _glued_tags(lines: list[Line]) -> Line | None:
    """The last line of a related list whose items have leads, when it is a title without one."""
    zone: list[Line] = []
    for line in lines:
        if line.phrase in TAIL or (zone and line.phrase == "related_heading"):
            break
        zone.append(line)
    shown = [line for line in zone if line.phrase not in BUTTONS]
    if len(shown) < 3 or shown[-1].shape != "title" or shown[-1].repeated or shown[-1].phrase:
        return None
    leads = sum(line.running for line in shown)
    return shown[-1] if leads and shown[-2].running else None
