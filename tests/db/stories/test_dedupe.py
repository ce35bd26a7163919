"""The same story is found whoever printed it, and another one on the same topic is not."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.stories import CHANGES, Labelled, fill, labelled_set, quality
from cleaners.article import Article, Block, Cleaner
from db.connection import open_for_writing
from db.minhash import BANDS, MissingMinHash
from db.records import Outcome
from db.store import Store
from db.stories.dedupe import Deduped, dedupe, shared_stories
from db.stories.grouping import CROWD, Pair, candidates, groups, likeness, same_stories

STORY = (
    "Sáng 14-11, đoàn công tác của tỉnh đã đến thăm những hộ dân ven suối Nghệ, nơi nước lũ cuốn trôi cây cầu gỗ "
    "duy nhất nối hai bờ. Theo báo cáo nhanh của xã, một trăm mười hai hộ bị chia cắt trong gần ba tuần, học sinh "
    "phải đi vòng chín cây số để đến lớp. Đoàn đã trao ba mươi phần quà và hứa sớm khởi công cây cầu mới bằng bê "
    "tông trước mùa khô."
)
OTHER = (
    "Chủ tịch xã cho hay kinh phí dựng cầu suối Nghệ đã được bố trí từ nguồn dự phòng, phần còn lại do doanh "
    "nghiệp ủng hộ. Nhà thầu dự kiến đưa máy vào trong tuần tới nếu thời tiết thuận lợi; đường gom hai đầu cầu sẽ "
    "làm sau cùng. Trước mắt, xã giữ chiếc bè tre có dây kéo, giao cho hai thanh niên trực để đưa các em qua "
    "suối."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as opened:
        yield opened


Put = Callable[..., Article]


@pytest.fixture
def put(store: Store) -> Put:
    """Stores an article; a second time under the same number: a new version of it."""
    run_id = store.begin_run(["nld", "nhandan", "ngaynay"], settings={}, versions={})

    def of(outlet: str, number: int, text: str, *, day: int = 1, source: str | None = None) -> Article:
        one = Article(
            cleaner=Cleaner(outlet, "1"),
            url=f"https://{outlet}.vn/bai-{number}.htm",
            outlet=outlet,
            headline=f"Tin số {number}",
            source=source,
            date_published=f"2026-11-{day:02}T08:00:00+07:00",
            blocks=(Block("paragraph", text),),
        )
        store.record(run_id, Outcome(one.url or "", outlet, "stored", article=one))
        store.flush()
        return one

    return of


@pytest.fixture
def deduped(store: Store) -> Callable[..., Deduped]:
    return lambda **options: dedupe(store.db.conn, store.path, **options)


def members(store: Store) -> list[tuple[str, int]]:
    return store.db.conn.execute(
        "SELECT outlet, position FROM story_articles JOIN articles ON id = article_id ORDER BY story_id, position"
    ).fetchall()


def test_precision_and_recall_on_the_labelled_set_are_at_least_98_percent(tmp_path: Path) -> None:
    labelled = labelled_set(60)
    assert {one.how for one in labelled} == set(CHANGES)
    path = tmp_path / "labelled.db"
    fill(path, [(one.outlet, one.text) for one in labelled])
    with closing(open_for_writing(path)) as db:
        dedupe(db.conn, path)
    found = quality(path, labelled)
    assert found.precision >= 0.98
    assert found.recall >= 0.98, found.missed_by


def test_quality_counts_what_was_missed_and_what_was_wrong(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    fill(path, [("nld", STORY), ("nhandan", STORY), ("ngaynay", OTHER)])
    labels = [Labelled(story, "copied", "nld", "") for story in (1, 2, 2)]
    with closing(open_for_writing(path)) as db:
        dedupe(db.conn, path)
    found = quality(path, labels)
    assert (found.found, found.missed, found.wrong) == (0, 1, 1)


def test_a_story_in_three_newspapers_is_one_row_with_the_earliest_and_the_agency(
    store: Store, put: Put, deduped: Callable[..., Deduped]
) -> None:
    put("nld", 1, STORY, day=3)
    put("nhandan", 2, STORY + " Bài của phóng viên thường trú.", day=2, source="TTXVN")
    put("ngaynay", 3, STORY, day=4, source="TTXVN")
    put("nld", 4, OTHER, day=1)
    deduped()
    (story,) = shared_stories(store.db.conn)
    assert (story.outlet, story.articles, story.agency) == ("nhandan", 3, "TTXVN")
    assert set(story.outlets) == {"nhandan", "nld", "ngaynay"}
    assert members(store) == [("nhandan", 0), ("nld", 1), ("ngaynay", 2)]


def test_the_view_has_one_row_a_story_and_those_with_one_article_too(
    store: Store, put: Put, deduped: Callable[..., Deduped]
) -> None:
    put("nld", 1, STORY)
    put("nhandan", 2, STORY, day=2)
    put("nld", 3, OTHER, source="Reuters")
    deduped()
    rows = store.db.conn.execute("SELECT headline, articles, outlets, agency FROM stories ORDER BY headline").fetchall()
    assert rows == [("Tin số 1", 2, '["nld","nhandan"]', None), ("Tin số 3", 1, '["nld"]', "Reuters")]


def test_before_anything_was_compared_every_article_is_a_story(store: Store, put: Put) -> None:
    put("nld", 1, STORY)
    put("nhandan", 2, STORY)
    assert store.db.conn.execute("SELECT count(*), sum(articles) FROM stories").fetchone() == (2, 2)


def test_a_second_pass_compares_only_what_is_new(store: Store, put: Put, deduped: Callable[..., Deduped]) -> None:
    put("nld", 1, STORY)
    put("nld", 2, OTHER)
    assert deduped().signed == 2
    put("nhandan", 3, STORY, day=2)
    again = deduped()
    assert (again.signed, again.pairs, again.stories) == (1, 1, 1)
    assert deduped().signed == 0
    assert members(store) == [("nld", 0), ("nhandan", 1)], "a pass without news keeps what is known"


def test_an_article_that_changed_leaves_its_story(store: Store, put: Put, deduped: Callable[..., Deduped]) -> None:
    put("nld", 1, STORY)
    put("nhandan", 2, STORY)
    assert deduped().stories == 1
    put("nhandan", 2, OTHER)
    assert deduped().stories == 0


def test_an_article_that_was_deleted_is_forgotten(store: Store, put: Put, deduped: Callable[..., Deduped]) -> None:
    put("nld", 1, STORY)
    put("nhandan", 2, STORY)
    deduped()
    store.db.conn.execute("UPDATE urls SET article_id = NULL")
    store.db.conn.execute("DELETE FROM articles WHERE outlet = 'nld'")
    assert deduped().stories == 0


def test_afresh_signs_all_again(store: Store, put: Put, deduped: Callable[..., Deduped]) -> None:
    put("nld", 1, STORY)
    put("nhandan", 2, STORY)
    deduped()
    done = deduped(afresh=True)
    assert (done.signed, done.stories) == (2, 1)


def test_signatures_of_another_algorithm_are_made_again(
    store: Store, put: Put, deduped: Callable[..., Deduped]
) -> None:
    put("nld", 1, STORY)
    deduped()
    store.db.conn.execute("UPDATE signatures SET algorithm = 'older'")
    assert deduped().signed == 1


def test_a_caption_alone_is_compared_with_nothing(store: Store, put: Put, deduped: Callable[..., Deduped]) -> None:
    put("nld", 1, "Ảnh chụp sáng nay ở bến sông.")
    put("nhandan", 2, "Ảnh chụp sáng nay ở bến sông.")
    assert deduped().signed == 0


def test_tone_marks_punctuation_and_case_make_no_difference(
    store: Store, put: Put, deduped: Callable[..., Deduped]
) -> None:
    put("nld", 1, STORY.replace(",", " –").upper())
    put("nhandan", 2, STORY)
    assert deduped().stories == 1


def test_without_the_library_it_says_what_to_install(
    deduped: Callable[..., Deduped], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(MissingMinHash, match=r"pip install 'tinsach\[dedupe\]'"):
        deduped()


def test_a_band_that_crowds_share_does_not_compare_all_with_all() -> None:
    same = {number: array("I", [7] + [number * 100 + band for band in range(BANDS - 1)]) for number in range(2 * CROWD)}
    assert len(list(candidates(same))) < 3 * 2 * CROWD


def test_likeness_needs_a_third_of_common_runs_or_a_shorter_one_inside() -> None:
    long = frozenset(f"r{number}" for number in range(300))
    short = frozenset(f"r{number}" for number in range(60))
    few = frozenset(f"r{number}" for number in range(30))
    other = frozenset(f"r{number}" for number in range(250, 500))
    assert likeness(long, short) == pytest.approx(0.2)
    assert likeness(long, few) == 0.0, "too short to be told"
    assert likeness(long, other) == 0.0


def test_pairs_hang_together_in_groups() -> None:
    assert sorted(groups([(1, 2), (5, 6), (2, 9)])) == [[1, 2, 9], [5, 6]]


def test_candidates_are_looked_at_as_texts() -> None:
    texts = {1: frozenset("abcd"), 2: frozenset("abce"), 3: frozenset("wxyz")}
    found = list(same_stories(iter([(1, 2), (1, 3)]), texts.__getitem__))
    assert found == [Pair(1, 2, 0.6)]
