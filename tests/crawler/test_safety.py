"""Where a crawl may go: own hosts, public addresses, certificates, sizes."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy import Request
from scrapy.settings import Settings
from twisted.internet.error import DNSLookupError

from cleaners.errors import UsageError
from crawler.demo.server import SiteServer
from crawler.demo.site import Request as Asked
from crawler.demo.site import Response
from crawler.middlewares import ForeignHost, OwnHostsMiddleware
from crawler.resolver import refuse_private
from crawler.via import parse_via


def own_hosts() -> OwnHostsMiddleware:
    return OwnHostsMiddleware(SimpleNamespace(spider=SimpleNamespace(own_hosts=frozenset({"nld.com.vn"}))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "https://phunu.nld.com.vn/a.htm",
        "https://nld.com.vn.example/a.htm",
        "http://127.0.0.1/a.htm",
        "http://[::1]/a.htm",
        "http://169.254.169.254/latest",
        "https://nld.com.vn:8443/a.htm",
        "https://nld.com.vn@example.org/a.htm",
        "https://ai@nld.com.vn/a.htm",
    ],
)
def test_no_other_host_is_asked(url: str) -> None:
    with pytest.raises(ForeignHost):
        own_hosts().process_request(Request(url))


@pytest.mark.parametrize("url", ["https://nld.com.vn/a.htm", "http://nld.com.vn/", "https://NLD.com.vn:443/a.htm"])
def test_the_own_host_is_asked(url: str) -> None:
    own_hosts().process_request(Request(url))


@pytest.mark.parametrize(
    "address", ["10.0.0.7", "127.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"]
)
def test_a_name_that_leads_to_a_private_address_does_not_resolve(address: str) -> None:
    with pytest.raises(DNSLookupError, match="not a public address"):
        refuse_private(address, "nld.com.vn")


def test_a_public_address_resolves() -> None:
    assert refuse_private("1.1.1.1", "nld.com.vn") == "1.1.1.1"


def test_nothing_listens_and_certificates_are_verified() -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert not settings.getbool("COOKIES_ENABLED")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1


def test_via_keeps_scheme_host_and_port() -> None:
    assert parse_via(("nld=http://127.0.0.1:8000/",)) == {"nld": "http://127.0.0.1:8000"}


@pytest.mark.parametrize(
    "origin", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://127.0.0.1/nld", "http://a:b"]
)
def test_via_takes_an_origin_and_nothing_else(origin: str) -> None:
    with pytest.raises(UsageError, match="--via needs an origin"):
        parse_via((f"nld={origin}",))


@contextmanager
def self_signed(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """An HTTPS server whose certificate nobody vouches for: its origin, and the paths it was asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem)
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, crawl: Any) -> None:
    with self_signed(tmp_path) as (origin, asked):
        done = crawl("nld", origin, "--source", "rss", "-s", "RETRY_ENABLED=False")
    assert done.exit_code == 1
    assert done.err.splitlines()[-1].endswith(": tls")
    assert asked == []


class Unruly:
    """A newspaper whose feed names addresses that misbehave."""

    hosts = ("nld.com.vn",)
    answers: ClassVar[dict[str, Response]] = {
        "/a-196261118071512201.htm": Response(302, {"Location": "https://nld.com.vn/b-196261118071512202.htm"}),
        "/b-196261118071512202.htm": Response(302, {"Location": "https://nld.com.vn/a-196261118071512201.htm"}),
        "/c-196261118071512203.htm": Response(301, {"Location": "http://127.0.0.1:9/x"}),
        "/d-196261118071512204.htm": Response(301, {"Location": "https://baokhac.example/x.htm"}),
        "/e-196261118071512205.htm": Response(200, {"Content-Type": "text/html"}, b"<p>" + b"0" * 300_000, gzip=True),
        "/f-196261118071512206.htm": Response(200, {"Content-Type": "text/html"}, b"<p>" + b"0" * 300_000),
        "/g-196261118071512207.htm": Response(403, {"Set-Cookie": "id=1"}, b"no"),
        "/h-196261118071512208.htm": Response(200, {"Content-Type": "text/html"}, b""),
        "/i-196261118071512209.htm": Response(500, {}, b"oops"),
        "/j-196261118071512210.htm": Response(410, {}, b""),
        "/k-196261118071512211.htm": Response(301, {"Location": "/kinh-te.htm"}),
        "/cam/l-196261118071512212.htm": Response(200, {}, b"x"),
        "/kinh-te.htm": Response(200, {"Content-Type": "text/html"}, b"<html><body>Kinh</body></html>"),
        "/robots.txt": Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /l-1962\n"),
    }

    def __init__(self) -> None:
        self.headers: list[Mapping[str, str]] = []

    def answer(self, request: Asked) -> Response:
        self.headers.append(request.headers)
        if request.path == "/rss/home.rss":
            paths = [path for path in self.answers if "-196" in path]
            items = "".join(f"<item><link>https://nld.com.vn{path}</link></item>" for path in paths)
            return Response(200, {"Content-Type": "text/xml"}, f"<rss><channel>{items}</channel></rss>".encode())
        return self.answers.get(request.path, Response(404))


def test_every_address_of_an_unruly_newspaper_ends_in_a_status(crawl: Any, query: Any) -> None:
    site = Unruly()
    with SiteServer({"nld": site}) as server:
        options = ("--source", "rss", "-s", "RETRY_ENABLED=False")
        done = crawl("nld", server.origin("nld"), *options, TINSACH_MAX_PAGE_BYTES="100000")
        hosts = {request.host for request in server.requests}
    assert done.exit_code == 0, done.err
    assert "Traceback" not in done.err
    found = {
        url.removeprefix("https://nld.com.vn/")[0]: (status, reason)
        for url, status, reason in query("SELECT url, status, reason FROM urls")
    }
    assert found.pop("a")[0] in ("failed", "moved")
    assert found.pop("b")[0] in ("failed", "moved")
    assert found == {
        "c": ("disallowed", "not the newspaper's own host"),
        "d": ("disallowed", "not the newspaper's own host"),
        "e": ("too_large", "larger than max_page_bytes when unpacked"),
        "f": ("too_large", "larger than max_page_bytes"),
        "g": ("blocked", "http 403"),
        "h": ("empty", "empty page"),
        "i": ("failed", "http 500"),
        "j": ("gone", "http 410"),
        "k": ("not_article", "redirects to /kinh-te.htm"),
        "l": ("disallowed", "robots.txt"),
    }
    assert hosts == {"nld.com.vn"}
    assert all(headers["user-agent"].startswith("Tinsach/") for headers in site.headers)
    assert not any("cookie" in headers for headers in site.headers)
