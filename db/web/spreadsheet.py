"""Datasette's CSV, made harmless for spreadsheets: a newspaper's text must not become a formula there."""

from __future__ import annotations

import csv
import io
import re

from db.handover.text_formats import FORMULA

_number = re.compile(r"[+-]?\d+(?:\.\d+)?")


def harmless_csv(text: str) -> str:
    """`text` with an apostrophe before every cell that a spreadsheet would compute; numbers stay as they are."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow(
            f"'{cell}" if cell.startswith(FORMULA) and not _number.fullmatch(cell) else cell for cell in row
        )
    return written.getvalue()
