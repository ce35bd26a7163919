from pathlib import Path

from rich.console import Console

from crawler.ledger import Ledger, Tally
from crawler.progress import Pace, progress_line, progress_table
from db.store import Store


def tally() -> Tally:
    made = Tally(found=400, fetched=120, waiting=240)
    made.changes.update(new=100, changed=3)
    made.statuses.update(failed=2, blocked=1)
    return made


def test_the_time_left_follows_from_the_rate_and_what_waits() -> None:
    pace = Pace.of(tally(), seconds=3600)
    assert (pace.rate, pace.left) == (2.0, 7200)
    assert pace.left_in_words == "2 h 00 min"


def test_before_the_first_article_no_time_is_promised() -> None:
    assert Pace.of(Tally(waiting=9), seconds=60).left is None


def test_a_log_gets_all_of_it_in_one_line() -> None:
    line = progress_line(tally(), seconds=3600)
    assert line == "found 400, fetched 120, new 100, changed 3, failed 3, 2.0 a minute, 2 h 00 min left"


def test_a_terminal_gets_a_row_an_outlet(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        ledger = Ledger(store, ("nld", "nhandan"), settings={})
        ledger.tallies["nld"] = tally()
        ledger.tallies["nhandan"].ended = "finished"
        console = Console(width=120, record=True, file=(tmp_path / "out").open("w"))
        console.print(progress_table(ledger, 3600))
    nld, nhandan = [line for line in console.export_text().splitlines() if "n" in line and "│" in line][-2:]
    assert "400" in nld
    assert "2 h 00 min" in nld
    assert "finished" in nhandan
