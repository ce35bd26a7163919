"""The rehearsal is the test of the monitor: redesigns are noticed, weeks without a change are not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaners import clean
from cleaners.errors import NotAnArticle
from cleaners.outlets import OUTLETS
from crawler.cli.main import main
from crawler.cli.rehearse import USUAL
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from crawler.rehearse.redesigns import REDESIGNS, Redesign
from crawler.rehearse.rehearsal import CHANGED, PAGES, WEEKS, Page, rehearse, unchanged_weeks
from db.filing import file_page
from db.records import FetchedPage, Outcome
from db.store import Store


def pages_of(name: str, number: int = PAGES) -> list[Page]:
    return [(url, body.decode()) for url, body in synthetic_pages(PAPERS[name], number, usual=USUAL)]


@pytest.mark.parametrize("name", OUTLETS)
def test_every_redesign_is_noticed_within_twenty_changed_pages(name: str) -> None:
    notices = list(rehearse(pages_of(name), OUTLETS[name]))
    assert len(notices) == len(REDESIGNS) >= 12
    late = [one.redesign for one in notices if one.pages is None or one.pages > CHANGED]
    assert late == []


@pytest.mark.parametrize("name", OUTLETS)
def test_sixty_weeks_without_a_change_give_at_most_one_false_alarm(name: str) -> None:
    assert WEEKS == 60
    alarms = unchanged_weeks(pages_of(name), OUTLETS[name])
    assert len(alarms) <= 1, alarms


def test_a_change_that_changes_nothing_is_not_noticed() -> None:
    same = Redesign("nothing at all", lambda html, family, draw: html)
    (notice,) = rehearse(pages_of("nld", 60), OUTLETS["nld"], redesigns=[same])
    assert notice.pages is None


@pytest.mark.parametrize("redesign", REDESIGNS, ids=lambda one: one.name)
@pytest.mark.parametrize("name", OUTLETS)
def test_a_redesign_changes_what_is_read_of_a_page(name: str, redesign: Redesign) -> None:
    """Else noticing it would be a false alarm. Of some pages, as not every page has what a redesign moves."""
    family = OUTLETS[name].family
    for url, html in pages_of(name, 8):
        before = clean(html, url=url)
        try:
            after = clean(redesign.change(html, family, random.Random(1)), url=url)
        except NotAnArticle:
            return
        if (after.to_dict(), after.verdicts) != (before.to_dict(), before.verdicts):
            return
    pytest.fail("no page reads otherwise")


def test_the_command_prints_a_row_a_redesign_and_ends_well() -> None:
    result = CliRunner().invoke(main, ("rehearse", "nld", "--pages", "80", "--weeks", "2", "--json"))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0, result.stderr
    assert [row["redesign"] for row in rows] == [one.name for one in REDESIGNS]
    assert "19 of 19 redesigns noticed within 20 changed pages; 0 false alarms" in result.stderr


def test_stored_pages_can_be_rehearsed_with(tmp_path: Path) -> None:
    path = tmp_path / "stored.db"
    with Store.open(path) as store:
        run_id = store.begin_run(["ngaynay"], settings={}, versions={})
        for url, html in pages_of("ngaynay", 45):
            page = FetchedPage(url, url, "ngaynay", "2026-11-02T02:00:00Z", 200, (), html.encode())
            filed = file_page(page, OUTLETS["ngaynay"])
            store.record(run_id, Outcome(url, "ngaynay", filed.status, filed.reason, filed.page, filed.article))
    before = path.read_bytes()
    arguments = ("rehearse", "ngaynay", "--db", str(path), "--weeks", "0", "--json")
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == len(REDESIGNS)
    assert path.read_bytes() == before, "nothing is written"


def test_a_file_with_too_few_pages_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "few.db"
    Store.open(path).close()
    result = CliRunner().invoke(main, ("rehearse", "nld", "--db", str(path)))
    assert result.exit_code == 2
    assert "has 0 pages of nld and a rehearsal needs 40" in result.stderr
