"""The file in a Datasette that knows nothing of us: search box, facets of lists, views."""

from __future__ import annotations

import asyncio
import json

import pytest
from datasette.app import Datasette


@pytest.fixture(scope="module")
def plain(shown, tmp_path_factory):
    """Asks a plain Datasette for the file, called "papers"."""
    link = tmp_path_factory.mktemp("plain") / "papers.db"
    link.symlink_to(shown)
    datasette = Datasette([str(link)])

    def get(path):
        answer = asyncio.run(datasette.client.get(path))
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    return get


def test_the_search_box_is_there_and_finds_without_diacritics(plain):
    found = plain("/papers/articles.json?_search=hoi+nghi&_shape=array&_col=headline")
    assert [row["headline"] for row in found] == ["Đại hội Đảng Cộng sản bàn về thủy lợi"]


def test_lists_can_be_faceted(plain):
    found = plain("/papers/articles.json?_facet_array=article_section&_size=0")
    counts = {one["value"]: one["count"] for one in found["facet_results"]["article_section"]["results"]}
    assert counts["Văn hóa"] == 1


@pytest.mark.parametrize("view", ["daily_counts", "authors", "sections", "keywords", "blocks", "stories"])
def test_views_are_shown(plain, view):
    assert plain(f"/papers/{view}.json?_shape=array")


def test_our_pages_are_not_mixed_into_it(plain):
    assert "papers" in plain("/.json")
