"""Pages for the measures that need no gold: the gold's own, and for the fuzzer everything there is."""

from __future__ import annotations

import json
from pathlib import Path

from bench.gold import Folders, Page
from bench.quality import Gold
from cleaners.decode import decode


def gold_pages(gold: Gold) -> list[Page]:
    """The pages of the gold set."""
    return [Page(page.name, page.html, page.url, page.family != "other") for page in gold.pages]


def everything(folders: Folders, gold: Gold) -> list[Page]:
    """The gold's pages and dumps, and the list and home pages beside them."""
    lists = [_list_page(path, folders.pages) for path in _list_gold(folders.pages)] if folders.pages else []
    dumps = [Page(dump.name, dump.text, None, dump.outlet is not None) for dump in gold.dumps]
    return [*gold_pages(gold), *lists, *dumps]


def _list_gold(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.links.gold.json"))


def _list_page(gold: Path, folder: Path) -> Page:
    html = gold.with_name(gold.name.removesuffix(".links.gold.json") + ".html")
    url = json.loads(gold.read_text("utf-8"))["base_url"]
    return Page(html.relative_to(folder).as_posix(), decode(html.read_bytes()), url, True)
