"""What the newspaper does, and what must stand in the file afterwards: one row a misbehaviour.

The tests, `python -m bench soak` and docs/misbehaviour.md read these tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from crawler.demo.outlet_site import HTML, TEXT, XML
from crawler.demo.site import Response
from db.records import UrlStatus
from tests.crawler.misbehaving import bombs
from tests.crawler.misbehaving.newspaper import Behaviour, Visit
from tests.crawler.misbehaving.server import (
    Wire,
    Write,
    cut,
    drip,
    hang,
    hang_up,
    never_begin,
    never_end,
    talk_nonsense,
    with_headers,
)

FUTURE = "Fri, 01 Jan 2099 00:00:00 GMT"
OWN_HOST = "not the newspaper's own host"
LIST_PAGE = "<title>Kinh tế</title>" + "".join(
    f'<h3><a href="/tin-so-{n}-19626111900001{n:04}.htm">Tin số {n}</a></h3>' for n in range(40)
)
WALLS = {
    "cookie wall": '<script>document.cookie="D1N=0a1b2c3d; path=/";window.location.reload(true);</script>',
    "cloudflare": "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>"
    '<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script>',
    "captcha": '<title>Xác minh</title><form><div class="g-recaptcha" data-sitekey="0"></div></form>',
}
"""Pages that say 200 and keep programs out, by what they are called in `urls.reason`."""


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """One address that misbehaves, at every request.

    `status` and `reason` are what stands in `urls` after a crawl; with `tries` the address has an
    `next_try_at`, later by the first wait for its status. A `genuine` one is an article of the newspaper
    all the same, and is stored with every word.
    """

    name: str
    what: str
    behave: Behaviour
    status: UrlStatus
    reason: str | None
    genuine: bool = False


@dataclass(frozen=True, slots=True)
class BadSource:
    """One feed or sitemap that misbehaves; `trouble` is what `runs.counts` says of it, None when it can be read."""

    name: str
    what: str
    kind: Literal["feed", "sitemap"]
    behave: Behaviour
    trouble: str | None

    @property
    def path(self) -> str:
        return f"/hong/{self.name.replace(' ', '-')}.{'rss' if self.kind == 'feed' else 'xml'}"


def answers(response: Response) -> Behaviour:
    """Always `response`."""
    return lambda _: response


def says(status: int, body: bytes | str = b"", kind: str = HTML, **headers: str) -> Behaviour:
    """Always that answer; header names are written with "_" for "-"."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answers(Response(status, {"Content-Type": kind, **named}, content))


def wire(write: Write) -> Behaviour:
    """Always what `write` puts on the connection."""
    return answers(Wire(200, write=write))


def leads_to(target: str, status: int = 302) -> Behaviour:
    """Always a redirect."""
    return says(status, Location=target)


def to_itself(visit: Visit) -> Response:
    """A redirect to the same address."""
    return Response(302, {"Location": visit.request.path})


def in_circles(visit: Visit) -> Response:
    """A redirect to the same address with one more parameter: no address is seen twice."""
    return Response(302, {"Location": f"{visit.request.path}?vong={visit.nth}"})


def whole(change: Callable[[Response], Response]) -> Behaviour:
    """The true page, with something else about the answer; never a 304, whose headers say little."""

    def behave(visit: Visit) -> Response:
        return change(visit.genuine) if visit.genuine.status == 200 else visit.genuine

    return behave


def typed(content_type: str) -> Behaviour:
    """The true page under another Content-Type."""
    return whole(lambda page: replace(page, headers={**page.headers, "Content-Type": content_type}))


def from_the_future(page: Response) -> Response:
    return replace(page, headers={**page.headers, "Date": FUTURE, "Last-Modified": FUTURE, "Expires": FUTURE})


def with_cookies(page: Response) -> Response:
    flood = [f"Set-Cookie: tin{n}={'a' * 3000}; path=/" for n in range(300)]
    return Wire(200, write=with_headers(flood, page.body))


HALF = "<html><head><title>Tin</title></head><body><h1>Tin nửa chừng</h1><p>" + "Câu bỏ dở. " * 300
DEEP = "<html><body>" + "<div>" * 100_000 + "Sâu."

ARTICLES: tuple[Misbehaviour, ...] = (
    Misbehaviour("error", "500, again and again", says(500, "lỗi"), "failed", "http 500"),
    Misbehaviour("hang", "takes the request and never answers", wire(hang), "failed", "timeout"),
    Misbehaviour("empty", "200 with no body", says(200), "empty", "empty page"),
    Misbehaviour("drip", "a byte now and then", wire(drip), "failed", "timeout"),
    Misbehaviour(
        "list page", "a list of articles at an article's address", says(200, LIST_PAGE), "not_article", "unread layout"
    ),
    Misbehaviour("truncated", "half of what Content-Length promises", wire(cut(HALF.encode())), "failed", "connection"),
    Misbehaviour(
        "gzip bomb",
        "100 MB in 100 kB, Content-Encoding: gzip",
        says(200, bombs.gzip_bomb(), Content_Encoding="gzip"),
        "too_large",
        "larger than max_page_bytes when unpacked",
    ),
    Misbehaviour("hang up", "closes the connection without a word", wire(hang_up), "failed", "connection"),
    Misbehaviour(
        "redirect to a section",
        "301 to a section page",
        leads_to("/hong/muc-luc.htm", 301),
        "not_article",
        "redirects to /hong/muc-luc.htm",
    ),
    Misbehaviour("nonsense", "answers in no protocol", wire(talk_nonsense), "failed", "connection"),
    Misbehaviour(
        "bot wall: cookie",
        "200, a script that sets a cookie and reloads",
        says(200, WALLS["cookie wall"]),
        "blocked",
        "cookie wall",
    ),
    Misbehaviour("redirect to itself", "302 to the same address", to_itself, "failed", "too many redirects"),
    Misbehaviour(
        "redirect to a private address",
        "302 to 127.0.0.1 and a port of it",
        leads_to("http://127.0.0.1:9/quan-tri"),
        "disallowed",
        OWN_HOST,
    ),
    Misbehaviour("redirects without end", "302 to an ever new parameter", in_circles, "failed", "too many redirects"),
    Misbehaviour(
        "redirect to the cloud's metadata",
        "302 to 169.254.169.254",
        leads_to("http://169.254.169.254/latest/"),
        "disallowed",
        OWN_HOST,
    ),
    Misbehaviour(
        "redirect to another host",
        "301 to another newspaper",
        leads_to("https://bao-khac.example/tin.htm", 301),
        "disallowed",
        OWN_HOST,
    ),
    Misbehaviour(
        "redirect to a file",
        "302 to file:///etc/passwd",
        leads_to("file:///etc/passwd"),
        "failed",
        "http 302 that leads nowhere",
    ),
    Misbehaviour(
        "deflate bomb",
        "the same bomb, Content-Encoding: deflate",
        says(200, bombs.deflate_bomb(), Content_Encoding="deflate"),
        "too_large",
        "larger than max_page_bytes when unpacked",
    ),
    Misbehaviour(
        "headers without end", "never comes to the body", wire(never_begin), "too_large", "headers larger than 1 MB"
    ),
    Misbehaviour(
        "zip bomb",
        "a zip archive of 100 MB that says text/html",
        says(200, bombs.zip_bomb()),
        "not_article",
        "unreadable",
    ),
    Misbehaviour(
        "body without end",
        "chunks as fast as the line allows",
        wire(never_end),
        "too_large",
        "larger than max_page_bytes",
    ),
    Misbehaviour(
        "packed page",
        "the gzip bomb without a Content-Encoding",
        says(200, bombs.gzip_bomb()),
        "not_article",
        "unreadable",
    ),
    Misbehaviour("429", "429 with Retry-After: 1", says(429, "chậm lại", Retry_After="1"), "blocked", "http 429"),
    Misbehaviour(
        "binary", "random bytes that say text/html", says(200, bytes(range(256)) * 40), "not_article", "unreadable"
    ),
    Misbehaviour("503", "503 with Retry-After: 1", says(503, "bảo trì", Retry_After="1"), "failed", "http 503"),
    Misbehaviour(
        "deep nesting", "a hundred thousand <div> inside each other", says(200, DEEP), "not_article", "unreadable"
    ),
    Misbehaviour(
        "bot wall: Cloudflare", "200, “Just a moment...”", says(200, WALLS["cloudflare"]), "blocked", "cloudflare"
    ),
    Misbehaviour("gone", "410", says(410, "đã gỡ"), "gone", "http 410"),
    Misbehaviour("bot wall: captcha", "200, a captcha", says(200, WALLS["captcha"]), "blocked", "captcha"),
    Misbehaviour(
        "charset iso-8859-1",
        "UTF-8 that says it is Latin-1",
        typed("text/html; charset=iso-8859-1"),
        "stored",
        None,
        True,
    ),
    Misbehaviour(
        "charset utf-16", "UTF-8 that says it is UTF-16", typed("text/html; charset=utf-16"), "stored", None, True
    ),
    Misbehaviour(
        "charset unknown",
        "UTF-8 under a charset that there is not",
        typed("text/html; charset=tieng-viet"),
        "stored",
        None,
        True,
    ),
    Misbehaviour("text/plain", "a page that says it is plain text", typed(TEXT), "stored", None, True),
    Misbehaviour("cookie flood", "300 Set-Cookie headers of 3 kB", whole(with_cookies), "stored", None, True),
    Misbehaviour("clock skew", "Date, Last-Modified and Expires in 2099", whole(from_the_future), "stored", None, True),
)

LOCATION = "<url><loc>https://bao-khac.example/tin.htm</loc></url><url><loc>http://127.0.0.1:9/quan-tri</loc></url>"


def names_itself(visit: Visit) -> Response:
    """A sitemap index that names itself and two more of its kind, deeper and deeper."""
    here = f"https://{visit.request.host}{visit.request.path}"
    children = "".join(f"<sitemap><loc>{here}{more}</loc></sitemap>" for more in ("", "?a", "?b"))
    return Response(200, {"Content-Type": XML}, f"<sitemapindex>{children}</sitemapindex>".encode())


TOO_LARGE, UNPACKED = "larger than max_page_bytes", "larger than max_page_bytes when unpacked"
NO_XML = "not readable as XML"

SOURCES: tuple[BadSource, ...] = (
    BadSource("feed error", "500", "feed", says(500), "http 500"),
    BadSource("feed hang", "never answers", "feed", wire(hang), "timeout"),
    BadSource("feed page", "a page at the feed's address", "feed", says(200, LIST_PAGE), "not a feed or sitemap"),
    BadSource("feed cut", "half of what Content-Length promises", "feed", wire(cut(b"<rss><channel>")), "connection"),
    BadSource(
        "feed gzip bomb",
        "Content-Encoding: gzip",
        "feed",
        says(200, bombs.gzip_bomb(b"<rss>"), XML, Content_Encoding="gzip"),
        UNPACKED,
    ),
    BadSource("feed zip bomb", "a zip archive", "feed", says(200, bombs.zip_bomb(), XML), NO_XML),
    BadSource("feed without end", "chunks as fast as the line allows", "feed", wire(never_end), TOO_LARGE),
    BadSource(
        "feed of a billion laughs",
        "nested entities",
        "feed",
        says(200, bombs.billion_laughs("rss", "<channel><title>&e9;</title></channel>"), XML),
        None,
    ),
    BadSource(
        "feed of a quadratic blow-up",
        "one long entity, many times",
        "feed",
        says(200, bombs.quadratic_blowup("rss", "<item><title>" + "&e;" * 20_000 + "</title></item>"), XML),
        None,
    ),
    BadSource(
        "feed with a foreign entity",
        "an entity that names file:///etc/passwd",
        "feed",
        says(200, bombs.foreign_entity("rss", "<item><link>/&e;</link></item>"), XML),
        None,
    ),
    BadSource(
        "feed behind a bot wall",
        "200, a script that sets a cookie",
        "feed",
        says(200, WALLS["cookie wall"]),
        "cookie wall",
    ),
    BadSource(
        "feed elsewhere", "301 to another host", "feed", leads_to("https://bao-khac.example/a.rss", 301), OWN_HOST
    ),
    BadSource("feed in circles", "redirects without end", "feed", in_circles, "too many redirects"),
    BadSource(
        "sitemap gzip bomb",
        "Content-Encoding: gzip",
        "sitemap",
        says(200, bombs.gzip_bomb(b"<urlset>"), XML, Content_Encoding="gzip"),
        UNPACKED,
    ),
    BadSource(
        "sitemap packed bomb",
        "a gzip file of 100 MB",
        "sitemap",
        says(200, bombs.gzip_bomb(b"<urlset>"), "application/gzip"),
        "larger than 50,000,000 bytes when unpacked",
    ),
    BadSource(
        "sitemap packed twice",
        "a gzip bomb in a gzip file",
        "sitemap",
        says(200, bombs.twice_packed(), "application/gzip"),
        "larger than 50,000,000 bytes when unpacked",
    ),
    BadSource("sitemap zip bomb", "a zip archive", "sitemap", says(200, bombs.zip_bomb(), XML), NO_XML),
    BadSource(
        "sitemap of a billion laughs",
        "nested entities",
        "sitemap",
        says(200, bombs.billion_laughs("urlset", "<url><loc>/&e9;</loc></url>"), XML),
        None,
    ),
    BadSource("sitemap that names itself", "an index of indexes without end", "sitemap", names_itself, None),
    BadSource(
        "sitemap of other hosts",
        "addresses of another host and of 127.0.0.1",
        "sitemap",
        says(200, f"<urlset>{LOCATION}</urlset>", XML),
        None,
    ),
)

SCENARIOS: tuple[tuple[str, str], ...] = (
    (
        "An article fails a few times, then is there",
        "`failed` with a later time at each try, then `stored` with `tries` 0",
    ),
    (
        "An article shows a list of articles for half a year",
        "asked for on days 0, 0, 1, 8, 38, 68, 98, 128, 158, 188, then given up: `next_try_at` is empty",
    ),
    (
        "An address was given up, and a source says that it changed",
        "asked for at once; `stored`",
    ),
    ("The same article under 20 spellings of its address", "one row in `urls`, one request, one article"),
    (
        "An article's address becomes a list page",
        "`urls`: `not_article`, with the time of the next try; the article and its page stay",
    ),
    ("An article is gone", "`urls`: `gone`; the article and its page stay"),
    (
        "Feeds, sitemaps, pages and headers date from 2099",
        "stored; asked for again as if it were as old as our knowledge of it, and not at every crawl",
    ),
    (
        "robots.txt forbids everything in the middle of a crawl",
        "it is read again after an hour: the rest is `disallowed`, reason `robots.txt`; what was stored stays",
    ),
    (
        "robots.txt answers 500, or nothing",
        "nothing is asked for; addresses already known stay as they are; exit code 3, or 1",
    ),
    (
        "429 with a long Retry-After",
        "`blocked`, `next_try_at` not before Retry-After; nothing more is asked for until then; exit code 3",
    ),
    (
        "A bot wall with status 200 in front of everything",
        "no article, no page taken for one; exit code 3, which names the wall",
    ),
    (
        "Nothing answers any more",
        "the outlet is left alone after three requests, exit code 1; other outlets are crawled to the end",
    ),
    ("A list that goes on for ever, with new addresses", "`max_list_pages` pages of a section, then no more"),
    ("A list that gives its last page for ever", "two pages of a section"),
    ("A sitemap of 200,000 addresses", "200,000 rows in `urls`, as many requests as --limit allows"),
)
"""Stories of more than one address, told in test_stories.py: what happens, and what is left."""
