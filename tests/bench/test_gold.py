from __future__ import annotations

from pathlib import Path

import pytest

from bench.demo import demo_gold
from bench.gold import Folders, GoldMissing, digest, dump_gold, page_gold
from bench.pages import everything
from bench.quality import Gold, load


def test_a_page_comes_with_what_its_gold_file_says(shared: Path) -> None:
    (page,) = page_gold(shared / "pages")
    assert (page.name, page.family, page.kind) == ("bao-thu.example/bai-1.html", "other", "article")
    assert len(page.body) == 3
    assert page.captions == ("Quầy rau ở chợ Bến Thử.",)


def test_a_field_that_the_page_does_not_have_has_no_gold(shared: Path) -> None:
    (page,) = page_gold(shared / "pages")
    assert set(page.fields) == {"headline", "kind", "url"}


def test_a_page_without_gold_is_left_out(shared: Path) -> None:
    (shared / "pages/bao-thu.example/bai-2.html").write_text("<p>Bài khác.</p>", "utf-8")
    assert len(page_gold(shared / "pages")) == 1


def test_a_dump_loses_the_line_of_who_collected_it_and_its_crawl_date(shared: Path) -> None:
    (dump,) = dump_gold(shared / "dumps", "dump", {})
    assert dump.text.startswith(" date 2026-02-05 Chợ")
    assert (dump.titles, dump.body) == (("Chợ Bến Thử mở lại",), ("Một câu của bài.",))


def test_the_folder_of_a_dump_tells_its_outlet_and_family(shared: Path) -> None:
    (dump,) = dump_gold(shared / "dumps", "dump", {})
    assert (dump.outlet, dump.family) == ("nhandan", "epi")


@pytest.mark.parametrize(
    "name",
    ["pages/bao-thu.example/bai-1.gold.json", "pages/bao-thu.example/bai-1.html", "dumps/nhandan.vn/bai-thu.txt"],
)
def test_the_digest_changes_with_every_file_of_the_gold_set(shared: Path, name: str) -> None:
    before = digest(Folders.found())
    (shared / name).write_text((shared / name).read_text("utf-8") + " ", "utf-8")
    assert digest(Folders.found()) != before


def test_the_digest_does_not_depend_on_where_the_folder_stands(shared: Path, tmp_path: Path) -> None:
    before = digest(Folders.found())
    moved = shared.rename(tmp_path / "elsewhere")
    assert digest(Folders(moved / "pages", moved / "dumps", None)) == before


def test_a_missing_gold_set_says_what_to_do(nothing_shared: None) -> None:
    with pytest.raises(GoldMissing, match=r"TINSACH_SHARED.*--demo") as error:
        load(Folders.found())
    assert error.value.exit_code == 3


def test_list_pages_are_there_to_be_broken_too(shared: Path) -> None:
    folder = shared / "pages/bao-thu.example"
    (folder / "list.html").write_text("<a href=/bai-1.html>Chợ</a>", "utf-8")
    (folder / "list.links.gold.json").write_text('{"base_url": "https://bao-thu.example/"}', "utf-8")
    folders = Folders.found()
    names = [page.name for page in everything(folders, load(folders))]
    assert names == ["bao-thu.example/bai-1.html", "bao-thu.example/list.html", "nhandan.vn/bai-thu.txt"]


def test_the_demo_is_a_gold_set_of_its_own() -> None:
    gold = demo_gold()
    assert isinstance(gold, Gold)
    assert gold.demo
    assert {page.family for page in gold.pages} >= {"vccorp"}
    assert all(page.html and page.fields["headline"] for page in gold.pages)
