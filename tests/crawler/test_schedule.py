"""How often, and what systemd and cron are told."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from cleaners.errors import TinsachError, UsageError
from crawler.arguments import Arguments
from crawler.schedule import systemd
from crawler.schedule.cron import crontab
from crawler.schedule.interval import HOURS, MINUTES, parse_every
from crawler.schedule.job import Job, make_job

ODD = Path("/srv/Tin sạch 100% $x")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a settings file, and none of the variables of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("TINSACH_CONTACT", "TINSACH_CONFIG", "TINSACH_DB", "TINSACH_DELAY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "tinsach.toml").write_text('contact = "lan@example.vn"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def odd_job() -> Job:
    return Job("tinsach-crawl-nld", ("nld",), ("/opt/tinsach", "crawl", "nld"), ODD, ODD / "t.db", ODD / "tinsach.toml")


@pytest.mark.parametrize(
    ("every", "calendar", "cron"),
    [
        ("30min", "*-*-* *:00/30:00", "7,37 * * * *"),
        ("5 m", "*-*-* *:00/5:00", "2,7,12,17,22,27,32,37,42,47,52,57 * * * *"),
        ("hourly", "*-*-* 00/1:00:00", "7 * * * *"),
        ("2h", "*-*-* 00/2:00:00", "7 */2 * * *"),
        ("daily", "*-*-* 04:30:00", "30 4 * * *"),
        ("weekly", "Mon *-*-* 04:30:00", "30 4 * * 1"),
    ],
)
def test_an_interval_is_written_as_systemd_and_cron_write_it(every: str, calendar: str, cron: str) -> None:
    interval = parse_every(every, "4:30")
    assert interval.calendar == calendar
    assert interval.cron(67) == cron


@pytest.mark.parametrize("every", ["", "often", "45min", "7h", "90min", "1min", "0h", "-2h", "2h30", "٣٠min"])
def test_an_interval_that_does_not_divide_a_day_is_refused(every: str) -> None:
    with pytest.raises(UsageError, match="--every takes"):
        parse_every(every)


@pytest.mark.parametrize("at", ["", "24:00", "5", "5:60", "noon"])
def test_a_time_of_day_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(UsageError, match="--at takes"):
        parse_every("daily", at)


def test_every_interval_that_is_offered_is_accepted() -> None:
    offered = [f"{minutes}min" for minutes in MINUTES] + [f"{hours}h" for hours in HOURS]
    assert [parse_every(every).minutes for every in offered] == [*MINUTES, *(hours * 60 for hours in HOURS)]


def test_a_start_is_put_off_by_a_tenth_of_the_interval_and_half_an_hour_at_most() -> None:
    assert parse_every("30min").random_delay == 180
    assert parse_every("weekly").random_delay == 1800


def test_a_job_holds_absolute_paths_and_runs_where_its_settings_stand(folder: Path) -> None:
    job = make_job(("nld",), config_file=None, db=Path("sub.db"))
    assert job.folder == folder
    assert job.settings == folder / "tinsach.toml"
    assert Path(job.command[0]).is_absolute()
    assert job.command[-4:] == ("crawl", "nld", "--db", str(folder / "sub.db"))


def test_a_contact_that_only_the_environment_holds_is_not_enough(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tinsach.toml").write_text("delay = 3\n", encoding="utf-8")
    monkeypatch.setenv("TINSACH_CONTACT", "lan@example.vn")
    with pytest.raises(UsageError, match="contact"):
        make_job((), config_file=None, db=None)


def test_variables_that_a_scheduled_crawl_will_not_see_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINSACH_DELAY", "9")
    assert "TINSACH_DELAY" in make_job((), config_file=None, db=None).unseen


def test_a_folder_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="no folder that can be written to"):
        make_job((), config_file=None, db=folder / "missing" / "t.db")


def test_a_settings_file_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no settings file at .*other\.toml"):
        make_job((), config_file=folder / "other.toml", db=None)


def test_a_path_with_a_line_break_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="control characters"):
        make_job((), config_file=None, db=folder / "a\nExecStart=b.db")


def test_paths_with_blanks_percent_signs_and_dollars_are_escaped_for_systemd(odd_job: Job) -> None:
    service = systemd.units(odd_job, parse_every("2h"), user=False, run_as="lan")["tinsach-crawl-nld.service"]
    assert 'ReadWritePaths="/srv/Tin sạch 100%% $x"' in service
    assert "WorkingDirectory=/srv/Tin sạch 100%% $x\n" in service
    assert 'Environment="TINSACH_CONFIG=/srv/Tin sạch 100%% $x/tinsach.toml"' in service
    assert "User=lan\n" in service


def test_the_command_of_a_unit_expands_no_variable(odd_job: Job) -> None:
    job = Job("t", (), ("/opt/tinsach", "crawl", "--db", "/srv/$HOME.db"), ODD, ODD / "t.db", None)
    service = systemd.units(job, parse_every("2h"), user=True, run_as=None)["t.service"]
    assert 'ExecStart="/opt/tinsach" "crawl" "--db" "/srv/$$HOME.db"' in service


def test_a_timer_catches_up_on_what_was_missed_and_starts_its_service(odd_job: Job) -> None:
    timer = systemd.units(odd_job, parse_every("30min"), user=False, run_as=None)["tinsach-crawl-nld.timer"]
    assert "Persistent=yes\n" in timer
    assert "OnCalendar=*-*-* *:00/30:00\n" in timer
    assert "RandomizedDelaySec=180s\n" in timer
    assert "Unit=tinsach-crawl-nld.service\n" in timer


def test_a_user_manager_is_asked_for_no_protection_it_cannot_give(odd_job: Job) -> None:
    service = systemd.units(odd_job, parse_every("2h"), user=True, run_as=None)["tinsach-crawl-nld.service"]
    assert "NoNewPrivileges=yes" in service
    assert "ProtectSystem" not in service
    assert "User=" not in service


def test_a_job_in_a_temporary_folder_keeps_seeing_it(odd_job: Job) -> None:
    here = Job("t", (), odd_job.command, Path("/tmp/x"), Path("/tmp/x/t.db"), None)
    service, hidden = (
        systemd.units(job, parse_every("2h"), user=False, run_as=None)[f"{job.name}.service"] for job in (odd_job, here)
    )
    assert "PrivateTmp=yes" in service
    assert "PrivateTmp" not in hidden


def test_a_crontab_line_is_one_line_that_a_shell_reads_back(odd_job: Job) -> None:
    text = crontab(odd_job, parse_every("2h"))["tinsach-crawl-nld.cron"]
    comment, line = text.splitlines()
    assert comment.startswith("# Tinsach")
    assert "100%" not in line
    words = shlex.split(line.replace("\\%", "%").partition(" cd ")[2])
    assert words[0] == str(ODD)
    assert words[2:6] == [f"TINSACH_CONFIG={ODD}/tinsach.toml", "/opt/tinsach", "crawl", "nld"]


def test_two_jobs_do_not_start_in_the_same_minute(odd_job: Job) -> None:
    other = Job("tinsach-crawl-nhandan", ("nhandan",), odd_job.command, ODD, ODD / "t.db", None)
    lines = [next(iter(crontab(job, parse_every("1h")).values())).splitlines()[1] for job in (odd_job, other)]
    assert lines[0].split()[0] != lines[1].split()[0]


def test_without_systemd_it_says_that_nobody_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systemd.shutil, "which", lambda name: None)
    assert "not installed" in (systemd.verify({"a.service": ""}, user=False) or "")


needs_systemd = pytest.mark.skipif(systemd.shutil.which(systemd.ANALYZE) is None, reason="systemd-analyze is not here")


@needs_systemd
@pytest.mark.parametrize("user", [False, True])
@pytest.mark.parametrize("every", ["5min", "12h", "daily", "weekly"])
def test_systemd_accepts_the_units(folder: Path, every: str, user: bool) -> None:
    job = make_job(("nld",), config_file=None, db=None)
    files = systemd.units(job, parse_every(every), user=user, run_as=None)
    why_not = systemd.verify(files, user=user)
    assert why_not is None or "could not look" in why_not


@needs_systemd
def test_what_systemd_does_not_accept_is_an_error_in_one_line() -> None:
    broken = {"t-broken.timer": "[Timer]\nOnCalendar=every now and then\nUnit=t-broken.service\n"}
    with pytest.raises(TinsachError, match=r"^systemd does not accept the units: t-broken\.timer") as caught:
        systemd.verify(broken, user=False)
    assert "\n" not in str(caught.value)


def test_a_crawl_that_scrapyd_starts_is_given_the_number_of_its_job() -> None:
    assert Arguments.read(limit="3", _job="f4cd1b2c").limit == 3
