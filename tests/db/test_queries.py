"""The ten queries run, on a file with articles, and the page says what they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.queries import QUERIES, markdown
from db.records import Outcome

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == markdown(), "run: python -m db.queries > docs/queries.md"


def test_there_are_ten():
    assert len(QUERIES) == 10


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_runs_and_answers(store, run, article, page_of, query):
    for number, body in enumerate((b"<p>a</p>", b"<p>b</p>")):
        changed = replace(article, headline=f"Chợ nổi họp lại {number}", date_published="2026-11-05T08:15:00+07:00")
        for url in (article.url, article.url.replace("pho-co", "cho-noi")):
            outlet = "nld" if "pho-co" in url else "nhandan"
            page = page_of(url, body=body, outlet=outlet)
            store.record(
                run, Outcome(url, outlet, "stored", page=page, article=replace(changed, url=url, outlet=outlet))
            )
    store.flush()
    assert store.db.execute(query.sql).fetchall()
