"""An HTTP server on loopback for any number of `Site`s: the demo newspapers, recordings, misbehaving ones.

The site is chosen by the Host header, which is what `tinsach crawl --via` sends. A browser that asks
for 127.0.0.1 gets the site whose port it came through, with links that stay on this machine.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request, Response, Site


class Logged(NamedTuple):
    """One request the server answered; `path` with its query."""

    method: str
    host: str
    path: str
    status: int


class SiteServer:
    """Serves `sites` (by name) on 127.0.0.1, a port a site, in threads, from `start()` to `stop()`.

    `first_port` is the first site's port, the next ones follow; 0 takes free ones. `delay` is how
    many seconds each answer takes. Use as a context manager.
    """

    def __init__(self, sites: Mapping[str, Site], *, first_port: int = 0, delay: float = 0.0) -> None:
        self.sites = dict(sites)
        self.delay = delay
        self._by_host = {host: site for site in self.sites.values() for host in site.hosts}
        self._log: list[Logged] = []
        self._lock = threading.Lock()
        self._servers: dict[str, _Server] = {}
        self._threads: list[threading.Thread] = []
        try:
            for offset, (name, site) in enumerate(self.sites.items()):
                port = first_port + offset if first_port else 0
                self._servers[name] = _Server(("127.0.0.1", port), self, site)
        except OSError:
            self._close()
            raise

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Answer from now on."""
        for name, server in self._servers.items():
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"demo-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop answering and free the ports."""
        if self._threads:
            for server in self._servers.values():
                server.shutdown()
            for thread in self._threads:
                thread.join()
            self._threads.clear()
        self._close()

    def _close(self) -> None:
        for server in self._servers.values():
            server.server_close()

    def origin(self, name: str) -> str:
        """Where `name` is served: "http://127.0.0.1:PORT", as `--via` takes it."""
        return f"http://127.0.0.1:{self._servers[name].server_port}"

    @property
    def handler(self) -> type[SiteHandler]:
        """What answers a connection; a server that breaks HTTP itself has another."""
        return SiteHandler

    @property
    def requests(self) -> list[Logged]:
        """What was asked so far, in the order of the answers."""
        with self._lock:
            return list(self._log)

    def clear(self) -> None:
        """Forget what was asked."""
        with self._lock:
            self._log.clear()

    def respond(self, request: Request, port: int, own: Site) -> Response:
        """The answer of the site the Host header names, else of `own`, the site of `port`."""
        site = self._by_host.get(request.host)
        response = site.answer(request) if site else _on_this_machine(own.answer(request), own, port)
        target = f"{request.path}?{request.query}" if request.query else request.path
        with self._lock:
            self._log.append(Logged(request.method, request.host, target, response.status))
        return response


class DemoServer(SiteServer):
    """The three demo newspapers; see `SiteServer` for its options."""

    def __init__(self, *, outlets: Sequence[str] = tuple(PAPERS), first_port: int = 0, delay: float = 0.0) -> None:
        self.papers = {name: OutletSite(PAPERS[name]) for name in outlets}
        super().__init__(self.papers, first_port=first_port, delay=delay)

    def advance(self) -> None:
        """The second day: in every newspaper one article changes, one has gone, one is new."""
        for site in self.papers.values():
            site.advance()


def _on_this_machine(response: Response, site: Site, port: int) -> Response:
    """`response` with links to `site`'s own host turned to `port`, for a person who clicks through."""
    here, own = f"http://127.0.0.1:{port}", f"https://{site.hosts[0]}"
    headers = {
        name: value.replace(own, here) if name == "Location" else value for name, value in response.headers.items()
    }
    if not headers.get("Content-Type", "").startswith("text/html"):
        return replace(response, headers=headers)
    return replace(response, headers=headers, body=response.body.replace(own.encode(), here.encode()))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A crawler that is faster than we accept would otherwise be made to wait a whole second now and then.
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], owner: SiteServer, site: Site) -> None:
        self.owner = owner
        self.site = site
        super().__init__(address, owner.handler)


class SiteHandler(BaseHTTPRequestHandler):
    """Turns a request into the site's answer; `send` writes it to the connection."""

    server: _Server
    # Head and body are two writes: with Nagle's algorithm each answer would wait 40 ms for an acknowledgement.
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.close_connection = True  # its body stays unread
        self._answer()

    def _answer(self) -> None:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").partition(":")[0].lower()
        owner = self.server.owner
        if owner.delay:
            time.sleep(owner.delay)
        request = Request(self.command, host, target.path, target.query, headers)
        self.send(owner.respond(request, self.server.server_port, self.server.site))

    def send(self, response: Response) -> None:
        """Write `response`, packed where it says so."""
        body, headers = response.body, dict(response.headers)
        if response.gzip and body:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if response.status != 304:
            headers["Content-Length"] = str(len(body))
        self.send_response(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: `SiteServer.requests` is the log."""
