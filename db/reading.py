"""Articles out of the file, with what became of every block of their pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.connection import open_for_reading, speaking


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """One block of the article region: what it was, whether it was kept, by which rule."""

    kept: bool
    kind: str
    rule: str
    selector: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A stored article and its page's blocks in reading order."""

    url: str | None
    headline: str | None
    description: str | None
    authors: tuple[str, ...]
    date_published: str | None
    article_body: str
    blocks: tuple[StoredBlock, ...]


def stories(path: Path, outlet: str) -> Iterator[Story]:
    """The articles of `outlet` in the file at `path`, the newest first, one at a time.

    Raises a `db.errors.DatabaseError`.
    """
    with closing(open_for_reading(path)) as db, speaking(path):
        for key, url, headline, description, authors, published, body in db.conn.execute(STORIES, (outlet,)):
            blocks = tuple(StoredBlock(bool(kept), *rest) for kept, *rest in db.conn.execute(BLOCKS, (key,)))
            yield Story(url, headline, description, tuple(json.loads(authors)), published, body, blocks)


STORIES = """
SELECT id, url, headline, description, authors, date_published, article_body
FROM articles WHERE outlet = ? ORDER BY date_published DESC, id DESC
"""
BLOCKS = "SELECT kept, kind, rule, selector, coalesce(text, '') FROM blocks WHERE article_id = ? ORDER BY position"
