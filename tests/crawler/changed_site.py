"""A demo newspaper that is no longer what our files say: words of its pages changed, addresses missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request, Response


@dataclass(frozen=True)
class ChangedSite:
    """Serves the demo newspaper `name`. `renamed` replaces text in every answer, `answers` stand for whole paths."""

    name: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Response] = field(default_factory=dict)
    site: OutletSite = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "site", OutletSite(PAPERS[self.name]))

    @property
    def hosts(self) -> tuple[str, ...]:
        return self.site.hosts

    def answer(self, request: Request) -> Response:
        if request.path in self.answers:
            return self.answers[request.path]
        response = self.site.answer(request)
        body = response.body
        for old, new in self.renamed.items():
            body = body.replace(old.encode(), new.encode())
        return replace(response, body=body)


GONE = Response(404, {"Content-Type": "text/html"}, b"none")


def text(body: str) -> Response:
    """An answer that is found."""
    return Response(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())
