"""What flows through Scrapy's pipelines and exporters."""

from __future__ import annotations

from typing import Any

from db.records import Outcome


class ArticleItem(dict[str, Any]):
    """An article: its fields are exactly the article's JSON, so that is what an exporter writes.

    The outcome with the page as served travels beside them, for our own pipelines.
    """

    def __init__(self, outcome: Outcome) -> None:
        if outcome.article is None:
            raise ValueError("an item needs an article")
        super().__init__(outcome.article.to_dict())
        self.outcome = outcome
        self.article = outcome.article
