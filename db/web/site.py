"""What every page of one server shares: the file, its texts and templates, who asks about health."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cleaners.palette import PALETTE
from db.search.marking import CLOSE, OPEN
from db.web.overview import Overview, overview
from db.web.words import Language, language_of, moment, text

DATABASE = "tinsach"
"""What Datasette calls the file."""
KEPT_SECONDS = 60.0
"""How long the home page of a file that nobody writes to is remembered."""
VIETNAM = timedelta(hours=7)
FOLDER = Path(__file__).parent
COOKIE = "lang"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class OutletHealth:
    """How a newspaper's crawls are doing, as `crawler.health` says; `reason` is what the last run said itself."""

    outlet: str
    verdict: str
    reason: str | None
    is_good: bool
    started_at: str
    bar: str
    new: tuple[int, ...]


T = TypeVar("T")
Health = Callable[[sqlite3.Connection], list[OutletHealth]]


@dataclass(frozen=True, slots=True)
class Home:
    """The home page's contents."""

    found: Overview
    health: list[OutletHealth]


@dataclass(slots=True)
class Site:
    """The file at `path`, and whom to ask about health."""

    path: Path
    health: Health
    hosts: tuple[str, ...] | None
    """The host names it answers for, None for any."""
    _homes: dict[sqlite3.Connection, tuple[int, float, Home]] = field(default_factory=dict)
    """By connection (each of Datasette's few threads has one): what it was, and at which version of the file."""

    def home(self, conn: sqlite3.Connection) -> Home:
        """What is in the file; what was found last, as long as nobody has written to the file since.

        The clock has a say in it too (a crawl that died, a day without articles), so nothing is kept for long.
        """
        (version,) = conn.execute("PRAGMA data_version").fetchone()
        known = self._homes.get(conn)
        if known is not None and known[0] == version and time.monotonic() - known[1] < KEPT_SECONDS:
            return known[2]
        today = (datetime.now(UTC) + VIETNAM).date()
        home = Home(overview(conn, today), self.health(conn))
        self._homes[conn] = (version, time.monotonic(), home)
        return home


SITES: WeakKeyDictionary[Datasette, Site] = WeakKeyDictionary()
"""What `db.web.app.make_datasette` made; Datasette's plug-ins are shared by every Datasette of a process."""


def site_of(datasette: Datasette) -> Site:
    """The site that `db.web.app.make_datasette` gave this Datasette."""
    return SITES[datasette]


async def asked(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """What `question` says, asked in one of Datasette's threads, of one moment of the file."""

    def at_one_moment(conn: sqlite3.Connection) -> T:
        conn.execute("BEGIN")
        try:
            return question(conn)
        finally:
            conn.execute("ROLLBACK")

    answer: T = await datasette.get_database(DATABASE).execute_fn(at_one_moment)
    return answer


def language(request: Request) -> Language:
    """The language of the answer: ?lang=, the cookie, what the browser asks for."""
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    return language_of(chosen, request.headers.get("accept-language", ""))


def page(request: Request, template: str, *, json_url: str, status: int = 200, **values: Any) -> Response:
    """The answer with a page of ours."""
    spoken = language(request)
    html = (
        environment()
        .get_template(template)
        .render(
            language=spoken,
            t=lambda key: text(key, spoken),
            moment=lambda value: moment(value, spoken),
            other_language=with_query(request, lang="en" if spoken == "vi" else "vi"),
            json_url=json_url,
            **values,
        )
    )
    response = Response.html(html, status=status, headers={"Vary": "Accept-Language, Cookie"})
    if request.args.get(COOKIE) == spoken:
        response.set_cookie(COOKIE, spoken, max_age=YEAR, samesite="lax", httponly=True)
    return response


def as_json(value: Any, status: int = 200) -> Response:
    """The answer as JSON with real letters in it."""
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(body, status=status, content_type="application/json; charset=utf-8")


def with_query(request: Request, path: str | None = None, **changes: str | None) -> str:
    """The address of the request with some of its query changed; None takes a name away."""
    pairs = [(name, value) for name, value in parse_qsl(request.query_string) if name not in changes]
    pairs += [(name, value) for name, value in changes.items() if value is not None]
    query = urlencode(pairs)
    return f"{path or request.path}{'?' if query else ''}{query}"


def outside(url: str | None) -> str | None:
    """`url` when it is one of the web, None for javascript: and the like."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def marked(found: str) -> Markup:
    """`found` with its hits in <mark>; everything else is escaped."""
    html = str(escape(found)).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return Markup(html)


@cache
def environment() -> Environment:
    """The templates. They escape whatever they are given."""
    made = Environment(
        loader=PackageLoader("db.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"marked": marked, "outside": outside, "q": None}
    return made


@cache
def stylesheet(name: str) -> str:
    """A style sheet of ours: tinsach.css for our pages, datasette.css for Datasette's."""
    return PALETTE + (FOLDER / "static" / name).read_text("utf-8")


@cache
def keys() -> str:
    """The script of our pages."""
    return (FOLDER / "static" / "keys.js").read_text("utf-8")
