from __future__ import annotations

from dataclasses import replace

import pytest

from bench.gold import DumpGold, PageGold
from bench.scores import Score, by_group, dump_score, f1, fold, in_order, leaks, lost, page_score

PAGE = PageGold(
    name="bao-thu.example/bai-1.html",
    family="epi",
    kind="article",
    html="",
    url=None,
    body=("Chợ Bến Thử mở lại sáng 5-2.", "Người mua xếp hàng từ sớm.", "Giá rau giảm một nửa."),
    optional=("Xem thêm video dưới đây.",),
    absent=("Cầu Tre sắp thông xe",),
    captions=("Quầy rau ở chợ Bến Thử.",),
    fields={"headline": "Chợ Bến Thử mở lại", "authors": ["Lê Thử"]},
)

DUMP = DumpGold(
    name="bai.txt",
    family="epi",
    kind="dump",
    text="",
    outlet=None,
    body=("Một câu.", "Câu khác."),
    titles=("Tít bài",),
    leads=("(Báo Thử) - Mở đầu.",),
)


def test_the_same_text_scores_one() -> None:
    assert f1("một hai ba bốn năm", "Một hai, ba bốn năm.") == 1.0


def test_half_of_the_shingles_score_what_the_formula_says() -> None:
    # 6 words are 3 shingles, 4 words 1; they share 1: 2 * 1 / (3 + 1)
    assert f1("một hai ba bốn", "một hai ba bốn năm sáu") == 0.5


def test_texts_without_a_common_shingle_score_nothing() -> None:
    assert f1("một hai ba bốn", "năm sáu bảy tám") == 0.0


def test_two_empty_bodies_agree_and_an_empty_one_never_agrees_with_text() -> None:
    assert f1("", "") == 1.0
    assert f1("", "một hai ba bốn") == 0.0


def test_a_repeated_sentence_costs_score() -> None:
    text = "một hai ba bốn năm"
    assert f1(f"{text} {text}", text) < 1.0


def test_decomposed_letters_and_odd_blanks_are_the_same_text() -> None:
    assert fold("Cho\u031b\u0323\u00a0 Bê\u0301n\u200b") == "Chợ Bến"


def test_blocks_out_of_order_count_once() -> None:
    assert in_order(["b", "a", "c"], ["a", "b", "c"]) == 2


def test_a_perfect_article_is_exact() -> None:
    figures = page_score(PAGE, PAGE.body, {"headline": "Chợ Bến Thử mở lại", "authors": ["Lê Thử"]}).figures
    assert figures == {
        "body_f1": 1.0, "blocks": 1.0, "exact": 1.0, "leaks": 0, "lost": 0, "headline": 1.0, "authors": 1.0
    }  # fmt: skip


def test_an_optional_block_is_neither_wanted_nor_wrong() -> None:
    assert page_score(PAGE, (*PAGE.body, *PAGE.optional), {}).figures["exact"] == 1.0


def test_a_caption_and_another_article_in_the_body_leak() -> None:
    body = " ".join((*PAGE.body, *PAGE.captions, *PAGE.absent))
    assert leaks(body, PAGE) == ["Cầu Tre sắp thông xe", "Quầy rau ở chợ Bến Thử."]


def test_what_the_gold_body_says_itself_is_no_leak() -> None:
    page = replace(PAGE, captions=("Giá rau giảm một nửa.",))
    assert leaks(" ".join(PAGE.body), page) == []


def test_a_missing_block_is_lost_and_not_exact() -> None:
    figures = page_score(PAGE, PAGE.body[:2], {}).figures
    assert (figures["lost"], figures["exact"], figures["blocks"]) == (1, 0.0, pytest.approx(2 / 3))


def test_a_changed_letter_loses_the_block() -> None:
    assert lost(" ".join(PAGE.body).replace("rau", "râu"), PAGE) == ["Giá rau giảm một nửa."]


def test_a_field_that_differs_scores_nothing_and_one_without_gold_has_no_figure() -> None:
    figures = page_score(PAGE, PAGE.body, {"headline": "Chợ khác", "authors": ["Lê Thử"], "source": "TTXVN"}).figures
    assert (figures["headline"], figures["authors"]) == (0.0, 1.0)
    assert "source" not in figures


def test_a_page_without_body_wants_no_block() -> None:
    video = replace(PAGE, body=(), captions=(), kind="video")
    assert page_score(video, (), {}).figures["exact"] == 1.0
    assert page_score(video, ("Bài khác.",), {}).figures["blocks"] == 0.0


def test_a_dump_counts_lost_and_leaked_lines() -> None:
    figures = dump_score(DUMP, ["Một câu.", "Tin liên quan"], "Tít bài", "Mở đầu.").figures
    assert figures == {"recall": 0.5, "precision": 0.5, "lost": 1, "leaked": 1, "headline": 1.0, "lead": 1.0}


def test_a_line_printed_twice_leaks_once() -> None:
    assert dump_score(DUMP, ["Một câu.", "Một câu.", "Câu khác."], None, None).figures["leaked"] == 1


def test_a_dump_without_a_lead_in_the_article_has_none_right() -> None:
    assert dump_score(DUMP, DUMP.body, "Tít bài", None).figures["lead"] == 0.0


def test_groups_sum_what_is_counted_and_average_the_rest() -> None:
    scores = [
        Score("a", "epi", "article", {"exact": 1.0, "leaks": 2, "headline": 1.0}),
        Score("b", "epi", "article", {"exact": 0.0, "leaks": 1}),
        Score("c", "epi", "video", {"exact": 1.0, "leaks": 0}),
    ]
    article, video = by_group(scores, "pages")
    assert article.figures == {"pages": 2, "exact": 0.5, "leaks": 3, "headline": 1.0}
    assert (video.name, video.figures["pages"]) == ("epi/video", 1)
