"""What the monitor looks at: every page that was read lately, as numbers; taken from the file as it is now.

Because an article's facts are read where they stand, cleaning stored pages again with a mended rule also mends
the past that later runs are held against.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from statistics import median
from typing import Any

from cleaners.text import fold
from db.monitor.signals import FIELDS

MOST = 800
"""Readings of an outlet that are looked at, the newest."""
DAYS = 120
"""How far back, at most."""
NOT_READ = ("not_article", "empty", "too_large")
"""Statuses of addresses whose page was had and gave no article."""
REPEATABLE = 25
"""Characters; a shorter block (a name, a subheading) may well stand in two articles."""
VIETNAM = timezone(timedelta(hours=7))

Facts = dict[str, float]
"""Signal, or signal|subject, to its number: 0 or 1 for a share."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as it was read. `layout` None: it gave no article. `at` is when it was fetched, UTC.

    `facts` holds what the page says of each signal; one that cannot be said of it is missing. `blocks` are the
    folded texts of its kept blocks, digits taken out.
    """

    url: str
    at: str
    run_id: int | None
    layout: str | None
    facts: Facts
    blocks: frozenset[int] = field(default=frozenset(), repr=False)
    version: str = ""
    """Of the cleaner that read it."""

    @property
    def day(self) -> date:
        """The day in Vietnam."""
        return day_of(self.at)


def day_of(at: str) -> date:
    """The day in Vietnam of a moment in UTC."""
    return datetime.fromisoformat(at).astimezone(VIETNAM).date()


ARTICLES = f"""
SELECT articles.id, articles.url, pages.fetched_at, pages.run_id, articles.layout, articles.is_fallback,
    articles.cleaner_version,
    articles.word_count, articles.warnings, articles.dropped, articles.blocks, urls.sources,
    inspections.selectors, inspections.links, inspections.agreement,
    articles.headline IS NOT NULL AS headline, articles.description IS NOT NULL AS description,
    articles.authors <> '[]' OR articles.source IS NOT NULL AS authors,
    articles.article_section <> '[]' AS article_section, articles.keywords <> '[]' AS keywords,
    articles.date_published IS NOT NULL AS date_published,
    EXISTS (SELECT 1 FROM images WHERE article_id = articles.id) AS images
FROM pages JOIN articles ON articles.page_id = pages.id LEFT JOIN inspections ON inspections.page_id = pages.id
        AND inspections.version = articles.cleaner_version
    LEFT JOIN urls ON urls.url = articles.url LEFT JOIN runs ON runs.id = pages.run_id
WHERE pages.outlet = :outlet AND pages.fetched_at >= :since AND json_extract(runs.settings, '$.until') IS NULL
ORDER BY pages.fetched_at DESC, pages.id DESC LIMIT {MOST}
"""
"""A back-fill (a run with --until) fetches pages of other years: their layouts say nothing of today."""
RULES = """
SELECT DISTINCT kind, rule FROM verdicts WHERE article_id = ? AND rule NOT IN ('body', 'p', 'unexplained')
"""
FAILED = f"""
SELECT url, fetched_at, run_id FROM urls WHERE outlet = :outlet AND fetched_at >= :since
    AND status IN ({", ".join(f"'{status}'" for status in NOT_READ)}) ORDER BY fetched_at DESC LIMIT {MOST}
"""


def readings(conn: sqlite3.Connection, outlet: str, *, now: str) -> list[Reading]:
    """The readings of `outlet` up to `now` (UTC), the oldest first."""
    since = (datetime.fromisoformat(now).astimezone(UTC) - timedelta(days=DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    wanted = {"outlet": outlet, "since": since}
    cursor = conn.execute(ARTICLES, wanted)
    names = [column[0] for column in cursor.description]
    found = []
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        rules = conn.execute(RULES, (row["id"],)).fetchall()
        found.append(of_article(row, rules))
    found += [Reading(url, at, run_id, None, {"article": 0.0}) for url, at, run_id in conn.execute(FAILED, wanted)]
    found.reverse()  # so that those of one second keep their order
    found.sort(key=lambda reading: reading.at)
    return completed(found)


def of_article(row: Mapping[str, Any], rules: Iterable[tuple[str, str]]) -> Reading:
    """The reading of one article; `row` has the columns of `ARTICLES`, `rules` what fired on its page: (kind, rule)."""
    blocks = [block["text"] for block in json.loads(row["blocks"])]
    fallback = bool(row["is_fallback"])
    facts: Facts = {"article": 1.0, "fallback": float(fallback)}
    sources = json.loads(row["sources"] or "[]")
    if sources:
        facts["unshown"] = float(sources == ["url"])
    if not fallback:
        facts[f"layouts|{row['layout']}"] = 1.0
    facts |= {f"field|{name}": float(bool(row[name])) for name in FIELDS}
    facts |= {f"warning|{word}": 1.0 for word in json.loads(row["warnings"])}
    facts |= {f"rule|{rule if kind == rule else f'{kind}: {rule}'}": 1.0 for kind, rule in rules}
    facts |= {f"dropped|{kind}": float(number) for kind, number in json.loads(row["dropped"]).items()}
    facts["words"] = float(row["word_count"])
    facts["kept"] = float(len(blocks))
    if blocks:
        facts["block"] = float(median(len(block.split()) for block in blocks))
    if row["selectors"] is not None:
        for name, selector in json.loads(row["selectors"]).items():
            facts[f"body|{selector}" if name == "article_body" else f"selector|{name}: {selector}"] = 1.0
        facts["links"] = row["links"]
        if row["agreement"] is not None:
            facts["agreement"] = row["agreement"]
    return Reading(
        row["url"], row["fetched_at"], row["run_id"], row["layout"], facts, repeatable(blocks), row["cleaner_version"]
    )


_digits = re.compile(r"\d+")


def repeatable(blocks: Iterable[str]) -> frozenset[int]:
    """What is left of each block that is long enough to tell something, to compare with other articles'."""
    return frozenset(hash(_digits.sub("", fold(block))) for block in blocks if len(block) >= REPEATABLE)


def completed(found: list[Reading]) -> list[Reading]:
    """The readings with what only their neighbours tell: what they lack that others have, and repeated blocks."""
    times = Counter(block for reading in found for block in reading.blocks)
    present: defaultdict[str | None, set[str]] = defaultdict(set)
    for reading in found:
        present[reading.layout].update(name for name in reading.facts if name.startswith(ABSENT_IS_ZERO))
        if reading.layout is not None:
            present[LAYOUTS].update(name for name in reading.facts if name.startswith(("layouts|", "body|")))
    done = []
    for reading in found:
        if reading.layout is None:
            done.append(reading)
            continue
        facts = dict.fromkeys(present[reading.layout], 0.0) | dict.fromkeys(present[LAYOUTS], 0.0) | reading.facts
        if "links" not in facts:  # no second look was taken
            facts = {name: value for name, value in facts.items() if not name.startswith(("selector|", "body|"))}
        facts["repeats"] = float(any(times[block] > 1 for block in reading.blocks))
        done.append(replace(reading, facts=facts))
    return done


ABSENT_IS_ZERO = ("warning|", "rule|", "dropped|", "selector|")
LAYOUTS = "*"
"""Not the name of a layout: what is asked of all of them."""
