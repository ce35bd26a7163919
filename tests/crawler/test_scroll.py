import json
from datetime import date

import pytest

from cleaners.outlets import outlet_named
from crawler.discovery.link import BrokenSource
from crawler.discovery.scroll import EPI, VCCORP, drafted_on

NLD, NHANDAN = outlet_named("nld"), outlet_named("nhandan")
EPI_PAGE = (
    "<script>var cmsConfig={{domainDesktop:'https://nhandan.vn',domainApi:'{api}'}};var cateId = \"1185\";</script>"
)


def more(body: object) -> tuple[list, bool]:
    return EPI.read(json.dumps(body), "https://api.nhandan.vn/api/x", NHANDAN)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_vccorp_goes_on_with_the_zone_the_page_names(quote: str) -> None:
    page = f"<input type=hidden id={quote}hdZoneId{quote} value={quote}1961014{quote}>"
    scroll = VCCORP.find(page, "https://nld.com.vn/kinh-te.htm")
    assert scroll is not None
    assert scroll.url(scroll.first) == "https://nld.com.vn/timelinelist/1961014/2.htm"


@pytest.mark.parametrize("value", ["", "0", "../../x", "１２"])
def test_vccorp_does_not_go_on_without_a_zone(value: str) -> None:
    assert VCCORP.find(f'<input id="hdZoneId" value="{value}">', "https://nld.com.vn/kinh-te.htm") is None


def test_vccorp_ends_with_an_empty_fragment() -> None:
    assert VCCORP.read("<div></div>", "https://nld.com.vn/timelinelist/1/9.htm", NLD) == ([], False)


def test_epi_goes_on_at_the_host_the_page_names() -> None:
    scroll = EPI.find(EPI_PAGE.format(api="https://api.nhandan.vn"), "https://nhandan.vn/kinhte/")
    assert scroll is not None
    assert scroll.url(1) == "https://api.nhandan.vn/api/morenews-zone-1185-1.html?phrase="


def test_epi_asks_no_foreign_host_whatever_the_page_says() -> None:
    assert EPI.find(EPI_PAGE.format(api="https://api.nhandan.vn.example"), "https://nhandan.vn/kinhte/") is None


def test_epi_lists_of_2025_are_objects() -> None:
    entry = {"title": "Mùa gặt", "url": "/mua-gat-post2.html", "date": 1794789600}
    links, goes_on = more({"error_code": 0, "data": {"contents": [entry, {"url": None}], "load_more": True}})
    assert goes_on
    assert links[0].url == "https://nhandan.vn/mua-gat-post2.html"
    assert links[0].published == "2026-11-16T07:40:00+07:00"


def test_epi_lists_of_2022_are_html() -> None:
    html = '<article class="story"><a class="cms-link" href="/mua-gat-post2.html">Mùa gặt</a></article>'
    links, goes_on = more({"error_code": 0, "data": {"articles": html}})
    assert [link.url for link in links] == ["https://nhandan.vn/mua-gat-post2.html"]
    assert goes_on


def test_epi_ends_where_it_says_so() -> None:
    entry = {"title": "Mùa gặt", "url": "/mua-gat-post2.html"}
    assert more({"error_code": 0, "data": {"contents": [entry], "load_more": False}})[1] is False


@pytest.mark.parametrize("body", ["<html>", "[]", '{"error_code": 5, "data": {}}', '{"data": null}'])
def test_an_answer_without_a_list_is_a_broken_source(body: str) -> None:
    with pytest.raises(BrokenSource):
        EPI.read(body, "https://api.nhandan.vn/api/x", NHANDAN)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("196260307071308923", date(2026, 3, 7)),
        ("20230423173501249", date(2023, 4, 23)),
        ("2013080504056739", date(2013, 8, 5)),
        ("938314", None),
        ("196261307071308923", None),
    ],
)
def test_a_vccorp_number_begins_with_the_day_of_the_draft(number: str, day: date | None) -> None:
    assert drafted_on(number) == day
