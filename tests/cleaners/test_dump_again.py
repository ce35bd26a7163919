"""What we print of an article, cleaned again as a dump, stays the same: whatever article it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cleaners import clean
from cleaners.article import Article, Block, BlockKind, Cleaner
from cleaners.dump import clean_dump
from cleaners.outlets import OUTLETS
from cleaners.render import MADE_BY, as_markdown, as_text

WORDS = st.sampled_from(
    "nước lên bến đông ghe chợ nắng lò gốm đất lửa thợ già kể chuyện mùa khô rừng tràm kênh xuồng máy bơm tre".split()
)
NAMES = "an ba bảy cầu dừa đê gà hến ía kẹo lúa mận nấm ốc phà quạt rạ sếu tôm ung vịt xe yến ao bèo cá dơi".split()
"""One for each line, so that no two lines are alike."""


def line(low: int, high: int, end: str = "", start: str = "") -> st.SearchStrategy[str]:
    words = st.lists(WORDS, min_size=low, max_size=high)
    return words.map(lambda chosen: f"{start}{' '.join(chosen).capitalize()}{end}")


PARAGRAPH = st.lists(line(8, 30, "."), min_size=1, max_size=4).map(" ".join)
ROW = st.lists(line(1, 4), min_size=3, max_size=3).map(" | ".join)
UNIT = st.one_of(
    PARAGRAPH.map(lambda text: [text]),
    line(4, 8, ".").map(lambda text: [text]),
    st.tuples(line(2, 15), PARAGRAPH, PARAGRAPH).map(list),
    st.tuples(line(4, 14, "?", "- "), line(8, 24, ".", "+ ")).map(list),
    st.lists(line(4, 20, ";", "- "), min_size=2, max_size=4),
    st.lists(ROW, min_size=2, max_size=4),
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Headline and lead, the lead alone, or neither; then paragraphs, subheadings, questions, lists, tables."""
    headline = draw(st.one_of(st.none(), line(8, 16)))
    lead = draw(PARAGRAPH) if headline or draw(st.booleans()) else None
    units = draw(st.lists(UNIT, max_size=8))
    texts = [text for unit in units for text in unit]
    texts = [*([] if lead else [draw(PARAGRAPH)]), *texts, draw(PARAGRAPH)]
    numbered = iter(NAMES)
    assume(len(texts) + 2 <= len(NAMES))

    def unlike(text: str) -> str:
        first, _, rest = text.partition(" ")
        return f"{first} {next(numbered)} {rest}" if first[0] not in "-+" else f"{first} {unlike(rest)}"

    dateline = "NLĐO" if lead and draw(st.booleans()) else None
    return Article(
        cleaner=Cleaner("dump", "1"),
        headline=unlike(headline) if headline else None,
        description=unlike(lead) if lead else None,
        dateline=dateline,
        blocks=tuple(Block("paragraph", unlike(text)) for text in texts),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(articles(), st.sampled_from([None, *OUTLETS]))
def test_the_text_of_any_article_is_clean_already(article: Article, outlet: str | None) -> None:
    text = as_text(article)
    assert as_text(clean_dump(text, OUTLETS[outlet] if outlet else None)) == text


ANYTHING = st.text(
    st.characters(categories=("L", "Nd", "P", "S"), include_characters=" "), min_size=1, max_size=60
).filter(lambda text: text == " ".join(text.split()))
"""One line of letters and signs, those of Markdown among them."""
START = st.sampled_from(["", "- ", "+ ", "• ", "1. ", "12) ", "# ", "> ", "* ", "**", "__", "| ", "Ảnh: ", "(NLĐO) - "])
TEXT = st.tuples(START, ANYTHING).map("".join)
KINDS: list[BlockKind] = ["paragraph", "heading", "list_item", "quote", "table", "question"]
BLOCKS = st.lists(st.builds(Block, st.sampled_from(KINDS), TEXT), min_size=1, max_size=8).map(tuple)


@settings(max_examples=200, deadline=None)
@given(
    st.builds(
        Article,
        cleaner=st.just(Cleaner("dump", "1")),
        headline=st.none() | TEXT,
        description=st.none() | TEXT,
        authors=st.sampled_from([(), ("Lê Mộc",), ("Lê Mộc", "Hà Tràm")]),
        source=st.sampled_from([None, "TTXVN"]),
        date_published=st.sampled_from([None, "2026-05-20T12:42:00+07:00"]),
        url=st.sampled_from([None, "https://nld.com.vn/ca_*-196260101080000001.htm"]),
        blocks=BLOCKS,
    ),
    st.sampled_from([None, *OUTLETS]),
)
def test_the_markdown_of_any_article_gives_that_article(article: Article, outlet: str | None) -> None:
    again = clean(as_markdown(article), outlet=outlet)
    for name in ("headline", "description", "authors", "source", "date_published", "url", "blocks"):
        assert getattr(again, name) == getattr(article, name), name


@pytest.mark.parametrize("text", ["<SCRIPT", "<p >Bến", "{}", "[1]", "<rss >"])
def test_markdown_with_markup_in_its_text_is_no_page(text: str) -> None:
    article = Article(cleaner=Cleaner("dump", "1"), blocks=(Block("paragraph", text),))
    assert clean(as_markdown(article)).blocks == article.blocks


def test_markdown_that_somebody_has_changed_is_cleaned_as_any_other() -> None:
    first, second, third = (f"Xuồng thứ {n} chở hai mươi bao lúa qua kênh trước khi trời tối hẳn." for n in "123")
    article = Article(
        cleaner=Cleaner("dump", "1"),
        headline="Chợ nổi đông lại sau mùa nước",
        description="Bến chợ có thêm hàng trăm ghe trong tuần này.",
        blocks=(Block("paragraph", first), Block("paragraph", second)),
    )
    changed = as_markdown(article).replace(MADE_BY, f"{third}\n\nBình luận (0)\nGửi bình luận\n\n{MADE_BY}")
    assert [block.text for block in clean(changed).blocks] == [first, second, third]
    assert clean(as_markdown(article)).blocks == article.blocks
