"""As many pages of a demo newspaper as are wanted: its articles with other texts, addresses and dates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import count, islice

from crawler.demo import pages_epi, pages_vccorp
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.papers import Paper
from crawler.demo.truth import (
    DemoArticle,
    Heading,
    InfoBox,
    Item,
    Items,
    Lines,
    Paragraph,
    Photos,
    Quote,
    Talk,
    shelf_on,
)


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    texts = (block.text for articles in DEMO_ARTICLES.values() for a in articles for block in a.blocks)
    return tuple(word.strip('.,:;!?"“”()') for text in texts for word in text.split())


def sentence(draw: random.Random, words: int) -> str:
    """Words of the demo newspapers in no order: as hard to compress as prose, and nobody's sentence."""
    text = " ".join(draw.choices(_words(), k=max(words, 1)))
    return text[:1].upper() + text[1:]


def synthetic_pages(paper: Paper, number: int, *, seed: int = 1, usual: float = 0) -> Iterator[tuple[str, bytes]]:
    """`number` different addresses with their pages; the same seed makes the same pages.

    A share of `usual` is made of pages of the standard layout, the rest of any: by itself every demo article is
    as likely, and most of them are unusual ones.
    """
    draw = random.Random(seed)
    shelf = shelf_on(DEMO_ARTICLES[paper.name], 1)
    models = [article for article in shelf.articles if not article.old_path and not article.decomposed]
    standard = [article for article in models if article.layout == "standard" and article.kind == "article"]
    for place in islice(count(1), number):
        plain = usual > 0 and draw.random() < usual
        article = _other(draw.choice(standard if plain else models), place, draw)
        if paper.family == "epi":
            html = pages_epi.article_page(article, paper, shelf)
        else:
            html = pages_vccorp.article_page(article, paper, shelf, f"{draw.getrandbits(60):x}")
        yield paper.origin + article.path, html.encode()


def _other(article: DemoArticle, place: int, draw: random.Random) -> DemoArticle:
    headline = sentence(draw, draw.randint(6, 16))
    day, hour = f"2026-{draw.randint(1, 11):02}-{draw.randint(1, 28):02}", draw.randrange(24)
    when = f"{day}T{hour:02}:{draw.randrange(60):02}:00+07:00"
    body = tuple(other for item in article.body for other in _items(item, draw))
    return replace(
        article,
        id=f"{article.id[:-7]}{place:07}" if article.outlet == "nld" else str(200_000 + place),
        slug=f"bai-so-{place}-{draw.getrandbits(24):x}",
        headline=headline,
        lead=sentence(draw, draw.randint(20, 50)),
        published=when,
        modified=when,
        body=body,
        also_at=(),
        seo_title=None,
    )


def _items(item: Item, draw: random.Random) -> Iterator[Item]:
    match item:
        case Paragraph():
            for _ in range(draw.choices((0, 1, 2), (1, 4, 2))[0]):
                yield replace(item, text=sentence(draw, draw.randint(15, 90)))
        case Heading() | Quote() | Talk():
            yield replace(item, text=sentence(draw, draw.randint(4, 30)))
        case Lines():
            yield Lines(tuple(sentence(draw, draw.randint(15, 60)) for _ in item.lines))
        case Items():
            yield replace(item, items=tuple(sentence(draw, draw.randint(3, 15)) for _ in item.items))
        case InfoBox():
            yield InfoBox(sentence(draw, 5), tuple(sentence(draw, draw.randint(15, 60)) for _ in item.paragraphs))
        case Photos():
            files = tuple(f"{draw.getrandbits(40):x}.jpg" for _ in item.files)
            yield replace(item, files=files, caption=sentence(draw, draw.randint(6, 25)) if item.caption else None)
        case _:
            yield item
