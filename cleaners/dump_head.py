"""The top of a dump: menu, section, headline, byline, date and lead, found by how they stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleaners.bylines import parse_byline, split_dateline
from cleaners.captions import is_alt_line
from cleaners.dates import parse_date
from cleaners.dump_lines import Line
from cleaners.dump_rhythm import RUN_AFTER_LIST, paragraphs_in_a_row
from cleaners.dump_signs import caption_after_file_name, has_credit, is_byline, is_date, split_stamp
from cleaners.dump_words import TAIL
from cleaners.text import UPPER, bare_words

LONGEST_LEAD = 90
"""Words; what is longer is a paragraph of an article without a lead."""
SHORTEST_LEAD = 12
"""Words of a lead that has no full stop."""
SLOGANS = 2
"""Sentences above a menu; more are the text, and what looks like a menu stands in it."""
LETTERS = 4
"""Of a headline; what has fewer is a number, a speed, a rank."""
REACH = 40
"""How many lines above the first running text are looked at for the headline."""

_alt_number = re.compile(r"\s*[-–]\s*(?:Ảnh|Hình|Video)\s*\d+\s*\.?\s*$")
_more_authors = re.compile(r"(?:(.{2,40}?) )?và \d+ tác giả khác", re.IGNORECASE)
_two_sentences = re.compile(rf"[^\W\d_]{{3,}}\. [{UPPER}]")
_slug = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+){2,})")


@dataclass(slots=True)
class Head:
    """What the top of a dump says. `body` is the index of the first line below it."""

    body: int
    headline: Line | None = None
    lead: Line | None = None
    dateline: str | None = None
    description: str | None = None
    sections: tuple[str, ...] = ()
    authors: list[str] = field(default_factory=list)
    source: str | None = None
    date: str | None = None


def read_head(lines: list[Line], own_names: tuple[str, ...], datelines: tuple[str, ...], url: str | None) -> Head:
    """Settles the lines of the head and says what they hold."""
    start = first_text(lines)
    head = Head(body=start)
    headline = _headline(lines, start, own_names, url)
    if headline is not None:
        headline = _without_site(lines, headline, start)
        head.headline = lines[headline]
        lines[headline].settle("headline", "headline", kept=True)
    _byline_and_date(lines, headline, start, own_names, head)
    _lead(lines, headline, start, own_names, datelines, head)
    _section(lines, headline if headline is not None else start, head)
    for line in lines[: headline or 0]:
        if line.open:
            line.settle(_kind(line), "above-headline")
    for line in lines[(headline or 0) : head.body]:
        if line.open and not _may_be_caption(line):
            line.settle(_kind(line), "between-headline-and-text")
    return head


def first_text(lines: list[Line]) -> int:
    """Index of the first running text that is the page's own: the lead, or the first paragraph."""
    marked = next((i for i, line in enumerate(lines) if line.mark and line.mark.level == 1 and not line.linked), None)
    if marked is not None:
        return _next_text(lines, marked + 1)
    first = _next_text(lines, 0)
    body = next((i for i in range(first, len(lines)) if paragraphs_in_a_row(lines, i) >= RUN_AFTER_LIST), None)
    if body is None or any(line.dateline for line in lines[first:body]):
        return first
    # An unknown site's address or slogan may stand above its menu: the text is what follows the menu.
    above = [i for i in range(first, body) if lines[i].phrase in (*TAIL, "menu", "header") or lines[i].sections]
    if not above or sum(line.running and line.ended for line in lines[first : above[-1]]) > SLOGANS:
        return first
    return _next_text(lines, above[-1])


def _next_text(lines: list[Line], start: int) -> int:
    for index in range(start, len(lines)):
        line = lines[index]
        if line.running and line.words >= 8 and not is_date(line.text) and not _may_be_caption(line):
            return index
    return len(lines)


def _may_be_caption(line: Line) -> bool:
    behind_picture = line.mark is not None and line.mark.captioned
    return (
        behind_picture
        or line.is_alt
        or has_credit(line.text, line.words)
        or caption_after_file_name(line.text) is not None
    )


def _kind(line: Line) -> str:
    return line.phrase or ("menu" if line.sections else "header")


def _significant(line: Line) -> bool:
    """Whether a line says something about the article: not a button, a player, a menu."""
    return line.phrase is None and not line.sections and not (line.linked and line.words > 4)


def _headline(lines: list[Line], start: int, own_names: tuple[str, ...], url: str | None) -> int | None:
    stop = start
    if start == len(lines):  # no running text at all: the headline stands on top
        stop = next((i for i, line in enumerate(lines) if line.phrase in ("related_heading", "footer")), len(lines))
        stop = min(stop, REACH)
    alts = [_words(_alt_number.sub("", line.text)) for line in lines[start : start + 400] if is_alt_line(line.text)][
        :20
    ]
    slug = set((_slug.findall(url.rsplit("/", 1)[-1]) or [""])[-1].split("-")) - {""} if url else set()
    best, best_score, below = None, -1.0, 0
    for index in range(stop - 1, max(-1, stop - REACH - 1), -1):
        line = lines[index]
        if not _significant(line) or line.linked or line.shape != "title" or line.text.split()[0].islower():
            continue
        if sum(map(str.isalpha, line.text)) < LETTERS:
            continue
        if is_date(line.text) or _may_be_caption(line) or _is_under_picture(lines, index):
            continue
        byline = is_byline(line.text, line.words, own_names) or _more_authors.fullmatch(line.text) is not None
        score = _headline_score(lines, index, byline, below, alts, slug)
        if score >= best_score:
            best, best_score = index, score
        if not byline:
            below += 1
    return best


def _is_under_picture(lines: list[Line], index: int) -> bool:
    marked = lines[index].mark is not None and lines[index].is_heading
    return index > 0 and not marked and is_alt_line(lines[index - 1].text)


def _without_site(lines: list[Line], headline: int, start: int) -> int:
    """Where the headline stands that `lines[headline]` prints with the newspaper's name, as pages' titles do."""
    whole = lines[headline].text
    for mark in (" - ", " | ", " – "):
        title = whole.rpartition(mark)[0].rstrip()
        again = (i for i in range(headline + 1, start) if title and lines[i].open and lines[i].text == title)
        if (found := next(again, None)) is not None:
            lines[headline].settle("headline", "title-of-the-page")
            return found
    return headline


def _headline_score(
    lines: list[Line], index: int, byline: bool, below: int, alts: list[set[str]], slug: set[str]
) -> float:
    line = lines[index]
    words = _words(line.text)
    score = 1.0 if 5 <= line.words <= 32 else -1.0 if line.words >= 3 else -4.0
    score -= 0.4 * below + (3 if byline else 0) + (4 if _two_sentences.search(line.text) else 0)
    if index == 0:
        score += 1
    if line.mark is not None and line.mark.level:
        score += 6 if line.mark.level == 1 else 3
    if line.text.endswith(":"):  # it announces something else
        score -= 4
    above = next((other for other in reversed(lines[max(0, index - 6) : index]) if other.phrase is None), None)
    if above is not None and above.sections:
        score += 2
    under = next((other for other in lines[index + 1 : index + 8] if other.phrase is None), None)
    if under is not None and (is_date(under.text) or (not byline and is_byline(under.text, under.words, ()))):
        score += 2
    if any(_likeness(words, alt) >= 0.7 for alt in alts):
        score += 4
    if slug and _likeness(words, slug) >= 0.6:
        score += 5
    if any(other.words == line.words and other.key == line.key for other in lines[index + 1 : index + 12]):
        score += 1
    return score


def _words(text: str) -> set[str]:
    return set(bare_words(text))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _byline_and_date(
    lines: list[Line], headline: int | None, start: int, own_names: tuple[str, ...], head: Head
) -> None:
    top = headline + 1 if headline is not None else 0
    for line in lines[top:start]:
        if not line.open or not _significant(line):
            continue
        stamp = split_stamp(line.text, own_names)
        if stamp is not None:
            _take_stamp(line, *stamp, own_names, head)
        elif is_date(line.text):
            head.date = parse_date(line.text)
            line.settle("date", "date-line", kept=True)
        elif more := _more_authors.fullmatch(line.text):
            first = parse_byline(more[1] or "", own_names).authors
            head.authors += [author for author in first if author not in head.authors]
            line.settle("byline", "more-authors")
        elif is_byline(line.text, line.words, own_names):
            byline = parse_byline(line.text, own_names)
            head.authors += [author for author in byline.authors if author not in head.authors]
            head.source = head.source or byline.source
            line.settle("byline", "byline", kept=True)
    if head.date is None and headline is not None:  # some print it above the headline; a day without an hour is today's
        for line in lines[max(0, headline - 3) : headline]:
            if line.open and is_date(line.text) and ":" in line.text:
                head.date = parse_date(line.text)
                line.settle("date", "date-line", kept=True)


def _take_stamp(line: Line, name: str, date: str, own_names: tuple[str, ...], head: Head) -> None:
    byline = parse_byline(name, own_names)
    head.authors += [author for author in byline.authors if author not in head.authors]
    head.source, head.date = head.source or byline.source, parse_date(date)
    line.settle("byline", "byline-and-date", kept=True)


def _lead(
    lines: list[Line],
    headline: int | None,
    start: int,
    own_names: tuple[str, ...],
    datelines: tuple[str, ...],
    head: Head,
) -> None:
    unended = None
    if headline is not None:
        for index in range(headline + 1, start):
            line = lines[index]
            another = line.mark is not None and line.mark.level == 1  # a headline, and not this article's
            if not line.open or not _significant(line) or another or _may_be_caption(line):
                continue
            if line.words >= SHORTEST_LEAD:
                unended = index if line.key != lines[headline].key else unended
    text = lines[start] if start < len(lines) else None
    if text is not None and text.dateline:
        lead = start
    elif unended is not None:
        lead = unended
    elif (
        text is not None
        and text.shape == "prose"
        and text.words <= LONGEST_LEAD
        and (headline is not None or _bold(text))
    ):
        lead = start
    else:
        return
    head.lead = lines[lead]
    head.dateline, head.description = split_dateline(lines[lead].text, datelines)
    lines[lead].settle("lead", "dateline" if head.dateline else "first-text-under-headline", kept=True)
    head.body = lead + 1
    for line in lines[head.body : head.body + 2]:  # some print byline and date under the lead
        if not line.open or not _significant(line) or line.words > 8:
            break
        stamp = split_stamp(line.text, own_names) if head.date is None and not head.authors else None
        if stamp is not None:
            _take_stamp(line, *stamp, own_names, head)
        elif head.date is None and is_date(line.text):
            head.date = parse_date(line.text)
            line.settle("date", "date-line", kept=True)
        elif not head.authors and is_byline(line.text, line.words, own_names):
            byline = parse_byline(line.text, own_names)
            head.authors, head.source = list(byline.authors), byline.source or head.source
            line.settle("byline", "byline-under-lead", kept=True)
        else:
            break


def _bold(line: Line) -> bool:
    """Whether Markdown sets the line in bold, as leads are."""
    return line.mark is not None and line.mark.bold


def _section(lines: list[Line], headline: int, head: Head) -> None:
    """The section stands directly above the headline; in a run of section names it cannot be told from the menu."""
    named: list[Line] = []
    for line in reversed(lines[:headline]):
        if not named and line.mark is not None and line.mark.sections:
            line.settle("section", "links-above-headline", kept=True)
            head.sections = line.mark.sections
            return
        if line.sections and line.phrase is None:
            named.append(line)
        elif named or (line.phrase not in ("audio", "share", "ad") and not line.verdict):
            break
    if len(named) > 2:
        named = named[:1] if any(line.sections == named[0].sections for line in named[1:]) else []
    path: list[str] = []
    for line in reversed(named):
        line.settle("section", "section-above-headline", kept=True)
        path += [name for name in line.sections if name not in path]
    head.sections = tuple(path)
