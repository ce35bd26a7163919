"""A file with invented articles and a hostile one, and our pages on it: asked directly, and in a real browser."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Request, sync_playwright

from cleaners.article import Article, Block, Cleaner, Image, Verdict
from db.records import FetchedPage, Outcome
from db.store import Store
from db.web.app import make_app
from db.web.site import OutletHealth

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = os.environ.get("AXE_CORE", "")
"""Where axe.min.js of the npm package axe-core is; .ci/run fetches it."""

OWNED = "document.title='owned'"
SCRIPT = f"<script>{OWNED}</script>"
HOSTILE = f"""{SCRIPT}"'><img src=x onerror="{OWNED}"> =HYPERLINK("http://leak.example","x") {{{{7*7}}}} {{% raw %}}"""
HOSTILE_URL = f"javascript:{OWNED}"
HOSTILE_PAGE = f"""<!doctype html><html><head><base href="http://leak.example/">
<meta http-equiv="refresh" content="0;url=http://leak.example/refresh">
<link rel="stylesheet" href="http://leak.example/a.css"><link rel="preconnect" href="http://leak.example">
<link rel="dns-prefetch" href="//leak.example"><style>@import "http://leak.example/b.css";
body {{ background: url(http://leak.example/c.png) }}</style></head>
<body onload="{OWNED}"><h1>{HOSTILE}</h1>{SCRIPT}<iframe src="http://leak.example/f"></iframe>
<img src="http://leak.example/d.png" srcset="http://leak.example/e.png 2x"><video poster="http://leak.example/g.png"></video>
<a href="http://leak.example/away" ping="http://leak.example/ping">đi</a>
<form action="http://leak.example/form"><button formaction="http://leak.example/h">gửi</button></form>
<svg><script>{OWNED}</script><image xlink:href="http://leak.example/i.png"/></svg>
<object data="http://leak.example/o"></object><p style="background: url(http://leak.example/j.png)">Chữ của trang</p>
</body></html>"""


def article(name: str, headline: str, lead: str, *body: str, **more: Any) -> Article:
    made = Article(
        cleaner=Cleaner("nld", "2026.1"),
        url=f"https://nld.com.vn/{name}-196260305081500001.htm",
        outlet="nld",
        headline=headline,
        description=lead,
        authors=("Lê Thị Hạnh",),
        article_section=("Thời sự",),
        keywords=("làng nghề",),
        date_published="2026-03-05T08:15:00+07:00",
        blocks=tuple(Block("paragraph", text) for text in body),
        verdicts=tuple(Verdict(True, "paragraph", "paragraph", "p", text) for text in body),
    )
    return replace(made, **more)


ARTICLES = (
    article(
        "dang",
        "Đại hội Đảng Cộng sản bàn về thủy lợi",
        "Các đại biểu họp tại Hà Nội trong ba ngày.",
        "Hội nghị nghe báo cáo về đê điều.",
        "Hồ chứa đã đầy nước.",
        images=(Image("https://img.example/a.jpg", "Đại biểu ghi chép", "Ngọc Ánh"),),
        verdicts=(
            Verdict(True, "headline", "headline", "h1", "Đại hội Đảng Cộng sản bàn về thủy lợi"),
            Verdict(True, "paragraph", "paragraph", "p", "Hội nghị nghe báo cáo về đê điều."),
            Verdict(False, "related", "box", "div.box", "Tin khác: chợ nổi họp lại"),
            Verdict(True, "paragraph", "paragraph", "p", "Hồ chứa đã đầy nước."),
            Verdict(False, "ad", "banner", "div.ad", ""),
        ),
    ),
    article(
        "gom",
        "Làng gốm nghỉ lò một ngày",
        "Đảng bộ xã cộng tác với hợp tác xã.",
        "Sản lượng giảm.",
        outlet="ngaynay",
        article_section=("Văn hóa", "Làng nghề"),
        authors=("Trần Văn Đức",),
        date_published="2026-03-04T21:00:00+07:00",
    ),
    article(
        "hostile",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        "Chữ của trang",
        url=HOSTILE_URL,
        authors=(HOSTILE,),
        article_section=(HOSTILE,),
        keywords=(HOSTILE,),
        images=(Image(HOSTILE_URL, HOSTILE, HOSTILE),),
        warnings=(HOSTILE,),
        verdicts=(
            Verdict(True, "paragraph", HOSTILE, HOSTILE, HOSTILE),
            Verdict(False, "related", HOSTILE, HOSTILE, HOSTILE),
        ),
    ),
)


def healthy(_: Any) -> list[OutletHealth]:
    return [
        OutletHealth("nld", "healthy", None, True, "2026-11-23T10:00:00Z", "··▄█", (0, 0, 4, 8)),
        OutletHealth("ngaynay", "refused", HOSTILE, False, "2026-11-23T10:00:00Z", "····", (0, 0, 0, 0)),
    ]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file; article 1 is the party congress, 3 the hostile one."""
    path = tmp_path_factory.mktemp("shown") / "báo <b>.db"
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for one in ARTICLES:
            assert one.url
            assert one.outlet
            hostile = one.url == HOSTILE_URL
            body = HOSTILE_PAGE if hostile else f"<!doctype html><p>{one.headline}</p><div>Quảng cáo của báo</div>"
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            page = FetchedPage(one.url, one.url, one.outlet, "2026-11-23T10:00:00Z", 200, headers, body.encode())
            store.record(run, Outcome(one.url, one.outlet, "stored", page=page, article=one))
        store.end_run(run, exit_code=0, counts={})
    return path


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@pytest.fixture(scope="module")
def ask(shown: Path) -> Callable[..., Answer]:
    """Asks our pages without a network: `ask("/search?q=…", language="vi", host=…)`."""
    app: Any = make_app(shown, healthy)

    async def answer(path: str, headers: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
            return await client.get(path, headers=headers)

    def get(path: str, *, language: str = "en", host: str = "localhost") -> Answer:
        found = asyncio.run(answer(path, {"accept-language": language, "host": host}))
        return Answer(found.status_code, found.text, dict(found.headers))

    return get


@pytest.fixture(scope="module")
def site(shown: Path) -> Iterator[str]:
    """Where a real server shows the file."""
    server = uvicorn.Server(uvicorn.Config(make_app(shown, healthy), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def leak() -> Iterator[tuple[int, list[str]]]:
    """What leak.example is to the browser: a port, and whoever came to it."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def wait() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    connection.settimeout(1)
                    with connection, suppress(OSError):
                        came.append(connection.recv(200).decode("latin-1"))

        threading.Thread(target=wait, daemon=True).start()
        yield listening.getsockname()[1], came
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def browser(leak: tuple[int, list[str]]) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    assert importlib.util.find_spec("playwright")
    rules = f"--host-resolver-rules=MAP leak.example:80 127.0.0.1:{leak[0]}"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
        yield running
        running.close()


@dataclass
class Visit:
    """A page in the browser, with every address it asked for and every complaint it made; `leaked` is what came to
    leak.example."""

    page: Page
    base: str
    asked: list[Request]
    complaints: list[str]
    leaked: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """Addresses of other hosts that were asked for, and that the policy did not stop."""
        asked = [one for one in self.asked if not one.url.startswith((self.base, "data:", "about:"))]
        return [*(one.url for one in asked if one.failure != "csp"), *self.leaked]


@pytest.fixture
def visit(browser: Browser, site: str, leak: tuple[int, list[str]]) -> Iterator[Callable[..., Visit]]:
    """Opens a browser's window: `visit(width=390, dark=True, language="vi-VN")`."""
    contexts = []

    def open_(width: int = 1280, *, dark: bool = False, language: str = "en-US") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale=language
        )
        contexts.append(context)
        page = context.new_page()
        found = Visit(page, site, [], [], leak[1])
        context.on("request", lambda request: found.asked.append(request))
        page.on("dialog", lambda dialog: found.complaints.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        return found

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE or not Path(AXE).is_file():
        pytest.skip("axe-core is not here: `npm pack axe-core`, unpack it, set AXE_CORE to its axe.min.js")
    return Path(AXE).read_text("utf-8")
