"""What only the shape of a page nobody declared tells: line breaks, a look of its own, a place behind a picture."""

from __future__ import annotations

import pytest

from cleaners import clean

TITLE = "Làng muối Đồng Xoan vào vụ phơi đầu năm"
LEAD = "Nắng sớm ba ngày liền, diêm dân Đồng Xoan kéo nhau ra ruộng để kịp mẻ muối đầu tiên của năm nay."
PROSE = [
    f"Ông Bảy ở thửa thứ {n} cho biết nước mặn dẫn vào từ nửa đêm, đến trưa thì hạt muối đã kết trắng mặt ruộng."
    for n in range(1, 7)
]
CAPTION = "Diêm dân cào muối lúc xế trưa"
OTHER = "Bến cá Mũi Gành sửa xong cầu tàu trước mùa biển"
IMAGE = '<p><img src="/anh/muoi.jpg"></p>'
RELATED = (
    f'<h3>Tin liên quan</h3><ul><li><a href="/bai/ca-2">{OTHER}</a></li><li><a href="/bai/ca-3">{OTHER} 2</a></li></ul>'
)


def read(body, *, title=f"<title>{TITLE}</title>", head=f"<h1>{TITLE}</h1>"):
    html = f"<html><head>{title}</head><body>{head}<div>{body}</div></body></html>"
    return clean(html, url="https://langmuoi.example/lang-muoi-dong-xoan-vao-vu-1234567.html")


def texts(article):
    return [block.text for block in article.blocks]


def captions(article):
    return [image.caption for image in article.images if image.caption]


def paragraphs(*lines, name=""):
    return "".join(f'<p class="{name}">{line}</p>' if name else f"<p>{line}</p>" for line in lines)


# -- line breaks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", '<p><span style="color:#000">{}</span></p>', "<font>{}</font>"])
def test_lines_longer_than_a_sentence_are_paragraphs(around):
    assert texts(read(around.format("<br>".join(PROSE)))) == PROSE


def test_a_heading_among_such_lines_is_a_block_of_its_own():
    lines = [*PROSE[:3], "Giá muối nhích lên", *PROSE[3:]]
    assert texts(read("<br/>\n".join(lines))) == lines


def test_lines_of_verse_stay_one_block():
    verse = ["Muối trắng như sương", "gió lùa qua ruộng", "ai gánh về thương", "một đời nước mặn"]
    article = read(paragraphs(*PROSE) + f"<p>{'<br>'.join(verse)}</p>")
    assert texts(article) == [*PROSE, " ".join(verse)]


def test_a_break_within_a_paragraph_is_none_where_paragraphs_have_elements():
    broken = f"{PROSE[0]}<br>{PROSE[1]}"
    assert texts(read(f"<p>{broken}</p>" + paragraphs(*PROSE[2:]))) == [f"{PROSE[0]} {PROSE[1]}", *PROSE[2:]]


# -- a look of its own ------------------------------------------------------------------------------------------------


def test_a_first_paragraph_with_a_class_of_its_own_is_the_lead():
    article = read(paragraphs(LEAD, name="main-story-news") + paragraphs(*PROSE, name="story-news"))
    assert article.description == LEAD
    assert texts(article) == PROSE


def test_so_is_a_first_line_of_a_body_made_of_boxes():
    body = f'<div class="main-story-news">{LEAD}</div>' + "".join(
        f'<div class="story-news">{line}</div>' for line in PROSE
    )
    assert read(body).description == LEAD


@pytest.mark.parametrize("name", ["has-drop-cap", "first", "MsoNormal", "text-justify", "p1"])
def test_a_first_paragraph_that_is_only_set_otherwise_is_text(name):
    article = read(paragraphs(LEAD, name=name) + paragraphs(*PROSE))
    assert texts(article) == [LEAD, *PROSE]


def test_lines_that_look_alike_and_stand_behind_pictures_are_captions():
    note = '<p class="tiny-note">{}</p>'
    body = (
        paragraphs(*PROSE[:3], name="story")
        + IMAGE
        + note.format(f"{CAPTION}, ruộng số một.")
        + paragraphs(*PROSE[3:], name="story")
        + IMAGE
        + note.format(f"{CAPTION}, ruộng số hai.")
        + paragraphs(LEAD, name="story")
    )
    article = read(body)
    assert texts(article) == [*PROSE, LEAD]
    assert captions(article) == [f"{CAPTION}, ruộng số một.", f"{CAPTION}, ruộng số hai."]


def test_a_look_that_text_has_elsewhere_is_no_captions():
    body = IMAGE + paragraphs(*PROSE, name="story") + IMAGE + paragraphs(LEAD, name="story")
    assert texts(read(body)) == [*PROSE, LEAD]


def test_a_signature_below_a_picture_is_no_caption():
    article = read(paragraphs(*PROSE) + IMAGE + '<p style="text-align: right"><b>Trần Thị Mận</b></p>')
    assert article.authors == ("Trần Thị Mận",)


# -- a place behind a picture -----------------------------------------------------------------------------------------


def test_a_line_behind_a_picture_that_ends_no_sentence_is_its_caption():
    article = read(paragraphs(*PROSE[:3]) + IMAGE + paragraphs(CAPTION, *PROSE[3:]))
    assert texts(article) == PROSE
    assert captions(article) == [CAPTION]


def test_a_paragraph_behind_a_picture_is_text():
    assert texts(read(paragraphs(*PROSE[:3]) + IMAGE + paragraphs(*PROSE[3:]))) == PROSE


# -- boxes ------------------------------------------------------------------------------------------------------------


def test_the_card_of_another_article_goes_whole():
    card = (
        '<div class="tin tin-nho"><figure><a href="/bai/ca-2"><img src="/anh/ca.jpg"></a></figure>'
        f'<h4><a href="/bai/ca-2">{OTHER}</a></h4><div><time>02/10/2017</time></div>'
        "<p>Cầu tàu cũ mục từ mùa bão trước, nay đã thay cọc và lát lại ván.</p></div>"
    )
    assert texts(read(paragraphs(*PROSE[:3]) + card + paragraphs(*PROSE[3:]))) == PROSE


def test_a_part_of_the_article_under_a_heading_that_links_away_stays():
    link = '<a href="https://hoptacxa.example/">Hợp tác xã diêm nghiệp Đồng Xoan</a>'
    part = f"<div><h3>{link}</h3>{paragraphs(LEAD)}</div>"
    assert LEAD in texts(read(paragraphs(*PROSE[:3]) + part + paragraphs(*PROSE[3:])))


def test_a_short_item_beside_a_box_of_links_is_read():
    article = read(f"<div>{RELATED}</div><div>{paragraphs(*PROSE[:3])}</div>")
    assert texts(article) == PROSE[:3]


@pytest.mark.parametrize("label", ["Quảng cáo của DTads", "QUẢNG CÁO", "Advertisement"])
def test_a_label_of_an_advertisement_is_no_text(label):
    assert texts(read(paragraphs(*PROSE[:3]) + f"<div>{label}</div>" + paragraphs(*PROSE[3:]))) == PROSE


def test_text_that_is_not_read_aloud_is_text():
    body = "".join(f'<div class="no-tts">{paragraphs(line)}</div>' for line in PROSE)
    assert texts(read(body)) == PROSE


def test_the_headings_of_a_ticker_stay():
    body = "".join(
        f'<li><div class="timeline__header"><h3>Mẻ muối thứ {n} lên bờ</h3></div><p>{line}</p></li>'
        for n, line in enumerate(PROSE, 1)
    )
    assert "Mẻ muối thứ 2 lên bờ" in texts(read(f'<ul class="timeline">{body}</ul>'))


# -- headline ---------------------------------------------------------------------------------------------------------


def test_a_pages_one_heading_is_its_headline_though_its_title_says_something_else():
    article = read(paragraphs(*PROSE), title="<title>Giá muối hôm nay tăng hay giảm, xem ngay</title>")
    assert article.headline == TITLE
    assert texts(article) == PROSE


def test_a_newspapers_name_in_a_heading_is_no_headline():
    masthead = '<h1>Báo điện tử của tỉnh ven biển phía Nam</h1><div class="tieu-de">' + TITLE + "</div>"
    assert read(paragraphs(*PROSE), head=masthead).headline == TITLE


def test_a_menu_beside_an_amp_page_names_no_section():
    menu = '<amp-sidebar layout="nodisplay"><ul><li><a href="/bien">Biển đảo</a></li></ul></amp-sidebar>'
    assert read(paragraphs(*PROSE), head=f"{menu}<h1>{TITLE}</h1>").article_section == ()


def test_a_line_above_the_headline_is_no_text():
    html = (
        f'<html><head><title>{TITLE}</title></head><body><div><a href="" class="muc">ĐỜI SỐNG</a><h1>{TITLE}</h1>'
        f"{paragraphs(*PROSE)}</div></body></html>"
    )
    assert texts(clean(html)) == PROSE


def test_the_place_in_front_of_a_lead_is_no_part_of_it():
    head = f'<title>{TITLE}</title><meta property="og:description" content="BẠC LIÊU- {LEAD}">'
    lead = f'<p class="description"><span class="location-stamp">BẠC LIÊU</span>{LEAD}</p>'
    article = read(paragraphs(*PROSE), title=head, head=f"<h1>{TITLE}</h1>{lead}")
    assert article.description == LEAD
