"""The second look at a page nobody declared: captions, leads, calls and signatures that no name tells apart."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaners.addresses import host_of
from cleaners.announced import announces
from cleaners.bylines import agency, split_dateline
from cleaners.captions import split_credit
from cleaners.dates import parse_date
from cleaners.items import Item
from cleaners.phrases import COMMON_PHRASES
from cleaners.pictures import Pictures
from cleaners.review import BODY_KINDS
from cleaners.survey import DATE_LINE, is_date_line
from cleaners.text import bare_words
from cleaners.unknown_names import Told, similar, squeeze
from cleaners.unknown_site import AUTHOR_LABEL, CALLS, TAG_LABEL

CAPTION = 320
"""Characters; no unmarked caption is longer."""
SHORT_CAPTION = 160
"""Characters of a line behind a picture that is its caption when it ends no sentence."""
FIRST_LINE = 120
SECTION = 40
"""Characters of the longest line of author and date, and of the longest section's name."""
LEAD = 50
LONG_LEAD = 900
"""Characters; no lead without a name is shorter or longer."""

HEADLINE = 30
TEASER = 160
TAGS = 80
"""Characters of the shortest and the longest link that is a headline, and of the longest line of tags."""
CUT_SHORT = ("...", "…", "[...]", "[…]")
"""How a description ends that a system cut out of the text; there is no lead then."""
STAFF = 8
"""So many last lines may say who did what."""

_dated = re.compile(r"[(\[,-]?\s*\b\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?\s*[)\]]?$")
_did = re.compile(
    r"((?:nội dung|bài|tin|ảnh|thiết kế|trình bày|đồ họa|đồ hoạ|kỹ thuật|kĩ thuật|video|clip|dựng|quay phim|tổ chức|"
    r"thực hiện|biên tập|minh họa|minh hoạ|infographics?|tác giả|chỉ đạo|giọng đọc|hình ảnh|ý tưởng|lập trình)"
    r"[^:.]{0,40}?)\s*:\s*(.{2,80})",
    re.IGNORECASE,
)
_label_line = re.compile(
    rf"(?:{AUTHOR_LABEL}\s*(.{{2,60}})|(?:vai trò|chức danh)\s*[,:].{{2,60}}"
    r"|thông tin (?:bài viết|tác giả)|tác giả)",
    re.IGNORECASE,
)
"""Lines of a list that tells who wrote an article; the name, if it is told."""
_wrote = re.compile(r"\b(?:nội dung|bài|tin|thực hiện|tác giả)\b", re.IGNORECASE)
_tags = re.compile(rf"(?:{TAG_LABEL.removesuffix('?')})(?:\s|$)", re.IGNORECASE)
_bullets = ("•", "»", ">>", "▪", "■", "- ", "* ", "+ ")
_file = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)\b", re.IGNORECASE)
_ago = re.compile(r"\d+ (?:giờ|phút|ngày|tuần) trước", re.IGNORECASE)
_when = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}")
_ends_sentence = re.compile(r"[.!?…:;,。！？][”\"'’)\]]*$")
_credit_line = re.compile(
    r"\(?\s*(?:nguồn\s+)?(?:ảnh|video|clip|đồ họa|hình(?: ảnh)?)(?:\s+(?:minh họa|tư liệu|chụp màn hình))?\s*:\s*"
    r"[^.]{2,70}\)?\.?",
    re.IGNORECASE,
)
_in_brackets = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,25}?)\s*[)\]]\s*[-–—:.]*\s*(?=\S)")
_bare = re.compile(r"\s*([A-ZĐ][\w.]{1,20}(?: Online)?)\s*(?:[-–—]\s*(?=\S)|\s(?=[A-ZÀ-ỸĐ\d“\"]))")
_shouted = re.compile(r"[A-ZĐ]{2,9}(?: Online)?(?:\.(?:VN|NET|COM))?|[\w-]+\.(?:vn|com\.vn|net|net\.vn|org\.vn)")
_online = re.compile(r"[A-ZĐ]{2,6}(?: Online)?|[\w-]+\.(?:vn|VN|com\.vn|net)")
_no_paper = frozenset("TP TPHCM TP.HCM EU LHQ WHO UBND NATO HLV CLB CSGT MXH VKSND ASEAN UAE USD GDP ĐBSCL".split())
"""What stands in capitals in front of a dash and is no newspaper."""


def dateline_of(lead: str, told: Told) -> tuple[str | None, str]:
    """The newspaper's signature in front of a lead, also of newspapers nobody declared, and the lead without it."""
    dateline, rest = split_dateline(lead, ())
    if dateline:
        return dateline, rest
    found = _in_brackets.match(lead)
    if found and (told.is_own(found[1]) or _shouted.fullmatch(found[1])):
        return found[1], lead[found.end() :]
    found = _bare.match(lead)
    if found and found[1] not in _no_paper:
        dashed = lead[: found.end()].rstrip()[-1] in "-–—"
        if told.is_own(found[1]) or (dashed and _online.fullmatch(found[1])):
            return found[1], lead[found.end() :]
    return None, lead


def captions_without_markup(items: list[Item], pictures: Pictures) -> None:
    """Takes the line after a picture as its caption when it looks like one, and gives it to the picture."""
    for item in items:
        if not item.kept or item.kind not in ("paragraph", "heading", "list_item") or not item.pictures:
            continue
        if len(item.text) > CAPTION or item.bold:
            continue
        credit = split_credit(item.text)[1]
        short = item.kind == "paragraph" and len(item.text) <= SHORT_CAPTION and ":" not in item.text
        unended = short and not _ends_sentence.search(item.text)
        if item.pictured or item.italic or credit or unended or (item.centered and len(item.text) <= 200):
            item.kind, item.rule = "caption", "after-picture"
            pictures.caption_later(item.pictures, item.text)


def lead_in_body(items: list[Item], told: Told) -> str | None:
    """The lead, when it stands at the top of the body: a bold paragraph, or what the page's head describes it with."""
    body = [item for item in items if item.kept and item.kind in BODY_KINDS]
    printed = "lead" in told.used.values()
    lead = told.lead
    for position, item in enumerate(body[:3]):
        text = dateline_of(item.text, told)[1]
        if lead and not item.bold and _runs_on(item.text, lead):
            item.text = item.text[len(lead) :].lstrip()
            return lead
        if lead and bare_words(text) == bare_words(dateline_of(lead, told)[1]) and not lead.endswith(CUT_SHORT):
            _take(item, "lead", "lead-in-body")
            return item.text if not printed else lead
        if printed or len(item.text) < LEAD or (position and body[0].text != told.headline):
            continue
        set_off = item.bold or item.kind in ("heading", "quote") or text != item.text
        if lead and set_off and similar(text, dateline_of(lead, told)[1]):
            _take(item, "lead", "lead-in-body")
            return item.text
        if set_off and _ends_sentence.search(item.text) and not all(other.bold for other in body):
            _take(item, "lead", "first-paragraph-set-off")
            return item.text
    return lead


def _runs_on(text: str, lead: str) -> bool:
    """Whether a block begins with the lead, whole, and the article follows in it without a paragraph's end."""
    whole = _ends_sentence.search(lead) and not lead.endswith(CUT_SHORT)
    return bool(whole) and len(text) >= 2 * len(lead) >= 2 * LEAD and text.startswith(lead)


def lead_above_body(items: list[Item], told: Told) -> str | None:
    """The paragraph between headline and body on a page that names no element for a lead: all of what its head
    describes it with, or the last one there, where the head tells nothing.
    """
    if "lead" in told.used.values():
        return None
    found = None
    for item in items:
        if item.kept and item.kind in BODY_KINDS:
            break
        if item.kind == "headline":
            found = None
        elif item.kind == "outside-body" and LEAD <= len(item.text) <= LONG_LEAD and _ends_sentence.search(item.text):
            found = item
    if found is None or (told.lead and not similar(found.text, told.lead)):
        return None
    found.kept = True
    _take(found, "lead", "above-the-body")
    return found.text


def above_headline(items: list[Item]) -> None:
    """Drops the short lines above the headline where the body is an element around both."""
    head = next((position for position, item in enumerate(items) if item.kind == "headline"), 0)
    for item in items[:head]:
        if item.kept and item.kind in BODY_KINDS and len(item.text) <= FIRST_LINE:
            _drop(item, "outside-body", "above-the-headline")


def first_lines(items: list[Item], told: Told) -> None:
    """Takes what stands between a headline and the first prose: section, author and date in a line without a name."""
    for item in items:
        if not item.kept or item.kind not in BODY_KINDS:
            continue
        if len(item.text) > FIRST_LINE or (_ends_sentence.search(item.text) and not _ago.fullmatch(item.text)):
            return
        said = _label_line.fullmatch(item.text)
        if _ago.fullmatch(item.text) or is_date_line(item.text):
            _drop(item, "date", "date-line")
        elif said and (not said[1] or (names := told.persons(said[1]).authors)):
            told.authors = told.authors or (names if said[1] else ())
            _take(item, "byline", "label-above-the-text")
        elif item.linked and len(item.text) <= SECTION:
            _drop(item, "section", "link-above-the-text")
        elif _when.search(item.text) and (byline := told.persons(item.text)).authors:
            told.authors = told.authors or byline.authors
            told.published = told.published or parse_date(item.text)
            _take(item, "byline", "line-above-the-text")


def linked_lines(items: list[Item]) -> None:
    """Drops the rest of a teaser whose headline was told to be a link, and links that lead down the same page."""
    teasers = {item.href for item in items if item.href and not item.kept and item.kind == "related"}
    for item in items:
        if item.kept and item.linked and item.kind in BODY_KINDS:
            if item.href in teasers:
                _drop(item, "related", "same-link")
            elif (item.href or "").startswith("#"):
                _drop(item, "navigation", "link-within-the-page")


def calls(items: list[Item]) -> None:
    """Drops the lines by which a newspaper speaks of itself: when it printed this, more to read, its imprint."""
    body = [item for item in items if item.kept and item.kind in BODY_KINDS]
    for item in body[-4:]:  # further up, a date may head a part of the story
        if len(item.text) <= DATE_LINE and is_date_line(item.text):
            _drop(item, "date", "date-line")
    for item in body:
        if item.kept and item.kind in BODY_KINDS and len(item.text) <= 240:
            kind = next((kind for kind, pattern in _lines() if pattern.fullmatch(item.text)), None)
            if kind is not None:
                _drop(item, kind, "phrase")
            elif _announced(item, body[-3:]):
                _drop(item, "related", "announced")
            elif _tags.match(item.text) and (item.href or item.text.endswith(":")):
                _drop(item, "keywords", "tags")
            elif _credit_line.fullmatch(item.text) and item.kind != "table":
                item.kind, item.rule = "caption", "credit-line"


def _announced(item: Item, last: list[Item]) -> bool:
    """Whether a line announces other articles, or at the end what readers wrote ("Trả lời:" further up answers)."""
    kind = announces(item.text)
    return kind == "related" or (kind is not None and any(item is line for line in last))


def links_run_together(items: list[Item], told: Told) -> None:
    """Drops the last block when it is a list of links that no element parts: below the line that announces it, or in
    one block with that line.
    """
    body = [item for item in items if item.kind in BODY_KINDS or item.rule == "announced" or item.rule == "phrase"]
    if len(body) < 3 or not body[-1].kept or not _same_site(body[-1].href, told.url):
        return
    last, before = body[-1], body[-2]
    if _ends_sentence.search(last.text):
        return
    words = last.text.split(maxsplit=5)
    begins = any(announces(" ".join(words[:count])) == "related" for count in range(2, len(words)))
    if begins or (not before.kept and before.kind == "related") or last.text.startswith(_bullets):
        _drop(last, "related", "links-run-together")


def lists_of_links(items: list[Item], told: Told) -> None:
    """Drops lists of other articles that no name and no heading tells apart: headlines in a row that are links on the
    same site, and at the article's end whatever is a link, with a date behind it at most.
    """
    body = [item for item in items if item.kept and item.kind in BODY_KINDS]
    row: list[Item] = []
    for item in (*body, None):
        if item is not None and _is_link(item, told):
            row.append(item)
            continue
        if row and _is_list(row, len(body), at_end=item is None):
            for link in row:
                _drop(link, "related", "list-of-links")
        row = []


def _is_list(row: list[Item], length: int, *, at_end: bool) -> bool:
    """Whether links in a row list other articles, or tags."""
    if at_end and length > len(row) and any(is_file(link.href or "") for link in row):
        return False
    if len(row) > 1 or not at_end:
        return at_end or all(link.href and _is_headline(link.text) for link in row)
    return length > 1 and bool(row[0].href) and len(row[0].text) <= TAGS


def _is_link(item: Item, told: Told) -> bool:
    """Whether a line is a link on the same site, with a date behind it at most; a second reader keeps only the date."""
    if item.kind == "table" or item.text.endswith((".", ":", ";")):
        return False
    if len(item.text) <= TEASER and _dated.search(item.text) and (item.href or item.text.endswith(")")):
        return item.href is None or _same_site(item.href, told.url)
    return item.linked and _same_site(item.href, told.url)


def is_file(href: str) -> bool:
    """Whether a link leads to a document to be fetched, which belongs to the article."""
    return bool(_file.search(href))


def _is_headline(text: str) -> bool:
    return HEADLINE <= len(text) <= TEASER and len(text.split()) >= 6


def _same_site(href: str | None, url: str | None) -> bool:
    host = host_of(href or "")
    return bool(href) and (not host or host == host_of(url or ""))


def staff(items: list[Item], told: Told) -> None:
    """Takes the last lines that say who did what ("Nội dung: …", "Thiết kế: …"); who wrote is the author."""
    body = [item for item in items if item.kept and item.kind in BODY_KINDS]
    for item in reversed(body[-STAFF:]):
        found = _did.fullmatch(item.text)
        byline = told.persons(found[2]) if found else None
        if found is None or byline is None or not byline.authors:
            return
        if _wrote.search(found[1]):
            told.authors = told.authors or byline.authors
        _take(item, "byline", "staff-line")


def signatures(items: list[Item], told: Told) -> None:
    """Takes the last lines that are nothing but names as the byline; plain paragraphs too."""
    body = [item for item in items if item.kept and item.kind in BODY_KINDS]
    for position in range(len(body) - 1, max(len(body) - 4, 0), -1):
        item = body[position]
        if item.kind not in ("paragraph", "heading") or len(item.text) > 90:
            return
        credited = agency(item.text)
        byline = told.persons(item.text)
        if credited:
            told.source = told.source or credited
            _take(item, "source", "agency-line")
        elif byline.authors and _signs(item, body[position - 1], byline.authors, told):
            told.authors = told.authors or byline.authors
            told.source = told.source or byline.source
            _take(item, "byline", "signature")
        else:
            return


def _signs(item: Item, before: Item, names: tuple[str, ...], told: Told) -> bool:
    text = item.text
    known = {squeeze(name) for name in told.authors}
    if all(squeeze(name) in known for name in names):
        return True
    if _ends_sentence.search(text.rstrip(".")) or (text.endswith(".") and len(text) > 12) or len(text.split()) > 9:
        return False
    set_off = item.bold or item.aligned or item.italic
    plain = len(names[0].split()) > 1 or "." in names[0]
    return set_off or (plain and len(before.text) >= 60)


def _take(item: Item, kind: str, rule: str) -> None:
    item.kind, item.rule = kind, rule


def _drop(item: Item, kind: str, rule: str) -> None:
    item.kept, item.kind, item.rule = False, kind, rule


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[str, re.Pattern[str]], ...]:
    common = COMMON_PHRASES
    return tuple(
        (kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags))
        for kind, patterns, flags in (
            ("related", (*common.related_heading, *common.related_box), re.NOFLAG),
            ("share", common.share, re.NOFLAG),
            ("comments", common.comments, re.NOFLAG),
            ("audio", common.audio, re.NOFLAG),
            ("footer", common.footer, re.NOFLAG),
            ("ad", common.ad, re.NOFLAG),
            ("related", CALLS, re.IGNORECASE),
        )
    )
