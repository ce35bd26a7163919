"""Lines of a page nobody declared that are no part of its article, though no name tells them apart."""

from __future__ import annotations

from cleaners import clean

TITLE = "Bến đò Mũi Cát chạy lại sau bão"
PROSE = [f"Chuyến đò thứ {n} rời bến lúc trời vừa sáng, chở theo hơn ba mươi người đi chợ huyện." for n in range(1, 6)]
OTHER = "Người gác đèn biển cuối cùng của mũi Gió"


def read(inside, *, after="", head=""):
    html = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1><div>{inside}</div>{after}</body></html>"
    )
    return clean(html, url="https://bendo.example/xa-hoi/ben-do-mui-cat-chay-lai-1234567.html")


def paragraphs(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def test_another_articles_headline_between_two_paragraphs_is_dropped():
    link = f'<div class="border-l-4"><a href="/bai/nguoi-gac-den-9">{OTHER}</a></div>'
    article = read(paragraphs(*PROSE[:3]) + link + paragraphs(*PROSE[3:]))
    assert [block.text for block in article.blocks] == PROSE


def test_a_document_to_be_fetched_at_the_end_belongs_to_the_article():
    article = read(paragraphs(*PROSE, '<a href="/tep/lich-chay-do-2024.1.pdf">Lịch chạy đò quý bốn năm nay</a>'))
    assert article.blocks[-1].text == "Lịch chạy đò quý bốn năm nay"


def test_links_that_run_on_behind_the_line_that_announces_them_are_dropped():
    links = "".join(f'<font>• <a href="/?id={n}">{OTHER} phần {n}</a> (1{n}/08)</font><br>' for n in range(4))
    article = read(paragraphs(*PROSE) + f"<p><b>Các tin đã đưa</b></p>{links}")
    assert [block.text for block in article.blocks] == PROSE


def test_links_in_one_block_with_the_line_that_announces_them_are_dropped():
    links = "<br>".join(f'<a href="/?id={n}">{OTHER} phần {n}</a>' for n in range(3))
    article = read(paragraphs(*PROSE) + f"<p><b>Tin đã đưa</b><br>{links}</p>")
    assert [block.text for block in article.blocks] == PROSE


def test_a_story_told_in_captions_keeps_them_out_of_its_text():
    shown = "".join(
        f'<div style="text-align:center"><img src="{n}.jpg"></div><div style="text-align:center"><i>{caption}</i></div>'
        for n, caption in enumerate(f"Góc bến thứ {n}, nơi chủ đò buộc thuyền tránh gió cả tuần qua." for n in range(7))
    )
    text = f"{PROSE[0]} {PROSE[1]}"
    article = read(paragraphs(text) + shown)
    assert article.article_body == text
    assert len([image for image in article.images if image.caption]) == 7


def test_a_class_that_says_no_share_is_no_share_bar():
    tags = '<div class="post-tags"><span>Tags:</span> <a href="/tag/do-ngang/" rel="tag">đò ngang</a></div>'
    article = read(f'<div class="entry-content no-share">{paragraphs(*PROSE)}{tags}</div>')
    assert [block.text for block in article.blocks] == PROSE
    assert article.keywords == ("đò ngang",)


def test_headings_that_a_page_builder_wraps_as_widgets_are_headings():
    def widget(inside):
        return f'<section><div class="elementor-element elementor-widget">{inside}</div></section>'

    article = read(widget(paragraphs(*PROSE[:2])) + widget("<h2>Mùa gió chướng</h2>") + widget(paragraphs(*PROSE[2:])))
    assert [block.text for block in article.blocks] == [*PROSE[:2], "Mùa gió chướng", *PROSE[2:]]


def test_the_editors_address_and_a_line_above_a_video_are_no_text():
    video = f'<div class="xem"><div>Video đang được xem nhiều</div><a href="/video/gac-den.html">{OTHER}</a></div>'
    article = read(paragraphs(*PROSE[:3]) + video + paragraphs(*PROSE[3:], "Tòa soạn: Số 5 phố Chợ Gạo, bến Mũi Cát"))
    assert [block.text for block in article.blocks] == PROSE
