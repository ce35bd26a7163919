"""`python -m bench crawl`."""

from __future__ import annotations

from statistics import median

import click

from bench import crawl as crawling
from bench.cli.show import print_table, progress, rounded
from crawler.cli.output import json_option, stderr


@click.command(epilog="Example: python -m bench crawl --pages 500 --rounds 1 --urls 1000")
@click.option("--pages", type=click.IntRange(1), default=2000, show_default=True, help="Articles that are fetched.")
@click.option("--rounds", type=click.IntRange(0), default=3, show_default=True)
@click.option(
    "--urls",
    type=click.IntRange(1),
    multiple=True,
    default=(1000, 100_000),
    show_default=True,
    help="Addresses in the sitemaps, for memory; may be given several times.",
)
@click.option(
    "--stored",
    type=click.IntRange(1),
    multiple=True,
    default=(1000,),
    show_default=True,
    help="How many of them are fetched and stored, for memory; may be given several times.",
)
@json_option
def crawl(pages: int, rounds: int, urls: tuple[int, ...], stored: tuple[int, ...], as_json: bool) -> None:
    """Pages a second of our crawl beside a bare Scrapy spider, and memory by the numbers of addresses and articles.

    Both ask the same server, in a process of its own on this machine, without delays: Scrapy then has several
    requests under way, the bare spider up to 16, ours up to 3. Times are of whole processes. The bare spider does
    nothing with a page; ours cleans it and stores page, article, pictures and verdicts.
    """
    measured = []
    with progress("rounds", rounds) as advance:
        for pair in crawling.rounds(pages, rounds):
            measured.append(pair)
            advance(len(measured))
    rows = [
        {
            "table": "crawl",
            "round": number,
            "pages": pages,
            "bare, pages/s": bare.rate,
            "ours, pages/s": ours.rate,
            "ours/bare": ours.rate / bare.rate,
            "by CPU time": bare.cpu / ours.cpu,
            "bare MB": bare.memory,
            "ours MB": ours.memory,
        }
        for number, (bare, ours) in enumerate(measured, 1)
    ]
    columns = ("round", "pages", "bare, pages/s", "ours, pages/s", "ours/bare", "by CPU time", "bare MB", "ours MB")
    print_table([rounded(row, 2) for row in rows], columns, "Crawls without delays", as_json)
    memories = [
        {"table": "memory", "urls": one.urls, "stored": one.pages, "peak MB": one.memory, "seconds": one.seconds}
        for one in crawling.memories(urls, stored)
    ]
    shown = ("urls", "stored", "peak MB", "seconds")
    print_table([rounded(row, 1) for row in memories], shown, "Memory of our crawl", as_json)
    if not measured:
        return
    ratio = median(ours.rate / bare.rate for bare, ours in measured)
    stderr.print(f"median ratio {ratio:.2f}, aim: at least {crawling.AIM}")
