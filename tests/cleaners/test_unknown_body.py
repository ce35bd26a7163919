"""Which element of a page nobody declared holds the body, against what the elements around it are called."""

from __future__ import annotations

import pytest

from cleaners import clean

TITLE = "Xưởng đóng ghe cuối cùng bên rạch Cái Nứa"
PROSE = [
    f"Người thợ thứ {n} kể rằng mỗi chiếc ghe phải mất ba tháng mới xong, từ lúc chọn gỗ cho tới ngày hạ thủy."
    for n in range(1, 11)
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
IMPRINT = "<p>Trang này dùng cookie. Nội dung thuộc bản quyền của tờ báo, cấm sao chép dưới mọi hình thức nào khác.</p>"


def read(body, *, title=f"<title>{TITLE}</title>"):
    html = f"<html><head>{title}</head><body>{body}</body></html>"
    return clean(html, url="https://xuongghe.example/xuong-dong-ghe-cuoi-cung-1234567.html")


def texts(article):
    return [block.text for block in article.blocks]


@pytest.mark.parametrize(
    "name",
    [
        "post-12 post type-post status-publish hentry category-lang-nghe tag-ghe tag-binh-luan-quang-cao",
        "content-with-sidebar-wrp",
        "page-one-sidebar",
        "container paper_sidebar enable-lightbox",
        "theiaStickySidebar",
    ],
)
def test_the_frame_of_a_page_is_no_noise_whatever_it_is_called(name):
    article = read(f'<h1>{TITLE}</h1><div class="{name}"><div class="text">{TEXT}</div></div><div>{IMPRINT}</div>')
    assert texts(article) == PROSE
    assert article.keywords == ()


def test_an_article_named_for_its_tags_is_not_its_tags():
    name = "article-single post-7 post type-post status-publish hentry category-lang-nghe tag-ghe"
    others = "".join(f'<article class="{name}"><a href="/b-{n}/">{PROSE[n]}</a></article>' for n in range(3))
    article = read(f'<article class="{name}"><h1>{TITLE}</h1><div>{TEXT}</div></article>{others}')
    assert texts(article) == PROSE


def test_a_body_field_with_a_summary_is_no_lead():
    name = "field field-name-body field-type-text-with-summary field-label-hidden"
    article = read(f'<h1>{TITLE}</h1><div class="{name}"><div class="field-items">{TEXT}</div></div>{IMPRINT}')
    assert texts(article) == PROSE


def test_what_readers_wrote_is_no_body_though_it_is_longer():
    said = "".join(f"<p>{line} Tôi thấy bài này rất hay.</p>" for line in PROSE)
    article = read(
        f"<h1>{TITLE}</h1><div>{''.join(f'<p>{line}</p>' for line in PROSE[:3])}</div>"
        f'<div class="comments"><div>{said}</div></div>'
    )
    assert texts(article) == PROSE[:3]


def test_teasers_above_the_headline_do_not_widen_the_body():
    menu = "".join(
        f'<li><a href="/b-{n}.html">Tin số {n} trong ngày hôm nay ở huyện</a><div>{line[9:].capitalize()}</div></li>'
        for n, line in enumerate(PROSE)
    )
    article = read(f'<div><ul class="dropdown">{menu}</ul><h2>{TITLE}</h2><div class="shortcode">{TEXT}</div></div>')
    assert texts(article) == PROSE


def test_a_headline_printed_twice_is_no_other_article():
    half = len(PROSE) // 2
    parts = ["".join(f"<p>{line}</p>" for line in part) for part in (PROSE[:half], PROSE[half:])]
    article = read(
        f'<div class="page"><div class="fixed"><h1>{TITLE}</h1></div><div class="flow"><div><h1>{TITLE}</h1>'
        f'<div class="part">{parts[0]}</div></div><section><div class="part">{parts[1]}</div></section></div></div>'
    )
    assert texts(article) == PROSE


def test_the_parts_of_an_article_may_all_be_widgets():
    parts = "".join(
        f'<div class="widget-span"><div class="textwidget"><p>{a}</p><p>{b}</p><p>{c}</p></div></div>'
        for a, b, c in zip(PROSE[:9:3], PROSE[1:9:3], PROSE[2:9:3], strict=True)
    )
    article = read(f"<h1>{TITLE}</h1><div>{parts}</div><div>{IMPRINT}</div>")
    assert texts(article) == PROSE[:9]


def test_headings_of_the_first_level_within_an_article_part_it():
    heads = ["Chọn gỗ từ rừng đầu nguồn", "Ba tháng đục đẽo dưới mái lá", "Ngày hạ thủy đông như hội"]
    parts = "".join(
        f'<div class="part"><h1>{head}</h1><div>{"".join(f"<p>{line}</p>" for line in lines)}</div></div>'
        for head, lines in zip(heads, (PROSE[:3], PROSE[3:6], PROSE[6:]), strict=True)
    )
    article = read(f'<div class="hero"><h1>{TITLE}</h1></div><div class="page">{parts}</div>')
    assert texts(article) == [heads[0], *PROSE[:3], heads[1], *PROSE[3:6], heads[2], *PROSE[6:]]


def test_a_widget_that_leads_to_another_article_is_dropped():
    other = '<div class="widget"><a href="/b-9.html">Bến đò Mũi Cát chạy lại sau bão</a><p>Chuyến đầu.</p></div>'
    article = read(f"<h1>{TITLE}</h1><div>{TEXT}{other}</div>")
    assert texts(article) == PROSE


def test_what_a_streamed_page_hides_until_its_script_ran_is_read():
    article = read(
        f'<main><template id="B:0"></template></main><div hidden id="S:0"><h1>{TITLE}</h1><div>{TEXT}</div></div>'
    )
    assert texts(article) == PROSE
    assert article.headline == TITLE


def test_a_box_named_for_navigation_that_holds_prose_is_text():
    parts = "".join(
        f'<div class="toc-part"><h2 id="m{n}">Phần {n}</h2><p>{" ".join(PROSE[n : n + 3])}</p></div>' for n in (0, 3, 6)
    )
    article = read(f"<h1>{TITLE}</h1><div>{parts}</div>")
    assert [line for line in texts(article) if len(line) > 20] == [" ".join(PROSE[n : n + 3]) for n in (0, 3, 6)]


def test_a_further_heading_of_the_first_level_that_looks_otherwise_heads_no_other_article():
    first, second = ("".join(f"<p>{line}</p>" for line in lines) for lines in (PROSE[:4], PROSE[4:]))
    article = read(
        f'<div class="page"><div><h1 class="title">{TITLE}</h1><div class="rich">{first}</div></div>'
        f'<div><h1 class="hook">Nghe câu chuyện này ngay</h1></div><div class="rich">{second}</div></div>'
    )
    assert [line for line in texts(article) if line in PROSE] == PROSE
