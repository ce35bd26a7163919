"""Where a selector died: which elements of an example page say what it used to say."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from cleaners.decode import decode
from cleaners.evidence import BODY, evidence
from cleaners.outlets import OUTLETS
from db.archive import ArchiveReader
from db.errors import DatabaseError
from db.monitor.engine import Alarm
from db.monitor.inspection import ARTICLE, LARGEST
from db.rows import article_of

SIGNALS = ("selector", "body", "fallback")
USUAL = """
SELECT json_extract(selectors, '$.article_body') AS selector FROM inspections JOIN pages ON pages.id = page_id
WHERE outlet = ? AND selector IS NOT NULL GROUP BY selector ORDER BY count(*) DESC LIMIT 1
"""
FIELDS = 3
"""Fields whose new places are named in one alarm."""


def with_lookalikes(conn: sqlite3.Connection, alarm: Alarm) -> Alarm:
    """The alarm with the elements of its first example that say the same, where it is about selectors."""
    outlet = OUTLETS.get(alarm.outlet)
    if alarm.signal not in SIGNALS or outlet is None or not alarm.examples:
        return alarm
    wanted = [BODY] if alarm.signal != "selector" else [one.partition(": ")[0] for one in alarm.subject.split("; ")]
    row = conn.execute("SELECT page_id FROM articles WHERE url = ?", (alarm.examples[0],)).fetchone()
    if row is None or row[0] is None:
        return alarm
    try:
        page = ArchiveReader(conn).page(row[0])
    except DatabaseError:  # `tinsach archive verify` tells of it
        return alarm
    html = decode(page.body, page.header("Content-Type"))
    if len(html) > LARGEST:
        return alarm
    rows = conn.execute(ARTICLE, (row[0],))
    names = [column[0] for column in rows.description]
    article = article_of(conn, dict(zip(names, rows.fetchone(), strict=True)))
    found = {one.field: one.lookalikes for one in evidence(html, article, outlet) if one.field in wanted}
    told = [f"{name}: {', '.join(places)}" for name, places in found.items() if places][:FIELDS]
    advice = alarm.advice
    if alarm.signal == "fallback" and (usual := conn.execute(USUAL, (alarm.outlet,)).fetchone()):
        advice += f". It is usually found by {usual[0]}"
    if told:
        advice += f". On the first example the same stands in {'; '.join(told)}"
    return replace(alarm, advice=advice)
