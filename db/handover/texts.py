"""Articles that came without an address: they are known by what they say."""

from __future__ import annotations

from cleaners.article import Article
from db.connection import transaction
from db.digest import content_digest
from db.outcomes import write_article
from db.records import Change
from db.rows import article_row, image_rows, verdict_rows
from db.store import Store


class Texts:
    """Adds articles without an address to the file of `store`, each text once."""

    def __init__(self, store: Store) -> None:
        self._conn, self._path = store.db.conn, store.path
        with transaction(self._conn, self._path):
            # In a table, for their number may be large and is looked through once for each text.
            self._conn.execute("CREATE TEMP TABLE IF NOT EXISTS texts (digest TEXT PRIMARY KEY) WITHOUT ROWID")
            self._conn.execute("INSERT OR IGNORE INTO texts SELECT content_digest FROM articles WHERE url IS NULL")

    def add(self, article: Article, now: str) -> Change:
        """Write `article` down unless the file holds the same. Raises a `DatabaseError`."""
        digest = content_digest(article)
        with transaction(self._conn, self._path, not_written=1):
            if not self._conn.execute("INSERT OR IGNORE INTO texts VALUES (?)", (digest,)).rowcount:
                return "unchanged"
            row = article_row(article, url=None, stored_at=now)
            write_article(self._conn, row, images=image_rows(article), verdicts=verdict_rows(article))
        return "new"
