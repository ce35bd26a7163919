"""Every block of the article region has a verdict: kept or dropped, by which rule, where."""

from __future__ import annotations

from collections.abc import Callable

from cleaners import Article
from cleaners.review import BODY_KINDS

Reader = Callable[..., Article]

BODY = (
    "<p>Nước lên, bến đông từ tờ mờ sáng.</p>"
    '<figure><img src="/a.jpg"><figcaption>Bến sông. Ảnh: Lê Hạnh</figcaption></figure>'
    '<div class="article-relate"><article class="story"><a href="/x-post1.html">Tin khác</a></article></div>'
    '<p style="display:none">Ẩn.</p><table><tr><td>Ghe</td><td>12</td></tr></table>'
    '<p><a href="/y-post2.html">Tin khác nữa</a></p><p>Chợ tan khi nắng lên quá ngọn dừa.</p><p>(Theo TTXVN)</p>'
)


def test_the_kept_body_verdicts_are_the_articles_blocks_in_order(nhandan: Reader) -> None:
    article = nhandan(BODY)
    kept = [(v.kind, v.text) for v in article.verdicts if v.kept and v.kind in BODY_KINDS]
    assert kept == [(b.kind, b.text) for b in article.blocks]
    assert len(kept) == 3


def test_verdicts_stand_in_reading_order(nhandan: Reader) -> None:
    marks = ["Nước lên", "Bến sông", "Tin khác", "Ẩn", "Ghe | 12", "Tin khác nữa", "Chợ tan", "(Theo TTXVN)"]
    told = [v.text for v in nhandan(BODY).verdicts]
    places = [next(n for n, text in enumerate(told) if text.startswith(mark)) for mark in marks]
    assert places == sorted(places)


def test_each_verdict_names_what_rule_and_place(nhandan: Reader) -> None:
    told = {v.text: v for v in nhandan(BODY).verdicts}
    related = told["Tin khác"]
    assert (related.kept, related.kind, related.rule, related.where) == (
        False,
        "related",
        ".article-relate",
        ".article-relate",
    )
    assert (told["Ẩn."].kept, told["Ẩn."].kind, told["Ẩn."].where) == (False, "hidden", "p")
    assert (told["Tin khác nữa"].kept, told["Tin khác nữa"].rule) == (False, "link-only")
    assert (told["(Theo TTXVN)"].kept, told["(Theo TTXVN)"].kind) == (True, "source")
    assert (told["Bến sông. Ảnh: Lê Hạnh"].kept, told["Bến sông. Ảnh: Lê Hạnh"].kind) == (True, "caption")
    assert all(v.kind and v.rule and v.where for v in told.values())


def test_what_became_a_field_is_told_as_kept(nhandan: Reader) -> None:
    kept = {v.kind: v.text for v in nhandan(BODY).verdicts if v.kept}
    assert kept["headline"] == "Làng gốm bên sông vào vụ mới"
    assert kept["lead"] == "Những lò nung đỏ lửa trở lại sau mùa mưa dài."
    assert kept["byline"] == "Lê Hạnh"
    assert kept["section"] == "Kinh tế"


def test_no_text_of_the_region_goes_without_a_verdict(nld: Reader, nld_page: Callable[..., str]) -> None:
    article = nld('<p>Một.</p><div class="la">Hai.</div><b>Ba.</b><zone>Bốn.</zone><script>Năm.</script>', after="Sáu.")
    told = " ".join(v.text for v in article.verdicts)
    assert all(word in told for word in ("Một.", "Hai.", "Ba.", "Bốn.", "Sáu.", "Tin khác trong ngày", "chợ nổi"))
    assert "Năm." not in told


def test_a_verdict_can_be_written_as_json(nhandan: Reader) -> None:
    assert set(nhandan().verdicts[0].to_dict()) == {"kept", "kind", "rule", "where", "text"}
