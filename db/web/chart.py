"""Charts as SVG in the page: no script, no style attribute, nothing loaded. Colours are classes c0, c1 …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, NARROW, HEIGHT = 1000, 360, 200
"""Units of a chart for a wide screen and for a phone: one unit is about a pixel, so that the words can be read."""
LEFT, BOTTOM, TOP = 40, 22, 10
RANKED = 520
TICK = 80
"""Units a name below the bars needs."""
COLOURS = 6
"""Series that have a colour of their own; later ones share the last."""


def stacked_bars(
    columns: Sequence[str], series: Mapping[str, Mapping[str, int]], *, label: str, wide: int = WIDTH
) -> str:
    """Bars for `columns` (days, buckets) from left to right, each a pile of `series`: name to column to number.

    `label` says what it shows, for those who do not see it; `wide` is how many units it has.
    """
    totals = [sum(numbers.get(column, 0) for numbers in series.values()) for column in columns]
    top = _round_up(max(totals, default=0))
    width = (wide - LEFT) / max(1, len(columns))
    height = HEIGHT - TOP - BOTTOM
    parts = [
        f'<svg viewBox="0 0 {wide} {HEIGHT}" role="img" aria-label="{escape(label)}" class="chart" '
        f'preserveAspectRatio="xMidYMid meet">'
    ]
    for share in (0, 0.5, 1):
        y = TOP + height * (1 - share)
        parts.append(f'<line x1="{LEFT}" x2="{wide}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{top * share:,.0f}</text>')
    for place, column in enumerate(columns):
        y = float(TOP + height)
        x = LEFT + place * width + width * 0.1
        for number, (name, numbers) in enumerate(series.items()):
            value = numbers.get(column, 0)
            if not value:
                continue
            tall = height * value / top
            y -= tall
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width * 0.8:.1f}" height="{tall:.1f}" '
                f'class="c{min(number, COLOURS - 1)}"><title>{escape(column)} {escape(name)}: {value:,}</title></rect>'
            )
    parts += _ticks(columns, width)
    parts.append("</svg>")
    return "".join(parts)


def ranked_bars(rows: Sequence[tuple[str, int]], *, label: str) -> str:
    """Names with a lying bar each, the longest first; `label` as for `stacked_bars`."""
    most = max((number for _, number in rows), default=1) or 1
    line, start, end = 22, 200, RANKED - 60
    parts = [
        f'<svg viewBox="0 0 {RANKED} {line * len(rows) + 4}" role="img" aria-label="{escape(label)}" class="chart">'
    ]
    for place, (name, number) in enumerate(rows):
        y = place * line
        shown = name if len(name) <= 26 else name[:25] + "…"
        wide = max(1.0, (end - start) * number / most)
        parts.append(
            f'<text x="{start - 8}" y="{y + 15}" text-anchor="end">{escape(shown)}</text>'
            f'<rect x="{start}" y="{y + 3}" width="{wide:.1f}" height="{line - 6}" class="c0">'
            f"<title>{escape(name)}: {number:,}</title></rect>"
            f'<text x="{start + wide + 6:.1f}" y="{y + 15}">{number:,}</text>'
        )
    parts.append("</svg>")
    return "".join(parts)


def _ticks(columns: Sequence[str], width: float) -> list[str]:
    """Names under the first, the last, and some of the columns between."""
    every = max(1, int(TICK / width) + 1) if width < TICK else 1
    ticks = []
    for place in range(0, len(columns), every):
        x = LEFT + place * width + width / 2
        anchor = "start" if place == 0 else "middle"
        ticks.append(
            f'<text x="{x if place else LEFT:.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">'
            f"{escape(columns[place])}</text>"
        )
    return ticks


def _round_up(number: int) -> int:
    """The next round number that has a whole half: 2, 4, 6 or 10 and zeros."""
    size = 1
    while True:
        for step in (2, 4, 6, 10):
            if number <= step * size:
                return step * size
        size *= 10
