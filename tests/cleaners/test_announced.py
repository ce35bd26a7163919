"""Boxes that no element names and a line above them does."""

from __future__ import annotations

import pytest

from cleaners import clean
from cleaners.announced import announces

PROSE = (
    "Ban quản lý bến cho biết mực nước đã rút hai gang tay so với hôm qua.",
    "Các lái đò chạy lại từ năm giờ sáng, mỗi chuyến chở tối đa mười hai khách.",
)
OTHERS = tuple(f"Bến đò số {n} tạm dừng đón khách vì nước xiết" for n in range(4))


def page(body, after, *, title="Bến đò Vàm Xáng mở lại sau ba ngày nghỉ lũ"):
    prose = "".join(f"<p>{line}</p>" for line in body)
    inside = f"<div><h1>{title}</h1><div>{prose}</div>{after}</div>"
    return f"<html><head><title>{title}</title></head><body>{inside}</body></html>"


def teasers(with_summary=True):
    summary = "<p>Người dân được hướng dẫn đi vòng qua cầu treo cách đó hai cây số.</p>" if with_summary else ""
    return "".join(f'<div><a href="/tin-{n}.html">{line}</a>{summary}</div>' for n, line in enumerate(OTHERS))


def blocks(html):
    return [block.text for block in clean(html, url="https://bao.example/ben-do-vam-xang-123456.html").blocks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ý kiến bạn đọc (12)", "comments"),
        ("21 bình luận", "comments"),
        ("Để lại một bình luận", "comments"),
        ("TIN KHÁC", "related"),
        ("Các tin khác:", "related"),
        ("Có thể bạn quan tâm", "related"),
        ("Tin cùng chuyên mục", "related"),
        ("Video khác", "related"),
        ("Đọc nhiều nhất", "related"),
        ("Bình luận của ông Sơn gây tranh cãi", None),
        ("Tin khác về vụ lật đò hôm qua", None),
        ("Mới", None),
    ],
)
def test_a_line_announces_other_articles_or_what_readers_wrote(line, kind):
    assert announces(line) == kind


def test_what_readers_wrote_is_no_body_however_long_it_is():
    said = "".join(f"<div><b>Bạn {n}</b><p>{PROSE[0]} {PROSE[1]} Tôi ở gần bến nên biết.</p></div>" for n in range(8))
    assert blocks(page(PROSE, f"<div><h3>Ý kiến bạn đọc (8)</h3>{said}</div>")) == list(PROSE)


def test_other_articles_with_a_line_about_each_are_no_body_beside_a_short_one():
    assert blocks(page(PROSE[:1], f"<div><h3>Video khác</h3>{teasers()}</div>")) == [PROSE[0]]


def test_a_box_may_stand_beside_the_line_that_announces_it():
    assert blocks(page(PROSE, f"<div><span>Tin khác</span></div><div>{teasers()}</div>")) == list(PROSE)


def test_teasers_that_run_headline_and_summary_together_are_told_by_the_link_they_begin_with():
    lines = "".join(
        f'<div><a href="/tin-{n}.html">{line}</a> <span>{PROSE[1]}</span></div>' for n, line in enumerate(OTHERS)
    )
    assert blocks(page(PROSE, f"<div><div>Có thể bạn quan tâm</div>{lines}</div>")) == list(PROSE)


def test_an_article_that_begins_with_links_to_others_stays_an_article():
    title = "Bến đò Vàm Xáng mở lại sau ba ngày nghỉ lũ"
    story = [
        f"{line} Đoạn {n} của bài kể tiếp chuyện bến đò và những người sống nhờ nó." for n in range(4) for line in PROSE
    ]
    links = "".join(f'<li><a href="/tin-{n}-123456.html">{line}</a></li>' for n, line in enumerate(OTHERS[:2]))
    prose = "".join(f"<p>{line}</p>" for line in story)
    inside = f"<div><p>Tin liên quan</p><ul>{links}</ul>{prose}</div>"
    html = f"<html><head><title>{title}</title></head><body>{inside}</body></html>"
    assert blocks(html) == story


@pytest.mark.parametrize("button", ['<div><a href="#bl">Bình luận</a></div>', "<div><button>x</button>Bình luận</div>"])
def test_a_button_for_comments_above_the_body_announces_nothing(button):
    title = "Bến đò Vàm Xáng mở lại sau ba ngày nghỉ lũ"
    story = "".join(f"<p>{line} Đó là lời kể thứ {n} ở bến.</p>" for n in range(5) for line in PROSE)
    inside = f"<h1>{title}</h1><div>{button}<div>{story}</div></div>"
    html = f"<html><head><title>{title}</title></head><body>{inside}</body></html>"
    assert len(blocks(html)) == 10


def test_the_second_reader_brings_nothing_back_from_a_box():
    after = f"<div><h3>Tin đọc nhiều</h3>{teasers()}</div>" * 2
    html = page(PROSE[:1], after)
    assert not set(OTHERS) & set(blocks(html))


def test_why_a_box_was_dropped_is_told():
    article = clean(page(PROSE, f"<div><h3>Bình luận (1)</h3><p>{PROSE[0]} Đúng vậy.</p></div>"))
    told = [(verdict.kept, verdict.kind, verdict.rule) for verdict in article.verdicts if "Đúng vậy" in verdict.text]
    assert told == [(False, "comments", "announced")] or all(not kept for kept, _, _ in told)
