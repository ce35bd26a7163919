"""The fields of an article on a page nobody declared: what stands on the page near the article, then its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaners.addresses import absolute_url, canonical_url, host_of
from cleaners.bylines import Byline, parse_byline
from cleaners.dates import parse_date
from cleaners.fields import Sources
from cleaners.layout import Source
from cleaners.markup import is_inline, readable
from cleaners.survey import Marked, Survey
from cleaners.text import bare_words, fold, one_line
from cleaners.unknown_site import ADDRESSES, HEAD, HOME, SITE_NAMES, TAG_ADDRESS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

NEAR = 120
"""Elements between an article's end and what still belongs to it: byline, tags."""
CLOSE = 15
"""Elements between a headline and what stands right below it."""
MANY = 60
"""Elements of one role that are looked at: a page with more is no article, or broken."""
LEAD = range(30, 1200)
"""Characters of a lead."""

_moment = re.compile(
    r"(?i)(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày|cập nhật|đăng|lúc|xuất bản|gmt)?[\s,:-]*"
    r"(?:\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}"
    r"|\d+ (?:giờ|phút|ngày) trước|\(?gmt ?\+?\d+[\d:]*\)?)[\s,|·•-]*(?:am|pm)?"
)
_chatter = re.compile(
    r"(?i)^\s*(?:đăng |viết )?(?:bởi|by)\b|xem (?:các |thêm |tất cả )?(?:các )?bài viết(?: khác)?(?: của)?(?: tác giả)?"
    r"|theo dõi|chia sẻ|liên hệ|\d+ bài viết|nghe bài viết"
)
_name = re.compile(r"(?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,6}")
_avatar = re.compile(r"^([^\W\d_])\s+(?=\1)")
_desk = re.compile(r"[A-ZĐ]{2,8}\d*(?:[-–+ ].*)?")
_initials = re.compile(r"(?:[A-ZĐ]\.?){2,4}")
_from = re.compile(r"^(?:theo|nguồn|source)(?: tin)?\s*:?\s*", re.IGNORECASE)
_site = re.compile(r"[\w-]{2,}(?:\.\w+)*\.(?:vn|com|net|org|gov|edu)", re.IGNORECASE)
_not_letters = re.compile(r"[^a-z0-9]+")
_suffix = re.compile(r"\s+[-–—|»]\s+([^-–—|»]{2,50})$")
_tag_address = re.compile(TAG_ADDRESS)
_paper = re.compile(r"^(?:bao|tapchi|trangtin|congthongtin)(?:dientu|tintuc)?|(?:online|news|dientu|vn)$")
_nobody = frozenset(
    "admin administrator editor btv bientap banbientap toasoan quantri quantrivien bandoc ctv pv phongvien nhombtv "
    "tacgia guest news root webmaster tonghop".split()
)


@dataclass(slots=True)
class Told:
    """What a page says of its article. `used` maps the identity of elements that became a field to the field."""

    headline: str | None = None
    lead: str | None = None
    """With its dateline."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    dated: bool = False
    """The page's head says when it was published."""
    url: str | None = None
    own_names: frozenset[str] = frozenset()
    """What the newspaper is called, squeezed."""
    used: dict[int, str] = field(default_factory=dict)

    def is_own(self, name: str) -> bool:
        """Whether `name` is the newspaper's, not a person's."""
        squeezed = squeeze(name)
        return squeezed in self.own_names or _paper.sub("", squeezed) in self.own_names

    def persons(self, text: str) -> Byline:
        """The people and the agency a byline names; nobody when it holds anything that is no name."""
        words = _moment.sub(" ; ", _avatar.sub("", text)).strip(" ;")
        byline = parse_byline(_chatter.sub(" ", words))
        people = [name for name in byline.authors if not self.is_own(name) and not _site.fullmatch(name)]
        if "/" in text and len(people) > 1:
            people = [name for name in people if not _desk.fullmatch(name)]
        if not all(is_person(name) for name in people):
            return Byline((), byline.source)
        return Byline(tuple(people), byline.source if byline.source and not self.is_own(byline.source) else None)


def squeeze(name: str) -> str:
    """`name` folded and without anything but letters and digits."""
    return _not_letters.sub("", fold(name))


def is_person(name: str) -> bool:
    """Whether `name` is written like a person's or a pen name.

    >>> is_person("Lê Thị Hạnh"), is_person("L.H."), is_person("Xem thêm bài viết"), is_person("H")
    (True, True, False, False)
    """
    if _initials.fullmatch(name):
        return True
    words = name.split()
    return (
        bool(_name.fullmatch(name))
        and len(name) >= 3
        and all(word[0].isupper() for word in words)
        and squeeze(name) not in _nobody
    )


def find_headline(tree: LexborHTMLParser, sources: Sources, url: str | None) -> tuple[LexborNode | None, str | None]:
    """The headline's element and text: an `h1` that says what the head says, else the head's own words."""
    own = Told(own_names=_own_names(sources, url))
    said = [_without_site(value, own) for source in HEAD.headline for value, _ in sources.values(source)]
    titles = [frozenset(bare_words(value)) for value in said]
    heads = [(node, one_line(readable(node))) for node in tree.css("h1")]
    heads = [(node, text) for node, text in heads if len(text.split()) >= 3 and len(text) <= 400]
    for node, text in heads:
        words = frozenset(bare_words(text))
        if any(len(words & title) >= 0.6 * len(words) for title in titles):
            longer = next((s for s in said if text.endswith(("…", "...")) and s.startswith(text.rstrip(".… "))), None)
            return node, longer or text
    if not said and heads:
        return heads[0]
    return None, said[0] if said else None


def _without_site(title: str, own: Told) -> str:
    """A page's title without the newspaper's name behind it."""
    found = _suffix.search(title)
    return title[: found.start()] if found and own.is_own(found[1]) else title


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
    told.own_names = _own_names(sources, told.url or url)
    if headline is not None:
        told.used[headline.mem_id] = "headline"
    place = _Place(seen, headline, body, region)
    told.lead = _lead(told, sources, place)
    _byline(told, sources, place)
    told.sections = _sections(told, sources, place)
    told.keywords = _keywords(told, sources, place)
    told.published = _most_exact(sources, HEAD.date_published)
    told.dated = told.published is not None
    told.published = told.published or _printed_date(told, place)
    told.modified = _most_exact(sources, HEAD.date_modified)
    told.source = told.source or _printed_source(told, place)
    return told


class _Place:
    """Where the article stands among the page's elements."""

    def __init__(self, seen: Survey, headline: LexborNode | None, body: LexborNode | None, region: LexborNode) -> None:
        self.seen = seen
        spans = seen.spans
        self.region = spans.get(region.mem_id, (0, 0))
        self.body = spans.get(body.mem_id, self.region) if body is not None else self.region
        self.head = spans.get(headline.mem_id, self.region) if headline is not None else self.region
        self._around = {node for node, (start, end) in spans.items() if start <= self.body[0] and self.body[1] <= end}

    def near(self, role: str) -> list[Marked]:
        """The elements of a role that belong to the article, none of them around its body, in order."""
        return [
            marked
            for marked in self.seen.marked.get(role, ())
            if not marked.noisy
            and marked.node.mem_id not in self._around
            and (self.region[0] <= marked.start < self.region[1] or self.body[1] <= marked.start < self.body[1] + NEAR)
            and not (self.body[0] <= marked.start < self.body[1] and _in_a_sentence(marked.node))
        ]


def _in_a_sentence(node: LexborNode) -> bool:
    """Whether `node` is a part of a line of text, not a line of its own."""
    if not is_inline(node.tag or ""):
        return False
    beside = node.parent.first_child if node.parent is not None else None
    letters = 0
    while beside is not None:
        letters += len(one_line(beside.text_content or "")) if beside.tag == "-text" else 0
        beside = beside.next
    return letters > 15


def _address(sources: Sources, url: str | None) -> str | None:
    """The canonical address: what the page says of itself, unless that is its home page."""
    for source in ADDRESSES:
        for said, _ in sources.values(source):
            address = absolute_url(said, url)
            try:
                parts = urlsplit(address)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.path.strip("/"):
                return canonical_url(address, None)
    return canonical_url(url, None) if url else None


def _own_names(sources: Sources, url: str | None) -> frozenset[str]:
    names = {squeeze(value) for source in SITE_NAMES for value, _ in sources.values(source)}
    host = (host_of(url) or "").removeprefix("www.")
    names |= {squeeze(host), *(squeeze(label) for label in host.split(".") if len(label) > 3)}
    names |= {_paper.sub("", name) for name in names} | {_paper.sub("", _paper.sub("", name)) for name in names}
    return frozenset(name for name in names if len(name) > 1)


def similar(one: str, other: str) -> bool:
    """Whether one of two texts begins as the other does, or both have most words in common."""
    a, b = bare_words(one), bare_words(other)
    if not a or not b:
        return False
    short = min(len(a), len(b), 8)
    if short >= 4 and (
        a[:short] == b[:short] or _within(a[:short], b[: short + 6]) or _within(b[:short], a[: short + 6])
    ):
        return True
    common = set(a) & set(b)
    return len(common) >= 0.7 * min(len(set(a)), len(set(b))) and min(len(a), len(b)) >= 8


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    return any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1))


def _lead(told: Told, sources: Sources, place: _Place) -> str | None:
    """The lead as the page prints it, else as its head describes the page."""
    said = [value for source in HEAD.description for value, _ in sources.values(source)]
    printed: list[tuple[Marked, str]] = []
    for marked in place.near("lead")[:MANY]:
        if marked.start > place.body[0] + 15 or marked.start < place.head[0]:
            continue
        text = _said_in(marked.node)
        if len(text) in LEAD and not (told.headline and bare_words(text) == bare_words(told.headline)):
            printed.append((marked, text))
    for marked, text in printed:
        if any(similar(text, value) for value in said):
            return _used_lead(told, marked, text, printed)
    if printed:
        return _used_lead(told, *printed[0], printed)
    longest = max(said, key=len, default=None)
    if longest is None or (told.headline and bare_words(longest) == bare_words(told.headline)):
        return None
    return longest


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


def _byline(told: Told, sources: Sources, place: _Place) -> None:
    marks = place.near("byline")[:MANY]
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


def _sections(told: Told, sources: Sources, place: _Place) -> tuple[str, ...]:
    values, source = sources.all("section", HEAD.article_section[:1])
    if not values:
        values = _breadcrumb(told, place)
    if not values:
        values = _first_links(told, "section", place, 2)
    if not values:
        values, source = sources.all("section", HEAD.article_section[1:])
        values = [part for value in values for part in value.split(",")][
            : 2 if source and source.selector == "ld" else 1
        ]
    steps = [value.strip(" /»>›-") for value in values]
    headline = bare_words(told.headline or "")
    steps = [
        step
        for step in steps
        if step and fold(step) not in HOME and not told.is_own(step) and bare_words(step) != headline
    ]
    return tuple(dict.fromkeys(steps))


def _breadcrumb(told: Told, place: _Place) -> list[str]:
    """The steps of the page's breadcrumb, without the drop-downs some hang on a step."""
    for marked in sorted(place.seen.marked.get("breadcrumb", ()), key=lambda m: (m.noisy, m.start)):
        links = marked.node.css("a")
        names = [one_line(readable(link)) for link in links if not _in_nested_list(link, marked.node)]
        names = [name for name in names if name and len(name) <= 60]
        if 1 <= len(names) <= 6:
            told.used.setdefault(marked.node.mem_id, "section")
            return names
    return []


def _in_nested_list(node: LexborNode, top: LexborNode) -> bool:
    lists = 0
    above = node.parent
    while above is not None and above.mem_id != top.mem_id:
        lists += above.tag in ("ul", "ol")
        above = above.parent
    return lists > (0 if top.tag in ("ul", "ol") else 1)


def _first_links(told: Told, role: str, place: _Place, most: int) -> list[str]:
    for marked in place.near(role):
        if marked.start > max(place.body[0], place.head[1]):
            break
        links = [marked.node] if marked.node.tag == "a" else marked.node.css("a")
        names = [one_line(readable(link)) for link in links]
        if names and len(names) <= most and all(1 < len(name) <= 40 for name in names):
            told.used.setdefault(marked.node.mem_id, "section")
            return names
    return []


def _keywords(told: Told, sources: Sources, place: _Place) -> tuple[str, ...]:
    """The tags the page shows under the article; what its head lists, when it shows none."""
    shown = [marked for marked in place.near("keywords") if marked.start >= place.body[0]]
    labels = [marked for marked in place.near("label") if marked.start >= place.body[0]]
    for marked in [*shown, *(_around(label, place.seen) for label in labels)]:
        links = [marked.node] if marked.node.tag == "a" else marked.node.css("a")
        if marked.node.tag == "a":  # tags each named for themselves
            links = [other.node for other in shown if other.node.tag == "a"]
        words = [one_line(readable(link)).strip(" ,;#") for link in links]
        words = [word for word in words if 1 < len(word) <= 80]
        if words and len(words) <= 30:
            told.used.setdefault(marked.node.mem_id, "keywords")
            return tuple(dict.fromkeys(words))
    linked = _linked_tags(told, place)
    if linked:
        return linked
    values, source = sources.all("keywords", HEAD.keywords)
    if source is not None and len(values) == 1:
        values = values[0].split(",")
    headline = bare_words(told.headline or "")
    words = [value.strip(" ,;#") for value in values]
    return tuple(
        dict.fromkeys(
            w
            for w in words
            if w and not told.is_own(w) and not (headline and bare_words(w)[: len(headline)] == headline)
        )
    )


def _linked_tags(told: Told, place: _Place) -> tuple[str, ...]:
    """Links after the body whose addresses are those of tags."""
    after = [
        node
        for node, start in place.seen.links
        if place.body[1] <= start < place.body[1] + NEAR and _tag_address.search(node.attributes.get("href") or "")
    ]
    for node in after:
        told.used.setdefault(node.mem_id, "keywords")
    return tuple(dict.fromkeys(word for node in after if (word := one_line(readable(node)).strip(" ,;#"))))


def _around(marked: Marked, seen: Survey) -> Marked:
    """The nearest element around a label that also holds links."""
    node = marked.node
    while node.parent is not None and node.css_first("a") is None and node.tag != "body":
        node = node.parent
    start, end = seen.spans.get(node.mem_id, (marked.start, marked.end))
    return Marked(node, start, end, marked.noisy)


def _most_exact(sources: Sources, among: tuple[Source, ...]) -> str | None:
    """The first date; with its seconds, where another source of the same minute knows them."""
    moments = [date for source in among for value, _ in sources.values(source) if (date := parse_date(value))]
    minute = moments[0][:16] if moments else ""
    return next((m for m in moments if m[:16] == minute and m[17:19] != "00"), moments[0] if moments else None)


def _printed_source(told: Told, place: _Place) -> str | None:
    """The paper or agency an article is taken from, where an element is named for it."""
    for marked in place.near("source"):
        text = _from.sub("", one_line(readable(marked.node))).strip(" .()")
        if 1 < len(text) <= 50 and not told.is_own(text) and "http" not in text and text[:1].isupper():
            told.used.setdefault(marked.node.mem_id, "source")
            return text
    return None


def _printed_date(told: Told, place: _Place) -> str | None:
    """The date nearest to the headline."""
    near = sorted(place.near("date"), key=lambda marked: abs(marked.start - place.head[1]))
    for marked in near:
        if place.body[0] < marked.start < place.body[1] and abs(marked.start - place.head[1]) > CLOSE:
            continue
        value = parse_date(marked.node.attributes.get("datetime")) or parse_date(one_line(readable(marked.node)))
        if value:
            told.used.setdefault(marked.node.mem_id, "date")
            return value
    first, last = place.region[0], max(place.region[1], place.body[1] + NEAR)
    lines = [(text, start) for text, start in place.seen.dates if first <= start < last]
    for text, _ in sorted(lines, key=lambda line: abs(line[1] - place.head[1])):
        value = parse_date(text)
        if value:
            return value
    return None
