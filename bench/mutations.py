"""Ways a page can be broken. Each takes a random source and a text (or bytes) and gives another.

The same `Random` always breaks a page in the same way, so a round is known by its seed and number.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bench.gold import Page
from bench.pieces import BROKEN, REFERENCES, REPEATED, STRANGE

MAX_CHARACTERS = 4_000_000
"""A text that grew beyond this is cut: doubling must not become the only thing that is tested."""

_SCAN = 100_000
"""How far an element's end is looked for, in characters."""

_any_tag = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)\b[^>]*>")
_text_tag = re.compile(
    r"<(p|h[1-6]|figure|figcaption|li|ul|blockquote|table|td|b|strong|span|time|article|section)\b[^>]*>"
)
_void = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))

TextMutation = Callable[[Random, str], str]
BytesMutation = Callable[[Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A broken page as it is handed over, and how it was made."""

    round: int
    data: bytes
    url: str | None
    content_type: str | None
    steps: tuple[str, ...]


def case(pages: Sequence[Page], seed: int, number: int) -> Case:
    """Round `number` of the run with `seed`: one of `pages`, broken in one to five ways."""
    random = Random(f"{seed}:{number}")
    page = random.choice(pages)
    text, steps = page.text, [page.name]
    for mutation in random.choices(TEXT, WEIGHTS, k=random.randint(1, 4)):
        text = mutation(random, text)[:MAX_CHARACTERS]
        steps.append(mutation.__name__)
    if random.random() < 0.08:
        text = splice(text, random.choice(pages).text, random)
        steps.append("splice")
    data = text.encode("utf-8", "replace")
    if random.random() < 0.25:
        broken = random.choice(BYTES)
        data = broken(random, data)
        steps.append(broken.__name__)
    url = random.choices((page.url, None, "https://nld.com.vn/"), (14, 5, 1))[0]
    header = random.choices((None, *_CHARSETS), (20, *(1 for _ in _CHARSETS)))[0]
    return Case(number, data, url, header, tuple(steps))


def element_at(random: Random, text: str) -> tuple[int, int]:
    """Start and end of a random element, or of a line where the text has no elements; text-bearing ones more often."""
    start = random.randrange(len(text) + 1)
    pattern = _text_tag if random.random() < 0.6 else _any_tag
    found = pattern.search(text, start) or _any_tag.search(text, start) or _any_tag.search(text)
    if found is None:
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        return begin, len(text) if end < 0 else end + 1
    return found.start(), _end_of(text, found)


def _end_of(text: str, opening: re.Match[str]) -> int:
    name = opening[1]
    if name.lower() in _void:
        return opening.end()
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^>]*>").finditer(text, opening.end(), opening.end() + _SCAN):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return opening.end()


def delete(random: Random, text: str) -> str:
    """Takes an element away."""
    start, end = element_at(random, text)
    return text[:start] + text[end:]


def duplicate(random: Random, text: str) -> str:
    """Prints an element again, now and then forty times."""
    start, end = element_at(random, text)
    times = random.choice((1, 1, 1, 2, 40)) if end - start < 20_000 else 1
    return text[:end] + text[start:end] * times + text[end:]


def swap(random: Random, text: str) -> str:
    """Lets two elements change places."""
    (a, b), (c, d) = sorted((element_at(random, text), element_at(random, text)))
    if c < b:
        return text
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def nest(random: Random, text: str) -> str:
    """Moves one element into another, or wraps one in many."""
    start, end = element_at(random, text)
    piece = text[start:end]
    if random.random() < 0.5:
        name = random.choice(("div", "p", "span", "b", "blockquote", "ul", "table", "a", "font"))
        depth = random.choice((1, 2, 10, 300, 5_000))
        return text[:start] + f"<{name}>" * depth + piece + f"</{name}>" * depth + text[end:]
    rest = text[:start] + text[end:]
    into = element_at(random, rest)[0]
    inside = rest.find(">", into) + 1
    return rest[:inside] + piece + rest[inside:]


def truncate(random: Random, text: str) -> str:
    """Ends the text anywhere."""
    return text[: random.randrange(len(text) + 1)]


def behead(random: Random, text: str) -> str:
    """Begins the text anywhere."""
    return text[random.randrange(len(text) + 1) :]


def cut_out(random: Random, text: str) -> str:
    """Takes away a stretch, wherever it begins and ends."""
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.choice((1, 5, 100, 3_000)) :]


def insert_broken_tag(random: Random, text: str) -> str:
    """Puts markup in that opens, closes or says what it must not."""
    return _insert(random, text, random.choice(BROKEN))


def insert_reference(random: Random, text: str) -> str:
    """Puts character references in, most of them of no character."""
    return _insert(random, text, random.choice(REFERENCES) * random.choice((1, 1, 20)))


def insert_strange_characters(random: Random, text: str) -> str:
    """Puts characters in that are no ordinary text."""
    for _ in range(random.choice((1, 3, 30))):
        text = _insert(random, text, random.choice(STRANGE))
    return text


def insert_repetition(random: Random, text: str) -> str:
    """Puts the same few characters in up to 3,000 times: what patterns with two ways to match them stumble over."""
    return _insert(random, text, random.choice(REPEATED) * random.choice((30, 3_000)))


def unclose_attribute(random: Random, text: str) -> str:
    """Takes away a quotation mark that ends an attribute, or puts one into a value."""
    start = random.randrange(len(text) + 1)
    quote = text.find('"', start)
    if quote < 0:
        return text
    return text[:quote] + random.choice(("", '""', "'", '">')) + text[quote + 1 :]


def insert_nuls(random: Random, text: str) -> str:
    """Puts NUL characters in."""
    return _insert(random, text, "\0" * random.choice((1, 2, 500)))


def giant_attribute(random: Random, text: str) -> str:
    """Gives an element an attribute of up to 360,000 characters."""
    found = _any_tag.search(text, random.randrange(len(text) + 1))
    if found is None:
        return text
    value = random.choice(("x", "đ ", "&quot;", "<p>", "a=b ", "\n")) * random.choice((1_000, 60_000))
    at = found.start(1) + len(found[1])
    return text[:at] + f' {random.choice(("class", "id", "title", "style", "data-x"))}="{value}"' + text[at:]


def many_attributes(random: Random, text: str) -> str:
    """Gives an element up to 2,000 attributes."""
    found = _any_tag.search(text, random.randrange(len(text) + 1))
    if found is None:
        return text
    at = found.start(1) + len(found[1])
    return text[:at] + "".join(f" a{number}={number}" for number in range(random.choice((10, 2_000)))) + text[at:]


def rename_tag(random: Random, text: str) -> str:
    """Gives an opening tag another name; its end tag keeps the old one."""
    found = _any_tag.search(text, random.randrange(len(text) + 1))
    if found is None:
        return text
    name = random.choice(("p", "div", "table", "tr", "td", "script", "a", "h1", "title", "x-y", "figure", "br"))
    return text[: found.start(1)] + name + text[found.end(1) :]


def decompose(random: Random, text: str) -> str:
    """Writes a stretch in NFD."""
    start = random.randrange(len(text) + 1)
    end = start + random.choice((10, 2_000, len(text)))
    return text[:start] + unicodedata.normalize("NFD", text[start:end]) + text[end:]


def empty_texts(random: Random, text: str) -> str:
    """Takes the text out of an element and leaves its tags."""
    start, end = element_at(random, text)
    return text[:start] + re.sub(r">[^<]+<", "><", text[start:end]) + text[end:]


def join_lines(random: Random, text: str) -> str:
    """Ends lines in another way, or not at all."""
    return text.replace("\n", random.choice((" ", "", "\r", "\r\n", "\n\n\n", "\t")))


def splice(text: str, other: str, random: Random) -> str:
    """The beginning of one page with the end of another."""
    return text[: random.randrange(len(text) + 1)] + other[random.randrange(len(other) + 1) :]


def flip_bytes(random: Random, data: bytes) -> bytes:
    """Changes up to 200 bytes."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 10, 200)) if data else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def swap_encoding(random: Random, data: bytes) -> bytes:
    """Writes the page in another encoding than it says."""
    encoding = random.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "utf-32", "utf-8-sig", "utf-7"))
    return data.decode("utf-8", "replace").encode(encoding, "ignore")


def encode_twice(random: Random, data: bytes) -> bytes:
    """Encodes the page once more, as a broken export does."""
    return data.decode("latin-1").encode("utf-8")[: 2 * MAX_CHARACTERS]


def cut_bytes(random: Random, data: bytes) -> bytes:
    """Ends, or begins, in the middle of a character."""
    place = random.randrange(len(data) + 1)
    return data[:place] if random.random() < 0.7 else data[place:]


def compress(random: Random, data: bytes) -> bytes:
    """Compresses the page and sometimes loses the end."""
    packed = gzip.compress(data, compresslevel=1, mtime=0)
    return packed if random.random() < 0.5 else packed[: random.randrange(len(packed))]


def _insert(random: Random, text: str, piece: str) -> str:
    """Puts `piece` anywhere, or into an element that holds text."""
    at = random.randrange(len(text) + 1)
    if random.random() < 0.6:
        start, end = element_at(random, text)
        at = random.randint(start, end)
    return text[:at] + piece + text[at:]


_WEIGHED: dict[TextMutation, int] = {
    delete: 6,
    duplicate: 5,
    swap: 5,
    nest: 5,
    truncate: 1,
    behead: 1,
    cut_out: 4,
    insert_broken_tag: 8,
    insert_reference: 4,
    insert_strange_characters: 4,
    insert_repetition: 4,
    unclose_attribute: 4,
    insert_nuls: 2,
    giant_attribute: 2,
    many_attributes: 1,
    rename_tag: 4,
    decompose: 2,
    empty_texts: 3,
    join_lines: 1,
}
TEXT: tuple[TextMutation, ...] = tuple(_WEIGHED)
WEIGHTS: tuple[int, ...] = tuple(_WEIGHED.values())
BYTES: tuple[BytesMutation, ...] = (flip_bytes, swap_encoding, encode_twice, cut_bytes, compress)

_CHARSETS = tuple(f"text/html; charset={name}" for name in ("utf-16", "windows-1258", "utf-8", "no-such-thing", "idna"))
