"""Tables, triggers and views for those who search and count. Only db/migrations.py makes them: nothing here is ever
edited once released."""

from __future__ import annotations


def plain(row: str, columns: tuple[str, ...] | None = None) -> str:
    """The searched columns of `row` (OLD, NEW or articles) with `đ` as `d`: SQLite's tokenizer knows that sign alone
    as a letter of its own; it takes off all other diacritics, in both tone-mark styles, composed or not."""
    return ", ".join(f"replace(replace({row}.{column}, 'đ', 'd'), 'Đ', 'D')" for column in columns or SEARCHED)


SEARCHED = ("headline", "description", "article_body", "authors", "article_section", "outlet")
_columns = ", ".join(SEARCHED)
_add = f"INSERT INTO articles_fts (rowid, {_columns}) VALUES (NEW.id, {plain('NEW')})"
_remove = f"INSERT INTO articles_fts (articles_fts, rowid, {_columns}) VALUES ('delete', OLD.id, {plain('OLD')})"
# The writer gives the day; the triggers are for other programs.
_set_day = """WHEN NEW.published_on IS NOT substr(NEW.date_published, 1, 10)
    BEGIN UPDATE articles SET published_on = substr(date_published, 1, 10) WHERE id = NEW.id; END"""

FOR_READERS = (
    # Not a generated column: DuckDB does not see those.
    "ALTER TABLE articles ADD COLUMN published_on TEXT",
    "UPDATE articles SET published_on = substr(date_published, 1, 10)",
    f"CREATE TRIGGER articles_day_insert AFTER INSERT ON articles {_set_day}",
    f"CREATE TRIGGER articles_day_update AFTER UPDATE OF date_published, published_on ON articles {_set_day}",
    "CREATE INDEX articles_by_day ON articles(published_on, outlet, word_count)",
    "CREATE INDEX articles_by_publication ON articles(date_published)",
    "CREATE INDEX articles_by_arrival ON articles(first_stored_at, outlet)",
    "CREATE INDEX checks_by_url ON checks(url) WHERE url IS NOT NULL",
    # External content: the texts stand in `articles` alone, so that snippet() and highlight() mark the original
    # spelling. Triggers, not the program, keep the index: it is right whoever writes to `articles`.
    f"""
    CREATE VIRTUAL TABLE articles_fts USING fts5({_columns},
        content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2")
    """,
    f"CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN {_add}; END",
    f"CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN {_remove}; END",
    f"""
    CREATE TRIGGER articles_fts_update AFTER UPDATE OF id, {_columns} ON articles
    WHEN (OLD.id, {", ".join(f"OLD.{column}" for column in SEARCHED)})
        IS NOT (NEW.id, {", ".join(f"NEW.{column}" for column in SEARCHED)})
    BEGIN {_remove}; {_add}; END
    """,
    f"INSERT INTO articles_fts (rowid, {_columns}) SELECT id, {plain('articles')} FROM articles",
    # count(*) in a view keeps DuckDB from listing the tables of the file.
    """
    CREATE VIEW daily_counts AS
    SELECT published_on AS day, outlet, count(articles.id) AS articles, sum(word_count) AS words
    FROM articles WHERE published_on IS NOT NULL GROUP BY published_on, outlet
    """,
    """
    CREATE VIEW authors AS
    SELECT json_each.value AS author, articles.outlet, count(articles.id) AS articles,
        min(articles.published_on) AS first_day, max(articles.published_on) AS last_day
    FROM articles, json_each(articles.authors) GROUP BY json_each.value, articles.outlet
    """,
    """
    CREATE VIEW sections AS
    SELECT json_each.value AS section, articles.outlet, json_each.key AS depth, count(articles.id) AS articles,
        min(articles.published_on) AS first_day, max(articles.published_on) AS last_day
    FROM articles, json_each(articles.article_section) GROUP BY json_each.value, articles.outlet, json_each.key
    """,
    """
    CREATE VIEW keywords AS
    SELECT json_each.value AS keyword, articles.outlet, count(articles.id) AS articles,
        min(articles.published_on) AS first_day, max(articles.published_on) AS last_day
    FROM articles, json_each(articles.keywords) GROUP BY json_each.value, articles.outlet
    """,
)


HEADS = tuple(column for column in SEARCHED if column != "article_body")


def _index_heads(row: str, what: str) -> str:
    """The statement that adds (`what` empty) or removes ('delete') the head of `row` (OLD or NEW)."""
    columns, values = ", ".join(HEADS), plain(row, HEADS)
    if what:
        return f"INSERT INTO heads_fts (heads_fts, rowid, {columns}) VALUES ('{what}', {row}.id, {values})"
    return f"INSERT INTO heads_fts (rowid, {columns}) VALUES ({row}.id, {values})"


_was, _is = (", ".join(f"{row}.{column}" for column in ("id", *HEADS)) for row in ("OLD", "NEW"))
HEADS_INDEX = (
    # content= without quotes: Datasette takes the first index with content="articles" for its search box.
    f"""
    CREATE VIRTUAL TABLE heads_fts USING fts5({", ".join(HEADS)},
        content=articles, content_rowid="id", tokenize="unicode61 remove_diacritics 2")
    """,
    f"CREATE TRIGGER heads_fts_insert AFTER INSERT ON articles BEGIN {_index_heads('NEW', '')}; END",
    f"CREATE TRIGGER heads_fts_delete AFTER DELETE ON articles BEGIN {_index_heads('OLD', 'delete')}; END",
    f"""
    CREATE TRIGGER heads_fts_update AFTER UPDATE OF id, {", ".join(HEADS)} ON articles
    WHEN ({_was}) IS NOT ({_is}) BEGIN {_index_heads("OLD", "delete")}; {_index_heads("NEW", "")}; END
    """,
    f"INSERT INTO heads_fts (rowid, {', '.join(HEADS)}) SELECT id, {plain('articles', HEADS)} FROM articles",
)


_heads = ("headline", "description")
_was_head, _is_head = (", ".join(f"{row}.{column}" for column in ("id", *_heads)) for row in ("OLD", "NEW"))
_add_spelled = "INSERT INTO spelled_fts (rowid, headline, description) VALUES (NEW.id, NEW.headline, NEW.description)"
_remove_spelled = """INSERT INTO spelled_fts (spelled_fts, rowid, headline, description)
    VALUES ('delete', OLD.id, OLD.headline, OLD.description)"""
SPELLED_INDEX = (
    # No sizes of its columns: nothing is weighed here.
    """
    CREATE VIRTUAL TABLE spelled_fts USING fts5(headline, description,
        content=articles, content_rowid="id", columnsize=0, tokenize="unicode61 remove_diacritics 0")
    """,
    f"CREATE TRIGGER spelled_fts_insert AFTER INSERT ON articles BEGIN {_add_spelled}; END",
    f"CREATE TRIGGER spelled_fts_delete AFTER DELETE ON articles BEGIN {_remove_spelled}; END",
    f"""
    CREATE TRIGGER spelled_fts_update AFTER UPDATE OF id, {", ".join(_heads)} ON articles
    WHEN ({_was_head}) IS NOT ({_is_head}) BEGIN {_remove_spelled}; {_add_spelled}; END
    """,
    "INSERT INTO spelled_fts (spelled_fts) VALUES ('rebuild')",
    # What `db.search.index.merge` merges: any two segments of a size.
    *(
        f"INSERT INTO {index} ({index}, rank) VALUES ('usermerge', 2)"
        for index in ("articles_fts", "heads_fts", "spelled_fts")
    ),
    # What a hit is filtered and counted by, without the article's own long row.
    "CREATE INDEX articles_facts ON articles(id, date_published, outlet, article_section, authors)",
)
ARRIVED_ON = "coalesce(date({row}.first_stored_at, '+7 hours'), '')"
"""The day in Vietnam."""


def _counted(row: str, sign: str) -> str:
    """The statements that add `row` (OLD or NEW) to the days it belongs to, or take it away."""
    outlet, words = f"coalesce({row}.outlet, '')", f"{sign}{row}.word_count"
    # "WHERE true": else SQLite reads ON CONFLICT as the condition of a join.
    return f"""
    INSERT INTO days (day, outlet, articles, words, first_id, last_id)
        SELECT coalesce({row}.published_on, ''), {outlet}, {sign}1, {words}, {row}.id, {row}.id WHERE true
        ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, words = words + excluded.words,
            first_id = min(ifnull(first_id, excluded.first_id), excluded.first_id),
            last_id = max(ifnull(last_id, excluded.last_id), excluded.last_id);
    INSERT INTO days (day, outlet, arrived)
        SELECT {ARRIVED_ON.format(row=row)}, {outlet}, {sign}1 WHERE true
        ON CONFLICT DO UPDATE SET arrived = arrived + excluded.arrived;
    """


_counts = ("id", "outlet", "published_on", "first_stored_at", "word_count")
_was_counted, _is_counted = (", ".join(f"{row}.{column}" for column in _counts) for row in ("OLD", "NEW"))
COUNT_ALL = (
    "DELETE FROM days",
    """
    INSERT INTO days (day, outlet, articles, words, first_id, last_id)
    SELECT coalesce(published_on, ''), coalesce(outlet, ''), count(*), sum(word_count), min(id), max(id)
    FROM articles GROUP BY 1, 2
    """,
    f"""
    INSERT INTO days (day, outlet, arrived)
    SELECT {ARRIVED_ON.format(row="articles")}, coalesce(outlet, ''), count(*) FROM articles WHERE true GROUP BY 1, 2
    ON CONFLICT DO UPDATE SET arrived = excluded.arrived
    """,
)
"""The days, counted anew."""
DAYS = (
    """
    CREATE TABLE days (
        day TEXT NOT NULL,
        outlet TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        arrived INTEGER NOT NULL DEFAULT 0,
        first_id INTEGER,
        last_id INTEGER,
        PRIMARY KEY (day, outlet)
    ) STRICT
    """,
    "CREATE INDEX days_by_outlet ON days(outlet, articles)",
    *COUNT_ALL,
    f"CREATE TRIGGER days_insert AFTER INSERT ON articles BEGIN {_counted('NEW', '+')} END",
    f"CREATE TRIGGER days_delete AFTER DELETE ON articles BEGIN {_counted('OLD', '-')} END",
    f"""
    CREATE TRIGGER days_update AFTER UPDATE OF {", ".join(_counts)} ON articles
    WHEN ({_was_counted}) IS NOT ({_is_counted}) BEGIN {_counted("OLD", "-")} {_counted("NEW", "+")} END
    """,
    "DROP VIEW daily_counts",
    """
    CREATE VIEW daily_counts AS
    SELECT day, nullif(outlet, '') AS outlet, articles, words FROM days WHERE day <> '' AND articles > 0
    """,
)
