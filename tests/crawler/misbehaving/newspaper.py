"""A demo newspaper with addresses that misbehave among those that do not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request, Response
from crawler.demo.truth import DemoArticle, shelf_on


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, the `nth` for its path (from 1), with what the newspaper answers when it behaves."""

    request: Request
    nth: int
    genuine: Response


Behaviour = Callable[[Visit], Response]


class MisbehavingNewspaper:
    """A `Site`: the demo newspaper `name`, but for the paths in `rules`, and `everywhere` before them.

    `listed` are more articles in its home feed (paths, or whole addresses), `feeds` more feeds that its
    home page names, `sitemaps` more sitemaps that its robots.txt names. `hanging` is what never answers, and
    what a crawl need have no patience with: host and path.
    """

    def __init__(self, name: str) -> None:
        self.site = OutletSite(PAPERS[name])
        self.paper = self.site.paper
        self.rules: dict[str, Behaviour] = {}
        self.everywhere: Behaviour | None = None
        self.listed: list[str] = []
        self.feeds: list[str] = []
        self.sitemaps: list[str] = []
        self.hanging: list[str] = []
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def hosts(self) -> tuple[str, ...]:
        return self.site.hosts

    def path(self, number: int) -> str:
        """The path of the article that misbehaves as number `number`: one of this newspaper's own form."""
        if self.paper.family == "vccorp":
            return f"/bai-hong-so-{number:03}-196261119{number:09}.htm"
        return f"/bai-hong-so-{number:03}-post{5_000_000 + number}.html"

    def hang(self, path: str) -> None:
        """Note that `path` never answers; "*" stands for anything."""
        self.hanging += [f"{host}{path}" for host in self.hosts]

    def articles(self) -> tuple[DemoArticle, ...]:
        """The newspaper's articles as they stand now."""
        return shelf_on(DEMO_ARTICLES[self.paper.name], self.site.day).articles

    def section_paths(self) -> list[str]:
        """The paths of the newspaper's sections."""
        ending = ".htm" if self.paper.family == "vccorp" else "/"
        return [f"/{section.slug}{ending}" for section in self.paper.sections]

    def url(self, path: str) -> str:
        """The address that `path` is filed under."""
        return f"{self.paper.origin}{path}"

    def answer(self, request: Request) -> Response:
        with self._lock:
            self._asked[request.path] += 1
            nth = self._asked[request.path]
        genuine = self._with_additions(request, self.site.answer(request))
        behave = self.rules.get(request.path) or self.everywhere
        return behave(Visit(request, nth, genuine)) if behave else genuine

    def _with_additions(self, request: Request, response: Response) -> Response:
        if response.status != 200:
            return response
        match request.path:
            case "/rss/home.rss":
                return _inserted(response, "</channel>", map(self._item, self.listed))
            case "/":
                named = (f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in self.feeds)
                return _inserted(response, "</head>", named)
            case "/robots.txt":
                lines = "".join(f"Sitemap: {self.url(path)}\n" for path in self.sitemaps)
                return replace(response, headers=_plain(response), body=response.body + b"\n" + lines.encode())
            case _:
                return response

    def _item(self, address: str) -> str:
        link = address if "://" in address else self.url(address)
        return f"<item><link>{link.replace('&', '&amp;')}</link></item>"


def _inserted(response: Response, before: str, parts: Iterable[str]) -> Response:
    text = response.body.decode("utf-8").replace(before, "".join(parts) + before, 1)
    return replace(response, headers=_plain(response), body=text.encode("utf-8"))


def _plain(response: Response) -> dict[str, str]:
    """The headers without the validators, which are those of another body."""
    return {name: value for name, value in response.headers.items() if name not in ("ETag", "Last-Modified")}
