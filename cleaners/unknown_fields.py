"""The fields of an article on a page nobody declared: what stands on the page near the article, then its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaners.addresses import absolute_url, canonical_url, path_of
from cleaners.announced import announces
from cleaners.bylines import Byline
from cleaners.dates import parse_date
from cleaners.element_words import roles
from cleaners.fields import Sources
from cleaners.layout import Source
from cleaners.markup import is_inline, readable
from cleaners.seen import Line, Marked, Survey
from cleaners.text import bare_words, one_line
from cleaners.unknown_names import Told, own_names_of, similar, squeeze
from cleaners.unknown_place import CLOSE, NEAR, Place
from cleaners.unknown_site import ADDRESSES, AUTHOR_LABEL, HEAD
from cleaners.unknown_topics import read_keywords, read_sections

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MANY = 60
"""Elements of one role that are looked at: a page with more is no article, or broken."""
LEAD = range(30, 1200)
"""Characters of a lead."""
BELOW = 4
"""Elements between the end of a body and its signature."""
NAMES = 60
"""Characters of the longest line that only names who wrote it."""

_when = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\b\d{1,2} tháng \w{1,5},? (?:năm )?\d{4}", re.IGNORECASE)
_from = re.compile(r"^(?:theo|nguồn|source)(?: tin)?\s*:?\s*", re.IGNORECASE)
_labelled = re.compile(rf"{AUTHOR_LABEL}\s*(.{{2,60}})", re.IGNORECASE)
_taken_from = re.compile(r"(?:theo|nguồn)\s*:?\s+([^()]{3,50}?)\s*\(([^()]{2,50})\)", re.IGNORECASE)
_place_and_dash = re.compile(r"[^\W\d_][^()\-–—:]{0,30}?\s?[-–—]\s+")
_place = re.compile(r"[^\W\d_][^()\-–—:]{0,30}")


def read_fields(
    sources: Sources,
    seen: Survey,
    *,
    url: str | None,
    headline: LexborNode | None,
    title: str | None,
    body: LexborNode | None,
    region: LexborNode,
) -> Told:
    """All fields but the body's. `region` is the element around headline and body."""
    told = Told(headline=title)
    told.url = _address(sources, url)
    told.own_names = own_names_of(sources, told.url or url)
    if headline is not None:
        told.used[headline.mem_id] = "headline"
    place = Place(seen, headline, body, region)
    told.lead = _lead(told, sources, place)
    told.sections = read_sections(told, sources, place)
    _byline(told, place)
    if not told.authors and headline is not None:
        told.authors = _beside_the_date(told, place)
    if not told.authors and headline is not None and not head_authors(told, sources).authors:
        told.authors = _alone_in_a_line(told, place) or _signed_below(told, place)
    told.keywords = read_keywords(told, sources, place)
    told.published = _most_exact(sources, HEAD.date_published)
    told.dated = told.published is not None
    if told.published is None or told.published[11:16] == "00:00":
        printed = _printed_date(told, place)
        same_day = printed is not None and printed[:10] == (told.published or printed)[:10]
        told.published = printed if same_day else told.published
    told.modified = _most_exact(sources, HEAD.date_modified)
    told.source = told.source or _printed_source(told, place)
    return told


def _address(sources: Sources, url: str | None) -> str | None:
    """The canonical address: what the page says of itself, unless that is its home page."""
    for source in ADDRESSES:
        for said, _ in sources.values(source):
            address = absolute_url(said, url)
            if address.startswith(("http://", "https://")) and path_of(address).strip("/"):
                return canonical_url(address, None)
    return canonical_url(url, None) if url else None


def _lead(told: Told, sources: Sources, place: Place) -> str | None:
    """The lead as the page prints it, else as its head describes the page."""
    said = [value for source in HEAD.description for value, _ in sources.values(source)]
    said += [value[found.end() :] for value in said if (found := _place_and_dash.match(value))]
    printed: list[tuple[Marked, str]] = []
    for marked in place.near("lead")[:MANY]:
        last = max(place.body[0], place.head[1]) + CLOSE
        if not place.head[0] <= marked.start <= last or "caption" in roles(marked.node.attributes):
            continue
        text = _said_in(marked.node)
        if len(text) in LEAD and not (told.headline and bare_words(text) == bare_words(told.headline)):
            printed.append((marked, text))
    for marked, text in printed:
        if any(similar(text, value) for value in said):
            lead = _used_lead(told, marked, text, printed)
            return next((value for value in said if _is_place(lead.removesuffix(value), lead, told)), lead)
    if printed:
        return _used_lead(told, *printed[0], printed)
    longest = max(said, key=len, default=None)
    if longest is None or (told.headline and bare_words(longest) == bare_words(told.headline)):
        return None
    return longest


def _is_place(before: str, lead: str, told: Told) -> bool:
    """Whether what stands before a lead's own words is a place printed there, as vnexpress.net does."""
    return before != lead and bool(_place.fullmatch(before)) and not told.is_own(before)


def _said_in(node: LexborNode) -> str:
    """The text of a lead's element without the links to other articles some print under the lead."""
    if node.css_first("ul, ol") is None:
        return one_line(readable(node))
    pieces = []
    child = node.first_child
    while child is not None:
        if child.tag == "-text":
            pieces.append(child.text_content or "")
        elif child.tag not in ("ul", "ol") and child.css_first("ul, ol") is None:
            pieces.append(f" {readable(child)} " if not is_inline(child.tag or "") else readable(child))
        child = child.next
    return one_line("".join(pieces))


def _used_lead(told: Told, marked: Marked, text: str, printed: list[tuple[Marked, str]]) -> str:
    told.used[marked.node.mem_id] = "lead"
    for other, again in printed:  # wrappers of the same text
        if bare_words(again) == bare_words(text):
            told.used[other.node.mem_id] = "lead"
    return text


def _byline(told: Told, place: Place) -> None:
    marks = [*place.near("byline"), *place.below_headline("byline")][:MANY]
    told_by: list[tuple[Marked, Byline]] = []
    for marked in marks:
        text = one_line(marked.node.text(separator=" "))
        if not 2 <= len(text) <= 160:
            continue
        byline = told.persons(text)
        if byline.authors or byline.source:
            told_by.append((marked, byline))
    innermost = [
        (marked, byline)
        for marked, byline in told_by
        if not any(
            other is not marked
            and marked.start <= other.start
            and other.end <= marked.end
            and len(other_byline.authors) >= len(byline.authors)
            and other.node.mem_id != marked.node.mem_id
            and (other.end - other.start) < (marked.end - marked.start)
            for other, other_byline in told_by
        )
    ]
    authors: list[str] = []
    for marked, byline in innermost:
        told.source = told.source or byline.source
        for name in byline.authors:
            if squeeze(name) not in map(squeeze, authors):
                authors.append(name)
        told.used.setdefault(marked.node.mem_id, "byline")
    told.authors = tuple(authors)


def _beside_the_date(told: Told, place: Place) -> tuple[str, ...]:
    """Who is named in the line that tells when, right below the headline, or in the line before or after it."""
    lines = place.lines_below_headline()
    for position, line in enumerate(lines):
        if not _when.search(line.text):
            continue
        authors = told.persons(line.text).authors
        if authors:
            return authors
        for beside in (*lines[max(position - 1, 0) : position], *lines[position + 1 : position + 2]):
            names = _only_names(beside, told)
            if names and all(" " in name for name in names) and beside.text not in told.sections:
                return names
    return ()


def _only_names(line: Line, told: Told) -> tuple[str, ...]:
    """Whom a line names that is no link and says nothing else."""
    if line.linked or line.noisy or len(line.text) > NAMES or announces(line.text):
        return ()
    names = told.persons(line.text).authors
    return names if squeeze("".join(names)) == squeeze(line.text) else ()


def _signed_below(told: Told, place: Place) -> tuple[str, ...]:
    """Who is named in the first line behind the body, where nothing else stands in it."""
    after = (line for line in place.seen.lines if place.body[1] <= line.start < place.body[1] + BELOW)
    line = next(after, None)
    names = _only_names(line, told) if line is not None else ()
    return names if all(" " in name or "." in name for name in names) else ()


def _alone_in_a_line(told: Told, place: Place) -> tuple[str, ...]:
    """Whose name is a line between headline and body, and nothing else but that it is the author's."""
    for line in place.lines_below_headline():
        labelled = _labelled.fullmatch(line.text)
        names = told.persons(labelled[1]).authors if labelled else _only_names(line, told)
        if len(names) == 1 and " " in line.text:
            return names
    return ()


def head_authors(told: Told, sources: Sources) -> Byline:
    """Whom the page's head names as author, when that is a person."""
    for source in HEAD.authors:
        authors: list[str] = []
        credited = None
        for value, _ in sources.values(source):
            byline = told.persons(value) if "/" not in value else Byline()
            authors += [name for name in byline.authors if name not in authors]
            credited = credited or byline.source
        if authors or credited:
            return Byline(tuple(authors), credited)
    return Byline()


def _most_exact(sources: Sources, among: tuple[Source, ...]) -> str | None:
    """The first date; with its seconds, where another source of the same minute knows them."""
    moments = [date for source in among for value, _ in sources.values(source) if (date := parse_date(value))]
    minute = moments[0][:16] if moments else ""
    return next((m for m in moments if m[:16] == minute and m[17:19] != "00"), moments[0] if moments else None)


def _printed_source(told: Told, place: Place) -> str | None:
    """The paper or agency an article is taken from, where an element is named for it."""
    for marked in place.near("source"):
        text = one_line(readable(marked.node))
        taken = _taken_from.fullmatch(text)
        if taken and (names := told.persons(taken[1]).authors):
            told.authors = told.authors or names
            text = taken[2]
        text = _from.sub("", text).strip(" .()")
        if 1 < len(text) <= 50 and not told.is_own(text) and "http" not in text and text[:1].isupper():
            told.used.setdefault(marked.node.mem_id, "source")
            return text
    return None


def _printed_date(told: Told, place: Place) -> str | None:
    """The date nearest to the headline."""
    marks = [*place.near("date"), *place.below_headline("date")]
    for marked in sorted(marks, key=lambda marked: abs(marked.start - place.head[1])):
        if place.body[0] < marked.start < place.body[1] and abs(marked.start - place.head[1]) > CLOSE:
            continue
        inner = marked.node if marked.node.tag == "time" else marked.node.css_first("time") or marked.node
        said = (inner.attributes.get(name) for name in ("datetime", "content", "title"))
        value = next(filter(None, map(parse_date, said)), None) or parse_date(one_line(readable(marked.node)))
        if value:
            told.used.setdefault(marked.node.mem_id, "date")
            return value
    first, last = place.region[0] - CLOSE, max(place.region[1], place.body[1] + NEAR)
    dates = [(text, start) for text, start in place.seen.dates if first <= start < last]
    beside = [(text, start) for text, start in dates if place.head[0] - CLOSE <= start <= place.below]
    told_when = [(line.text, line.start) for line in place.lines_below_headline() if _when.search(line.text)]
    for lines in (beside, told_when, dates):
        by_distance = sorted(lines, key=lambda line: abs(line[1] - place.head[1]))
        value = next(filter(None, (parse_date(text) for text, _ in by_distance)), None)
        if value:
            return value
    return None
