from datetime import UTC, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import HtmlResponse, Response

from cleaners.outlets import outlet_named
from crawler.middlewares import ForeignHost, MovedToKnown
from crawler.reading import outcome_of_answer, outcome_of_crash, outcome_of_error
from db.records import UrlState

NOW = datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)
NLD = outlet_named("nld")
URL = "https://nld.com.vn/cau-tre-qua-rach-196261118071512204.htm"
PARAGRAPH = "<p>Sáng 18-11, bà con ấp Bình Thuận Đông góp công dựng lại cây cầu tre bắc qua con rạch nhỏ đầu xóm.</p>"
ARTICLE = f"""<!DOCTYPE html><html><head><title>Cầu tre</title><link rel="canonical" href="{URL}">
<meta property="article:published_time" content="2026-11-18T08:06:00+07:00"></head><body><div class="detail-cmain">
<h1 class="detail-title" data-role="title"> Cầu tre qua rạch</h1>
<h2 class="detail-sapo" data-role="sapo">(NLĐO)- Cầu mới.</h2>
<div class="detail-content afcbc-body" data-role="content">{PARAGRAPH * 3}</div></div></body></html>"""


def state(url: str = URL, **known) -> UrlState:
    values = dict.fromkeys(UrlState.__slots__) | {
        "url": url,
        "outlet": "nld",
        "status": "discovered",
        "tries": 0,
        "sources": ("rss",),
        "first_seen_at": "2026-11-23T09:00:00Z",
        "last_seen_at": "2026-11-23T09:00:00Z",
    }
    return UrlState(**values | known)


def answer(body: str | bytes = ARTICLE, *, status: int = 200, url: str = URL, headers: dict | None = None):
    content = body.encode() if isinstance(body, str) else body
    sent = {"Content-Type": "text/html; charset=utf-8"} | (headers or {})
    return outcome_of_answer(HtmlResponse(url, status=status, headers=sent, body=content), state(), NLD, now=NOW)


def test_an_article_is_stored_with_its_page() -> None:
    outcome = answer(headers={"ETag": '"a"'})
    assert (outcome.status, outcome.url) == ("stored", URL)
    assert outcome.article is not None
    assert outcome.article.headline == "Cầu tre qua rạch"
    assert outcome.page is not None
    assert outcome.page.header("etag") == '"a"'
    assert outcome.page.fetched_at == "2026-11-23T10:00:00Z"
    assert outcome.next_try_at == "2026-11-28T10:00:00Z"


def test_an_article_is_filed_under_the_address_it_gives_itself() -> None:
    other = URL.replace("cau-tre-qua-rach", "cau-tre")
    outcome = outcome_of_answer(HtmlResponse(other, body=ARTICLE.encode()), state(other), NLD, now=NOW)
    assert outcome.url == other
    assert outcome.article is not None
    assert outcome.article.url == URL


def test_an_article_that_calls_another_newspaper_its_home_stays_ours() -> None:
    foreign = ARTICLE.replace(f'href="{URL}"', 'href="https://baokhac.example/x-196261118071512204.htm"')
    outcome = answer(foreign)
    assert outcome.article is not None
    assert outcome.article.url == URL


def test_not_modified_is_unchanged_without_a_page_to_archive() -> None:
    outcome = answer(b"", status=304)
    assert (outcome.status, outcome.reason) == ("unchanged", "http 304")


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        (404, ("gone", "http 404")),
        (410, ("gone", "http 410")),
        (403, ("blocked", "http 403")),
        (429, ("blocked", "http 429")),
        (500, ("failed", "http 500")),
        (302, ("failed", "http 302 that leads nowhere")),
    ],
)
def test_each_http_status_has_its_meaning(status: int, meant: tuple[str, str]) -> None:
    outcome = answer("<html>x</html>", status=status)
    assert (outcome.status, outcome.reason) == meant


def test_retry_after_is_kept() -> None:
    outcome = answer("", status=429, headers={"Retry-After": "86400"})
    assert outcome.next_try_at == "2026-11-24T10:00:00Z"


def test_an_empty_page_is_empty() -> None:
    assert answer("  \n").status == "empty"


def test_a_list_page_at_an_articles_address_is_no_article_and_the_page_is_kept() -> None:
    item = '<div class="box-category-item"><a class="box-category-link-title" href="/{0}">{0}</a></div>'
    links = "".join(item.format(f"tin-so-{n}-19626111807151220{n}.htm") for n in range(9))
    outcome = answer(f'<html><body><div class="list__news-main">{links}</div></body></html>')
    assert outcome.status == "not_article"
    assert outcome.page is not None
    assert outcome.article is None


def test_something_that_is_no_page_is_no_article() -> None:
    outcome = answer(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", headers={"Content-Type": "image/png"})
    assert (outcome.status, outcome.reason) == ("not_article", "unreadable")


def test_a_redirect_to_a_section_is_no_article() -> None:
    outcome = answer(url="https://nld.com.vn/kinh-te.htm")
    assert (outcome.status, outcome.reason) == ("not_article", "redirects to /kinh-te.htm")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<html><script>document.cookie="D1N=ab12";window.location.reload(true);</script></html>', "cookie wall"),
        (
            '<html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x"></script></html>',
            "cloudflare",
        ),
        ('<html><div class="g-recaptcha"></div></html>', "captcha"),
    ],
)
def test_a_bot_wall_with_status_200_is_blocked(body: str, kind: str) -> None:
    outcome = answer(body)
    assert (outcome.status, outcome.reason) == ("blocked", kind)


def test_a_captcha_in_the_comment_form_of_an_article_blocks_nothing() -> None:
    assert answer(ARTICLE.replace("</body>", '<div class="g-recaptcha"></div></body>')).status == "stored"


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (CannotResolveHostError("no such name"), ("failed", "dns")),
        (
            CannotResolveHostError("x resolves to 10.0.0.1, which is not a public address"),
            ("failed", "private address"),
        ),
        (DownloadTimeoutError("30"), ("failed", "timeout")),
        (DownloadConnectionRefusedError(), ("failed", "connection")),
        (ResponseDataLossError(), ("failed", "connection")),
        (DownloadCancelledError(), ("too_large", "larger than max_page_bytes")),
        (IgnoreRequest("Forbidden by robots.txt"), ("disallowed", "robots.txt")),
        (IgnoreRequest("max redirections reached"), ("failed", "too many redirects")),
        (ForeignHost("not the newspaper's own host: x"), ("disallowed", "not the newspaper's own host")),
    ],
)
def test_each_error_has_its_meaning(error: Exception, meant: tuple[str, str]) -> None:
    outcome = outcome_of_error(error, state(), now=NOW)
    assert (outcome.status, outcome.reason) == meant


def test_a_redirect_to_a_known_article_moves_the_address() -> None:
    outcome = outcome_of_error(MovedToKnown(URL), state("https://nld.com.vn/x-196261118071512205.htm"), now=NOW)
    assert (outcome.status, outcome.moved_to) == ("moved", URL)


def test_failures_in_a_row_are_tried_again_later_each_time() -> None:
    first = outcome_of_error(DownloadTimeoutError(), state(), now=NOW)
    third = outcome_of_error(DownloadTimeoutError(), state(status="failed", tries=2), now=NOW)
    assert first.next_try_at is not None
    assert third.next_try_at is not None
    assert first.next_try_at < third.next_try_at


def test_a_crash_while_reading_keeps_the_page_and_names_the_error() -> None:
    response = Response(URL, body=b"<html>")
    outcome = outcome_of_crash(RecursionError(), response, state(), NLD, now=NOW)
    assert (outcome.status, outcome.reason) == ("failed", "reading failed: RecursionError")
    assert outcome.page is not None
