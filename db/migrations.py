"""The schema, and the only place that changes it.

A migration is never edited once released: a change is a new one at the end. Its name begins with the version of
Tinsach that brings it, so that an older program can say which version a newer file needs.
What each column means stands in db/schema.py; a test holds the two together.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from db.search.tables import DAYS, FOR_READERS, HEADS_INDEX, SPELLED_INDEX

migrations = Migrations("tinsach")

FIRST_SCHEMA = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        outlets TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        pid INTEGER NOT NULL,
        host TEXT NOT NULL,
        versions TEXT NOT NULL,
        settings TEXT NOT NULL,
        counts TEXT NOT NULL DEFAULT '{}',
        exit_code INTEGER,
        reason TEXT
    ) STRICT
    """,
    # The body stands last: SQLite then reads the other columns without walking through it.
    """
    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL,
        requested_url TEXT NOT NULL,
        outlet TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        http_status INTEGER NOT NULL,
        content_type TEXT,
        headers TEXT NOT NULL,
        codec TEXT NOT NULL,
        reference INTEGER REFERENCES pages(id),
        raw_bytes INTEGER NOT NULL,
        stored_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        run_id INTEGER REFERENCES runs(id),
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX pages_by_url ON pages(url)",
    "CREATE INDEX pages_by_outlet ON pages(outlet, fetched_at)",
    "CREATE INDEX pages_by_reference ON pages(reference) WHERE reference IS NOT NULL",
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT UNIQUE,
        outlet TEXT,
        layout TEXT NOT NULL,
        kind TEXT NOT NULL,
        headline TEXT,
        description TEXT,
        dateline TEXT,
        authors TEXT NOT NULL,
        source TEXT,
        article_section TEXT NOT NULL,
        keywords TEXT NOT NULL,
        date_published TEXT,
        date_modified TEXT,
        in_language TEXT NOT NULL,
        is_accessible_for_free INTEGER CHECK (is_accessible_for_free IN (0, 1)),
        word_count INTEGER NOT NULL,
        cleaner TEXT NOT NULL,
        cleaner_version TEXT NOT NULL,
        is_fallback INTEGER NOT NULL CHECK (is_fallback IN (0, 1)),
        warnings TEXT NOT NULL,
        dropped TEXT NOT NULL,
        page_id INTEGER REFERENCES pages(id),
        first_stored_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        content_digest TEXT NOT NULL,
        article_body TEXT NOT NULL,
        blocks TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX articles_by_date ON articles(outlet, date_published)",
    "CREATE INDEX articles_by_update ON articles(outlet, updated_at)",
    "CREATE INDEX articles_by_page ON articles(page_id)",
    """
    CREATE TABLE images (
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        url TEXT,
        caption TEXT,
        credit TEXT,
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE verdicts (
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
        kind TEXT NOT NULL,
        rule TEXT NOT NULL,
        selector TEXT NOT NULL,
        block INTEGER,
        text TEXT,
        PRIMARY KEY (article_id, position),
        CHECK ((block IS NULL) <> (text IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE VIEW blocks AS
    SELECT verdicts.article_id, verdicts.position, verdicts.kept, verdicts.kind, verdicts.rule, verdicts.selector,
        CASE WHEN verdicts.block IS NULL THEN verdicts.text
             ELSE json_extract(articles.blocks, '$[' || verdicts.block || '].text') END AS text
    FROM verdicts JOIN articles ON articles.id = verdicts.article_id
    """,
    """
    CREATE TABLE urls (
        url TEXT NOT NULL PRIMARY KEY,
        outlet TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('discovered', 'stored', 'unchanged', 'moved', 'gone', 'blocked',
            'disallowed', 'not_article', 'empty', 'too_large', 'failed')),
        reason TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        sources TEXT NOT NULL,
        published TEXT,
        modified TEXT,
        headline TEXT,
        fetched_at TEXT,
        etag TEXT,
        last_modified TEXT,
        moved_to TEXT,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        run_id INTEGER REFERENCES runs(id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX urls_by_status ON urls(outlet, status, next_try_at)",
    "CREATE INDEX urls_by_article ON urls(article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX urls_by_target ON urls(moved_to) WHERE moved_to IS NOT NULL",
    """
    CREATE TABLE checks (
        id INTEGER PRIMARY KEY,
        run_id INTEGER REFERENCES runs(id),
        seed TEXT NOT NULL,
        outlet TEXT,
        url TEXT,
        result TEXT NOT NULL CHECK (result IN ('match', 'mismatch')),
        lost INTEGER NOT NULL,
        leaked INTEGER NOT NULL,
        detail TEXT NOT NULL,
        checked_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX checks_by_seed ON checks(seed, id)",
)


@migrations(name="0.1.0 runs, pages, articles, urls, checks")
def first_schema(db: Database) -> None:
    """Everything the first release stores."""
    for statement in FIRST_SCHEMA:
        db.execute(statement)


REFERENCES_AND_READINGS = (
    """
    CREATE TABLE page_references (
        page_id INTEGER PRIMARY KEY REFERENCES pages(id),
        outlet TEXT NOT NULL,
        layout TEXT NOT NULL,
        chosen_at TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX page_references_by_layout ON page_references(outlet, layout, page_id)",
    "CREATE INDEX pages_to_compact ON pages(id) WHERE codec = 'zstd'",
    # Triggers, not foreign keys alone: most tools open a file with foreign keys off.
    """
    CREATE TRIGGER pages_keep_references BEFORE DELETE ON pages
    WHEN EXISTS (SELECT 1 FROM pages WHERE reference = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'other pages need this page to be read: it is their reference'); END
    """,
    """
    CREATE TRIGGER pages_insert_one_reference BEFORE INSERT ON pages
    WHEN NEW.reference IS NOT NULL AND (SELECT reference FROM pages WHERE id = NEW.reference) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a reference page must not need a reference itself'); END
    """,
    """
    CREATE TRIGGER pages_update_one_reference BEFORE UPDATE OF reference ON pages
    WHEN NEW.reference IS NOT NULL AND (NEW.reference = NEW.id
        OR (SELECT reference FROM pages WHERE id = NEW.reference) IS NOT NULL
        OR EXISTS (SELECT 1 FROM pages WHERE reference = NEW.id))
    BEGIN SELECT RAISE(ABORT, 'a reference page must not need a reference itself'); END
    """,
    """
    CREATE TABLE readings (
        page_id INTEGER PRIMARY KEY REFERENCES pages(id) ON DELETE CASCADE,
        version TEXT NOT NULL,
        result TEXT NOT NULL CHECK (result IN ('article', 'no_article', 'unreadable', 'crashed', 'damaged')),
        reason TEXT,
        read_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX readings_by_result ON readings(result, reason) WHERE result <> 'article'",
    """
    CREATE TABLE article_versions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        page_id INTEGER REFERENCES pages(id),
        cleaner TEXT NOT NULL,
        cleaner_version TEXT NOT NULL,
        content_digest TEXT NOT NULL,
        replaced_at TEXT NOT NULL,
        former TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX article_versions_by_article ON article_versions(article_id, id)",
)


@migrations(name="0.1.0 reference pages, readings, article versions")
def references_and_readings(db: Database) -> None:
    """What packing pages against each other and cleaning them again write down."""
    for statement in REFERENCES_AND_READINGS:
        db.execute(statement)


SOURCES = """
CREATE TABLE sources (
    url TEXT NOT NULL PRIMARY KEY,
    outlet TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    scope TEXT NOT NULL,
    links INTEGER NOT NULL,
    read_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


@migrations(name="0.1.0 sources")
def sources(db: Database) -> None:
    """Feeds and sitemaps as they were read last, so that they are read again only when they changed."""
    db.execute(SOURCES)


@migrations(name="0.1.0 full text, days, counts")
def for_readers(db: Database) -> None:
    """What those need who are handed the file: full text, a day to group by, counts. Indexes every article."""
    for statement in FOR_READERS:
        db.execute(statement)


MONITOR = (
    """
    CREATE TABLE inspections (
        page_id INTEGER PRIMARY KEY REFERENCES pages(id) ON DELETE CASCADE,
        version TEXT NOT NULL,
        inspected_at TEXT NOT NULL,
        selectors TEXT NOT NULL,
        links REAL NOT NULL,
        agreement REAL,
        only_ours TEXT NOT NULL,
        only_theirs TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE alarms (
        id INTEGER PRIMARY KEY,
        outlet TEXT NOT NULL,
        layout TEXT NOT NULL,
        signal TEXT NOT NULL,
        subject TEXT NOT NULL,
        says TEXT NOT NULL,
        usual REAL NOT NULL,
        now REAL NOT NULL,
        pages INTEGER NOT NULL,
        since TEXT NOT NULL,
        sure REAL NOT NULL,
        examples TEXT NOT NULL,
        advice TEXT NOT NULL,
        first_run INTEGER REFERENCES runs(id),
        last_run INTEGER REFERENCES runs(id),
        raised_at TEXT NOT NULL,
        accepted_at TEXT,
        closed_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX alarms_open ON alarms(outlet, layout, signal) WHERE closed_at IS NULL",
)


@migrations(name="0.1.0 inspections, alarms")
def monitor(db: Database) -> None:
    """A second look at some pages, and what was noticed about the newspapers."""
    for statement in MONITOR:
        db.execute(statement)


STORIES = (
    """
    CREATE TABLE signatures (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        content_digest TEXT NOT NULL,
        algorithm TEXT NOT NULL,
        bands BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE near_duplicates (
        one INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        similarity REAL NOT NULL,
        PRIMARY KEY (one, other),
        CHECK (one < other)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX near_duplicates_by_other ON near_duplicates(other)",
    """
    CREATE TABLE story_articles (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX story_articles_by_story ON story_articles(story_id, position)",
    # As above: no count(*) in a view.
    """
    CREATE VIEW stories AS
    SELECT articles.id AS story_id, articles.outlet, articles.headline, articles.date_published, articles.url,
        max(1, (SELECT count(article_id) FROM story_articles WHERE story_id = articles.id)) AS articles,
        coalesce(nullif((SELECT json_group_array(DISTINCT others.outlet) FROM story_articles
            JOIN articles AS others ON others.id = story_articles.article_id WHERE story_id = articles.id), '[]'),
            json_array(articles.outlet)) AS outlets,
        coalesce((SELECT others.source FROM story_articles JOIN articles AS others ON others.id = article_id
            WHERE story_id = articles.id AND others.source IS NOT NULL
            GROUP BY others.source ORDER BY count(article_id) DESC, min(position) LIMIT 1), articles.source) AS agency
    FROM articles
    WHERE NOT EXISTS (SELECT 1 FROM story_articles WHERE article_id = articles.id AND position > 0)
    """,
)


@migrations(name="0.1.0 stories")
def stories(db: Database) -> None:
    """Articles that tell the same story."""
    for statement in STORIES:
        db.execute(statement)


@migrations(name="0.1.0 an index of heads")
def heads(db: Database) -> None:
    """Headlines and leads once more by themselves: which articles have a word there is asked ten times as fast."""
    for statement in HEADS_INDEX:
        db.execute(statement)


@migrations(name="0.1.0 spelled heads, facts, days")
def spelled_heads_and_days(db: Database) -> None:
    """What a page of hits and the home page ask: heads as they are spelled, narrow rows of facts, numbers by day."""
    for statement in (*SPELLED_INDEX, *DAYS):
        db.execute(statement)


WITHOUT_ROW_IDS = ("images", "verdicts", "urls", "sources", "near_duplicates")


@migrations(name="0.1.0 a rowid for DuckDB")
def row_ids(db: Database) -> None:
    """DuckDB counts the rows of any table by its ROWID. The column takes no room: nothing is written for it."""
    for table in WITHOUT_ROW_IDS:
        db.execute(f"ALTER TABLE {table} ADD COLUMN rowid INTEGER GENERATED ALWAYS AS (0) VIRTUAL")


def migration_names() -> list[str]:
    """The names of all migrations this program knows, the oldest first."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return [migration.name for migration in migrations.pending(empty)]
    finally:
        empty.close()
