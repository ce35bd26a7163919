"""The part of CSS that layouts are written in, held against the parser's own engine."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cleaners.look import Look, SelectorIndex
from cleaners.outlets import FAMILIES, OUTLETS
from cleaners.selectors import parse, quoted

HTML = """<body class="detail-page"><div class="article" id="a"><h1 class="article__title cms-title">T</h1>
<div class="article__meta"><time datetime="2026-01-01">x</time></div><time>y</time>
<div class="article__body cms-body" data-role="content"><div type="Photo"><p class="a b">1</p></div>
<div id="sdaWeb_X"><a href="/x-post1.html">2</a></div></div></div></body>"""
SELECTORS = [
    ".article",
    "#a",
    "h1.cms-title",
    ".article__title.cms-title",
    ".article__meta time[datetime]",
    "time[datetime]",
    "time",
    "[type=Photo]",
    "[data-role=content] .a",
    "[id^=sdaWeb_]",
    "a[href$=html]",
    "a[href*=post]",
    "body.detail-page",
    ".article .article__body p.b",
    ".missing",
]


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_selector_finds_what_the_parser_finds(selector: str) -> None:
    tree = LexborHTMLParser(HTML)
    css = ",".join(" ".join(step.css for step in one.chain) for one in parse(selector))
    look: Look[str] = Look((), [selector])
    found = look.at(tree.root).elements(selector)
    assert [node.mem_id for node in found] == [node.mem_id for node in tree.css(css)]


@pytest.mark.parametrize("selector", SELECTORS)
def test_an_element_fits_where_the_parser_says_so(selector: str) -> None:
    tree = LexborHTMLParser(HTML)
    index = SelectorIndex([(selector, True)])
    css = ",".join(" ".join(step.css for step in one.chain) for one in parse(selector))
    expected = {node.mem_id for node in tree.css(css)}
    for node in tree.css("*"):
        assert bool(index.find(node, node.tag, node.attributes)) is (node.mem_id in expected)


NESTED = """<div class="a"><div class="b"><div class="a"><i class="x">1</i>
<p class="b"><i class="x">2</i></p></div></div></div>"""


@pytest.mark.parametrize("selector", [".a .x", ".b .x", ".a .b .x", ".b .a .b .x", ".b .b .b .x", ".a .a .x", ".c .x"])
def test_a_chain_fits_whatever_stands_between_its_steps(selector: str) -> None:
    tree = LexborHTMLParser(NESTED)
    expected = {node.mem_id for node in tree.css(selector)}
    rules: Look[str] = Look([(selector, "rule")], ())
    wanted: Look[str] = Look((), [selector])
    assert set(rules.at(tree.root).rules) == expected
    assert [node.mem_id for node in wanted.at(tree.root).elements(selector)] == [n.mem_id for n in tree.css(selector)]


ALIKE = """<body><a class="c" data-role="r" href="/kinh-te">1</a><a class="c" data-role="r" href="/video/x">2</a>
<a class="c" data-role="r" href="/x.html">3</a><i id="ad_1">4</i><i id="ad_top_1">5</i><i id="b">6</i><i id>7</i>
<i data-x="1">8</i><i data-x>9</i><i data-x="12">10</i></body>"""


@pytest.mark.parametrize(
    "selector",
    [
        "[data-role=r][href^=/video]",
        "[data-role=r][href$=html]",
        "a[href*=te]",
        "[id^=ad_]",
        "[id^=ad_top]",
        "#b",
        "i[data-x]",
        "[data-x]",
        "[data-x=1]",
        "body [data-x=12]",
    ],
)
def test_elements_alike_but_for_what_a_selector_asks_are_told_apart(selector: str) -> None:
    """What one element is remembered to be must not be taken for another that it only looks like."""
    tree = LexborHTMLParser(ALIKE)
    others = ["[id^=ad_]", "[id^=ad_top]", "[data-role=r]", "[href$=l]", "[data-x]", "[data-x=1]"]
    look: Look[str] = Look([(selector, "rule"), *((other, "other") for other in others)], ())
    expected = {node.mem_id for node in tree.css(quoted(selector))}
    for _ in range(2):
        assert {key for key, rule in look.at(tree.root).rules.items() if rule == "rule"} == expected


def test_of_several_rules_the_first_given_comes_first() -> None:
    node = LexborHTMLParser('<p id="x" class="a b">1</p>').css_first("p")
    index = SelectorIndex([(".b", 1), ("#x", 2), ("p", 3), (".a", 4)])
    assert index.find(node, "p", node.attributes) == [1, 2, 3, 4]


@pytest.mark.parametrize("selector", ["a > b", "p:first-child", "a + b", "", ",", ".", "p[", "*"])
def test_css_we_do_not_speak_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        parse(selector)


def test_every_selector_of_every_family_and_outlet_can_be_read() -> None:
    rules = [rule for known in (*FAMILIES.values(), *OUTLETS.values()) for rule in known.rules]
    assert all(parse(rule.selector) for rule in rules)


@given(st.text(max_size=30))
def test_no_selector_is_too_odd(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert all(" ".join(step.css for step in one.chain) for one in parse(text))
