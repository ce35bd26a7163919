"""The body's text, to the letter."""

from __future__ import annotations

import pytest


def test_inline_tags_neither_add_nor_eat_blanks(body) -> None:
    assert body(
        '<p>Ông <a href="/tu-khoa/lo-gom-tag1.html" class="cms-relate">Tư Gốm</a>nói: <b>Đất</b>,<i> lửa</i>.</p>'
    ) == ["Ông Tư Gốmnói: Đất, lửa."]


def test_a_word_split_over_spans_is_one_word(body) -> None:
    assert body(
        '<p class="MsoNormal"><span style="color:#333"><span>T</span></span><span>rước kia lò đốt củi.</span></p>'
    ) == ["Trước kia lò đốt củi."]


def test_word_leftovers_are_read_through(body) -> None:
    markup = (
        '<p class="MsoNormal"><!--[if gte mso 9]><xml><w:x/></xml><![endif]--><o:p></o:p>'
        '<span lang="VI">Mẻ gốm<o:p>&nbsp;</o:p>đầu tiên.</span><o:p></o:p></p>'
    )
    assert body(markup) == ["Mẻ gốm đầu tiên."]


def test_character_references_are_letters(body) -> None:
    assert body("<p>L&#224;ng g&#7889;m &amp; l&ograve; n&#x1EA5;u &ldquo;c&#7893;&rdquo;&nbsp;x&#432;a.</p>") == [
        "Làng gốm & lò nấu “cổ” xưa."
    ]


def test_two_line_breaks_end_a_paragraph_and_one_is_a_blank(body) -> None:
    assert body("<p>Dòng một.<br>Dòng hai.<br><br>Đoạn hai.<br/>\n<br/>Đoạn ba.</p>") == [
        "Dòng một. Dòng hai.",
        "Đoạn hai.",
        "Đoạn ba.",
    ]


def test_bare_text_and_bold_directly_under_the_body_are_paragraphs(body) -> None:
    assert body("Chữ đứng một mình.<p>Đoạn văn.</p><b>Câu đậm đứng một mình.</b><p></p><p><br></p>Còn đây nữa.") == [
        "Chữ đứng một mình.",
        "Đoạn văn.",
        "Câu đậm đứng một mình.",
        "Còn đây nữa.",
    ]


def test_list_items_are_blocks_nested_ones_too_in_reading_order(nhandan) -> None:
    article = nhandan(
        "<ul><li>Một<ul><li>Một a</li><li><p>Một b</p></li></ul></li><li>Hai</li></ul><p>Hết danh sách.</p>"
    )
    assert [(b.kind, b.text) for b in article.blocks] == [
        ("list_item", "Một"),
        ("list_item", "Một a"),
        ("list_item", "Một b"),
        ("list_item", "Hai"),
        ("paragraph", "Hết danh sách."),
    ]


def test_a_data_table_is_a_row_a_line(nhandan) -> None:
    article = nhandan(
        "<p>Giá gốm trong tháng như sau:</p><table><thead><tr><th>Loại</th><th><p>Giá</p></th></tr></thead><tbody>"
        "<tr><td>Bình</td><td>120<b>.000</b> đồng</td></tr><tr><td>Chum</td><td></td></tr></tbody></table>"
    )
    assert [b.text for b in article.blocks if b.kind == "table"] == ["Loại | Giá", "Bình | 120.000 đồng", "Chum |"]


def test_a_tables_own_title_is_not_lost(body) -> None:
    assert body("<table><caption>Giá gốm</caption><tr><td>Bình</td><td>120</td></tr></table>") == [
        "Giá gốm",
        "Bình | 120",
    ]


def test_a_table_of_one_cell_is_a_box_around_text(body) -> None:
    assert body('<table class="notification"><tr><td><p>Lưu ý một.</p><p>Lưu ý hai.</p></td></tr></table>') == [
        "Lưu ý một.",
        "Lưu ý hai.",
    ]


def test_a_table_with_a_picture_is_no_text(nhandan) -> None:
    article = nhandan(
        '<table class="picture" align="center"><tbody><tr><td class="pic"><img src="/lo.jpg"></td></tr>'
        '<tr><td class="caption">Lò gốm buổi sớm. Ảnh: Lê Hạnh</td></tr></tbody></table><p>Đoạn văn.</p>'
    )
    assert [b.text for b in article.blocks] == ["Đoạn văn."]
    assert [(i.url, i.caption, i.credit) for i in article.images] == [
        ("https://nhandan.vn/lo.jpg", "Lò gốm buổi sớm.", "Lê Hạnh")
    ]


def test_a_picture_table_without_class_names_is_no_text(nhandan) -> None:
    article = nhandan(
        '<table align="center"><tbody><tr><td><img src="/a.jpg"></td></tr>'
        "<tr><td><em>Thợ vuốt bình.</em></td></tr></tbody></table><p>Đoạn văn.</p>"
    )
    assert [b.text for b in article.blocks] == ["Đoạn văn."]
    assert article.images[0].caption == "Thợ vuốt bình."


def test_a_picture_table_whose_caption_cell_has_no_class_keeps_its_caption(nhandan) -> None:
    article = nhandan(
        '<table class="picture"><tbody><tr><td><img src="/a.jpg"></td></tr>'
        "<tr><td><p>Thợ vuốt bình.</p></td></tr></tbody></table><p>Đoạn văn.</p>"
    )
    assert [b.text for b in article.blocks] == ["Đoạn văn."]
    assert article.images[0].caption == "Thợ vuốt bình."


def test_an_editors_info_box_belongs_to_the_article(body) -> None:
    assert body('<div class="notebox align-right cms-note"><p><b>Nghề gốm</b></p><p>Có từ ba trăm năm.</p></div>') == [
        "Nghề gốm",
        "Có từ ba trăm năm.",
    ]


def test_a_quote_is_a_quote(nhandan) -> None:
    article = nhandan(
        '<p>Ông kể.</p><div class="quote cms-quote"><p>Đất không phụ người.</p></div>'
        "<blockquote>Lửa cũng vậy.</blockquote>"
    )
    assert [(b.kind, b.text) for b in article.blocks][1:] == [
        ("quote", "Đất không phụ người."),
        ("quote", "Lửa cũng vậy."),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><b>Lửa trong lò</b></p>",
        "<p><strong>Lửa</strong> <strong>trong lò</strong></p>",
        '<p><span style="font-weight: bold;">Lửa trong lò</span></p>',
        "<p><a name='x'></a><b>Lửa trong lò<br></b></p>",
        "<h3 style='text-align:center'><b>Lửa trong lò</b></h3>",
        '<h2 id="tocid_1">Lửa trong lò</h2>',
    ],
)
def test_a_subheading_is_recognised(nhandan, markup: str) -> None:
    blocks = nhandan(f"<p>Đoạn đầu.</p>{markup}<p>Đoạn sau.</p>").blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "Đoạn đầu."),
        ("heading", "Lửa trong lò"),
        ("paragraph", "Đoạn sau."),
    ]


def test_a_bold_sentence_is_a_paragraph(nhandan) -> None:
    assert [
        b.kind for b in nhandan("<p>Đoạn đầu.</p><p><b>Cả làng thức trắng đêm canh lửa.</b></p><p>Hết.</p>").blocks
    ] == ["paragraph"] * 3


def test_text_is_composed_and_has_nothing_invisible(body) -> None:
    assert body("<p>La\u0300ng go\u0302\u0301m\u200b ben\ufeff so\u0302ng\u00a0\u00a0x\u00adua</p>") == [
        "Làng gốm ben sông xua"
    ]


def test_no_block_comes_twice_and_none_changes_its_place(body) -> None:
    markup = "".join(f"<p>Câu số {n}.</p>" for n in range(1, 9)) + "<div><div>Câu số 9.</div></div>"
    assert body(markup) == [f"Câu số {n}." for n in range(1, 10)]


def test_equal_paragraphs_that_the_newspaper_printed_twice_stay(body) -> None:
    assert body("<p>Thưa ông.</p><p>Vâng ạ.</p><p>Thưa ông.</p>") == ["Thưa ông.", "Vâng ạ.", "Thưa ông."]


def test_whole_paragraphs_in_a_longforms_divs_are_kept(body) -> None:
    assert body(
        '<div class="cms-text">Lò thứ nhất.</div><div class="cms-text"><p>Lò thứ hai.</p><div>Lò thứ ba.</div></div>'
    ) == [
        "Lò thứ nhất.",
        "Lò thứ hai.",
        "Lò thứ ba.",
    ]


def test_drop_caps_join_their_word(nld) -> None:
    article = nld(
        '<p><span class="VCSortableInPreviewMode" type="FirstCharacterv2">M</span>ùa nước nổi về.</p><p>Hết.</p>'
    )
    assert article.blocks[0].text == "Mùa nước nổi về."


def test_script_and_style_in_the_body_are_no_text(body) -> None:
    assert body(
        "<p>Trước.</p><script>var a = '</div><p>quảng cáo</p>';</script><style>p{color:red}</style><p>Sau.</p>"
    )[:1] == ["Trước."]


def test_hidden_elements_are_no_text(nhandan) -> None:
    article = nhandan('<p>Trước.</p><p style="display: none">Ẩn.</p><div class="d-none">Ẩn nữa.</div><p>Sau.</p>')
    assert [b.text for b in article.blocks] == ["Trước.", "Sau."]


def test_a_definition_list_keeps_terms_and_meanings(body) -> None:
    assert body("<dl><dt>Lò bầu</dt><dd>Lò nung nhiều ngăn.</dd></dl>") == ["Lò bầu", "Lò nung nhiều ngăn."]


def test_unclosed_tags_lose_nothing(body) -> None:
    assert body("<p>Một.<p><b>Hai.<p><i>Ba.</i></b>") == ["Một.", "Hai.", "Ba."]


def test_a_table_of_layout_keeps_the_paragraphs_of_its_cells_apart(body) -> None:
    markup = "<table><tr><td><table><tr><td>A</td><td>B</td></tr></table><p>Sau bảng.</p></td></tr></table>"
    assert body(markup) == ["A | B", "Sau bảng."]


def test_a_picture_of_an_amp_page_takes_the_caption_beside_it(nhandan):
    article = nhandan(
        '<p>Chợ hoa họp từ nửa đêm.</p><figure><amp-img src="https://img.example/cho.jpg" width="800" height="500">'
        "</amp-img><figcaption>Bến hoa lúc ba giờ sáng. Ảnh: Lê Hạnh</figcaption></figure>"
    )
    (image,) = article.images
    assert (image.url, image.credit) == ("https://img.example/cho.jpg", "Lê Hạnh")
    assert [block.text for block in article.blocks] == ["Chợ hoa họp từ nửa đêm."]
