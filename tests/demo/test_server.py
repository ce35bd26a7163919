"""The server over real HTTP: hosts, validators, compression, what has gone, the log."""

from __future__ import annotations

import gzip
import http.client
import socket
from dataclasses import dataclass

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.papers import PAPERS
from crawler.demo.server import DemoServer, SiteServer
from crawler.demo.site import Request, Response, conditional

EVERY_OUTLET = pytest.mark.parametrize("outlet", list(PAPERS))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers["Content-Encoding"] == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def fetch(
    server: SiteServer, name: str, path: str, *, host: str | None = None, method: str = "GET", **headers: str
) -> Answer:
    port = int(server.origin(name).rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request(method, path, headers={**({"Host": host} if host else {}), **sent})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def ask(server: SiteServer, outlet: str, path: str, **options: str) -> Answer:
    return fetch(server, outlet, path, host=PAPERS[outlet].host, **options)


def changing(outlet: str) -> str:
    return next(a.path for a in DEMO_ARTICLES[outlet] if a.second_day)


@EVERY_OUTLET
def test_an_article_is_served_under_its_path(server: DemoServer, outlet: str) -> None:
    article = DEMO_ARTICLES[outlet][0]
    answer = ask(server, outlet, article.path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert article.headline in answer.text


def test_the_host_header_chooses_the_newspaper_whatever_the_port(server: DemoServer) -> None:
    assert "<title>Báo Nhân Dân điện tử</title>" in fetch(server, "nld", "/", host="nhandan.vn").text


def test_a_browser_gets_the_newspaper_of_the_port_with_links_that_stay_here(server: DemoServer) -> None:
    text = fetch(server, "ngaynay", "/").text
    assert f'href="{server.origin("ngaynay")}/' in text
    assert "https://ngaynay.vn/" not in text


def test_a_crawler_gets_the_newspapers_own_links(server: DemoServer) -> None:
    assert "127.0.0.1" not in ask(server, "ngaynay", "/").text


def test_the_server_listens_on_loopback_only(server: DemoServer) -> None:
    assert all(server.origin(name).startswith("http://127.0.0.1:") for name in PAPERS)


@EVERY_OUTLET
@pytest.mark.parametrize("what", ["article", "/rss/home.rss", "/sitemap.xml"])
def test_an_unchanged_page_is_304_to_its_entity_tag(server: DemoServer, outlet: str, what: str) -> None:
    path = changing(outlet) if what == "article" else what
    first = ask(server, outlet, path)
    again = ask(server, outlet, path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


@EVERY_OUTLET
def test_an_unchanged_page_is_304_to_its_modification_time(server: DemoServer, outlet: str) -> None:
    first = ask(server, outlet, changing(outlet))
    assert ask(server, outlet, changing(outlet), If_Modified_Since=first.headers["Last-Modified"]).status == 304


def test_a_page_is_sent_again_when_the_entity_tag_is_another(server: DemoServer) -> None:
    assert ask(server, "nld", changing("nld"), If_None_Match='"older"').status == 200


def test_nld_pages_differ_from_fetch_to_fetch_under_the_same_entity_tag(server: DemoServer) -> None:
    first, second = (ask(server, "nld", changing("nld")) for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.body != second.body
    assert 'id="dbcheck" value="DetailCloud4_NLD6019' in first.text


@pytest.mark.parametrize("outlet", ["nhandan", "ngaynay"])
def test_epi_sends_gzip_to_a_client_that_asked_for_none(server: DemoServer, outlet: str) -> None:
    answer = ask(server, outlet, "/", Accept_Encoding="identity")
    assert (answer.headers["Content-Encoding"], answer.body[:2]) == ("gzip", b"\x1f\x8b")


def test_nld_sends_plain_bytes(server: DemoServer) -> None:
    assert ask(server, "nld", "/").headers["Content-Encoding"] is None


@EVERY_OUTLET
def test_an_unknown_path_is_404(server: DemoServer, outlet: str) -> None:
    assert ask(server, outlet, "/khong-co-trang-nay.htm").status == 404


@pytest.mark.parametrize(("outlet", "status"), [("nhandan", 404), ("nld", 410), ("ngaynay", 404)])
def test_an_article_that_disappears_is_gone_on_the_second_day(server: DemoServer, outlet: str, status: int) -> None:
    path = next(a.path for a in DEMO_ARTICLES[outlet] if a.gone)
    first = ask(server, outlet, path).status
    server.advance()
    assert (first, ask(server, outlet, path).status) == (200, status)


@pytest.mark.parametrize("outlet", ["nhandan", "ngaynay"])
def test_the_short_form_of_an_epi_address_leads_to_the_canonical_one(server: DemoServer, outlet: str) -> None:
    article = DEMO_ARTICLES[outlet][0]
    answer = ask(server, outlet, f"/post-{article.id}.html")
    assert (answer.status, answer.headers["Location"]) == (301, PAPERS[outlet].origin + article.path)


@pytest.mark.parametrize("host", ["www.nld.com.vn", "m.nld.com.vn"])
def test_other_hosts_of_a_newspaper_lead_to_its_own(server: DemoServer, host: str) -> None:
    answer = fetch(server, "nld", "/kinh-te.htm", host=host)
    assert (answer.status, answer.headers["Location"]) == (301, "https://nld.com.vn/kinh-te.htm")


def test_the_api_host_has_an_empty_robots_file(server: DemoServer) -> None:
    answer = fetch(server, "nhandan", "/robots.txt", host="api.nhandan.vn")
    assert (answer.status, answer.body) == (200, b"")


def test_head_says_the_length_and_sends_no_body(server: DemoServer) -> None:
    whole, head = ask(server, "nhandan", "/"), ask(server, "nhandan", "/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_a_post_is_refused(server: DemoServer) -> None:
    assert ask(server, "nld", "/", method="POST").status == 405


def test_the_log_tells_what_was_asked(server: DemoServer) -> None:
    ask(server, "nld", "/kinh-te.htm?utm_source=x")
    ask(server, "nhandan", "/khong-co")
    assert server.requests == [
        ("GET", "nld.com.vn", "/kinh-te.htm?utm_source=x", 200),
        ("GET", "nhandan.vn", "/khong-co", 404),
    ]


def test_the_log_can_be_cleared(server: DemoServer) -> None:
    ask(server, "nld", "/")
    server.clear()
    assert server.requests == []


def test_a_single_newspaper_can_be_served() -> None:
    with DemoServer(outlets=["ngaynay"]) as server:
        assert list(server.sites) == ["ngaynay"]
        assert fetch(server, "ngaynay", "/robots.txt").status == 200


def test_nothing_listens_after_the_server_has_stopped() -> None:
    with DemoServer(outlets=["nld"]) as server:
        port = int(server.origin("nld").rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port_is_an_error_that_frees_the_others() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            DemoServer(first_port=taken.getsockname()[1])


def test_any_site_can_be_served() -> None:
    class Shouting:
        hosts = ("to-tieng.example",)

        def answer(self, request: Request) -> Response:
            return Response(503, {"Retry-After": "7"}, request.path.upper().encode())

    with SiteServer({"loud": Shouting()}) as server:
        answer = fetch(server, "loud", "/a")
    assert (answer.status, answer.headers["Retry-After"], answer.body) == (503, "7", b"/A")


def test_an_unreadable_date_in_a_request_is_ignored() -> None:
    response = Response(200, {"Last-Modified": "Thu, 19 Nov 2026 05:00:00 GMT"}, b"x")
    assert conditional(Request("GET", "h", "/", headers={"if-modified-since": "hôm qua"}), response) is response
