"""A redesign from the crawl to the person: exit code 3, the line in `runs`, `tinsach status`, `tinsach alarms`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners.outlets import OUTLETS
from crawler.cli.main import main
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from crawler.ledger import Ledger
from crawler.rehearse.redesigns import REDESIGNS
from db.connection import open_for_reading
from db.filing import file_page
from db.records import FetchedPage, Outcome, utc_now
from db.store import Store

RENAMED = next(one for one in REDESIGNS if one.name == "headline in another element").change

Run = Callable[..., tuple[int, str | None]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tinsach.db"


@pytest.fixture
def run(path: Path) -> Run:
    """A run of the ledger over new pages of nld, changed or not; returns its exit code and reason."""
    pages = synthetic_pages(PAPERS["nld"], 200, usual=1.0)
    outlet = OUTLETS["nld"]

    def of(number: int, *, changed: bool = False) -> tuple[int, str | None]:
        with Store.open(path) as store:
            ledger = Ledger(store, ["nld"], settings={})
            ledger.tallies["nld"].found = number
            for url, body in (next(pages) for _ in range(number)):
                html = body.decode()
                if changed:
                    html = RENAMED(html, outlet.family, None)  # type: ignore[arg-type]  # nothing is drawn
                page = FetchedPage(url, url, "nld", utc_now(), 200, (), html.encode())
                filed = file_page(page, outlet)
                ledger.record(Outcome(url, "nld", filed.status, filed.reason, filed.page, filed.article))
            return ledger.end()

    return of


def tinsach(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def changed(run: Run, path: Path) -> Path:
    """A file after three usual runs and one of a redesigned newspaper."""
    for _ in range(3):
        assert run(20) == (0, None)
    run(12, changed=True)
    return path


def test_the_run_after_a_redesign_ends_with_3_and_says_why(run: Run) -> None:
    for _ in range(2):
        assert run(20) == (0, None)
    exit_code, reason = run(12, changed=True)
    assert exit_code == 3
    assert reason is not None
    assert reason.startswith("nld seems to have changed: the rule for headline fires in 0%")
    assert "`tinsach alarms`" in reason


def test_the_line_in_runs_has_reason_and_number(changed: Path) -> None:
    with closing(open_for_reading(changed)) as db:
        exit_code, reason, alarms = db.conn.execute(
            "SELECT exit_code, reason, json_extract(counts, '$.nld.alarms') FROM runs ORDER BY id DESC"
        ).fetchone()
    assert (exit_code, alarms) == (3, 2)
    assert "seems to have changed" in reason


def test_status_shows_what_changed(changed: Path) -> None:
    rows = [json.loads(line) for line in tinsach("status", "--json").stdout.splitlines()]
    alarms = [row for row in rows if row["section"] == "alarms"]
    assert {row["signal"] for row in alarms} == {"rule", "selector"}
    assert all(row["example"].startswith("https://nld.com.vn/") for row in alarms)
    assert "What changed" in tinsach("status").stdout


def test_alarms_say_what_since_when_how_sure_where_and_what_to_do(changed: Path) -> None:
    result = tinsach("alarms")
    assert result.exit_code == 3
    for word in ("what ", "since ", "sure ", "see ", "do "):
        assert word in result.stdout
    assert result.stdout.count("https://nld.com.vn/") == 6, "three examples an alarm"


def test_an_accepted_alarm_ends_no_run_with_3(changed: Path, run: Run) -> None:
    assert tinsach("alarms", "--accept", "1", "--accept", "2").exit_code == 0
    assert run(0, changed=True)[1] != "nld seems to have changed"
    assert "accepted" in tinsach("alarms").stdout


def test_an_alarm_is_over_once_the_rule_was_mended_and_the_pages_cleaned_again(changed: Path) -> None:
    """The mended rule is played by the pages: they are what the rules read, as before."""
    with closing(open_for_reading(changed)) as db:
        mended = db.conn.execute("SELECT count(*) FROM alarms WHERE closed_at IS NULL").fetchone()[0]
    assert mended == 2
    with Store.open(changed) as store:
        store.db.conn.execute(
            "INSERT INTO verdicts SELECT id, 900, 1, 'headline', 'headline', 'h1', NULL, 'x' FROM articles "
            "WHERE NOT EXISTS (SELECT 1 FROM verdicts WHERE article_id = id AND rule = 'headline')"
        )
        store.db.conn.execute(
            "UPDATE inspections SET selectors = json_set(selectors, '$.headline', 'h1[data-role=title]')"
        )
    assert tinsach("alarms", "--look").exit_code == 0
    assert "(over)" in tinsach("alarms", "--all").stdout


def test_without_alarms_the_command_says_so_and_ends_well(run: Run) -> None:
    run(3)
    result = tinsach("alarms")
    assert (result.exit_code, result.stderr) == (0, "Nothing changed at the newspapers.\n")


def test_accepting_an_unknown_alarm_is_one_line(changed: Path) -> None:
    result = tinsach("alarms", "--accept", "77")
    assert result.exit_code == 1
    assert "has no open alarm 77" in result.stderr


def test_a_source_that_falls_silent_ends_the_run_with_3(path: Path) -> None:
    for number in range(7):
        with Store.open(path) as store:
            ledger = Ledger(store, ["nld"], settings={})
            tally = ledger.tallies["nld"]
            tally.found, tally.ended, tally.sources = 9, "finished", ("rss", "sitemap")
            tally.by_source.update({"sitemap": 9, "rss": 9 if number < 6 else 0})
            exit_code, reason = ledger.end()
    assert (exit_code, reason) == (
        3,
        "nld seems to have changed: rss showed 0 articles, usually 9 in a run; see `tinsach alarms`",
    )


def test_a_run_is_closed_in_the_file_whatever_becomes_of_the_monitor(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*arguments: object, **named: object) -> None:
        raise AssertionError("a mistake of ours")

    monkeypatch.setattr("crawler.ledger.watch", breaks)
    with Store.open(path) as store:
        ledger = Ledger(store, ["nld"], settings={})
        ledger.tallies["nld"].found = 1
        with pytest.raises(AssertionError):
            ledger.end()
    with closing(open_for_reading(path)) as db:
        assert db.conn.execute("SELECT exit_code FROM runs").fetchone() == (0,)
