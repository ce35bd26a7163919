"""`tinsach serve`: the file in a browser."""

from __future__ import annotations

import socket
import sqlite3
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaners.errors import TinsachError
from crawler import config
from crawler.cli.output import db_option, stderr
from crawler.health import health_of
from db.handover.extras import extra
from db.status import read_health

if TYPE_CHECKING:
    from db.web.site import OutletHealth

LOOPBACK = ("127.0.0.1", "localhost", "::1")
GOOD = ("healthy", "going on")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
@click.option("--open", "in_browser", is_flag=True, help="Open it in a browser.")
@db_option
def serve(host: str, port: int, in_browser: bool, db_path: Path | None) -> None:
    """Show the file in a browser: what is in it, search, articles, why each block was kept or dropped.

    \b
    tinsach serve
    tinsach serve --db tinsach-demo.db --port 8080 --open

    The file is only read; a crawl may write to it meanwhile. This machine alone is answered, unless --host
    names another address: then whoever reaches it can read all that is in the file. Ctrl-C ends it.
    """
    path = config.load({"db": db_path}).common.db
    extra("datasette.app")
    uvicorn = extra("uvicorn")
    from db.web.app import make_app

    app = make_app(path, health, hosts=LOOPBACK if host in LOOPBACK else None)
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    stderr.print(f"{path} is shown at {url} (Ctrl-C ends it)", markup=False, soft_wrap=True)
    if host not in LOOPBACK:
        stderr.print("whoever reaches this address can read all that is in the file", style="bold")
    if in_browser:
        webbrowser.open(url)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    with listening:
        server.run(sockets=[listening])


def health(conn: sqlite3.Connection) -> list[OutletHealth]:
    """How the crawls into a file are doing."""
    from db.web.site import OutletHealth

    return [
        OutletHealth(
            outlet=one.outlet,
            verdict=one.verdict,
            reason=one.run.reason,
            is_good=one.verdict in GOOD,
            started_at=one.run.started_at,
            bar=one.bar,
            new=one.new,
        )
        for one in health_of(read_health(conn), now=datetime.now(UTC))
    ]


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        raise TinsachError(
            f"cannot listen on {host}:{port}: {error.strerror or error}; name another with --port"
        ) from None
    return listening
