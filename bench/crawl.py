"""Our crawl beside a bare Scrapy spider: pages a second, and memory, of the same newspaper in one run.

`python -m bench.crawl ORIGIN` is the bare spider: it fetches every page that the sitemaps name and does nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from bench.newspaper import INDEX, PROJECT, served
from cleaners.errors import TinsachError
from db.connection import open_for_reading

AIM = 0.6
"""Pages a second that our crawl stores, as a share of those that the bare spider fetches."""
QUICK = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process did: `pages` fetched or stored in `seconds`, `cpu` of them at work; `memory` at the peak in MB."""

    who: str
    urls: int
    pages: int
    seconds: float
    cpu: float
    memory: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def bare(origin: str, urls: int) -> Measured:
    """The bare spider on the newspaper of `urls` articles at `origin`. Raises TinsachError when it fetches fewer."""
    out, seconds, cpu, memory = _run([sys.executable, "-m", "bench.crawl", origin])
    if int(out) != urls:
        raise TinsachError(f"the bare spider fetched {int(out):,} of {urls:,} pages")
    return Measured("bare Scrapy", urls, urls, seconds, cpu, memory)


def ours(origin: str, urls: int, *, pages: int | None = None) -> Measured:
    """Our crawl into a fresh file; `pages` stores only so many. Raises TinsachError when it stores fewer."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        command = [sys.executable, "-m", "crawler.cli.main", "crawl", "nld", "--db", str(file)]
        command += ["--source", "sitemap", "--via", f"nld={origin}", *(part for one in QUICK for part in ("-s", one))]
        command += ["--limit", str(pages)] if pages else []
        _, seconds, cpu, memory = _run(command)
        with closing(open_for_reading(file)) as db:
            ((stored,),) = db.execute("SELECT count(*) FROM articles").fetchall()
            ((known,),) = db.execute("SELECT count(*) FROM urls").fetchall()
    if stored != (pages or urls) or known != urls:
        raise TinsachError(f"our crawl stored {stored:,} articles and knew {known:,} of {urls:,} addresses")
    return Measured("Tinsach", urls, stored, seconds, cpu, memory)


def rounds(pages: int, number: int) -> Iterator[tuple[Measured, Measured]]:
    """`number` times the bare spider and our crawl of `pages` articles, in turn."""
    with served(pages) as origin:
        for _ in range(number):
            yield bare(origin, pages), ours(origin, pages)


def memories(urls: Sequence[int], stored: Sequence[int]) -> Iterator[Measured]:
    """Our crawl of newspapers of `urls` articles, of each of which it stores as many as `stored` says, in turn."""
    for number in urls:
        with served(number) as origin:
            for pages in dict.fromkeys(min(pages, number) for pages in stored):
                yield ours(origin, number, pages=pages)


def _run(command: list[str]) -> tuple[str, float, float, float]:
    """Standard output, seconds, those of the CPU, and megabytes at the peak of `command`.

    Raises TinsachError when it fails.
    """
    # Files, as wait4 has to come before anybody else asks for the process's end.
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=PROJECT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        if process.returncode:
            raise TinsachError(f"{' '.join(command[1:4])} failed: {(err.read().strip() or 'no word').splitlines()[-1]}")
        out.seek(0)
        return out.read(), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class BareSpider(Spider):
    """Fetches what the sitemaps name."""

    name = "bare"
    custom_settings = {  # noqa: RUF012 (Scrapy's way)
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.start_urls = [f"{origin}{INDEX}"]
        self.pages = 0

    def parse(self, response: Response) -> Iterator[Request]:
        """The addresses in a sitemap, all of them on this server."""
        for address in re.findall(rb"<loc>([^<]+)</loc>", response.body):
            path = urlsplit(address.decode()).path
            yield response.follow(path, self.parse if path.endswith(".xml") else self.fetched)

    def fetched(self, response: Response) -> None:
        """Nothing is done with a page."""
        self.pages += response.status == 200


def _main(origin: str) -> None:
    process = AsyncCrawlerProcess()
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, origin=origin)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, BareSpider)
    sys.stdout.write(str(spider.pages))


if __name__ == "__main__":
    _main(sys.argv[1])
