"""`tinsach schedule`, as a user calls it."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.main import main
from crawler.demo.server import DemoServer

Schedule = Callable[..., Result]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Schedule:
    """Runs the command in a folder that has a settings file."""
    monkeypatch.chdir(tmp_path)
    for name in ("TINSACH_CONTACT", "TINSACH_CONFIG", "TINSACH_DB"):
        monkeypatch.delenv(name, raising=False)
    if not (tmp_path / "tinsach.toml").exists():
        (tmp_path / "tinsach.toml").write_text('contact = "lan@example.vn"\n', encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(main, ["schedule", *arguments])


def test_units_are_printed_and_nothing_is_written(schedule: Schedule, tmp_path: Path) -> None:
    result = schedule("nld", "--every", "30min")
    assert result.exit_code == 0, result.output
    assert "[Service]" in result.stdout
    assert "OnCalendar=*-*-* *:00/30:00" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["tinsach.toml"]


def test_files_are_written_and_what_to_do_next_is_said(schedule: Schedule, tmp_path: Path) -> None:
    result = schedule("nld", "ngaynay", "--every", "2h", "-o", "units", "--user")
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "units").iterdir()}
    assert names == {"tinsach-crawl-nld-ngaynay.service", "tinsach-crawl-nld-ngaynay.timer"}
    assert "systemctl --user enable --now tinsach-crawl-nld-ngaynay.timer" in result.stderr


def test_a_crontab_line_is_printed_so_that_it_can_be_piped(schedule: Schedule) -> None:
    result = schedule("--every", "daily", "--at", "4:30", "--format", "cron")
    assert result.stdout.splitlines()[1].startswith("30 4 * * * cd ")
    assert result.stderr == ""


def test_files_that_are_there_are_replaced_only_with_force(schedule: Schedule, tmp_path: Path) -> None:
    assert schedule("--every", "2h", "--format", "cron", "-o", "units").exit_code == 0
    again = schedule("--every", "4h", "--format", "cron", "-o", "units")
    assert again.exit_code == 2
    assert "is there already: --force replaces it" in again.stderr
    assert "*/2" in (tmp_path / "units" / "tinsach-crawl.cron").read_text(encoding="utf-8")
    assert schedule("--every", "4h", "--format", "cron", "-o", "units", "--force").exit_code == 0
    assert "*/4" in (tmp_path / "units" / "tinsach-crawl.cron").read_text(encoding="utf-8")


def test_where_one_file_is_there_none_is_written(schedule: Schedule, tmp_path: Path) -> None:
    (tmp_path / "tinsach-crawl.timer").write_text("mine", encoding="utf-8")
    assert schedule("--every", "2h", "-o", ".").exit_code == 2
    assert not (tmp_path / "tinsach-crawl.service").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--every", "45min"), "--every takes"),
        (("--every", "2h", "--format", "cron", "--user"), "--user and --run-as are for --format systemd"),
        (("--every", "2h", "--user", "--run-as", "lan"), "--run-as is for the whole system"),
        (("thanhnien", "--every", "2h"), "unknown outlet"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(schedule: Schedule, arguments: tuple[str, ...], said: str) -> None:
    result = schedule(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


DOCUMENTED = [
    line.partition("#")[0].split()[2:]
    for line in (PROJECT / "docs" / "scheduling.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("tinsach schedule ")
]


@pytest.mark.parametrize("arguments", DOCUMENTED, ids=" ".join)
def test_the_commands_of_the_documentation_work(schedule: Schedule, arguments: list[str]) -> None:
    assert schedule(*arguments).exit_code == 0


def test_without_a_contact_no_schedule_is_written(schedule: Schedule, tmp_path: Path) -> None:
    (tmp_path / "tinsach.toml").unlink()
    result = schedule("--every", "2h", "-o", "units")
    assert result.exit_code == 2
    assert "contact" in result.stderr
    assert not (tmp_path / "units").exists()


@pytest.fixture
def crawlable(tmp_path: Path) -> Iterator[None]:
    """A settings file with which a crawl of Người Lao Động reaches the demo's."""
    with DemoServer(outlets=("nld",)) as server:
        lines = ('contact = "lan@example.vn"', "delay = 0", "[outlet.nld]", f'via = "{server.origin("nld")}"')
        (tmp_path / "tinsach.toml").write_text("\n".join(lines), encoding="utf-8")
        yield


def articles(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    return int(number)


@pytest.mark.usefixtures("crawlable")
def test_what_the_unit_starts_crawls_into_the_file_of_the_settings(schedule: Schedule, tmp_path: Path) -> None:
    schedule("nld", "--every", "2h", "-o", "units")
    unit = (tmp_path / "units" / "tinsach-crawl-nld.service").read_text("utf-8").splitlines()
    values = dict(line.split("=", 1) for line in unit if "=" in line)
    name, _, setting = shlex.split(values["Environment"])[0].partition("=")
    subprocess.run(
        [*shlex.split(values["ExecStart"]), "--limit", "3"],
        cwd=values["WorkingDirectory"],
        env={name: setting},
        check=True,
        timeout=60,
    )
    assert articles(tmp_path / "tinsach.db") == 3


@pytest.mark.usefixtures("crawlable")
def test_what_the_crontab_line_starts_crawls_and_leaves_a_log(schedule: Schedule, tmp_path: Path) -> None:
    line = schedule("nld", "--every", "2h", "--format", "cron").stdout.splitlines()[1]
    command = line.split(" ", 5)[5].replace("crawl nld", "crawl nld --limit 3")
    subprocess.run(["sh", "-c", command], cwd="/", env={}, check=True, timeout=60)
    assert articles(tmp_path / "tinsach.db") == 3
    assert '{"summary"' in (tmp_path / "tinsach-crawl-nld.log").read_text("utf-8")
