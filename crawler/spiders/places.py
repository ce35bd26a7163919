"""Where an outlet's pages are: the data of a spider."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where to start looking. What the site says itself goes before `sitemaps`, `feeds` and `sections`.

    Addresses are relative to `home`. `sitemaps` are asked when robots.txt names none, `news_sitemaps`
    always: they are the only source of true publishing times. `section` writes a section's name as
    its path; `sections` are asked besides those in the menu of the home page.
    """

    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    news_sitemaps: tuple[str, ...] = ()
    section: str = "/{}/"
    sections: tuple[str, ...] = ()

    def urls(self, paths: tuple[str, ...]) -> list[str]:
        """`paths` as addresses."""
        return [urljoin(self.home, path) for path in paths]

    def section_urls(self) -> list[str]:
        """The addresses of `sections`."""
        return self.urls(tuple(self.section.format(name) for name in self.sections))
