"""A file with very many invented articles, made by bulk insert: for questions about size, not about cleaning."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db.connection import open_for_writing, transaction
from db.outcomes import INSERT_VERDICT, WRITE_ARTICLE
from db.rows import VerdictRow
from db.search.index import merge

INITIALS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
RIMES = (
    "a à á ả ã ạ an án àn ản ạn anh ánh ành ang áng àng ảng ao áo ào ai ái ài ay áy ày âm ấm ầm ân ấn ần ận âu ấu ầu "
    "ăn ắn ằn ăng ắng ằng e é è ẹ en én èn ê ế ề ể ễ ệ ên ến ền ện ênh ệnh i í ì ị ia iên iến iền iện iếu iều iệu in "
    "ính inh ình o ó ò ọ on ón òn ong óng òng ô ố ồ ổ ỗ ộ ôi ối ồi ội ông ống ồng ộng ơ ớ ờ ở ợ ơi ới ời ơn u ú ù ụ ua "
    "uân uất ui um un ung úng ùng ư ứ ừ ữ ự ưa ứa ước ược ười ương ướng ường oa oá oà oán oàn uy uý uỳ"
).split()
OUTLETS = ("nhandan", "nld", "ngaynay")
SECTIONS = ("Thời sự", "Kinh tế", "Xã hội", "Văn hóa", "Thế giới", "Sức khỏe", "Môi trường", "Thể thao")
DAYS = 730
"""Days over which the articles are spread, up to today's."""
CHUNK = 2000
PARAGRAPHS = 9

VERDICTS = (
    *(VerdictRow(place, True, "paragraph", "paragraph", "p", place, None) for place in range(PARAGRAPHS)),
    *(VerdictRow(PARAGRAPHS + more, False, "ad", "paragraph", "p", None, "Quảng cáo") for more in range(3)),
)

Show = Callable[[int], None]


class Language:
    """Syllables of Vietnamese in no order, some as much more often than others as in a language (Zipf's law)."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        self.syllables = sorted({initial + rime for initial in [*INITIALS, ""] for rime in RIMES})
        self.draw.shuffle(self.syllables)
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.syllables))))

    def text(self, length: int) -> str:
        """A line of `length` syllables."""
        words = self.draw.choices(self.syllables, cum_weights=self._weights, k=length)
        return " ".join(words).capitalize()


def fill(path: Path, number: int, show: Show, *, seed: int = 1) -> None:
    """Make a file at `path` with `number` articles, each with a small page, its address and twelve verdicts."""
    language = Language(seed)
    with closing(open_for_writing(path)) as db:
        conn = db.conn
        conn.execute("PRAGMA synchronous = OFF")
        with transaction(conn, path):
            conn.execute(
                "INSERT INTO runs (id, outlets, started_at, finished_at, pid, host, versions, settings, exit_code) "
                "VALUES (1, ?, '2026-11-26T22:00:00Z', '2026-11-26T23:00:00Z', 1, 'bench', '{}', '{}', 0)",
                (json.dumps(OUTLETS),),
            )
        articles = _articles(language, number)
        done = 0
        while chunk := list(itertools.islice(articles, CHUNK)):
            with transaction(conn, path):
                for row in chunk:
                    _write(conn, row)
            with transaction(conn, path):
                merge(conn)  # as at the end of a crawl
            done += len(chunk)
            show(done)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _articles(language: Language, number: int) -> Iterator[dict[str, Any]]:
    draw = language.draw
    authors = [f"{language.text(1)} {language.text(1)} {language.text(1)}" for _ in range(400)]
    for place in range(number):
        day = date(2026, 11, 26) - timedelta(days=DAYS - 1 - place * DAYS // number)
        moment = f"{day}T{draw.randrange(24):02}:{draw.randrange(60):02}:00+07:00"
        blocks = [language.text(draw.randint(25, 80)) + "." for _ in range(PARAGRAPHS)]
        body = "\n\n".join(blocks)
        outlet = draw.choice(OUTLETS)
        yield {
            "url": f"https://{outlet}.example/bai-so-{place}.htm",
            "outlet": outlet,
            "layout": "standard",
            "kind": "article",
            "headline": language.text(draw.randint(6, 16)),
            "description": language.text(draw.randint(20, 45)) + ".",
            "dateline": None,
            "authors": json.dumps([draw.choice(authors)], ensure_ascii=False),
            "source": None,
            "article_section": json.dumps([draw.choice(SECTIONS)], ensure_ascii=False),
            "keywords": json.dumps([language.text(2), language.text(2)], ensure_ascii=False),
            "date_published": moment,
            "date_modified": None,
            "in_language": "vi",
            "is_accessible_for_free": 1,
            "word_count": len(body.split()),
            "cleaner": outlet,
            "cleaner_version": "bench",
            "is_fallback": int(draw.random() < 0.02),
            "warnings": "[]",
            "dropped": '{"ad": 2, "related": 1}',
            "page_id": place + 1,
            "first_stored_at": f"{moment[:19]}Z",
            "updated_at": f"{moment[:19]}Z",
            "content_digest": f"{draw.getrandbits(256):064x}",
            "article_body": body,
            "blocks": json.dumps([{"kind": "paragraph", "text": text} for text in blocks], ensure_ascii=False),
            "published_on": moment[:10],
        }


def _write(conn: sqlite3.Connection, row: dict[str, Any]) -> None:
    conn.execute(
        "INSERT INTO pages (id, url, requested_url, outlet, fetched_at, http_status, headers, codec, raw_bytes, "
        "stored_bytes, sha256, run_id, body) VALUES (?, ?, ?, ?, ?, 200, '[]', 'zstd', 60000, 4, '', 1, x'28b52ffd')",
        (row["page_id"], row["url"], row["url"], row["outlet"], row["updated_at"]),
    )
    ((article_id,),) = conn.execute(WRITE_ARTICLE, row).fetchall()
    conn.execute(
        "INSERT INTO urls (url, outlet, status, first_seen_at, last_seen_at, sources, fetched_at, article_id, run_id) "
        "VALUES (?, ?, 'stored', ?, ?, '[\"rss\"]', ?, ?, 1)",
        (row["url"], row["outlet"], row["updated_at"], row["updated_at"], row["updated_at"], article_id),
    )
    conn.executemany(INSERT_VERDICT, [(article_id, *verdict) for verdict in VERDICTS])
