"""Articles of which it is known who copied whom: to measure how well and how fast near-duplicates are found.

Every text is invented: sentences of words that the demo newspapers know. Of a story there are copies (other tone-mark
style, other punctuation, in NFD), edited copies (words and sentences changed, an introduction of their own), longer and
shorter ones; of its topic there is another story, with some of the same quotes.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from cleaners.errors import TinsachError
from crawler.demo.synthetic import sentence
from db.connection import open_for_writing
from db.store import Store
from db.stories.dedupe import Deduped, dedupe

OUTLETS = ("nhandan", "nld", "ngaynay")
SENTENCES = (8, 24)
WORDS = (10, 32)
QUOTES = 0.15
"""The share of a text's sentences that another story of the same topic has, too."""
BOILERPLATE = {
    "nhandan": "Theo dõi các tin tiếp theo của chúng tôi trên trang nhất mỗi sáng, hoặc đăng ký nhận qua thư điện tử.",
    "nld": "Bạn đọc có ý kiến xin gửi về hộp thư của tòa soạn trước mười bảy giờ mỗi ngày để được trả lời sớm nhất.",
    "ngaynay": "Tạp chí cảm ơn những bạn đọc đã đồng hành cùng chúng tôi trong suốt những năm qua và những năm tới.",
}
"""What each newspaper's articles end with: it must join none of them."""
SHARED = 0.2
"""In the speed measure, the share of articles that are a copy of another."""

Change = Callable[[list[str], random.Random], list[str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article of the labelled set: which story it tells, and how its text came about."""

    story: int
    how: str
    outlet: str
    text: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of articles: those that tell the same story and were found, were not, and those found that do not."""

    found: int
    missed: int
    wrong: int
    missed_by: dict[str, int]

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found else 0.0


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over a file, in a process of its own: seconds, megabytes at its peak, and what it did."""

    what: str
    articles: int
    seconds: float
    peak: float
    done: Deduped


def labelled_set(stories: int = 150, *, seed: int = 1) -> list[Labelled]:
    """The labelled set: of each topic two stories, each with its copies."""
    draw = random.Random(seed)
    found = []
    for topic in range(stories):
        first = list(_text(draw))
        quotes = draw.sample(first, max(1, round(QUOTES * len(first))))
        other = list(_text(draw))
        for quote in quotes:
            other.insert(draw.randrange(len(other) + 1), quote)
        other = other[len(quotes) :]
        for story, text in ((2 * topic, first), (2 * topic + 1, other)):
            for how, change in CHANGES.items():
                outlet = draw.choice(OUTLETS)
                changed = change(list(text), draw)
                found.append(Labelled(story, how, outlet, "\n\n".join([*changed, BOILERPLATE[outlet]])))
    draw.shuffle(found)
    return found


def fill(path: Path, texts: Iterable[tuple[str, str]], *, begin: int = 0) -> None:
    """Put articles with these (outlet, text) into the file, as stored; nothing but their bodies matters here."""
    Store.open(path).close()
    with closing(open_for_writing(path)) as db:
        db.conn.execute("BEGIN")
        db.conn.executemany(INSERT, (_row(begin + n, outlet, text) for n, (outlet, text) in enumerate(texts)))
        db.conn.execute("COMMIT")


def quality(path: Path, labelled: Sequence[Labelled]) -> Quality:
    """How the groups of a file, filled with the labelled set in its order, compare with the labels; by pairs."""
    with closing(sqlite3.connect(path)) as conn:
        group = dict(conn.execute("SELECT article_id, story_id FROM story_articles"))
    by_story: dict[int, list[int]] = {}
    by_group: dict[int, list[int]] = {}
    for number, article in enumerate(labelled, 1):
        by_story.setdefault(article.story, []).append(number)
        by_group.setdefault(group.get(number, -number), []).append(number)
    missed_by: dict[str, int] = {}
    same = missed = 0
    for articles in by_story.values():
        for one, other in combinations(articles, 2):  # numbers of articles
            if group.get(one, -one) == group.get(other, -other):
                same += 1
            else:
                missed += 1
                how = " / ".join(sorted((labelled[one - 1].how, labelled[other - 1].how)))
                missed_by[how] = missed_by.get(how, 0) + 1
    wrong = sum(
        labelled[one - 1].story != labelled[other - 1].story
        for articles in by_group.values()
        for one, other in combinations(articles, 2)
    )
    return Quality(same, missed, wrong, missed_by)


def speed(path: Path, number: int, *, later: int = 100, seed: int = 1) -> list[Pass]:
    """A first pass over `number` articles, and one after `later` more have come."""
    fill(path, _many(number, random.Random(seed)))
    first = _passed(path, "all", number)
    fill(path, _many(later, random.Random(seed + 1)), begin=number)
    return [first, _passed(path, f"{later} more", number + later)]


def _passed(path: Path, what: str, number: int) -> Pass:
    command = [sys.executable, "-m", "bench.stories", str(path)]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).resolve().parents[1]
    )
    if ended.returncode:
        last = (ended.stderr.strip() or "no word").splitlines()[-1]
        raise TinsachError(f"the pass cannot be measured: its process ended with {last}")
    figures = json.loads(ended.stdout)
    return Pass(what, number, figures["seconds"], figures["peak"], Deduped(**figures["done"]))


def _main(path: Path) -> None:
    with closing(open_for_writing(path)) as db:
        began = time.perf_counter()
        done = dedupe(db.conn, path)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak, "done": asdict(done)}))


def _many(number: int, draw: random.Random) -> Iterator[tuple[str, str]]:
    recent: list[list[str]] = []
    for _ in range(number):
        if recent and draw.random() < SHARED:
            text = _edited(list(draw.choice(recent)), draw)
        else:
            text = list(_text(draw))
            recent = [*recent[-200:], text]
        outlet = draw.choice(OUTLETS)
        yield outlet, "\n\n".join([*text, BOILERPLATE[outlet]])


def _text(draw: random.Random) -> Iterator[str]:
    return (f"{sentence(draw, draw.randint(*WORDS))}." for _ in range(draw.randint(*SENTENCES)))


def _copied(text: list[str], draw: random.Random) -> list[str]:
    return text


def _retyped(text: list[str], draw: random.Random) -> list[str]:
    """The other tone-mark style, other quotation marks, combining characters."""
    old = str.maketrans({"“": '"', "”": '"', "–": "-"})
    swapped = [line.translate(old).replace("òa", "oà").replace("óa", "oá").replace("ủy", "uỷ") for line in text]
    return [unicodedata.normalize("NFD", line) for line in swapped]


def _edited(text: list[str], draw: random.Random) -> list[str]:
    """Every tenth word another, two sentences left out or in another place, an introduction of its own."""
    words = [[sentence(draw, 1).lower() if draw.random() < 0.08 else word for word in line.split()] for line in text]
    lines = [" ".join(line) for line in words]
    del lines[draw.randrange(len(lines))]
    lines.insert(draw.randrange(len(lines)), lines.pop())
    return [f"{sentence(draw, draw.randint(*WORDS))}.", *lines]


def _lengthened(text: list[str], draw: random.Random) -> list[str]:
    """The whole story with as many sentences of its own again, half as much at most."""
    return text + [f"{sentence(draw, draw.randint(*WORDS))}." for _ in range(len(text) // 3)]


def _shortened(text: list[str], draw: random.Random) -> list[str]:
    """The first three fifths, as short news are made of an agency's story."""
    return text[: max(5, round(0.6 * len(text)))]


CHANGES: dict[str, Change] = {
    "as it came": _copied,
    "copied": _copied,
    "retyped": _retyped,
    "edited": _edited,
    "lengthened": _lengthened,
    "shortened": _shortened,
}
INSERT = """
INSERT INTO articles (id, url, outlet, layout, kind, headline, authors, article_section, keywords, in_language,
    word_count, cleaner, cleaner_version, is_fallback, warnings, dropped, first_stored_at, updated_at, content_digest,
    article_body, blocks)
VALUES (:id, :url, :outlet, 'standard', 'article', 'Tin', '[]', '[]', '[]', 'vi', :words, :outlet, '1', 0, '[]', '{}',
    '2026-11-02T02:00:00Z', '2026-11-02T02:00:00Z', :digest, :text, '[]')
"""


def _row(number: int, outlet: str, text: str) -> dict[str, object]:
    url = f"https://{outlet}.vn/bai-{number}.htm"
    words = text.count(" ") + 1
    return {"id": number + 1, "url": url, "outlet": outlet, "words": words, "digest": str(hash(text)), "text": text}


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
