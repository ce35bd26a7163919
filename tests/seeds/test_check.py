"""Which seed a file or an article is, and what the check says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.article import Article, Block
from cleaners.errors import NotAnArticle, UnreadablePage
from seeds import check
from seeds.check import SeedIndex, check_article, check_file
from seeds.labels import SeedError, own_seeds

URL = "https://nld.com.vn/khanh-thanh-cau-treo-196260302070000001.htm"


@pytest.fixture
def cleaner(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Makes the cleaner return an article, or raise an error, whatever it is given."""

    def use(outcome: object) -> None:
        def clean(text: str, *, outlet: str) -> object:
            assert (outlet, "khánh thành cầu treo" in text) == ("nld", True)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(check, "clean", clean)

    return use


def test_an_invented_seed_is_cleaned_and_matches(text_path: Path, index: SeedIndex) -> None:
    report = check_file(text_path, index)
    assert report is not None
    assert (report.result, report.check and report.check.wrong, report.problem) == ("match", {}, None)


@pytest.mark.parametrize("name", [seed.file for seed in own_seeds()])
def test_a_real_seed_matches_to_the_letter(shared_seeds: Path, name: str) -> None:
    report = check_file(shared_seeds / name)
    assert report is not None
    assert report.check is not None, report.problem
    assert (report.check.lost, report.check.leaked, report.check.moved, report.check.wrong) == ((), (), (), {})


def test_lost_and_leaked_lines_come_with_number_and_text(
    text_path: Path, index: SeedIndex, article: Article, texts: dict[int, str], cleaner: Callable[[object], None]
) -> None:
    cleaner(replace(article, blocks=(*article.blocks[1:], Block("paragraph", texts[24]))))
    report = check_file(text_path, index)
    assert report is not None
    assert report.check is not None
    assert [(finding.line, finding.text) for finding in report.check.lost] == [(10, texts[10])]
    assert [(finding.line, finding.text) for finding in report.check.leaked] == [(24, texts[24])]


def test_a_seed_in_which_no_article_is_found_has_lost_everything(
    text_path: Path, index: SeedIndex, article: Article, cleaner: Callable[[object], None]
) -> None:
    cleaner(NotAnArticle("no-body", replace(article, blocks=()), "no body"))
    report = check_file(text_path, index)
    assert report is not None
    assert report.check is not None
    assert len(report.check.lost) == 4


def test_a_seed_that_the_cleaner_cannot_read_is_not_checked(
    text_path: Path, index: SeedIndex, cleaner: Callable[[object], None]
) -> None:
    cleaner(UnreadablePage("neither a page nor a dump"))
    report = check_file(text_path, index)
    assert report is not None
    assert (report.result, report.problem) == ("not checked", "neither a page nor a dump")


def test_a_seed_is_known_by_its_content_under_any_name(tmp_path: Path, text_path: Path, index: SeedIndex) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(text_path.read_bytes())
    report = check_file(copy, index)
    assert report is not None
    assert report.seed.name == "cau-moi"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("TP HCM", "TP\u00a0HCM "),
    ],
    ids=["windows line ends", "byte-order mark", "no last newline", "other blanks"],
)
def test_a_copy_that_differs_in_white_space_is_checked(
    tmp_path: Path, text_path: Path, index: SeedIndex, change: Callable[[str], str]
) -> None:
    copy = tmp_path / text_path.name
    copy.write_bytes(change(text_path.read_text("utf-8")).encode())
    report = check_file(copy, index)
    assert report is not None
    assert (report.result, report.problem) == ("match", None)


def test_a_copy_with_another_word_is_not_checked_and_says_where(
    tmp_path: Path, text_path: Path, index: SeedIndex
) -> None:
    copy = tmp_path / text_path.name
    copy.write_text(text_path.read_text("utf-8").replace("12 ngày công", "13 ngày công"), "utf-8")
    report = check_file(copy, index)
    assert report is not None
    assert (report.check, report.problem) == (None, "not the text that was labelled: line 18 is another")


def test_a_copy_that_is_not_utf_8_is_not_checked_and_says_where(
    tmp_path: Path, text_path: Path, index: SeedIndex
) -> None:
    copy = tmp_path / text_path.name
    copy.write_bytes(b"date\xff")
    report = check_file(copy, index)
    assert report is not None
    assert report.problem == "not UTF-8 at byte 4"


def test_any_other_file_is_no_seed(tmp_path: Path, index: SeedIndex) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Chợ phiên họp lại", "utf-8")
    assert check_file(other, index) is None


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, index: SeedIndex) -> None:
    with pytest.raises(SeedError, match=f"cannot read {tmp_path}: Is a directory"):
        check_file(tmp_path, index)


def test_an_article_with_the_seeds_headline_and_lead_is_compared(article: Article, index: SeedIndex) -> None:
    found = check_article(article, index)
    assert found is not None
    assert (found.seed, found.result) == ("cau-moi", "match")


def test_an_article_with_the_seeds_number_is_compared_whatever_else_it_says(article: Article, index: SeedIndex) -> None:
    other = replace(article, url=URL, headline="Chợ phiên họp lại", description=None, blocks=())
    found = check_article(other, index)
    assert found is not None
    assert (found.url, found.result, len(found.lost)) == (URL, "mismatch", 4)


def test_an_article_with_the_seeds_headline_and_most_of_its_body_is_compared(
    article: Article, index: SeedIndex
) -> None:
    found = check_article(replace(article, description=None, dateline=None), index)
    assert found is not None
    assert found.fields["lead"] is False


def test_an_article_with_the_seeds_lead_and_most_of_its_body_is_compared(article: Article, index: SeedIndex) -> None:
    found = check_article(replace(article, headline="Chợ phiên họp lại"), index)
    assert found is not None
    assert found.fields["headline"] is False


def test_an_article_with_only_the_headline_of_a_seed_is_another_article(article: Article, index: SeedIndex) -> None:
    other = replace(article, description=None, dateline=None, blocks=(Block("paragraph", "Chợ phiên họp lại."),))
    assert check_article(other, index) is None


def test_an_article_of_no_seed_is_not_compared(article: Article) -> None:
    assert check_article(replace(article, url=URL)) is None
