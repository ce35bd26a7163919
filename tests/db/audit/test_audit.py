"""What was planted is found, and what is as it should be is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner, Verdict
from db.audit.findings import Finding, audit, with_proposals
from db.audit.leaks import FEWEST
from db.audit.losses import reads_like_prose
from db.audit.suspect import same
from db.connection import open_for_reading
from db.minhash import MissingMinHash
from db.records import Outcome
from db.store import Store
from tests.db.audit.conftest import LEAKS, LOSSES

ROWS = 15
LONG = (
    "Người dân trong xóm cho biết con đường này đã được sửa từ năm ngoái, nhưng đến nay vẫn chưa ai nhận trách nhiệm "
    "dọn những đống đá còn để lại hai bên."
)


@pytest.fixture(scope="module")
def found(planted: Path) -> list[Finding]:
    with closing(open_for_reading(planted)) as db:
        return audit(db.conn)


@pytest.mark.parametrize("word", [*LEAKS, *LOSSES])
def test_what_was_planted_stands_in_the_first_fifteen_rows(found: list[Finding], word: str) -> None:
    rows = [place for place, one in enumerate(found, 1) if word in one.text]
    assert rows
    assert rows[0] <= ROWS
    assert found[rows[0] - 1].what == ("leak" if word in LEAKS else "loss")


def test_a_leak_says_in_how_many_articles_it_stands(found: list[Finding]) -> None:
    (one,) = [one for one in found if "MUỐIBIỂN" in one.text]
    assert (one.outlet, one.articles) == ("nld", 20)


def test_blocks_that_differ_in_a_name_are_one_leak(found: list[Finding]) -> None:
    (one,) = [one for one in found if "ĐÈNDẦU" in one.text]
    assert one.articles >= 7, "of nine, found by MinHash"


def test_an_element_with_a_name_of_its_own_is_proposed_as_a_rule(planted: Path, found: list[Finding]) -> None:
    leak = next(one for one in found if "MUỐIBIỂN" in one.text)
    box = next(one for one in found if "BẾNNƯỚC" in one.text)
    with closing(open_for_reading(planted)) as db:
        rules = [one.proposal for one in with_proposals(db.conn, [leak, box])]
    assert rules == [
        'cleaners/nld.py, rules: *drop("boilerplate", ".note-follow"),',
        'cleaners/ngaynay.py, rules: *drop("boilerplate", ".partner-note"),',
    ]


def test_a_line_without_a_name_is_proposed_as_a_phrase(planted: Path, found: list[Finding]) -> None:
    leak = next(one for one in found if "CHIẾCNÓN" in one.text)
    with closing(open_for_reading(planted)) as db:
        (one,) = with_proposals(db.conn, [leak])
    assert 'phrases: ad=(r"(?i)^Đọc trọn bài trên ứng dụng\\b.*",)' in one.proposal


def test_a_loss_names_the_rule_that_dropped_it(planted: Path, found: list[Finding]) -> None:
    loss = next(one for one in found if "TẦMVÔNG" in one.text)
    with closing(open_for_reading(planted)) as db:
        (one,) = with_proposals(db.conn, [loss])
    assert ".ads" in one.proposal


Filled = Callable[[list[Article]], list[Finding]]


@pytest.fixture
def audited(tmp_path: Path) -> Iterator[Filled]:
    """The findings of a file with the given articles."""

    def of(articles: list[Article]) -> list[Finding]:
        with Store.open(tmp_path / "t.db") as store:
            run_id = store.begin_run(["nld"], settings={}, versions={})
            for one in articles:
                store.record(run_id, Outcome(one.url or "", "nld", "stored", article=one))
            store.flush()
            return audit(store.db.conn)

    return of


def article(number: int, blocks: tuple[str, ...], dropped: tuple[str, ...] = (), **fields: str) -> Article:
    verdicts = [Verdict(True, "paragraph", "paragraph", "p", text) for text in blocks]
    verdicts[1:1] = [Verdict(False, "related", ".box", ".box", text) for text in dropped]
    return Article(
        cleaner=Cleaner("nld", "1"),
        url=f"https://nld.com.vn/bai-{number}.htm",
        outlet="nld",
        headline=fields.get("headline", f"Bài số {number}"),
        description=fields.get("description"),
        blocks=tuple(Block("paragraph", text) for text in blocks),
        verdicts=tuple(verdicts),
    )


def own(number: int) -> tuple[str, ...]:
    return tuple(
        f"Đoạn {part} của bài {chr(97 + number) * 4} kể chuyện {chr(107 + number) * 5} {part}." for part in "xyz"
    )


def test_a_story_that_is_printed_again_is_no_boilerplate(audited: Filled) -> None:
    same_story = [article(number, own(1)) for number in range(6)]
    assert [one for one in audited(same_story) if one.what == "leak"] == []


def test_a_block_in_two_articles_is_no_leak(audited: Filled) -> None:
    line = "Hãy bấm theo dõi trang của chúng tôi để nhận tin."
    assert audited([article(n, (*own(n), line)) for n in range(FEWEST - 1)]) == []
    assert [one.text for one in audited([article(n + 9, (*own(n + 5), line)) for n in range(FEWEST)])] == [line]


def test_the_lead_of_another_article_in_a_box_is_no_loss(audited: Filled) -> None:
    other = article(1, own(1), headline="Đường mới sửa đã hỏng", description=LONG)
    assert audited([other, article(2, own(2), dropped=(f"Đường mới sửa đã hỏng {LONG}",))]) == []


def test_a_paragraph_in_a_box_is_a_loss(audited: Filled) -> None:
    (one,) = audited([article(2, own(2), dropped=(LONG,))])
    assert (one.what, one.text, one.rule) == ("loss", LONG, ".box")


def test_what_was_dropped_here_and_kept_elsewhere_is_no_loss(audited: Filled) -> None:
    assert audited([article(1, (*own(1), LONG)), article(2, own(2), dropped=(LONG,))]) == []


def test_without_the_library_what_repeats_word_for_word_is_found_all_the_same(
    audited: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*arguments: object, **named: object) -> None:
        raise MissingMinHash("rensa is not installed")

    monkeypatch.setattr("db.audit.leaks.bands", missing)
    line = "Hãy bấm theo dõi trang của chúng tôi để nhận tin."
    assert [one.text for one in audited([article(n, (*own(n), line)) for n in range(4)])] == [line]


@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        (LONG, True),
        ("Chợ nổi họp lại - Giá rau tăng - Cầu mới thông xe - Lễ hội đua ghe - Tàu cá về bờ - Lúa chín", False),
        ("Quảng cáo", False),
        ("", False),
    ],
)
def test_prose_is_told_by_its_little_words_and_its_end(text: str, is_prose: bool) -> None:
    assert (reads_like_prose(text) >= 0.35) == is_prose


def test_numbers_punctuation_and_marks_make_no_difference() -> None:
    assert same("Đã có 112 lượt xem: hoà nhạc!") == same("đã có 9 lượt xem – hòa nhạc")
