"""The metrics as Prometheus' own reader reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from crawler.cli.main import main
from db.records import Discovery
from db.store import Store

ALARM = """
INSERT INTO alarms (outlet, layout, signal, subject, says, usual, now, pages, since, sure, examples, advice, raised_at,
    accepted_at)
VALUES ('nld', ?, 'field', 'headline', 'x', 1, 0, 9, '2026-11-20T01:00:00Z', 0.99, '[]', '', '2026-11-20T02:00:00Z', ?)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    with Store.open(path, clock=lambda: "2026-11-20T02:00:00Z") as store:
        run_id = store.begin_run(["nld"], settings={}, versions={})
        store.discovered(run_id, [Discovery(f"https://nld.com.vn/{n}.htm", "nld", "rss") for n in range(3)])
        store.end_run(run_id, exit_code=3, reason="x", counts={"nld": {"new": 5, "changed": 1, "unchanged": 9}})
        store.db.conn.execute(ALARM, ('sta"n\\dard', None))
        store.db.conn.execute(ALARM, ("photo", "2026-11-21T00:00:00Z"))
    return path


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_state_of_the_crawls_is_told(path: Path) -> None:
    result = CliRunner().invoke(main, ("metrics", "--db", str(path)))
    assert result.exit_code == 0
    found = samples(result.stdout)
    assert found["tinsach_urls", ("nld", "discovered")] == 3
    assert found["tinsach_run_exit_code", ("nld",)] == 3
    assert found["tinsach_run_articles", ("nld", "new")] == 5
    assert found["tinsach_run_started_seconds", ("nld",)] == 1795140000
    assert found["tinsach_alarms", ("nld",)] == 1, "accepted ones do not count"
    assert found["tinsach_alarm_since_seconds", ("nld", 'sta"n\\dard', "field")] == 1795136400


def test_a_textfile_is_written_all_at_once_and_readable(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "tinsach.prom"
    file.write_text("old", "utf-8")
    assert CliRunner().invoke(main, ("metrics", "--db", str(path), "-o", str(file))).exit_code == 0
    assert samples(file.read_text("utf-8"))
    assert file.stat().st_mode & 0o444 == 0o444
    assert [one.name for one in tmp_path.glob("*.prom*")] == ["tinsach.prom"]


def test_a_folder_that_is_not_there_is_one_line(path: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ("metrics", "--db", str(path), "-o", str(tmp_path / "no" / "x.prom")))
    assert result.exit_code == 1
    assert "the metrics cannot be written" in result.stderr


def test_a_run_without_an_end_has_no_exit_code(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE runs SET exit_code = NULL, finished_at = NULL")
        conn.commit()
    found = samples(CliRunner().invoke(main, ("metrics", "--db", str(path))).stdout)
    assert not [name for name, _ in found if name in ("tinsach_run_exit_code", "tinsach_run_finished_seconds")]
