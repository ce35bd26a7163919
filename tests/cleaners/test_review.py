"""What only its neighbours tell about a block: invitations, repetitions, signatures, captions without markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners import Article

Reader = Callable[..., Article]

END = "<p>Chiều xuống, khói lò tan dần trên mặt sông và người làng lục tục ra về.</p>"
OTHER = "https://nhandan.vn/mua-lu-nam-nay-post900002.html"


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def last(article: Article) -> str:
    return texts(article)[-1]


# -- invitations to other articles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        f'<p><a href="{OTHER}">Mùa lũ năm nay về muộn</a></p>',
        f'<p><b><a href="{OTHER}">Mùa lũ năm nay về muộn?</a></b></p>',
        f'<p>&gt;&gt; <a href="{OTHER}">Mùa lũ năm nay về muộn</a></p>',
        f'<p>Xem thêm: <a href="{OTHER}">Mùa lũ năm nay về muộn</a></p>',
        '<p><em>Đọc thêm: <a href="/mua-lu-nam-nay-post900002.html">Mùa lũ năm nay về muộn</a></em></p>',
        f'<ul><li><a href="{OTHER}">Mùa lũ năm nay về muộn</a></li><li><a href="{OTHER}">Bến cũ</a></li></ul>',
        "<p>&gt;&gt; Xem thêm: Mùa lũ năm nay về muộn</p>",
        "<p>*** Mời bạn đọc xem thêm: Mùa lũ năm nay về muộn</p>",
        "<p><b>TIN LIÊN QUAN</b></p>",
        "<p>Tin liên quan:</p>",
        "<p><strong>Xem thêm:</strong></p>",
        "<h3>Có thể bạn quan tâm</h3>",
    ],
)
def test_an_invitation_to_another_article_is_no_paragraph(nhandan: Reader, line: str) -> None:
    assert texts(nhandan(f"<p>Đoạn đầu.</p>{line}{END}"))[:1] == ["Đoạn đầu."]
    assert len(nhandan(f"<p>Đoạn đầu.</p>{line}{END}").blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        f'Ông Tư nhắc lại <a href="{OTHER}">mùa lũ năm nay</a>.',
        f'<a href="{OTHER}">Mùa lũ năm nay về muộn hơn mọi năm.</a>',
        '<a href="https://nhandan.vn/tu-khoa/lo-gom-tag1.html">Lò gốm</a>',
        '<a href="https://vi-du.org/bao-cao">Báo cáo về nghề gốm</a>',
        "Xem thêm một mẻ gốm nữa rồi ông mới chịu về.",
        "Mời độc giả đón đọc kỳ sau: Đất và lửa.",
        "(Còn tiếp)",
    ],
)
def test_a_sentence_with_a_link_or_a_promise_stays(nhandan: Reader, line: str) -> None:
    assert len(nhandan(f"<p>Đoạn đầu.</p><p>{line}</p>{END}").blocks) == 3


# -- said twice -------------------------------------------------------------------------------------------------------


def test_the_lead_printed_again_as_first_paragraph_goes(nhandan: Reader) -> None:
    article = nhandan(f"<p><b>Lò đỏ lửa trở lại.</b></p>{END}", lead="Lò đỏ lửa trở lại.")
    assert (article.description, len(article.blocks)) == ("Lò đỏ lửa trở lại.", 1)


def test_the_lead_printed_again_with_its_dateline_goes(nld: Reader) -> None:
    article = nld(f"<p>(NLĐO) - Lò đỏ lửa trở lại.</p>{END}", lead="(NLĐO) - Lò đỏ lửa trở lại.")
    assert len(article.blocks) == 1


def test_the_headline_printed_again_goes(nhandan: Reader) -> None:
    assert len(nhandan(f"<p><b>LÀNG GỐM BÊN SÔNG VÀO VỤ MỚI</b></p>{END}").blocks) == 1


def test_the_lead_said_again_at_the_end_stays(nhandan: Reader) -> None:
    article = nhandan(f"{END * 4}<p>Lò đỏ lửa trở lại.</p>{END}", lead="Lò đỏ lửa trở lại.")
    assert "Lò đỏ lửa trở lại." in texts(article)


@pytest.mark.parametrize("again", ["Người thợ già xoay bàn gốm. Ảnh: Lê Hạnh", "Người thợ già xoay bàn gốm."])
def test_a_caption_printed_again_as_text_goes(nhandan: Reader, again: str) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Người thợ già xoay bàn gốm. Ảnh: Lê Hạnh</figcaption></figure>"
    assert len(nhandan(f"{figure}<p>{again}</p>{END}").blocks) == 1


def test_the_editors_alternative_text_is_no_paragraph(nld: Reader) -> None:
    assert len(nld(f"<p>Chợ nổi đông khách trở lại - Ảnh 1.</p>{END}").blocks) == 1


def test_a_heading_that_names_whom_the_next_picture_shows_stays(nhandan: Reader) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Ông Tư làng Gốm</figcaption></figure>"
    article = nhandan(f"<p><b>Ông Tư làng Gốm</b></p><p>Ông giữ lò từ năm mười chín tuổi.</p>{figure}{END}")
    assert texts(article)[:2] == ["Ông Tư làng Gốm", "Ông giữ lò từ năm mười chín tuổi."]
    assert article.images[0].caption == "Ông Tư làng Gốm"


# -- captions that no markup tells ------------------------------------------------------------------------------------

PICTURE = '<p style="text-align:center"><img src="/a.jpg"></p>'


@pytest.mark.parametrize(
    "line",
    [
        '<p style="text-align:center"><em>Người thợ già xoay bàn gốm.</em></p>',
        "<p><i>Người thợ già xoay bàn gốm.</i></p>",
        '<p align="center">Người thợ già xoay bàn gốm.</p>',
        "<p>Người thợ già xoay bàn gốm. Ảnh: Lê Hạnh</p>",
    ],
)
def test_the_line_after_a_picture_is_its_caption_on_good_evidence(nhandan: Reader, line: str) -> None:
    article = nhandan(f"{END}{PICTURE}{line}{END}")
    assert len(article.blocks) == 2
    assert article.images[0].caption == "Người thợ già xoay bàn gốm."


def test_a_picture_and_its_caption_in_one_paragraph(nhandan: Reader) -> None:
    article = nhandan(f'{END}<p style="text-align:center"><img src="/a.jpg"><br><em>Xoay bàn gốm.</em></p>{END}')
    assert (len(article.blocks), article.images[0].caption) == (2, "Xoay bàn gốm.")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Người thợ già xoay bàn gốm.</p>",
        "<p><b>Lửa trong lò</b></p>",
        f"<p><em>{'Người thợ già xoay bàn gốm rất chậm. ' * 12}</em></p>",
    ],
)
def test_the_line_after_a_picture_stays_text_without_evidence(nhandan: Reader, line: str) -> None:
    assert len(nhandan(f"{END}{PICTURE}{line}{END}").blocks) == 3


def test_where_every_paragraph_is_centered_that_tells_nothing(nhandan: Reader) -> None:
    centered = '<p style="text-align:center">Người thợ già xoay bàn gốm.</p>'
    assert len(nhandan(f"{centered}{centered}{PICTURE}{centered}{centered}").blocks) == 4


def test_a_paragraph_after_a_captioned_picture_is_text(nhandan: Reader) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Bàn gốm.</figcaption></figure>"
    assert len(nhandan(f"{figure}<p><em>Ông bảo đất cũng có tính nết.</em></p>{END}").blocks) == 2


@pytest.mark.parametrize("line", ["Ảnh: LÊ HẠNH", "(Ảnh: Lê Hạnh/TTXVN)", "Clip: Lê Hạnh - Trần Vũ"])
def test_a_line_that_only_credits_is_no_text(nhandan: Reader, line: str) -> None:
    assert len(nhandan(f"{END}<p>{line}</p>{END * 3}").blocks) == 4


@pytest.mark.parametrize("line", ["Ảnh: người thợ già xoay bàn gốm.", "Clip: Người dân kể lại chuyện cũ."])
def test_a_line_that_says_more_than_a_name_is_text(nhandan: Reader, line: str) -> None:
    assert len(nhandan(f"{END}<p>{line}</p>{END * 3}").blocks) == 5


# -- signatures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("<p>(Theo TTXVN)</p>", "TTXVN"),
        ("<p><b>TTXVN</b></p>", "TTXVN"),
        ('<p style="text-align:right">Theo Báo Tin tức/TTXVN</p>', "Báo Tin tức/TTXVN"),
        ("<p>Nguồn: VOV</p>", "VOV"),
    ],
)
def test_an_agencys_last_line_is_the_source(nhandan: Reader, line: str, source: str) -> None:
    article = nhandan(END + line)
    assert (last(article)[:5], article.source) == ("Chiều", source)


@pytest.mark.parametrize(
    "line",
    [
        '<p style="text-align: right;"><b>Lê Hạnh</b></p>',
        '<p align="right">Lê Hạnh</p>',
        "<p><strong>LÊ HẠNH</strong></p>",
        "<p>Lê Hạnh</p>",
        "<p>Bài và ảnh: Lê Hạnh</p>",
        "<p><em>Lê Hạnh (tổng hợp)</em></p>",
    ],
)
def test_a_name_on_the_last_line_is_the_author_where_no_other_is_named(nhandan: Reader, line: str) -> None:
    article = nhandan(END + line, meta="")
    assert len(article.blocks) == 1
    assert [name.title() for name in article.authors] == ["Lê Hạnh"]


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("B.T.V. (Theo TTXVN)", ("B.T.V.",), "TTXVN"),
        ("LÊ HẠNH/Báo Tin tức", ("LÊ HẠNH",), "Báo Tin tức"),
        ("Theo Lê Hạnh (TTXVN)", ("Lê Hạnh",), "TTXVN"),
        ("Lê Hạnh (tổng hợp từ báo chí)", ("Lê Hạnh",), None),
        ("Lược ghi: Lê Hạnh", ("Lê Hạnh",), None),
        ("(PV)", (), None),
        ("Nhóm phóng viên", (), None),
        ("NHÂN DÂN", (), None),
    ],
)
def test_a_last_line_may_name_author_agency_or_nobody(
    nhandan: Reader, line: str, authors: tuple[str, ...], source: str | None
) -> None:
    article = nhandan(f"{END}<p>{line}</p>", meta="")
    assert (len(article.blocks), article.authors, article.source) == (1, authors, source)


def test_the_byline_once_more_at_the_end_goes(nld: Reader) -> None:
    assert len(nld(f"{END}<p>Minh Khôi</p>").blocks) == 1


@pytest.mark.parametrize("line", ["H.L.", "T.Nam", "Tr.Nam - N.Ân"])
def test_initials_on_the_last_line_are_a_signature(nhandan: Reader, line: str) -> None:
    assert len(nhandan(f"{END}<p>{line}</p>").blocks) == 1


def test_author_and_agency_may_sign_on_two_lines(nhandan: Reader) -> None:
    article = nhandan(f"{END}<p><b>Lê Hạnh</b></p><p>(Theo TTXVN)</p>", meta="")
    assert (len(article.blocks), article.authors, article.source) == (1, ("Lê Hạnh",), "TTXVN")


def test_a_signature_after_a_line_break_comes_off_the_last_paragraph(nhandan: Reader) -> None:
    article = nhandan("<p>Khói lò tan dần trên mặt sông.<br><b>TTXVN</b></p>")
    assert (texts(article), article.source) == (["Khói lò tan dần trên mặt sông."], "TTXVN")


def test_a_labelled_signature_may_stand_before_a_closing_remark(nhandan: Reader) -> None:
    article = nhandan(f"{END}<p>Bài và ảnh: Lê Hạnh</p><p>Mời bạn đọc đón đọc kỳ sau: Đất và lửa.</p>", meta="")
    assert (len(article.blocks), article.authors) == (2, ("Lê Hạnh",))


def test_the_newspapers_own_name_is_no_source(nld: Reader) -> None:
    article = nld(f"{END}<p>Theo Người Lao Động</p>")
    assert (len(article.blocks), article.source) == (1, None)


@pytest.mark.parametrize(
    "line",
    [
        "Và thế là Tết.",
        "Đêm ấy, lò nguội.",
        "“Đất không phụ người”",
        "Hà Nội, tháng 3",
        "TP.HCM",
        "Đất và Lửa",
        "Gốm ơi!",
        "1.200 đồng",
    ],
)
def test_a_short_last_line_that_signs_nothing_stays(nhandan: Reader, line: str) -> None:
    assert last(nhandan(f"{END}<p>{line}</p>")) == line


def test_a_signature_in_mid_article_is_text(nhandan: Reader) -> None:
    assert len(nhandan(f"{END}<p>TTXVN</p>{END * 4}").blocks) == 6


# -- interviews -------------------------------------------------------------------------------------------------------


def test_questions_and_answers_are_told_apart(nhandan: Reader) -> None:
    article = nhandan(
        "<p><b>Phóng viên: Thưa ông, lò này có từ bao giờ?</b></p><p>Ông Tư: Từ đời ông nội tôi.</p>"
        "<p><b>PV: Ông học nghề từ ai?</b></p><p>Ông Tư: Cha tôi dạy, tôi dạy lại con.</p>"
    )
    assert [b.kind for b in article.blocks] == ["question", "paragraph", "question", "paragraph"]
    assert article.kind == "interview"
    assert texts(article)[0] == "Phóng viên: Thưa ông, lò này có từ bao giờ?"


def test_a_question_in_an_ordinary_article_makes_no_interview(nhandan: Reader) -> None:
    article = nhandan(f"{END}<p>Ai sẽ giữ lửa?</p>{END}")
    assert (article.kind, {b.kind for b in article.blocks}) == ("article", {"paragraph"})
