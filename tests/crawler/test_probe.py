"""What a probe asks for, and what it makes of the answers: no request leaves this process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from cleaners.errors import UsageError
from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request, Response
from crawler.outlet_table import places_of
from crawler.probe.facts import Fact
from crawler.probe.itinerary import itinerary
from crawler.probe.keeping import keep_pages, kept_visit
from crawler.probe.report import Report, report_on
from crawler.probe.site import Answer, Ask, Site, trouble_of
from crawler.probe.visit import Visit
from tests.crawler.changed_site import GONE, ChangedSite, text

WALL = '<html><script src="/cdn-cgi/challenge-platform/h/b.js"></script></html>'


def visit(site: ChangedSite, *, all_feeds: bool = False) -> Visit:
    """The visit of `site`, its answers taken without a network."""
    own = Site(OUTLETS[site.name], places_of(site.name))
    questions = itinerary(own, all_feeds=all_feeds)
    answers: list[Answer] = []
    ask = next(questions)
    try:
        while True:
            answers.append(_answer(site, ask))
            ask = questions.send(answers[-1])
    except StopIteration:
        return Visit(own, tuple(answers), len(answers))


def _answer(site: ChangedSite, ask: Ask) -> Answer:
    parts = urlsplit(ask.url)
    response = site.answer(Request("GET", parts.hostname or "", parts.path, parts.query))
    trouble = trouble_of(response.status, response.body)
    return Answer(ask, ask.url, response.status, trouble, tuple(response.headers.items()), response.body)


def probe(
    name: str, renamed: Mapping[str, str] | None = None, answers: Mapping[str, Response] | None = None, **options: Any
) -> Report:
    return report_on(visit(ChangedSite(name, renamed or {}, answers or {}), **options))


def fact(report: Report, subject: str) -> Fact:
    """The one fact about `subject`, or about what begins so."""
    (found,) = [fact for fact in report.facts if fact.subject.startswith(subject)]
    return found


def doubts(report: Report) -> set[str]:
    """What needs a person, by the first word of its subject, articles apart."""
    return {fact.subject for fact in report.facts if fact.needs_a_person and not fact.subject.startswith("article ")}


# -- what is asked for --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(PAPERS))
def test_a_visit_asks_for_one_of_everything_and_three_articles(name: str) -> None:
    asked = visit(ChangedSite(name))
    roles = [answer.ask.role for answer in asked.answers]
    assert set(roles) == {"robots", "home", "section", "more", "feed", "sitemap", "article"}
    assert roles.count("article") == 3
    assert len(roles) <= 14


def test_nothing_is_asked_for_twice() -> None:
    urls = [answer.ask.url for answer in visit(ChangedSite("nld"), all_feeds=True).answers]
    assert len(urls) == len(set(urls))


def test_only_hosts_of_the_newspaper_are_asked() -> None:
    moved = {"domainApi: 'https://api.nhandan.vn'": "domainApi: 'https://api.example.org'"}
    hosts = {urlsplit(answer.ask.url).hostname for answer in visit(ChangedSite("nhandan", moved)).answers}
    assert hosts == {"nhandan.vn"}


def test_feeds_of_the_file_are_all_asked_for_on_demand() -> None:
    few, all_feeds = (visit(ChangedSite("nhandan"), all_feeds=wanted).of("feed") for wanted in (False, True))
    assert len(few) == 2
    assert {answer.ask.url for answer in all_feeds} >= set(places_of("nhandan").urls(places_of("nhandan").feeds))


def test_a_section_without_articles_is_left_for_the_next_one() -> None:
    sections = [answer.path for answer in visit(ChangedSite("nhandan")).of("section")]
    assert sections == ["/chinhtri/", "/kinhte/"]


def test_nothing_more_is_asked_when_neither_robots_nor_home_answer() -> None:
    questions = itinerary(Site(OUTLETS["nld"], places_of("nld")))
    robots = next(questions)
    home = questions.send(Answer(robots, robots.url, trouble="dns"))
    with pytest.raises(StopIteration):
        questions.send(Answer(home, home.url, trouble="dns"))


# -- a site as our files say --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(PAPERS))
def test_a_site_like_the_demo_is_confirmed(name: str) -> None:
    report = probe(name)
    assert doubts(report) == set()
    assert report.changes == ()
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("name", "field", "selector"),
    [
        ("nld", "headline", "h1[data-role=title]"),
        ("nld", "date_published", "meta[property=article:published_time] @content"),
        ("nhandan", "authors", ".article__author .name"),
        ("ngaynay", "article_body", ".article__body.cms-body"),
    ],
)
def test_a_field_names_the_selector_that_gave_it(name: str, field: str, selector: str) -> None:
    found = fact(probe(name), f"field {field}")
    assert found.verdict == "confirmed"
    assert found.found.startswith(selector)


def test_the_form_of_a_feeds_dates_is_shown_beside_what_was_read() -> None:
    found = fact(probe("nhandan"), "feed /rss/home.rss")
    assert "'Wed, 18 Nov 2026 06:01:00 +07:00' read as 2026-11-18T06:01:00+07:00" in found.found


def test_a_zone_is_compared_with_the_feed_of_the_file() -> None:
    assert fact(probe("nhandan"), "zone id").found == "/kinhte/ is zone 1185, as in /rss/kinhte-1185.rss"


# -- a site that has changed --------------------------------------------------------------------------------------


def test_a_renamed_headline_is_named_with_the_element_that_says_the_same() -> None:
    report = probe("nhandan", {"cms-title": "story-heading", "article__title": "x", "article-title": "x"})
    assert doubts(report) == {"field headline"}
    found = fact(report, "field headline")
    assert "no page has h1.cms-title" in found.found
    assert "read from meta[property=og:title] @content instead" in found.found
    assert found.change is not None
    assert found.change.startswith('cleaners/epi.py, fields, headline: text("h1.x.story-heading')


def test_a_renamed_date_is_found_again_by_what_it_says() -> None:
    renamed = {
        "article__meta": "article__info",
        "article__header": "article__top",
        "article__time": "t",
        "time.time": "",
    }
    report = probe("ngaynay", renamed | {'class="time"': 'class="moment"'})
    found = fact(report, "field date_published")
    assert found.verdict == "contradicted"
    assert "time" in (found.change or "")


def test_a_renamed_body_is_read_by_the_fallback_and_its_new_element_named() -> None:
    renamed = {'data-role="content"': 'data-role="story"', "afcbc-body": "", "detail-content": "detail-story"}
    report = probe("nld", renamed)
    assert doubts(report) == {"field article_body"}
    assert "[data-role=story]" in (fact(report, "field article_body").change or "")
    assert any("its own cleaner cannot read it" in fact.found for fact in report.facts)


def test_a_missing_feed_is_to_be_taken_out() -> None:
    report = probe("nld", answers={"/rss/home.rss": GONE})
    assert doubts(report) == {"feed /rss/home.rss"}
    found = fact(report, "feed /rss/home.rss")
    assert found.found == "http 404"
    assert (found.change or "").startswith('crawler/spiders/nld.py: take "/rss/home.rss" out of feeds')


def test_a_feed_that_answers_with_the_home_feed_has_a_wrong_number() -> None:
    found = fact(probe("nhandan", all_feeds=True), "feed /rss/thegioi-1231.rss")
    assert found.verdict == "contradicted"
    assert "wrong zone number" in (found.change or "")


def test_a_feed_whose_dates_cannot_be_read_shows_their_form() -> None:
    found = fact(probe("nld", {"Nov 2026": "tháng Mười Một, Bính Ngọ"}), "feed /rss/home.rss")
    assert found.verdict == "contradicted"
    assert "tháng Mười Một, Bính Ngọ" in found.found


def test_a_moved_api_host_is_named_and_not_asked() -> None:
    report = probe("nhandan", {"domainApi: 'https://api.": "domainApi: 'https://list."})
    found = fact(report, "API host")
    assert found.verdict == "contradicted"
    assert "names https://list.nhandan.vn, not https://api.nhandan.vn" in found.found
    assert doubts(report) == {"API host", "load-more"}


def test_a_renamed_zone_input_is_named() -> None:
    found = fact(probe("nld", {"hdZoneId": "hdCategoryZone"}), "zone id")
    assert found.verdict == "contradicted"
    assert "input#hdCategoryZone=1961001" in (found.change or "")


def test_a_zone_that_differs_from_the_file_gives_the_line_to_write() -> None:
    found = fact(probe("nhandan", {'cateId = "1185"': 'cateId = "1999"'}), "zone id")
    assert found.verdict == "contradicted"
    assert found.change == 'crawler/spiders/nhandan.py: in feeds, "/rss/kinhte-1185.rss" becomes "/rss/kinhte-1999.rss"'


def test_a_list_that_no_longer_answers_is_contradicted() -> None:
    report = probe("nld", answers={"/timelinelist/1961001/2.htm": GONE})
    assert doubts(report) == {"load-more nld.com.vn/timelinelist/1961001/2.htm"}


def test_a_news_sitemap_that_is_gone_is_to_be_taken_out() -> None:
    report = probe("nld", answers={"/google-news-sitemap.xml": GONE})
    assert doubts(report) == {"sitemap /google-news-sitemap.xml"}


def test_without_robots_txt_the_sitemaps_of_the_file_are_asked() -> None:
    report = probe("nld", answers={"/robots.txt": GONE})
    assert fact(report, "robots.txt").verdict == "noted"
    assert fact(report, "sitemap /sitemap.xml").verdict == "confirmed"


def test_a_robots_txt_that_cannot_be_had_is_missing() -> None:
    found = fact(probe("nld", answers={"/robots.txt": Response(503, {}, b"later")}), "robots.txt")
    assert (found.verdict, found.found) == ("missing", "http 503: until it can be had, nothing may be asked")


def test_a_wall_against_programs_is_no_page() -> None:
    report = probe("nld", answers={"/": text(WALL)})
    found = fact(report, "home")
    assert found.found == "a wall against programs (cloudflare)"
    assert "ask it for leave" in (found.change or "")


def test_a_menu_of_other_sections_gives_the_line_to_write() -> None:
    names = {"/xa-hoi": "/doi-song-moi", "/the-gioi": "/nam-chau", "/moi-truong": "/cay-xanh"}
    names |= {"/suc-khoe": "/khoe", "/du-lich": "/di", "/giai-tri": "/choi"}
    found = fact(probe("ngaynay", names), "sections")
    assert found.verdict == "contradicted"
    assert (found.change or "").startswith('crawler/spiders/ngaynay.py: sections=("doi-song-moi", "nam-chau"')


def test_article_addresses_of_another_form_are_shown() -> None:
    found = fact(probe("ngaynay", {"-post": "-bai"}), "home")
    assert found.verdict == "contradicted"
    assert "-bai168902.html" in found.found
    assert "addresses" in (found.change or "")


def test_an_unknown_signature_is_named() -> None:
    found = fact(probe("nld", {"NLĐO": "Lao động phố"}), "dateline")
    assert found.verdict == "contradicted"
    assert found.change == 'cleaners/nld.py: datelines=("Lao động phố", …)'


def test_changes_are_listed_once() -> None:
    report = probe("nhandan", {"cms-title": "x", "article__title": "x", "article-title": "x"})
    assert len(report.changes) == len(set(report.changes)) > 0
    assert report.exit_code == 3


# -- keeping the pages --------------------------------------------------------------------------------------------


def test_pages_are_kept_with_their_headers_beside_them(tmp_path: Path) -> None:
    asked = visit(ChangedSite("nld"))
    kept = keep_pages(asked, tmp_path / "nld")
    assert len(kept) == len(asked.answers)
    home = tmp_path / "nld" / "02-home-page.html"
    assert home.read_bytes() == asked.of("home")[0].body
    sidecar = json.loads(home.with_name("02-home-page.html.headers.json").read_text(encoding="utf-8"))
    assert (sidecar["url"], sidecar["status"]) == ("https://nld.com.vn/", 200)
    assert ["Content-Type", "text/html; charset=utf-8"] in sidecar["headers"]


def test_kept_pages_tell_the_same_as_the_live_ones(tmp_path: Path) -> None:
    site = ChangedSite("nhandan", {"cms-title": "story-heading"}, {"/rss/home.rss": GONE})
    asked = visit(site)
    keep_pages(asked, tmp_path)
    again = kept_visit(asked.site, tmp_path)
    assert again.answers == asked.answers
    assert report_on(again).facts == report_on(asked).facts


def test_an_answer_that_never_came_is_kept_without_a_body(tmp_path: Path) -> None:
    asked = visit(ChangedSite("nld"))
    lost = Answer(Ask("article", "https://nld.com.vn/x-196261118071512204.htm"), "", trouble="timeout")
    keep_pages(Visit(asked.site, (*asked.answers, lost), 1), tmp_path)
    assert kept_visit(asked.site, tmp_path).answers[-1] == lost


def test_a_folder_without_a_visit_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no kept visit: `tinsach probe nld --save"):
        kept_visit(Site(OUTLETS["nld"], places_of("nld")), tmp_path)


def test_the_visit_of_another_newspaper_is_refused(tmp_path: Path) -> None:
    keep_pages(visit(ChangedSite("nld")), tmp_path)
    with pytest.raises(UsageError, match="was kept of nld, not of ngaynay"):
        kept_visit(Site(OUTLETS["ngaynay"], places_of("ngaynay")), tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"outlet": "nld"}'])
def test_a_broken_record_is_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "01-robots-robots.txt.headers.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read as a kept visit"):
        kept_visit(Site(OUTLETS["nld"], places_of("nld")), tmp_path)


def test_pages_are_not_kept_in_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(UsageError, match="lies in the repository"):
        keep_pages(visit(ChangedSite("nld")), tmp_path / "pages" / "nld")
    assert not (tmp_path / "pages").exists()


def test_two_visits_are_not_mixed_in_a_folder(tmp_path: Path) -> None:
    keep_pages(visit(ChangedSite("nld")), tmp_path)
    with pytest.raises(UsageError, match="holds a visit already"):
        keep_pages(visit(ChangedSite("nhandan")), tmp_path)


def test_an_address_cannot_lead_a_file_out_of_its_folder(tmp_path: Path) -> None:
    ask = Ask("article", "https://nld.com.vn/../../..%2f..%2fetc/passwd%00-196261118071512204.htm")
    answer = Answer(ask, ask.url, 200, body=b"x")
    (path,) = keep_pages(Visit(Site(OUTLETS["nld"], places_of("nld")), (answer,), 1), tmp_path / "in")
    assert path.parent == tmp_path / "in"
    assert path.name == "01-article-2f-2fetc-passwd-00-196261118071512204.html".replace(".html", ".htm")
