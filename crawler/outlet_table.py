"""What Tinsach knows of its outlets; docs/outlets.md is `python -m crawler.outlet_table > docs/outlets.md`."""

from __future__ import annotations

from typing import Any

import click
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from cleaners.outlets import OUTLETS
from cleaners.versions import version_of
from crawler.spiders.finding import FindingSpider
from crawler.spiders.places import Places

HEAD = """# The outlets

Generated from `cleaners/` and `crawler/spiders/` by `python -m crawler.outlet_table`; a test fails when it is stale.
Feeds, sitemaps and sections are a start and a fallback: what a site says itself (robots.txt, the feeds its
pages name, its menu, the API host of its lists) goes before them.
"""


def outlet_rows() -> list[dict[str, Any]]:
    """One row an outlet: name, title, family, hosts, feeds, sitemaps, sections, layouts, cleaner version."""
    rows = []
    for name, outlet in OUTLETS.items():
        places = places_of(name)
        layouts = dict.fromkeys(layout.name for layout in (*outlet.layouts, *outlet.family.layouts))
        rows.append(
            {
                "outlet": name,
                "title": outlet.title,
                "family": outlet.family.name,
                "hosts": list(outlet.hosts),
                "feeds": places.urls(places.feeds),
                "sitemaps": places.urls((*places.sitemaps, *places.news_sitemaps)),
                "sections": places.section_urls(),
                "layouts": ["standard", *(layout for layout in layouts if layout != "standard")],
                "cleaner": version_of(outlet.family, outlet),
            }
        )
    return rows


def places_of(outlet: str) -> Places:
    """Where the pages of `outlet` are."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["crawler.spiders"]}))
    spider = loader.load(outlet)
    assert issubclass(spider, FindingSpider)
    return spider.places


def outlets_page() -> str:
    """The text of docs/outlets.md. The cleaners' versions are left out: they change with every rule."""
    parts = [HEAD]
    for row in outlet_rows():
        parts.append(f"\n## {row['title']} (`{row['outlet']}`)\n\n| | |\n|---|---|\n| family | {row['family']} |\n")
        for name in ("hosts", "feeds", "sitemaps", "sections", "layouts"):
            parts.append(f"| {name} | {', '.join(f'`{value}`' for value in row[name])} |\n")
    return "".join(parts)


if __name__ == "__main__":
    click.echo(outlets_page(), nl=False)
