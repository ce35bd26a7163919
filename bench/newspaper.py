"""A newspaper of as many articles as are wanted, served by a process of its own.

`python -m bench.newspaper NUMBER` serves it until its standard input ends, and prints where.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import SiteServer
from crawler.demo.site import Request, Response, etag

PAPER = PAPERS["nld"]
IN_A_SITEMAP = 10_000
PROJECT = Path(__file__).resolve().parents[1]
ROBOTS, INDEX, PART = "/robots.txt", "/sitemap.xml", "/sitemap-part-{}x.xml"


class LargeNewspaper:
    """Người Lao Động of the demo with its articles repeated under other numbers and headlines, `number` of them."""

    hosts = PAPER.hosts

    def __init__(self, number: int) -> None:
        site = OutletSite(PAPER)
        models = [article for article in DEMO_ARTICLES["nld"] if len(article.id) == 18]
        answers = [(article, site.answer(Request("GET", PAPER.host, article.path))) for article in models]
        self._models = [
            (article.id, article.path, article.headline, answer.body)
            for article, answer in answers
            if answer.status == 200
        ]
        self.number = number

    def path(self, place: int) -> str:
        """The path of article `place`, counted from 0."""
        number, path, *_ = self._models[place % len(self._models)]
        return path.replace(number, _other(number, place))

    def answer(self, request: Request) -> Response:
        """robots.txt, an index of sitemaps, the sitemaps, the articles; 404 for all else."""
        if request.path == ROBOTS:
            return Response(200, {"Content-Type": "text/plain"}, f"Sitemap: {PAPER.origin}{INDEX}\n".encode())
        if request.path == INDEX:
            parts = range(0, self.number, IN_A_SITEMAP)
            return _xml("sitemapindex", "sitemap", (PART.format(part // IN_A_SITEMAP) for part in parts))
        if request.path.startswith("/sitemap-part-"):
            first = int(request.path.removeprefix("/sitemap-part-").removesuffix("x.xml")) * IN_A_SITEMAP
            last = min(first + IN_A_SITEMAP, self.number)
            return _xml("urlset", "url", (self.path(place) for place in range(first, last)))
        digits = request.path.removesuffix(".htm")[-9:]
        place = int(digits) if digits.isdigit() else self.number
        if place >= self.number or self.path(place) != request.path:
            return Response(404)
        number, _, headline, body = self._models[place % len(self._models)]
        page = body.replace(number.encode(), _other(number, place).encode())
        page = page.replace(headline.encode(), f"{headline}, kỳ {place}".encode())
        return Response(200, {"Content-Type": "text/html; charset=utf-8", "ETag": etag(page)}, page)


@contextmanager
def served(number: int) -> Iterator[str]:
    """The origin of a newspaper of `number` articles, in a process of its own."""
    command = [sys.executable, "-m", "bench.newspaper", str(number)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def _other(number: str, place: int) -> str:
    return f"{number[:-9]}{place:09}"


def _xml(root: str, entry: str, paths: Iterator[str]) -> Response:
    entries = "".join(f"<{entry}><loc>{escape(PAPER.origin + path)}</loc></{entry}>" for path in paths)
    return Response(200, {"Content-Type": "text/xml"}, f"<{root}>{entries}</{root}>".encode())


def _main(number: int) -> None:
    with SiteServer({"nld": LargeNewspaper(number)}) as server:
        sys.stdout.write(f"{server.origin('nld')}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    _main(int(sys.argv[1]))
