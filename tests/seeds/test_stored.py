"""Stored articles against the seeds they match."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.article import Article, Block
from db.errors import MissingDatabase
from db.records import Outcome
from db.store import Store
from seeds.check import SeedIndex
from seeds.stored import check_stored


def stored(path: Path, *articles: Article) -> Path:
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for number, article in enumerate(articles):
            url = f"https://nld.com.vn/bai-19626030207000{number:04}.htm"
            outcome = Outcome(url=url, outlet="nld", status="stored", reason=None, article=replace(article, url=url))
            store.record(run, outcome)
        store.end_run(run, exit_code=0, reason="finished", counts={})
    return path


@pytest.fixture
def other(article: Article) -> Article:
    body = (Block("paragraph", "Chợ phiên Mường Cát họp lại."),)
    return replace(article, headline="Chợ phiên họp lại", description=None, dateline=None, blocks=body)


def test_a_stored_article_that_matches_a_seed_is_compared(
    tmp_path: Path, article: Article, other: Article, index: SeedIndex
) -> None:
    found = check_stored(stored(tmp_path / "t.db", other, article), index)
    assert [(check.seed, check.result, check.url) for check in found] == [
        ("cau-moi", "match", "https://nld.com.vn/bai-196260302070000001.htm")
    ]


def test_a_stored_article_that_lost_a_paragraph_is_a_mismatch(
    tmp_path: Path, article: Article, index: SeedIndex
) -> None:
    broken = replace(article, blocks=article.blocks[:-1])
    (found,) = check_stored(stored(tmp_path / "t.db", broken), index)
    assert (found.result, [finding.line for finding in found.lost]) == ("mismatch", [20])


def test_a_file_without_a_seeds_article_gives_nothing(tmp_path: Path, other: Article) -> None:
    assert check_stored(stored(tmp_path / "t.db", other)) == []


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match=r"t\.db"):
        check_stored(tmp_path / "t.db")
    assert list(tmp_path.iterdir()) == []
