"""One demo newspaper as a `Site`: its pages by path, on its first and on its second day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from crawler.demo import lists_epi, lists_vccorp, pages_epi, pages_vccorp
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.feeds import TODAY, robots, rss, sitemaps
from crawler.demo.papers import Paper, Section
from crawler.demo.site import Request, Response, conditional, etag, http_date
from crawler.demo.truth import Shelf, shelf_on

DBCHECK = "@@dbcheck@@"
"""Stands in a VCCorp page where the answering server writes its name, and stays out of the entity tag."""

NOT_FOUND = '<!DOCTYPE html><html lang="vi"><head><title>404</title></head><body>Không tìm thấy trang.</body></html>'

HTML, XML, JSON, TEXT = (
    f"{kind}; charset=utf-8" for kind in ("text/html", "application/xml", "application/json", "text/plain")
)


@dataclass(frozen=True, slots=True)
class _Page:
    content_type: str
    text: str
    modified: str


class OutletSite:
    """Serves `paper`. `advance()` makes it the second day."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.day: Literal[1, 2] = 1
        self._fetches = count(1)
        self._shelf = shelf_on(DEMO_ARTICLES[paper.name], self.day)
        self._pages = self._build()

    @property
    def hosts(self) -> tuple[str, ...]:
        return self.paper.hosts

    def advance(self) -> None:
        """The second day: one article changes, one has gone, one is new, the rest is the same."""
        self.day = 2
        self._shelf = shelf_on(DEMO_ARTICLES[self.paper.name], self.day)
        self._pages = self._build()

    def answer(self, request: Request) -> Response:
        """The page under the request's path: 304 while its validators hold, 404 or 410 where there is none."""
        if request.method not in ("GET", "HEAD"):
            return Response(405, {"Allow": "GET, HEAD"})
        if request.host.startswith(("www.", "m.")):
            return self._moved(request.path)
        if request.host.startswith("api.") and request.path == "/robots.txt":
            return self._served(request, _Page(TEXT, "", TODAY[1]))
        page = self._pages.get(request.path) or self._fallback(request.path)
        if page is None:
            return self._missing(request.path)
        return self._served(request, page)

    def _served(self, request: Request, page: _Page) -> Response:
        body = page.text.replace(DBCHECK, f"DetailCloud4_NLD6019{next(self._fetches):04}")
        headers = {
            "Content-Type": page.content_type,
            "ETag": etag(page.text),
            "Last-Modified": http_date(page.modified),
            "Cache-Control": "max-age=60",
        }
        return conditional(request, Response(200, headers, body.encode("utf-8"), gzip=self.paper.always_gzip))

    def _missing(self, path: str) -> Response:
        short = re.fullmatch(r"/post-(\d+)\.html", path)
        if short and self.paper.family == "epi":
            for article in self._shelf.articles:
                if article.id == short[1]:
                    return self._moved(article.path)
        status = next((a.gone for a in DEMO_ARTICLES[self.paper.name] if a.gone and path in (a.path, *a.also_at)), None)
        return Response(status or 404, {"Content-Type": HTML}, NOT_FOUND.encode("utf-8"), gzip=self.paper.always_gzip)

    def _moved(self, path: str) -> Response:
        return Response(301, {"Location": f"{self.paper.origin}{path}", "Content-Type": HTML})

    def _fallback(self, path: str) -> _Page | None:
        # ePi answers any feed it does not know with the home feed (nhandan.vn, September 2026).
        if self.paper.family == "epi" and re.fullmatch(r"/rss/[\w-]+\.rss", path):
            return self._pages["/rss/home.rss"]
        if self.paper.family == "vccorp" and re.fullmatch(r"/timelinelist/\d+/\d+\.htm", path):
            return _Page(HTML, "", TODAY[1])
        if self.paper.family == "epi" and re.fullmatch(r"/api/morenews-zone-\d+-\d+\.html", path):
            return _Page(JSON, lists_epi.no_more(), TODAY[1])
        return None

    def _build(self) -> dict[str, _Page]:
        now = TODAY[self.day]
        pages = {"/robots.txt": _Page(TEXT, robots(self.paper), TODAY[1])}
        pages |= {path: _Page(XML, text, now) for path, text in sitemaps(self.paper, self._shelf, now).items()}
        build = _vccorp if self.paper.family == "vccorp" else _epi
        for path, kind, text in build(self.paper, self._shelf):
            pages[path] = _Page(kind, text, now)
        for article in self._shelf.articles:
            for path in (article.path, *article.also_at):
                pages[path] = _Page(HTML, _article(self.paper, self._shelf, article.id, path), article.modified)
        return pages


def _article(paper: Paper, articles: Shelf, identifier: str, path: str) -> str:
    article = next(a for a in articles.articles if a.id == identifier)
    if paper.family == "epi":
        return pages_epi.article_page(article, paper, articles)
    render = pages_vccorp.print_page if path.startswith("/print/") else pages_vccorp.article_page
    return render(article, paper, articles, DBCHECK)


def _vccorp(paper: Paper, articles: Shelf) -> Iterator[tuple[str, str, str]]:
    yield "/", HTML, lists_vccorp.home(paper, articles, DBCHECK)
    yield "/rss/home.rss", XML, rss(paper, paper.title, articles.articles, "vccorp")
    for part in paper.sections:
        yield f"/{part.slug}.htm", HTML, lists_vccorp.section(paper, part, articles, DBCHECK)
        yield f"/timelinelist/{part.zone}/2.htm", HTML, lists_vccorp.fragment(part, 2, articles)
        yield f"/rss/{part.slug}.rss", XML, _section_feed(paper, part, articles, "vccorp-short")


def _epi(paper: Paper, articles: Shelf) -> Iterator[tuple[str, str, str]]:
    yield "/", HTML, lists_epi.home(paper, articles)
    yield "/rss/home.rss", XML, rss(paper, paper.title, articles.articles, "epi")
    for part in paper.sections:
        yield f"/{part.slug}/", HTML, lists_epi.section(paper, part, articles)
        for number in (1, 2):
            yield f"/api/morenews-zone-{part.zone}-{number}.html", JSON, lists_epi.more(paper, part, number, articles)
        yield f"/rss/{part.slug}-{part.zone}.rss", XML, _section_feed(paper, part, articles, "epi")


def _section_feed(paper: Paper, part: Section, articles: Shelf, form: str) -> str:
    inside = [a for a in articles.articles if a.section == part.slug or a.section.startswith(f"{part.slug}/")]
    return rss(paper, f"{part.name} - {paper.title}", inside, form)
