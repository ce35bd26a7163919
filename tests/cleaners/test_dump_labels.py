"""Lines that say whom a picture shows, and subheadings of the same form: invented people."""

from __future__ import annotations

from cleaners import Article, clean

HEADLINE = "Những gánh hát cuối cùng của miền sông nước"
LEAD = "Ba người giữ gánh kể vì sao họ còn dựng rạp mỗi mùa nước nổi."
MOC = "Ca sĩ Lê Mộc mở gánh năm mười chín tuổi, lúc cả vùng còn nghe hát bằng đèn măng sông."
TRAM = "Cùng thời với Lê Mộc, nữ diễn viên Hà Tràm đi hết các bến chợ nổi chỉ với hai chiếc ghe."
SEN = "Rạp của Võ Sen nay chỉ sáng đèn hai đêm một tháng, vé bán bằng giá một tô bún."
END = "Cả ba đều nói sẽ còn hát khi còn người xuống bến chờ ghe."


def read(*lines: str, outlet: str | None = None) -> Article:
    return clean("\n\n".join((HEADLINE, LEAD, *lines)), outlet=outlet)


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def captions(article: Article) -> tuple[str | None, ...]:
    return tuple(image.caption for image in article.images)


def test_names_under_the_paragraphs_that_spoke_of_them_are_captions() -> None:
    article = read(MOC, "Ca sĩ Lê Mộc", TRAM, "Diễn viên Hà Tràm", SEN, "Nghệ sĩ Võ Sen", END)
    assert texts(article) == (MOC, TRAM, SEN, END)
    assert captions(article) == ("Ca sĩ Lê Mộc", "Diễn viên Hà Tràm", "Nghệ sĩ Võ Sen")


def test_names_above_the_paragraphs_about_them_are_subheadings() -> None:
    lines = ("Ca sĩ Lê Mộc", MOC, "Diễn viên Hà Tràm", TRAM, "Nghệ sĩ Võ Sen", SEN, END)
    assert texts(read(*lines)) == lines


def test_what_two_of_a_form_are_the_third_is() -> None:
    article = read(
        *(MOC, "Ca sĩ Lê Mộc tại cơ quan điều tra", TRAM, "Diễn viên Hà Tràm lúc bị bắt"),
        *(SEN, "Nghệ sĩ Võ Sen thử đàn trước giờ diễn", END),
    )
    assert texts(article) == (MOC, TRAM, SEN, END)


def test_one_of_the_form_stays_in_doubt_and_in_the_text() -> None:
    lines = (MOC, "Diễn viên Hà Tràm thử nghề buôn ghe", TRAM, SEN, END)
    assert texts(read(*lines)) == lines


def test_pieces_of_a_sentence_broken_at_a_link_are_no_labels() -> None:
    lines = (
        MOC,
        "Gánh của",
        "Ca sĩ Lê Mộc",
        "từng có hai mươi người, nay còn bảy.",
        TRAM,
        "Hà Tràm",
        ", SN 1960, kể.",
        END,
    )
    assert "Ca sĩ Lê Mộc" in texts(read(*lines))
