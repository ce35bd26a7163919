"""What a section page loads when it is scrolled: VCCorp's fragments, ePi's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from cleaners.layout import Outlet
from crawler.discovery.dates import VIETNAM, iso_date
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.section import article_links


@dataclass(frozen=True, slots=True)
class Scroll:
    """How to ask for the next pages of one section: `pattern` with {page}, the number of the first one."""

    pattern: str
    first: int

    def url(self, page: int) -> str:
        return self.pattern.format(page=page)


@dataclass(frozen=True, slots=True)
class Scrolling:
    """How the sections of a family work.

    `is_section` judges a path. `find(html, url)` reads from a section page how to go on, None where it
    does not say. `read(body, url, outlet)` gives the links of a further page and whether there is more;
    it raises BrokenSource.
    """

    is_section: Callable[[str], bool]
    find: Callable[[str, str], Scroll | None]
    read: Callable[[str, str, Outlet], tuple[list[Link], bool]]


# VCCorp: GET /timelinelist/<zone>/<page>.htm gives a fragment of HTML; the page after the first is 2.

_VCCORP_SECTION = re.compile(r"/[a-z0-9-]+(?:/[a-z0-9-]+)?\.htm")
_VCCORP_NOT = re.compile(
    r"/(?:rss|e-paper|dat-bao|static|print|thong-tin-tai-khoan|dang-ky|tim-kiem|lien-he|tin-24h|dong-su-kien)"
    r"\b|-e?\d+\.htm$"
)


def _vccorp_section(path: str) -> bool:
    return bool(_VCCORP_SECTION.fullmatch(path)) and not _VCCORP_NOT.search(path)


def _vccorp_find(html: str, url: str) -> Scroll | None:
    zone = LexborHTMLParser(html).css_first("input#hdZoneId")
    number = (zone.attributes.get("value") or "").strip() if zone is not None else ""
    if not number.isascii() or not number.isdigit() or number == "0":
        return None
    return Scroll(urljoin(url, f"/timelinelist/{number}/{{page}}.htm"), first=2)


def _vccorp_read(body: str, url: str, outlet: Outlet) -> tuple[list[Link], bool]:
    links = article_links(body, url=url, newspaper=outlet)
    return links, bool(links)


VCCORP = Scrolling(_vccorp_section, _vccorp_find, _vccorp_read)


# ePi: GET <domainApi>/api/morenews-zone-<zone>-<page>.html gives JSON; pages count from 1.

_EPI_SECTION = re.compile(r"/[a-z0-9-]+(?:/[a-z0-9-]+)?/")
_EPI_NOT = re.compile(r"/(?:rss|api|epaper|e-paper|tu-khoa|tag|search|tim-kiem|quang-cao|lien-he|toa-soan)\b")
_EPI_API = re.compile(r"""\bdomainApi\s*:\s*["'](https?://[^"'\s]+)["']""")
_EPI_ZONE = re.compile(r"""\b(?:cateId|zoneId|cate_id)\b\s*[:=]\s*["']?(\d+)""")


def _epi_section(path: str) -> bool:
    return bool(_EPI_SECTION.fullmatch(path)) and not _EPI_NOT.search(path)


def _epi_find(html: str, url: str) -> Scroll | None:
    zone = _EPI_ZONE.search(html)
    if zone is None or zone[1] == "0":
        return None
    host = urlsplit(url).hostname or ""
    named = _EPI_API.search(html)
    api = named[1].rstrip("/") if named else f"https://{host}"
    if urlsplit(api).hostname not in (host, f"api.{host}"):
        return None
    return Scroll(f"{api}/api/morenews-zone-{zone[1]}-{{page}}.html?phrase=", first=1)


def _epi_read(body: str, url: str, outlet: Outlet) -> tuple[list[Link], bool]:
    """2025: `data.contents`, objects; 2022: `data.articles`, a string of HTML."""
    try:
        answer = json.loads(body)
    except ValueError:
        raise BrokenSource("not readable as JSON") from None
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or answer.get("error_code", 0) not in (0, "0", None):
        raise BrokenSource("the answer holds no data")
    site = f"https://{outlet.hosts[0]}/"
    contents, articles = data.get("contents"), data.get("articles")
    if isinstance(contents, list):
        links = [link for entry in contents if (link := _epi_entry(entry, site)) is not None]
    else:
        links = article_links(str(articles or ""), url=site, newspaper=outlet)
    return links, bool(links) and data.get("load_more", True) is not False


def _epi_entry(entry: Any, site: str) -> Link | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
        return None
    title, moment = entry.get("title"), entry.get("date")
    if isinstance(moment, (int, float)):
        seconds = moment / 1000 if moment > 1e11 else moment
        try:
            published = datetime.fromtimestamp(seconds, VIETNAM).isoformat(timespec="seconds")
        except (ValueError, OverflowError, OSError):
            published = None
    else:
        published = iso_date(moment) if isinstance(moment, str) else None
    return Link(urljoin(site, entry["url"]), published=published, headline=title if isinstance(title, str) else None)


EPI = Scrolling(_epi_section, _epi_find, _epi_read)

SCROLLING = {"vccorp": VCCORP, "epi": EPI}
"""By the family's name."""


SHORT_FORMS = {"epi": (re.compile(r"/post-(\d+)\.html"), "-post{}.html")}
"""By the family's name: a short path that names an article by its number, and how the full one ends."""


def drafted_on(article_id: str) -> date | None:
    """The day in a VCCorp id, 196 + YYMMDDhhmmssmmm or YYYYMMDDhhmmssmmm; None for other ids.

    It is the draft's day, a little before publication: good enough to know when a list has gone back far
    enough, and for nothing else.
    """
    digits = article_id[3:] if len(article_id) == 18 else article_id.removeprefix("20")
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6])) if len(digits) >= 14 else None
    except ValueError:
        return None
