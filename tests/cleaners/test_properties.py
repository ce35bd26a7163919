"""What holds for any body, however its markup is nested."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import NotAnArticle, UnreadablePage, clean
from cleaners.render import as_text
from cleaners.text import one_line

WORDS = st.sampled_from("nước lên bến đông ghe chợ nắng lò gốm đất lửa Thợ già kể chuyện xưa 12 3,5%".split())
INLINE = st.sampled_from(["b", "i", "em", "strong", "span", "a", "u", "sup", "font", "o:p"])
BLOCK = st.sampled_from(["p", "div", "h2", "h3", "blockquote", "section", "center"])
MARKER = "xâu"

PAGE = (
    '<html><head><link rel="canonical" href="https://nhandan.vn/lang-gom-post900001.html"></head><body>'
    '<div class="article"><h1 class="cms-title">Tựa</h1><div class="article__body zce-content-body cms-body">{}</div>'
    "</div></body></html>"
)


@st.composite
def split_text(draw: st.DrawFn) -> tuple[str, str]:
    """A sentence, and the same with inline tags around arbitrary stretches of it, in mid-word too."""
    text = " ".join(draw(st.lists(WORDS, min_size=3, max_size=12))) + "."
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=6))})
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    tags = draw(st.lists(st.one_of(st.none(), INLINE), min_size=len(pieces), max_size=len(pieces)))
    return text, "".join(f"<{tag}>{piece}</{tag}>" if tag else piece for tag, piece in zip(tags, pieces, strict=True))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """Markup as bodies have it: blocks, lists, tables, figures, noise; every word carries a number of its own."""
    kind = draw(st.sampled_from(["text", "inline", "block", "block", "list", "table", "figure", "noise", "br"]))
    if depth == 0 or kind == "text":
        return " ".join(f"{draw(WORDS)} {MARKER}" for _ in range(draw(st.integers(1, 4)))) + draw(
            st.sampled_from([". ", " "])
        )
    if kind == "br":
        return draw(st.sampled_from(["<br>", "<br><br>", "<hr>", "<!-- chú thích -->", "&nbsp;"]))
    inside = "".join(draw(st.lists(trees(depth - 1), min_size=1, max_size=3)))
    if kind == "inline":
        tag = draw(INLINE)
        return f"<{tag}>{inside}</{tag}>"
    if kind == "list":
        return f"<ul><li>{inside}</li><li>{inside and draw(WORDS)} {MARKER}</li></ul>"
    if kind == "table":
        return f"<table><tr><td>{inside}</td><td>{draw(WORDS)} {MARKER}</td></tr></table>"
    if kind == "figure":
        return f'<figure><img src="/a.jpg"><figcaption>{draw(WORDS)} {MARKER}</figcaption></figure>'
    if kind == "noise":
        return f'<div class="article-relate">{inside}</div><script>var a = "{MARKER}";</script>'
    tag = draw(BLOCK)
    return f"<{tag}>{inside}</{tag}>" if draw(st.booleans()) else f"<{tag}>{inside}"


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Several trees with every marker numbered, so that each word of the page is unlike all others."""
    markup = "".join(draw(st.lists(trees(), min_size=1, max_size=5)))
    number = iter(range(10_000))
    return re.sub(MARKER, lambda _: f"từ{next(number)}", markup)


@given(split_text())
def test_inline_tags_never_change_the_letters(sentence: tuple[str, str]) -> None:
    text, markup = sentence
    article = clean(PAGE.format(f"<p>{markup}</p><p>Hết chuyện, ai về nhà nấy.</p>"))
    assert article.blocks[0].text == one_line(text)


@settings(max_examples=300, deadline=None)
@given(bodies())
def test_the_blocks_are_the_pages_words_in_order_and_none_twice(markup: str) -> None:
    try:
        article = clean(PAGE.format(markup))
    except NotAnArticle:
        return
    kept = [int(n) for n in re.findall(r"từ(\d+)", article.article_body)]
    assert not [n for n, times in Counter(kept).items() if times > 1]
    assert kept == sorted(kept)


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_every_word_of_the_body_has_exactly_one_verdict(markup: str) -> None:
    try:
        verdicts = clean(PAGE.format(markup)).verdicts
    except NotAnArticle as nothing:
        verdicts = nothing.article.verdicts
    printed = set(re.findall(r"từ\d+", re.sub(r"<script>.*?</script>", "", markup)))
    told = Counter(re.findall(r"từ\d+", " ".join(verdict.text for verdict in verdicts)))
    assert set(told) == printed
    assert max(told.values(), default=1) == 1


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_the_same_page_always_gives_the_same_article(markup: str) -> None:
    page = PAGE.format(markup)
    with contextlib.suppress(NotAnArticle):
        assert clean(page).to_dict() == clean(page).to_dict()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/=\"' \nabpdivspantable&;#x0-!", max_size=200))
def test_no_markup_is_too_broken(noise: str) -> None:
    article = clean(PAGE.format(f"<p>Nước lên, bến đông từ sáng.</p>{noise}"))
    assert article.blocks[0].text.startswith("Nước lên, bến đông từ sáng.")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_clear_error(raw: bytes) -> None:
    with contextlib.suppress(NotAnArticle, UnreadablePage):
        assert as_text(clean(b"<html><body><p>" + raw))
