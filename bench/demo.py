"""The demo outlets as a gold set: pages of real markup and invented articles, whose truth is known."""

from __future__ import annotations

from typing import Any

from bench.gold import PageGold
from bench.quality import Gold
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.markup import plain
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS, Paper
from crawler.demo.site import Request
from crawler.demo.truth import DemoArticle, Shelf, shelf_on


def demo_gold() -> Gold:
    """Every article page of the demo's first day."""
    pages = [page for paper in PAPERS.values() for page in _pages(paper)]
    return Gold(tuple(pages), (), demo=True)


def _pages(paper: Paper) -> list[PageGold]:
    site, shelf = OutletSite(paper), shelf_on(DEMO_ARTICLES[paper.name], 1)
    return [_page(site, shelf, paper, article) for article in shelf.articles]


def _page(site: OutletSite, shelf: Shelf, paper: Paper, article: DemoArticle) -> PageGold:
    html = site.answer(Request("GET", paper.host, article.path)).body.decode("utf-8")
    return PageGold(
        name=f"demo/{paper.name}{article.path}",
        family=paper.family,
        kind=article.kind,
        html=html,
        url=f"{paper.origin}{article.path}",
        body=tuple(block.text for block in article.blocks),
        optional=(),
        absent=shelf.absent(article),
        captions=article.captions,
        fields={name: value for name, value in _fields(paper, article).items() if value not in (None, [], "")},
    )


def _fields(paper: Paper, article: DemoArticle) -> dict[str, Any]:
    return {
        "headline": article.headline,
        "description": plain(article.lead),
        "dateline": article.dateline,
        "authors": list(article.authors),
        "source": article.source,
        "article_section": [section.name for section in paper.path_to(article.section)],
        "keywords": list(article.keywords),
        "date_published": article.published,
        "date_modified": article.modified,
        "kind": article.kind,
        "is_accessible_for_free": article.free,
        "url": f"{paper.origin}{article.path}",
    }
