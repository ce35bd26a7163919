"""Ten useful queries, for `tinsach serve` and for docs/queries.md: `python -m db.queries > docs/queries.md`."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its SQL, which needs nothing but SQLite."""

    name: str
    title: str
    sql: str


QUERIES = (
    Query(
        "articles_a_month",
        "How many articles has each newspaper a month?",
        """\
select substr(day, 1, 7) as month, outlet, sum(articles) as articles, sum(words) as syllables
from daily_counts group by month, outlet order by month, outlet""",
    ),
    Query(
        "full_text",
        "Which articles have these words? Replace đ by d; hits stand in the original spelling",
        """\
select articles.id, articles.published_on, articles.outlet, highlight(articles_fts, 0, '[', ']') as headline,
    snippet(articles_fts, 2, '[', ']', '…', 20) as snippet
from articles_fts join articles on articles.id = articles_fts.rowid
where articles_fts match replace(replace('"chợ nổi"', 'đ', 'd'), 'Đ', 'D')
order by bm25(articles_fts, 10, 4, 1, 0, 0, 0) limit 20""",
    ),
    Query(
        "authors",
        "Who writes most, and over which time?",
        """\
select author, outlet, articles, first_day, last_day from authors order by articles desc, author limit 20""",
    ),
    Query(
        "sections_by_length",
        "Which sections have the longest articles?",
        """\
select json_extract(article_section, '$[0]') as section, count(*) as articles, round(avg(word_count)) as syllables
from articles where article_section <> '[]' group by section having articles >= 2 order by syllables desc limit 20""",
    ),
    Query(
        "keywords_of_a_month",
        "Which keywords does a month have that are in more than one newspaper?",
        """\
select json_each.value as keyword, count(distinct outlet) as newspapers, count(*) as articles
from articles, json_each(articles.keywords) where published_on between '2026-11-01' and '2026-11-30'
group by keyword having newspapers > 1 order by articles desc limit 20""",
    ),
    Query(
        "agencies",
        "Whose reports do the newspapers take over?",
        """\
select source, outlet, count(*) as articles from articles where source is not null
group by source, outlet order by articles desc limit 20""",
    ),
    Query(
        "left_out",
        "What was left out of the articles, and by which rule?",
        """\
select outlet, verdicts.kind, rule, count(*) as blocks
from verdicts join articles on articles.id = verdicts.article_id where not kept
group by outlet, verdicts.kind, rule order by blocks desc limit 20""",
    ),
    Query(
        "coverage",
        "How often is each field there?",
        """\
select outlet, count(*) as articles, round(avg(headline is not null), 3) as headline,
    round(avg(description is not null), 3) as lead, round(avg(authors <> '[]'), 3) as authors,
    round(avg(date_published is not null), 3) as date, round(avg(article_section <> '[]'), 3) as section,
    round(avg(keywords <> '[]'), 3) as keywords, round(avg(is_fallback), 3) as fallback
from articles group by outlet""",
    ),
    Query(
        "what_became_of_addresses",
        "What became of every address that was seen, and why did some bring no article?",
        """\
select outlet, status, reason, count(url) as addresses, min(url) as example
from urls group by outlet, status, reason order by outlet, addresses desc limit 50""",
    ),
    Query(
        "changed_pages",
        "Which articles were changed by the newspaper after they were fetched first?",
        """\
select articles.headline, articles.url, count(pages.id) as pages, min(pages.fetched_at) as first,
    max(pages.fetched_at) as last
from articles join pages on pages.url = articles.url group by articles.id having count(pages.id) > 1
order by last desc limit 20""",
    ),
)

HEAD = """\
# Ten queries

<!-- Made by `python -m db.queries > docs/queries.md`; do not edit by hand. A test runs each. -->

Each needs nothing but SQLite: paste it into `sqlite3 tinsach.db`, Datasette, or `pandas.read_sql`. `tinsach serve`
offers them under "Data and SQL". What tables and columns mean stands in [The SQLite file](schema.md).
"""


def markdown() -> str:
    """docs/queries.md."""
    parts = [HEAD]
    for number, query in enumerate(QUERIES, 1):
        parts.append(f"## {number}. {query.title}\n\n```sql\n{query.sql};\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(markdown().encode())
