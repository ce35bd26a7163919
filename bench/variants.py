"""Many pages out of one real page: the frame as served, the article's own parts replaced by invented text.

Nothing of the page is kept: variants are made while a bench runs. What is the article's own (body, headlines,
lead, author, keywords, address, number, dates) is drawn anew for each variant, in varied length.
`renewed_lists` draws anew, besides, what the frame says of other articles: the hard case for an archive,
as if no two pages of an outlet were fetched on the same day.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from bench.gold import PageGold
from crawler.demo.synthetic import sentence

_body = re.compile(r'<(\w+)[^>]*itemprop="articleBody"[^>]*>')
_number = re.compile(r"(?:-post|-)(\d{6,})\.\w+$")
_titles = re.compile(r'<title>(.*?)</title>|property="og:title"\s+content="([^"]*)"', re.DOTALL)
_link = re.compile(r'<a\b[^>]*href="[^"]*?([\w-]+)(-post|-)(\d{6,})\.\w+"[^>]*>.*?</a>', re.DOTALL)
_tag_or_text = re.compile(r"<[^>]*>|[^<]+")
_own_attribute = re.compile(r'\b(alt|title|data-caption|photoid|id|data-id)="[^"]*"')
_script = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_data_uri = re.compile(r"(data:image/[\w+;-]+,)([^\"')]+)")
_name = re.compile(r'\b(class|id)="([^"]*)"')
_file_name = re.compile(r"[\w-]+\.(?=jpe?g|png|webp|mp4)")


def variants(gold: PageGold, number: int, *, seed: int = 1, renewed_lists: bool = False) -> Iterator[tuple[str, bytes]]:
    """`number` addresses with their pages, made of the page in `gold`; the same seed makes the same pages."""
    draw = random.Random(seed)
    for _ in range(number):
        yield _variant(gold, draw, renewed_lists)


def redesigned(page: bytes) -> bytes:
    """`page` after a redesign: other elements, other names of classes and ids, other scripts and built-in pictures."""
    html = page.decode("utf-8")
    html = _script.sub(lambda m: f"<script>{_scrambled(m[1])}</script>", html)
    html = _data_uri.sub(lambda m: m[1] + _scrambled(m[2]), html)
    html = _name.sub(lambda m: f'{m[1]}="{_scrambled(m[2])}"', html)
    for old, new in (("div", "section"), ("ul", "nav"), ("li", "article")):
        html = html.replace(f"<{old}", f"<{new}").replace(f"</{old}>", f"</{new}>")
    return html.encode()


@lru_cache(maxsize=4096)
def _scrambled(text: str) -> str:
    """`text` with its letters in another order, the same each time: as compressible, and nothing like it."""
    letters = list(text)
    random.Random(text).shuffle(letters)
    return "".join(letter if letter not in '<>"&' else "_" for letter in letters)


def _variant(gold: PageGold, draw: random.Random, renewed_lists: bool) -> tuple[str, bytes]:
    html, url = gold.html, gold.url or ""
    found = _number.search(url)
    opening = _body.search(html)
    if found is None or opening is None:
        raise ValueError(f"{gold.name} is no page that variants can be made of")
    end = _end(html, opening.end(), opening[1])
    head, body, tail = html[: opening.end()], html[opening.end() : end], html[end:]
    if renewed_lists:
        head, tail = (_link.sub(lambda m: _other_link(m, draw), part) for part in (head, tail))
    swaps = _own_strings(gold, draw)
    head, tail = (_swapped(part, swaps) for part in (head, tail))
    address = _swapped(url, swaps)
    return address, (head + _other_body(body, draw) + tail).encode()


def _own_strings(gold: PageGold, draw: random.Random) -> list[tuple[str, str]]:
    """What the page says of its article outside the body, and what it says instead."""
    url, fields = gold.url or "", gold.fields
    found = _number.search(url)
    number = found[1] if found else ""
    slug = url.rpartition("/")[2][: -len(found[0])] if found else ""
    titles = {text for match in _titles.findall(gold.html) for text in match if text}
    long = [
        *titles,
        escape(fields["headline"]),
        fields["headline"],
        fields["description"],
        escape(fields["description"]),
    ]
    # The first and the last digits of a number stay: they say the kind and the time, as in a real one.
    middle = "".join(draw.choices("0123456789", k=len(number) - 3))
    swaps = [(slug, _slug(draw)), (number, f"{number[:1]}{middle}{number[-2:]}")]
    swaps += [(text, sentence(draw, draw.randint(8, 18))) for text in dict.fromkeys(long) if text]
    swaps += [(name, sentence(draw, 3)) for name in fields.get("authors", ())]
    swaps += [(word, sentence(draw, draw.randint(1, 4))) for word in fields.get("keywords", ())]
    for name in ("date_published", "date_modified"):
        if value := fields.get(name):
            minute, second = f"{draw.randrange(24):02}:{draw.randrange(60):02}", f"{draw.randrange(60):02}"
            swaps += [(value[11:19], f"{minute}:{second}"), (value[11:16], minute)]
    # The longest first: a keyword may stand inside the headline.
    return sorted(swaps, key=lambda swap: -len(swap[0]))


def _swapped(text: str, swaps: list[tuple[str, str]]) -> str:
    for old, new in swaps:
        text = text.replace(old, new)
    return text


def _other_body(body: str, draw: random.Random) -> str:
    """The body with other texts: paragraphs dropped and repeated, every text and picture another."""
    parts = re.split(r"(?<=</p>)", body)
    kept = [part for part in parts for _ in range(draw.choices((0, 1, 2), (2, 5, 2))[0]) if part.count("<div") == 0]
    whole = [part for part in parts if part.count("<div")]
    return "".join(_other_texts(part, draw) for part in (kept or parts[:1]) + whole)


def _other_texts(html: str, draw: random.Random) -> str:
    return "".join(_other_token(token, draw) for token in _tag_or_text.findall(html))


def _other_token(token: str, draw: random.Random) -> str:
    if token.startswith("<"):
        token = _own_attribute.sub(lambda m: f'{m[1]}="{sentence(draw, 1 + len(m[0]) // 8)}"', token)
        return _file_name.sub(lambda m: f"{draw.getrandbits(40)}-{_slug(draw)[:20]}.", token)
    words = len(token.split())
    return sentence(draw, round(words * draw.uniform(0.5, 1.8))) if words else token


def _other_link(found: re.Match[str], draw: random.Random) -> str:
    slug, number = _slug(draw), "".join(draw.choices("0123456789", k=len(found[3])))
    link = found[0].replace(found[1], slug).replace(found[3], number)
    return "".join(_other_token(token, draw) for token in _tag_or_text.findall(link))


def _slug(draw: random.Random) -> str:
    return "-".join("".join(draw.choices("aeiounhtgcmdblv", k=draw.randint(2, 5))) for _ in range(draw.randint(8, 16)))


def _end(html: str, start: int, tag: str) -> int:
    """Where the element whose content begins at `start` ends."""
    depth = 1
    for found in re.finditer(rf"<(/?){tag}\b", html[start:]):
        depth += -1 if found[1] else 1
        if depth == 0:
            return start + found.start()
    return len(html)
