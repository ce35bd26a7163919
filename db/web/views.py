"""Our pages, and the same as JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from cleaners.errors import TinsachError
from db.search.finding import PAGE, Found, search
from db.search.marking import CLOSE, OPEN
from db.search.query import Filters
from db.search.ranking import Sort
from db.web.article_view import ArticleView, BlockView, article_of_address, article_view, blocks_of, page_of
from db.web.chart import NARROW, stacked_bars
from db.web.overview import by_outlet
from db.web.served_page import POLICY, harmless
from db.web.site import Home, as_json, asked, keys, language, page, site_of, stylesheet, with_query
from db.web.words import text

View = Callable[..., Awaitable[Response]]
DAY_LENGTH = len("2026-11-01")
KEPT_BY_FORM = ("q", "outlet", "section", "author", "sort")
FACETS = ("outlet", "section", "author")


async def home_page(request: Request, datasette: Datasette) -> Response:
    """What is in the file, at a glance."""
    home = await _home(datasette)
    found = home.found
    spoken = language(request)
    series = by_outlet(found.counts)
    named = {name or text("other_outlets", spoken): series[name] for name in found.outlets if name in series}
    return page(
        request,
        "home.html",
        json_url="/home.json",
        found=found,
        file=site_of(datasette).path.name,
        series=named,
        chart=Markup(stacked_bars(found.days, named, label=text("articles_a_day", spoken))),
        narrow_chart=Markup(stacked_bars(found.days[-30:], named, label=text("articles_a_day", spoken), wide=NARROW)),
        health=home.health,
    )


async def home_json(request: Request, datasette: Datasette) -> Response:
    """The home page as JSON."""
    home = await _home(datasette)
    return as_json(asdict(home.found) | {"health": [asdict(one) for one in home.health]})


async def _home(datasette: Datasette) -> Home:
    return await asked(datasette, site_of(datasette).home)


async def search_page(request: Request, datasette: Datasette) -> Response:
    """A page of hits with facets; for the address of a stored article, that article."""
    q, filters, sort, number = _question(request)
    if q.strip().startswith(("http://", "https://")):
        key = await asked(datasette, lambda conn: article_of_address(conn, q.strip()))
        if key is not None:
            return Response.redirect(f"/article/{key}")
    found = await _found(datasette, q, filters, sort, number)
    active = [
        (name, value, with_query(request, **{name: None, "page": None}))
        for name in (*FACETS, "since", "until")
        if (value := getattr(filters, name)) is not None
    ]
    facets = [
        (
            name,
            [
                (value, count, with_query(request, **{name: value, "page": None}))
                for value, count in found.facets.get(name, [])
                if getattr(filters, name) is None
            ],
        )
        for name in FACETS
    ]
    sorts = [
        (with_query(request, sort=name, page=None), words, sort == name)
        for name, words in (("relevance", "best_first"), ("newest", "newest_first"))
    ]
    return page(
        request,
        "search.html",
        json_url=with_query(request, "/search.json"),
        q=q,
        found=found,
        active=active,
        facets=facets,
        sorts=sorts,
        since=filters.since,
        until=filters.until,
        kept=[(name, value) for name in KEPT_BY_FORM if (value := request.args.get(name))],
        first=(number - 1) * PAGE + 1,
        page=number,
        previous=with_query(request, page=str(number - 1)) if number > 1 else None,
        next=with_query(request, page=str(number + 1)) if found.has_next else None,
    )


async def search_json(request: Request, datasette: Datasette) -> Response:
    """A page of hits as JSON; the hits in `headline` and `snippet` stand in `ranges`-free text, without marks."""
    q, filters, sort, number = _question(request)
    found = await _found(datasette, q, filters, sort, number)
    hits = [asdict(hit) for hit in found.hits]
    for hit in hits:
        for name in ("headline", "snippet"):
            hit[name] = hit[name].replace(OPEN, "").replace(CLOSE, "")
    answer = {"q": q, "filters": asdict(filters), "sort": sort, "page": number, "total": found.total}
    return as_json(answer | {"is_more": found.is_more, "facets": found.facets, "hits": hits})


async def _found(datasette: Datasette, q: str, filters: Filters, sort: Sort, number: int) -> Found:
    def question(conn: sqlite3.Connection) -> Found:
        return search(conn, q, filters, sort=sort, page=number, with_facets=True)

    return await asked(datasette, question)


def _question(request: Request) -> tuple[str, Filters, Sort, int]:
    args = request.args
    filters = Filters(
        outlet=args.get("outlet") or None,
        section=args.get("section") or None,
        author=args.get("author") or None,
        since=_day(args.get("since")),
        until=_day(args.get("until")),
        whole_names=True,
    )
    number = args.get("page") or "1"
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    return args.get("q") or "", filters, "newest" if args.get("sort") == "newest" else "relevance", max(1, place)


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        return None


async def article_page(request: Request, datasette: Datasette) -> Response:
    """The clean text with where it comes from."""
    view, _ = await _article(request, datasette)
    if view is None:
        return _missing(request)
    return page(
        request, "article.html", json_url=f"{request.path}.json", view=view, article=view.article, tab="article"
    )


async def article_json(request: Request, datasette: Datasette) -> Response:
    """The same as JSON."""
    view, _ = await _article(request, datasette)
    return as_json({"error": "no such article"}, 404) if view is None else as_json(view.to_dict())


async def explain_page(request: Request, datasette: Datasette) -> Response:
    """The page's blocks, kept and dropped, with the reasons."""
    view, blocks = await _article(request, datasette)
    if view is None:
        return _missing(request)
    return page(
        request,
        "explain.html",
        json_url=f"{request.path}.json",
        view=view,
        article=view.article,
        blocks=blocks,
        kept=sum(block.look != "dropped" for block in blocks),
        tab="explain",
    )


async def explain_json(request: Request, datasette: Datasette) -> Response:
    """The same as JSON."""
    view, blocks = await _article(request, datasette)
    if view is None:
        return as_json({"error": "no such article"}, 404)
    return as_json({"id": view.id, "url": view.article.url, "blocks": [asdict(block) for block in blocks]})


async def compare_page(request: Request, datasette: Datasette) -> Response:
    """The page as served beside the clean text."""
    view, _ = await _article(request, datasette)
    if view is None:
        return _missing(request)
    return page(
        request, "compare.html", json_url=f"{request.path}.json", view=view, article=view.article, tab="compare"
    )


async def compare_json(request: Request, datasette: Datasette) -> Response:
    """The same as JSON: the article, and where its page stands."""
    view, _ = await _article(request, datasette)
    if view is None:
        return as_json({"error": "no such article"}, 404)
    served = f"/article/{view.id}/page" if view.page else None
    return as_json({"page_as_served": served, "article": view.to_dict()})


async def served_page(request: Request, datasette: Datasette) -> Response:
    """The page as it was served, without what runs, loads or leads away: for the frame of the compare page."""
    key = _id(request)

    def question(conn: sqlite3.Connection) -> str | None:
        try:
            found = page_of(conn, key)
        except TinsachError as error:
            return f"{text('unreadable_page', language(request))}: {error}".replace("&", "&amp;").replace("<", "&lt;")
        return harmless(found) if found else None

    html = await asked(datasette, question)
    if html is None:
        return Response.text(text("missing_page", language(request)), status=404)
    return Response.html(html, headers={"Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'"})


async def _article(request: Request, datasette: Datasette) -> tuple[ArticleView | None, tuple[BlockView, ...]]:
    key = _id(request)
    with_blocks = "/explain" in request.path

    def question(conn: sqlite3.Connection) -> tuple[ArticleView | None, tuple[BlockView, ...]]:
        return article_view(conn, key), blocks_of(conn, key) if with_blocks else ()

    return await asked(datasette, question)


def _id(request: Request) -> int:
    return int(request.url_vars["id"])


def _missing(request: Request) -> Response:
    return page(request, "missing.html", json_url="/home.json", status=404, said="missing")


async def css(request: Request) -> Response:
    """The style of our pages, and what Datasette's own get besides."""
    return Response(
        stylesheet(f"{request.url_vars['name']}.css"), content_type="text/css; charset=utf-8", headers=STATIC
    )


async def script(request: Request) -> Response:
    """The script of our pages."""
    return Response(keys(), content_type="text/javascript; charset=utf-8", headers=STATIC)


DARK = "/assets/datasette.css"
STATIC = {"Cache-Control": "max-age=3600"}
ARTICLE = r"^/article/(?P<id>\d{1,18})"
ROUTES: tuple[tuple[str, Any], ...] = (
    (r"^/$", home_page),
    (r"^/home\.json$", home_json),
    (r"^/search$", search_page),
    (r"^/search\.json$", search_json),
    (f"{ARTICLE}$", article_page),
    (rf"{ARTICLE}\.json$", article_json),
    (f"{ARTICLE}/explain$", explain_page),
    (rf"{ARTICLE}/explain\.json$", explain_json),
    (f"{ARTICLE}/compare$", compare_page),
    (rf"{ARTICLE}/compare\.json$", compare_json),
    (f"{ARTICLE}/page$", served_page),
    (r"^/assets/(?P<name>tinsach|datasette)\.css$", css),
    (r"^/assets/keys\.js$", script),
)
"""Paths as regular expressions, with what answers them."""
