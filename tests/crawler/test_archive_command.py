"""`tinsach archive` as a person calls it."""

import json
import random
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

import crawler.cli.archive
from crawler.cli.main import main
from db.records import FetchedPage, Outcome
from db.store import Store


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "báo.db"
    with Store.open(made) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for number in range(12):
            url = f"https://nld.com.vn/bai-{number}.htm"
            frame = random.Random(1).randbytes(8000).hex()
            page = FetchedPage(url, url, "nld", "2026-11-23T10:00:00Z", 200, (), f"{frame}{number}".encode())
            store.record(run, Outcome(url, "nld", "empty", page=page))
    return made


def call(path, *arguments):
    return CliRunner().invoke(main, ["archive", *arguments, "--db", str(path)])


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def spoil(path, page_id):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE pages SET body = x'00' WHERE id = ?", (page_id,))


def test_stats_show_a_month_and_the_sum(path):
    result = call(path, "stats")
    assert result.exit_code == 0
    assert "2026-11" in result.stdout
    assert "all" in result.stdout


def test_stats_as_json_have_the_sizes_in_bytes(path):
    (row,) = rows(call(path, "stats", "--json"))
    assert (row["outlet"], row["month"], row["pages"], row["references"]) == ("nld", "2026-11", 12, 1)
    assert row["raw"] > 12 * 16_000
    assert row["ratio"] == row["raw"] / row["stored"]


def test_compact_says_what_it_won(path):
    result = call(path, "compact", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("12 pages compacted: ")


def test_compact_can_make_the_file_smaller(path):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE ballast AS SELECT randomblob(500000) AS noise")
        conn.execute("DROP TABLE ballast")
    before = path.stat().st_size
    assert call(path, "compact", "--vacuum").exit_code == 0
    assert path.stat().st_size < before - 400_000


def test_a_second_compact_has_nothing_to_do(path):
    call(path, "compact")
    (row,) = rows(call(path, "compact", "--json"))
    assert row["pages"] == 0


def test_a_stopped_compact_says_how_to_go_on(path, monkeypatch):
    def stopped(*args, **options):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(crawler.cli.archive, "compact", stopped)
    result = call(path, "compact")
    assert result.exit_code == 0
    assert "run the same command again to go on" in result.stdout


def test_verify_of_a_sound_archive_is_quiet(path):
    result = call(path, "verify")
    assert (result.exit_code, result.stdout) == (0, "12 pages read, 0 of them broken\n")


def test_verify_names_what_is_broken_and_ends_with_3(path):
    spoil(path, 5)
    result = call(path, "verify")
    assert result.exit_code == 3
    assert "12 pages read, 1 of them broken" in result.stdout
    assert "page 5 (https://nld.com.vn/bai-4.htm) cannot be unpacked" in result.stderr


def test_verify_as_json_has_a_line_for_each_broken_page(path):
    spoil(path, 5)
    result = call(path, "verify", "--json")
    assert [row.get("page_id") for row in rows(result)] == [None, 5]


def test_compact_of_a_file_with_a_broken_page_does_the_rest_and_ends_with_3(path):
    spoil(path, 5)
    result = call(path, "compact", "--json")
    assert result.exit_code == 3
    assert [row.get("page_id") for row in rows(result)] == [None, 5]


@pytest.mark.parametrize("command", ["stats", "compact", "verify"])
def test_a_file_that_is_not_there_is_one_clear_line(tmp_path, command):
    result = call(tmp_path / "nichts.db", command)
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert not (tmp_path / "nichts.db").exists()


def test_an_unknown_outlet_is_wrong_usage(path):
    assert call(path, "verify", "--outlet", "tuổi trẻ").exit_code == 2


def test_backup_makes_a_copy_and_says_how_large_it_is(path, tmp_path):
    result = call(path, "backup", str(tmp_path / "copy.db"))
    assert result.exit_code == 0
    assert "copy.db: " in result.stdout
    assert call(tmp_path / "copy.db", "verify").stdout == "12 pages read, 0 of them broken\n"


def test_backup_over_a_file_that_is_there_is_wrong_usage(path, tmp_path):
    (tmp_path / "copy.db").touch()
    assert call(path, "backup", str(tmp_path / "copy.db")).exit_code == 2
    assert call(path, "backup", str(tmp_path / "copy.db"), "--force").exit_code == 0


def test_rescue_of_a_sound_file_copies_all_of_it(path, tmp_path):
    result = call(path, "rescue", str(tmp_path / "new.db"), "--json")
    assert result.exit_code == 0
    (pages,) = [row for row in rows(result) if row["table"] == "pages"]
    assert (pages["rows"], pages["is_whole"]) == (12, True)
