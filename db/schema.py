"""What every table and column means; docs/schema.md is made from it: `python -m db.schema > docs/schema.md`.

SQLite keeps no comments, so they stand here; a test holds them against what the migrations make.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from db.migrations import migrations


@dataclass(frozen=True, slots=True)
class Description:
    """What a table or view is for, and each of its columns."""

    about: str
    columns: dict[str, str]


SCHEMA: dict[str, Description] = {
    "articles": Description(
        "One row an article, as it was read last. Fields are named as in schema.org NewsArticle.",
        {
            "id": "Stays the same when the article changes or moves.",
            "url": "Canonical address. NULL: a text from elsewhere that came without one.",
            "outlet": "The newspaper: nhandan, nld, ngaynay. NULL: one Tinsach does not know.",
            "layout": "Kind of page it was read from: standard, longform, video, dump …",
            "kind": "article, photo, video, infographic, longform, live, podcast or interview.",
            "headline": "The headline.",
            "description": "The lead (sapo), without its dateline.",
            "dateline": "The signature in front of the lead: NLĐO.",
            "authors": "JSON array of names.",
            "source": "The agency the article credits: TTXVN.",
            "article_section": "JSON array of sections, the outermost first.",
            "keywords": "JSON array of the tags under the article.",
            "date_published": "ISO 8601 with its offset: 2026-03-07T08:06:00+07:00.",
            "date_modified": "The same, of the last change the newspaper names.",
            "in_language": "vi, en …",
            "is_accessible_for_free": "1 free, 0 behind a paywall, NULL not said.",
            "word_count": "Syllables as written: runs of non-space in article_body.",
            "cleaner": "Who read the page: an outlet's, a family's, dump, or the fallback.",
            "cleaner_version": "Version of that cleaner.",
            "is_fallback": "1 when no cleaner of ours could read the page and trafilatura did.",
            "warnings": "JSON array of short words: no-date …",
            "dropped": 'JSON object: how many blocks were dropped as what, {"related": 3, "ad": 1}.',
            "page_id": "The page it was read from. NULL: it came without a page.",
            "first_stored_at": "When its first page was fetched, UTC.",
            "updated_at": "When the page it was read from was fetched, UTC.",
            "content_digest": "SHA-256 over everything a reader sees; the same digest means unchanged.",
            "article_body": "The blocks' text, joined by a blank line.",
            "blocks": 'JSON array of the body: [{"kind": "paragraph", "text": "…"}].',
            "published_on": "The day of date_published, where it was published: 2026-03-07. For grouping.",
        },
    ),
    "articles_fts": Description(
        "Full text of `articles` (FTS5, rowid = articles.id), kept by triggers. Made of the texts with `đ` as `d` and "
        "without diacritics; what it gives back (snippet, highlight) is the original. See [Search](search.md).",
        {
            "headline": "The headline.",
            "description": "The lead.",
            "article_body": "The body.",
            "authors": "The names.",
            "article_section": "The sections.",
            "outlet": "The newspaper.",
        },
    ),
    "heads_fts": Description(
        "The same without the bodies: a small index, to ask quickly which articles have a word in headline or lead.",
        {
            "headline": "The headline.",
            "description": "The lead.",
            "authors": "The names.",
            "article_section": "The sections.",
            "outlet": "The newspaper.",
        },
    ),
    "spelled_fts": Description(
        "Headlines and leads with their diacritics: an index for those who type them.",
        {"headline": "The headline.", "description": "The lead."},
    ),
    "days": Description(
        "Numbers by day and newspaper, kept by triggers, so that nobody has to count.",
        {
            "day": "A day: 2026-03-07. Empty: articles without a date.",
            "outlet": "The newspaper. Empty: one Tinsach does not know.",
            "articles": "Articles published on that day.",
            "words": "Their syllables.",
            "arrived": "Articles first stored on that day, in Vietnam.",
            "first_id": "No article published on that day has a lower id. NULL: there never was one.",
            "last_id": "None has a higher id.",
        },
    ),
    "daily_counts": Description(
        "View: articles a day and newspaper.",
        {
            "day": "articles.published_on.",
            "outlet": "The newspaper. NULL: one Tinsach does not know.",
            "articles": "How many.",
            "words": "Their syllables.",
        },
    ),
    "authors": Description(
        "View: who wrote how many articles. An article of two authors counts for both.",
        {
            "author": "The name, as articles have it.",
            "outlet": "The newspaper.",
            "articles": "How many.",
            "first_day": "The first article's day.",
            "last_day": "The last article's day.",
        },
    ),
    "sections": Description(
        "View: how many articles a section has.",
        {
            "section": "Its name, as articles have it.",
            "outlet": "The newspaper.",
            "depth": "0 for an outermost section, 1 for one inside it …",
            "articles": "How many.",
            "first_day": "The first article's day.",
            "last_day": "The last article's day.",
        },
    ),
    "keywords": Description(
        "View: how many articles have a keyword.",
        {
            "keyword": "The keyword, as articles have it.",
            "outlet": "The newspaper.",
            "articles": "How many.",
            "first_day": "The first article's day.",
            "last_day": "The last article's day.",
        },
    ),
    "images": Description(
        "The pictures of an article, in its order.",
        {
            "article_id": "The article.",
            "position": "Counted from 0.",
            "url": "Address of the picture. NULL in a dump.",
            "caption": "What stands under it, without the credit.",
            "credit": "Photographer or agency, without “Ảnh:”.",
        },
    ),
    "verdicts": Description(
        "What became of every block of the article's page, and why. Easier to read through the view `blocks`.",
        {
            "article_id": "The article.",
            "position": "Place in the page, counted from 0.",
            "kept": "1 when it went into the article (body or metadata), 0 when it was dropped.",
            "kind": "What it is: paragraph, heading, headline, caption, related, ad, audio …",
            "rule": "The rule that decided; “unexplained” for a block of the body that no rule names.",
            "selector": "Where it stands: a CSS selector, or “line 12” of a dump.",
            "block": "For a kept block of the body: its index in articles.blocks, counted from 0.",
            "text": "For any other block: its text.",
        },
    ),
    "blocks": Description(
        "View: the verdicts with their texts.",
        {
            "article_id": "The article.",
            "position": "Place in the page, counted from 0.",
            "kept": "1 kept, 0 dropped.",
            "kind": "What it is.",
            "rule": "The rule that decided.",
            "selector": "Where it stands.",
            "text": "The text of the block.",
        },
    ),
    "pages": Description(
        "The archive: pages as served, compressed. A page that changed is a new row; none is ever replaced.",
        {
            "id": "Grows with time.",
            "url": "The address it is filed under, as in urls.url.",
            "requested_url": "The address that answered.",
            "outlet": "The newspaper.",
            "fetched_at": "When, UTC.",
            "http_status": "200 …",
            "content_type": "The Content-Type header.",
            "headers": "JSON array of [name, value], in their order.",
            "codec": "How body is compressed: zstd while crawling, zstd-19 once compacted; both are zstd frames.",
            "reference": "The page whose bytes are needed as a dictionary to unpack this one. NULL: none.",
            "raw_bytes": "Bytes as served, Content-Encoding undone.",
            "stored_bytes": "Bytes of body.",
            "sha256": "SHA-256 (hex) of the bytes as served.",
            "run_id": "The run that fetched it.",
            "body": "The bytes as served, compressed.",
        },
    ),
    "page_references": Description(
        "The pages that are the dictionary of others of their outlet and layout. The newest of a layout is in use.",
        {
            "page_id": "The page; it is stored alone.",
            "outlet": "The newspaper.",
            "layout": "The articles' layout, or no_article.",
            "chosen_at": "When, UTC.",
            "reason": "Why: the first of its layout, or how badly the one before it served.",
        },
    ),
    "readings": Description(
        "What came of cleaning a stored page again, where its article does not say so itself.",
        {
            "page_id": "The page.",
            "version": "All that had a say in it, as a digest; the same digest means it need not be tried again.",
            "result": "article, no_article, unreadable, crashed (the parser) or damaged (the page).",
            "reason": "Why there is no article, in a word or phrase that is the same for the same cause.",
            "read_at": "When, UTC.",
        },
    ),
    "article_versions": Description(
        "What articles were before `tinsach reclean` changed them. Earlier pages of an article stand in `pages`.",
        {
            "id": "Grows with time.",
            "article_id": "The article.",
            "page_id": "The page it was read from.",
            "cleaner": "Who had read the page.",
            "cleaner_version": "The version of that cleaner.",
            "content_digest": "articles.content_digest, as it was.",
            "replaced_at": "When the next version took its place, UTC.",
            "former": "JSON object: the fields that changed, with their values before; lists are JSON inside it.",
        },
    ),
    "urls": Description(
        "Every URL ever seen, with exactly one status.",
        {
            "url": "Canonical address.",
            "outlet": "The newspaper.",
            "status": (
                "discovered, stored, unchanged, moved, gone, blocked, disallowed, not_article, empty, "
                "too_large or failed."
            ),
            "reason": "Why, in a word or phrase that is the same for the same cause.",
            "tries": "Fetches in a row that brought no article; 0 once one did.",
            "next_try_at": "When it is wanted again, UTC. NULL: not again, or, when discovered, at once.",
            "first_seen_at": "When a source showed it first, UTC.",
            "last_seen_at": "When a source showed it last, UTC.",
            "sources": "JSON array of who showed it: rss, sitemap, section, url.",
            "published": "When it was published, as a source said.",
            "modified": "When it was changed, as a source said.",
            "headline": "Its headline, as a source said.",
            "fetched_at": "When it was asked for last, UTC.",
            "etag": "ETag of the answer that held the article, for asking “changed?”.",
            "last_modified": "Last-Modified of that answer.",
            "moved_to": "Where it went, when moved.",
            "article_id": "The article stored under it.",
            "run_id": "The run that wrote its status.",
        },
    ),
    "sources": Description(
        "Feeds and sitemaps that gave an ETag or Last-Modified, as they were read last.",
        {
            "url": "Its address.",
            "outlet": "The newspaper.",
            "etag": "ETag of the answer that was read, for asking “changed?”.",
            "last_modified": "Last-Modified of that answer.",
            "scope": "What of it was taken: --since and --until as “since/until”; empty for all.",
            "links": "Articles it showed.",
            "read_at": "When, UTC.",
        },
    ),
    "runs": Description(
        "One row a crawl.",
        {
            "id": "Grows with time.",
            "outlets": "JSON array of the newspapers asked for.",
            "started_at": "UTC.",
            "finished_at": "UTC. NULL: still going, or died.",
            "pid": "Process id.",
            "host": "Name of the machine.",
            "versions": "JSON object: the programs that took part.",
            "settings": "JSON object: what was set, without secrets.",
            "counts": 'JSON object by outlet: {"nld": {"found": 36, "new": 4}}.',
            "exit_code": "0 done, 1 failed, 3 needs a person. NULL: still going, or died; the outlets are held.",
            "reason": "Why it ended so.",
        },
    ),
    "checks": Description(
        "Articles compared with the reference articles (seeds) they match.",
        {
            "id": "Grows with time.",
            "run_id": "The run that made it. NULL: `tinsach check`.",
            "seed": "Name of the reference article.",
            "outlet": "The newspaper.",
            "url": "The article compared. NULL: the seed's own text.",
            "result": "match or mismatch.",
            "lost": "Lines that should have been kept and were not.",
            "leaked": "Lines that should have been dropped and were not.",
            "detail": "JSON object: which lines.",
            "checked_at": "When, UTC.",
        },
    ),
    "inspections": Description(
        "A second look at a sample of the pages of each run: where the fields came from, what trafilatura reads.",
        {
            "page_id": "The page.",
            "version": "articles.cleaner_version, as it was.",
            "inspected_at": "When, UTC.",
            "selectors": "JSON object: field and the declared source that gave it, null where none did.",
            "links": "Share of the kept text that is link text, from 0 to 1.",
            "agreement": "F1 of the runs of four words with trafilatura's body, 0 to 1. NULL: one of them has no body.",
            "only_ours": "The longest block that only our reading has; empty: none.",
            "only_theirs": "The longest block that only trafilatura's reading has; empty: none.",
        },
    ),
    "signatures": Description(
        "What articles are compared by; written by `tinsach dedupe`.",
        {
            "article_id": "The article.",
            "content_digest": "articles.content_digest, as it was.",
            "algorithm": "What it was made with; only those of the same can be compared.",
            "bands": "Hashes of the bands of its MinHash, 32 bits each, little-endian.",
        },
    ),
    "near_duplicates": Description(
        "Pairs of articles that tell the same story, within and across newspapers.",
        {
            "one": "An article.",
            "other": "Another, with a higher id.",
            "similarity": "Share of their runs of three syllables that both have, 0 to 1.",
        },
    ),
    "story_articles": Description(
        "Articles of which there is more than one of the same story.",
        {
            "article_id": "The article.",
            "story_id": "The story: the id of its earliest article.",
            "position": "0 for the earliest article, then in order of publication.",
        },
    ),
    "stories": Description(
        "View: one row a story, told by its earliest article; a story with one article is one too.",
        {
            "story_id": "The id of its earliest article.",
            "outlet": "The newspaper that had it first.",
            "headline": "Its headline there.",
            "date_published": "When it was published there.",
            "url": "Its address there.",
            "articles": "How many articles tell it.",
            "outlets": "JSON array of the newspapers that have it.",
            "agency": "The agency that most of the articles credit: TTXVN.",
        },
    ),
    "alarms": Description(
        "What was noticed about a newspaper, held against its own past. Open while closed_at is NULL.",
        {
            "id": "Grows with time; `tinsach alarms --accept ID`.",
            "outlet": "The newspaper.",
            "layout": "The articles' layout; empty: the whole newspaper.",
            "signal": "What is watched: article, fallback, field, selector, rule, words … (docs/monitoring.md).",
            "subject": "Which field, rule, source …; several are parted by “; ”.",
            "says": "What changed, as a sentence.",
            "usual": "The share or median of the past.",
            "now": "The share or median of the pages since.",
            "pages": "Newest pages it was noticed on.",
            "since": "When the first of them was fetched, UTC.",
            "sure": "1 minus the chance that nothing changed, all looks of the run counted.",
            "examples": "JSON array of up to three addresses.",
            "advice": "What to do.",
            "first_run": "The run after which it was raised. NULL: `tinsach alarms --look`.",
            "last_run": "The last run after which it still held.",
            "raised_at": "When, UTC.",
            "accepted_at": "When a person said that this is how it is now, UTC.",
            "closed_at": "When all was as usual again, UTC.",
        },
    ),
}

HIDDEN = (1, 2)
"""What table_xinfo says of the columns by which FTS5 takes commands, and of the `rowid` that is there for DuckDB."""

HEAD = """\
# The SQLite file

<!-- Made by `python -m db.schema > docs/schema.md`; do not edit by hand. -->

Any program that reads SQLite 3.37 or later can read it; only `pages.body` (zstd) needs more. It is in WAL mode:
while a crawl writes, copy it with `sqlite3 tinsach.db ".backup copy.db"`, not with `cp`.

Times of Tinsach's own clock are UTC (`2026-11-23T10:00:00Z`); dates of articles carry their offset
(`2026-03-07T08:06:00+07:00`). Lists are JSON arrays with Vietnamese letters as they are.
Only migrations change the schema: a newer Tinsach migrates an older file when it opens it, an older one
refuses a newer file. `_sqlite_migrations` names the migrations that were applied.

In the sqlite3 shell, pandas (`pandas.read_sql("select * from articles", sqlite3.connect("tinsach.db"))`) and Datasette
all of it works as it is; Datasette facets the JSON arrays (`?_facet_array=authors`) and finds the full text itself.
In DuckDB, `attach 'tinsach.db' as news (type sqlite)` shows every table. It counts rows by their ROWID: tables that
have none of their own have a virtual column of that name, always 0, which DuckDB does not show. The views that unpack
JSON (`authors`, `sections`, `keywords`, `blocks`) are asked through `sqlite_query('news', 'select …')`. [Ten
queries](queries.md) to begin with.
"""


def markdown() -> str:
    """docs/schema.md: the schema that the migrations make, with the meaning of each column."""
    db = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(db)
        return "\n".join([HEAD, *(line for name in SCHEMA for line in _table(db, name))])
    finally:
        db.close()


def _table(db: Database, name: str) -> Iterator[str]:
    description = SCHEMA[name]
    yield f"## {name}\n\n{description.about}\n\n| column | type | |\n|---|---|---|"
    targets = {key[3]: key[2] for key in db.execute(f"PRAGMA foreign_key_list({name})")}
    for _, column, kind, not_null, _, in_key, hidden in db.execute(f"PRAGMA table_xinfo({name})"):
        if hidden in HIDDEN:
            continue
        notes = [kind or "TEXT"]
        if in_key:
            notes.append("key")
        elif not_null:
            notes.append("not null")
        if column in targets:
            notes.append(f"→ {targets[column]}")
        yield f"| `{column}` | {', '.join(notes)} | {description.columns[column]} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.buffer.write(markdown().encode())
