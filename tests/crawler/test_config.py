from pathlib import Path

import pytest

from cleaners.errors import UsageError
from crawler.config import SOURCES, load, unknown_variables


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def origin_of(config, name: str) -> str:
    return next(row["origin"] for row in config.rows() if row["name"] == name)


def write(text: str) -> None:
    Path("tinsach.toml").write_text(text, encoding="utf-8")


def test_without_anything_the_defaults_hold() -> None:
    config = load(environ={})
    assert config.common.delay == 2.0
    assert config.common.sources == SOURCES
    assert {row["origin"] for row in config.rows()} == {"default"}


def test_the_file_goes_before_the_defaults() -> None:
    write('contact = "lan@example.vn"\ndelay = 3\n')
    config = load(environ={})
    assert (config.common.contact, config.common.delay) == ("lan@example.vn", 3.0)
    assert origin_of(config, "delay") == "tinsach.toml"


def test_a_variable_goes_before_the_file() -> None:
    write("delay = 3")
    config = load(environ={"TINSACH_DELAY": "4"})
    assert config.common.delay == 4.0
    assert origin_of(config, "delay") == "$TINSACH_DELAY"


def test_an_option_goes_before_all() -> None:
    write('db = "a.db"')
    config = load({"db": Path("c.db")}, environ={"TINSACH_DB": "b.db"})
    assert config.common.db == Path("c.db")
    assert origin_of(config, "db") == "option"


def test_an_option_that_was_not_given_changes_nothing() -> None:
    assert load({"db": None}, environ={"TINSACH_DB": "b.db"}).common.db == Path("b.db")


def test_an_outlet_has_settings_of_its_own() -> None:
    write("delay = 3\n[outlet.nld]\ndelay = 5\n")
    config = load(environ={"TINSACH_NGAYNAY_DELAY": "7"})
    assert [config.of(name).delay for name in ("nhandan", "nld", "ngaynay")] == [3.0, 5.0, 7.0]
    assert origin_of(config, "outlet.ngaynay.delay") == "$TINSACH_NGAYNAY_DELAY"


def test_a_path_in_the_file_is_meant_from_the_files_folder(tmp_path: Path) -> None:
    other = tmp_path / "there"
    other.mkdir()
    (other / "tinsach.toml").write_text('db = "news.db"', encoding="utf-8")
    assert load(file=other / "tinsach.toml", environ={}).common.db == other / "news.db"
    assert load(environ={"TINSACH_CONFIG": str(other / "tinsach.toml")}).common.db == other / "news.db"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("dealy = 3", "unknown setting 'dealy'"),
        ('delay = "soon"', "delay must be a number"),
        ("delay = -1", "delay must not be negative"),
        ("delay = nan", "delay must not be negative or without end"),
        ("retries = 1.5", "retries must be a whole number"),
        ('crawl_delay = "no"', "crawl_delay must be true or false"),
        ("db = 7", "db must be a path"),
        ('contact = "a\\nb"', "contact must be one line of text"),
        ('sources = ["radio"]', "sources are rss, sitemap, section"),
        ("sources = []", "sources are rss, sitemap, section"),
        ('log_level = "LOUD"', "log_level is one of"),
        ("[outlet.abc]\ndelay = 1", "unknown outlet 'abc'"),
        ('[outlet.nld]\ndb = "x"', "cannot set 'db'"),
        ("delay = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_clear_line(text: str, named: str) -> None:
    write(text)
    with pytest.raises(UsageError, match=named.replace("(", r"\(")) as error:
        load(environ={})
    assert "tinsach.toml" in str(error.value)
    assert "\n" not in str(error.value).replace("\\n", "")


@pytest.mark.parametrize(
    ("variable", "text", "named"),
    [
        ("TINSACH_DELAY", "soon", "delay must be a number"),
        ("TINSACH_CRAWL_DELAY", "perhaps", "crawl_delay must be true or false"),
        ("TINSACH_SOURCES", "rss,radio", "and not 'radio'"),
    ],
)
def test_what_is_wrong_in_a_variable_is_named(variable: str, text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        load(environ={variable: text})


def test_a_settings_file_that_was_named_must_be_there() -> None:
    with pytest.raises(UsageError, match="no settings file"):
        load(file=Path("nowhere.toml"), environ={})


def test_a_variable_that_sets_nothing_is_pointed_out() -> None:
    assert unknown_variables({"TINSACH_DEALY": "3", "TINSACH_DB": "x", "HOME": "/"}) == ["TINSACH_DEALY"]


def test_requests_name_the_project_and_the_contact() -> None:
    agent = load({"contact": "lan@example.vn"}, environ={}).common.request_user_agent()
    assert agent.startswith("Tinsach/")
    assert agent.endswith(" (+lan@example.vn)")


def test_without_a_contact_the_project_alone_is_named() -> None:
    assert "(" not in load(environ={}).common.request_user_agent()


def test_the_command_shows_each_value_and_where_it_came_from(usage_error) -> None:
    write("[outlet.nld]\ndelay = 5\n")
    exit_code, _ = usage_error("config", "--json")
    assert exit_code == 0
