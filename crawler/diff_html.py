"""The changes of a reclean as one self-contained page, written article by article so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TextIO

from crawler.word_diff import word_diff
from db.changes import Change
from db.reclean_tally import RecleanTally
from db.reclean_worker import Reading

MOST = 2_000
"""Articles shown in full; the counts are of all."""

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What a reclean changes</title>
<style>
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de;
  --come: #116329; --come-bg: #dafbe1; --gone: #a40e26; --gone-bg: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #30363d;
  --come: #7ee787; --come-bg: #12351d; --gone: #ffa198; --gone-bg: #4a1418; } }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.5rem; font: 16px/1.6 system-ui, "Noto Sans", sans-serif;
  color: var(--ink); background: var(--paper); }
article { border-top: 1px solid var(--line); padding: .75rem 0; }
h2 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: .25rem 0 .5rem; overflow-wrap: anywhere; white-space: pre-line; }
.why, footer { color: var(--soft); font-size: .875rem; margin: 0; }
ins { color: var(--come); background: var(--come-bg); text-decoration: none; }
del { color: var(--gone); background: var(--gone-bg); }
table { border-collapse: collapse; } td, th { padding: .125rem 1rem .125rem 0; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
<h1>What a reclean changes</h1>
<p>In each text: <del>words that go</del>, <ins>words that come</ins>.
The counts stand at the <a href="#counts">end</a>.</p>
"""
TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "come": ("<ins>", "</ins>")}


class DiffPage:
    """The page while it is being written."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._articles = 0

    def add(self, reading: Reading) -> None:
        """One changed article; beyond `MOST` it is only counted."""
        self._articles += 1
        if self._articles > MOST:
            return
        changes = "\n".join(_change(change) for change in reading.changes)
        self._out.write(f"<article>\n<h2>{escape(reading.url)}</h2>\n{changes}\n</article>\n")

    def end(self, tally: RecleanTally) -> None:
        """The counts."""
        rows = "\n".join(
            f'<tr><td>{escape(name)}</td><td>{escape(reason)}</td><td class="number">{articles:,}</td></tr>'
            for name, reason, articles in tally.by_field()
        )
        left_out = f"<p>{self._articles - MOST:,} more articles are not shown.</p>" if self._articles > MOST else ""
        self._out.write(
            f'{left_out}<footer id="counts"><h2>{tally.effects["changed"]:,} articles change</h2>\n<table>\n'
            f"<tr><th>field</th><th>reason</th><th>articles</th></tr>\n{rows}\n</table></footer>\n</body>\n</html>\n"
        )


@contextmanager
def diff_page(path: Path, tally: RecleanTally) -> Iterator[DiffPage]:
    """A page at `path`; its counts are those of `tally` when it is closed. It loads nothing and runs nothing."""
    with path.open("w", encoding="utf-8", errors="replace") as out:
        out.write(HEAD)
        page = DiffPage(out)
        try:
            yield page
        finally:
            page.end(tally)


def _change(change: Change) -> str:
    parts = word_diff(change.before or "", change.after or "")
    text = "".join(f"{TAGS[kind][0]}{escape(words)}{TAGS[kind][1]}" for kind, words in parts)
    return f'<p class="why">{escape(change.field)}: {escape(change.reason)}</p>\n<p>{text}</p>'
