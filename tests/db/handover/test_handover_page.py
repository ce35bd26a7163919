"""docs/handover.md says what is."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from db.handover.columns import COLUMNS
from db.handover.exporting import FORMATS, OTHER_ENDINGS
from db.handover.parquet import ROW_GROUP
from db.handover.places import ENDINGS

PAGE = (Path(__file__).parents[3] / "docs" / "handover.md").read_text("utf-8")

TYPES = {
    "string": "string",
    "integer": "int64",
    "boolean": "bool",
    "time": "timestamp[us], Asia/Ho_Chi_Minh",
    "strings": "list<string>",
    "images": "list<struct<url, caption, credit>>",
    "blocks": "list<struct<kind, text>>",
}


def test_the_table_has_every_column_in_its_order():
    table = PAGE[PAGE.index("### Columns") : PAGE.index("**Parquet.**")]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [column.name for column in COLUMNS]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_the_table_has_the_type_that_the_column_has(column):
    (told,) = re.findall(rf"^\| `{column.name}` \| (.*?) \|", html.unescape(PAGE), re.MULTILINE)
    assert told == TYPES[column.kind]


def test_every_format_and_every_ending_is_named():
    endings = {ending for of_kind, _ in ENDINGS for ending in of_kind if not ending.startswith((".htm", ".html"))}
    names = {*FORMATS, *OTHER_ENDINGS, *(ending for ending in endings if ending not in (".jsonl.gz", ".ndjson.gz"))}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_the_size_of_a_row_group_is_the_one_it_has():
    assert f"Row groups of {ROW_GROUP:,} articles" in PAGE
