"""What the exceptions carry."""

from __future__ import annotations

from cleaners import Article, Block, Cleaner, NotAnArticle


def test_what_is_no_article_has_no_blocks_whatever_its_reader_took_for_text() -> None:
    read = Article(cleaner=Cleaner("nld", "1"), headline="Tin mới", blocks=(Block("paragraph", "Tin thứ nhất."),))
    error = NotAnArticle("list-page", read, "trang danh mục")
    assert error.article.blocks == ()
    assert error.article.headline == "Tin mới"
