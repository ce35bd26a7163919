"""The report as one page: its charts are part of it, nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cleaners.palette import PALETTE
from db.report.contents import FIELDS, Contents
from db.web.chart import ranked_bars, stacked_bars

STYLE = (
    PALETTE
    + """
:root { --bar0: #0969da; --bar1: #1a7f37; --bar2: #bc4c00; --bar3: #8250df; --bar4: #bf3989; --bar5: #6e7781; }
@media (prefers-color-scheme: dark) { :root {
  --bar0: #58a6ff; --bar1: #3fb950; --bar2: #f0883e; --bar3: #bc8cff; --bar4: #f778ba; --bar5: #8b949e; } }
body { margin: 0 auto; max-width: 70rem; padding: 1rem 1.25rem 2rem; font: 16px/1.6 system-ui, "Noto Sans", sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
.facts { color: var(--soft); }
.two { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }
.chart { width: 100%; height: auto; } .chart text { font: 11px system-ui, sans-serif; fill: var(--soft); }
.chart .grid { stroke: var(--line); }
.c0 { fill: var(--bar0); } .c1 { fill: var(--bar1); } .c2 { fill: var(--bar2); } .c3 { fill: var(--bar3); }
.c4 { fill: var(--bar4); } .c5 { fill: var(--bar5); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; font-size: .875rem; }
.legend svg { width: .75rem; height: .75rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; }
th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap;
  font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; } td.low { background: var(--drop-bg); color: var(--drop); font-weight: 600; }
"""
)
LOW = 0.8
"""Shares below are marked, in the columns that most articles should have."""
EXPECTED = ("headline", "description", "authors", "date_published", "article_section", "article_body")


def report_html(contents: Contents, *, title: str, made_at: str) -> str:
    """The page; `title` says of what file, `made_at` when (ISO 8601)."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)} · report</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>What is in {escape(title)}</h1>
<p class="facts">{_facts(contents)} Made {escape(made_at)}.</p>
{chr(10).join(_sections(contents))}
</main>
</body>
</html>
"""


def _facts(contents: Contents) -> str:
    days = (
        f", from {escape(contents.first_day or '')} to {escape(contents.last_day or '')}" if contents.first_day else ""
    )
    kinds = ", ".join(f"{escape(kind)} {number:,}" for kind, number in contents.kinds)
    return (
        f"{contents.articles:,} articles with {contents.syllables:,} syllables{days}; {contents.pages:,} stored pages."
        + (f" Kinds: {kinds}." if kinds else "")
    )


def _sections(contents: Contents) -> Iterator[str]:
    if not contents.articles:
        yield "<p>No article yet.</p>"
        return
    step = "month" if contents.times and len(contents.times[0]) == len("2026-03") else "day"
    yield _charted(
        f"Articles a {step}, by newspaper",
        stacked_bars(contents.times, contents.over_time, label=f"Articles a {step}, by newspaper"),
        list(contents.over_time),
    )
    yield _charted(
        "Lengths, in syllables",
        stacked_bars(contents.length_names, contents.lengths, label="Articles by length in syllables"),
        list(contents.lengths),
    )
    yield f"<h2>Coverage of each field</h2>{_coverage(contents)}"
    yield '<div class="two">'
    for heading, rows in (
        ("Sections", contents.sections),
        ("Authors", contents.authors),
        ("Keywords", contents.keywords),
        ("Left out of the articles, as", contents.dropped),
        ("Addresses by status", contents.statuses),
    ):
        drawn = ranked_bars(rows, label=heading) if rows else "<p>None.</p>"
        yield f"<section><h2>{heading}</h2>{drawn}</section>"
    yield "</div>"


def _charted(heading: str, chart: str, names: list[str]) -> str:
    legend = "".join(
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" class="c{min(n, 5)}"/></svg> '
        f"{escape(name)}</li>"
        for n, name in enumerate(names)
    )
    return f'<section><h2>{heading}</h2><ul class="legend">{legend}</ul>{chart}</section>'


def _coverage(contents: Contents) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("outlet", "articles", "fallback", *FIELDS))
    rows = []
    for one in contents.coverage:
        fallback = f"<td{_low(one.fallback > 1 - LOW)}>{_percent(one.fallback)}</td>"
        cells = [f"<td>{one.articles:,}</td>", fallback]
        for name, share in zip(FIELDS, one.shares, strict=True):
            cells.append(f"<td{_low(name in EXPECTED and share < LOW)}>{_percent(share)}</td>")
        rows.append(f'<tr><th scope="row">{escape(one.outlet)}</th>{"".join(cells)}</tr>')
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _low(is_low: bool) -> str:
    return ' class="low"' if is_low else ""


def _percent(share: float) -> str:
    """A share as a reader expects it: 100% only for all, 0% only for none."""
    if 0 < share < 0.005:
        return "&lt;1%"
    return "&gt;99%" if 0.995 <= share < 1 else f"{share:.0%}"
