"""Articles on their way into the file, and past the reference articles."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler

from cleaners.article import Article
from crawler.items import ArticleItem
from crawler.ledger import Ledger
from db.records import SeedCheck
from seeds.check import check_article


class LedgerPipeline:
    """Base of the pipelines that write to the run of their spider."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerPipeline:
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        ledger: Ledger = getattr(self._crawler.spider, "ledger")  # noqa: B009 (the spider's class is not ours to know)
        return ledger


class StorePipeline(LedgerPipeline):
    """Writes page, article and status of the address together. The last one, so that others may drop an item."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, ArticleItem):
            self.ledger.record(item.outcome)
        return item


class SeedCheckPipeline(LedgerPipeline):
    """Compares an article that is one of the reference articles with its labels; a mismatch ends in exit code 3."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, ArticleItem) and (check := seed_check(item.article)) is not None:
            self.ledger.checked(item.outcome.outlet, check)
        return item


def seed_check(article: Article) -> SeedCheck | None:
    """How `article` compares with the reference article it is a copy of, None when it is none's."""
    check = check_article(article)
    return None if check is None else check.record()
