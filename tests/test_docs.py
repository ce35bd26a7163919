"""The docs are what they say they are: commands run, code runs, generated pages are fresh, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from cleaners.layout import Outlet
from cleaners.outlets import OUTLETS
from cleaners.page import clean_page
from crawler.cli.main import main
from crawler.cli.reference import markdown
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.handover.arriving import never, outcome_of_page
from db.records import FetchedPage
from db.store import Store

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").glob("*.md"))]
STORED = "https://nld.com.vn/gia-hoa-196260307071308923.htm"

PARSED = {"demo", "crawl", "serve", "probe", "check", "import", "rehearse"}
"""Commands that crawl, serve or need more than there is here: their options are read, other tests run them. All others
are run as the page has them."""
ELSEWHERE = (
    "python3 -m venv", "export ", "scrapy crawl", "sudo ", "systemctl", "journalctl", "(crontab",
    "pip install", "scrapyd", "curl ", "printf ", "zcat ", "TINSACH_DELAY=",
)  # fmt: skip
"""Lines that set up a machine; .ci/run runs what of them stands in the README."""


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def lines() -> Iterator[Any]:
    """Every line of every block of shell, once."""
    seen = set()
    for page in PAGES:
        for block in blocks(page, "sh"):
            for line in block.splitlines():
                line = line.strip()
                if line and not line.startswith("#") and line not in seen:
                    seen.add(line)
                    yield pytest.param(line, id=f"{page.name}: {line[:70]}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of the names that the docs use."""
    made = tmp_path_factory.mktemp("docs")
    with Store.open(made / "tinsach.db") as store:
        run = store.begin_run(list(PAPERS), settings={}, versions={})
        for name, paper in PAPERS.items():
            for place, (url, body) in enumerate(synthetic_pages(paper, 4)):
                if name == "nld" and place == 0:
                    url = STORED
                page = FetchedPage(url, url, name, "2026-11-23T10:00:00Z", 200, (("Content-Type", "text/html"),), body)
                store.record(run, outcome_of_page(page, OUTLETS[name], never))
                (made / "page.html").write_bytes(body)
        store.end_run(run, exit_code=0, counts={})
    (made / "tinsach.toml").write_text('contact = "you@example.org"\n', "utf-8")
    (made / "dump.txt").write_text(
        "Chợ hoa họp từ nửa đêm\n\n" + 5 * "Ghe hàng đông từ sáng, người mua cũng đông. ", "utf-8"
    )
    for name in ("papers.db", "tinsach-demo.db", "new.db", "try.db", "damaged.db"):
        with closing(sqlite3.connect(made / "tinsach.db")) as source, closing(sqlite3.connect(made / name)) as copy:
            source.backup(copy)
    return made


@pytest.mark.parametrize("line", list(lines()))
def test_a_command_of_the_docs_runs(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if line.startswith(ELSEWHERE):
        pytest.skip("sets up a machine")
    monkeypatch.chdir(folder)
    words = shlex.split(line, comments=True)
    if words[0] == "sqlite3":
        with closing(sqlite3.connect(folder / words[1])) as conn:
            assert conn.execute(words[2]).fetchall()
        return
    if words[:2] == ["python", "-m"] or words[0] == "…":
        pytest.skip("regenerates a page; a test of its own holds that")
    assert words[0] == "tinsach", f"a block has {words[0]}: add it here, with how it is tested"
    name = words[1]
    if name in PARSED or "--accept" in words or any(word.startswith("/") for word in words):
        _read(words[1:])
        return
    shutil.rmtree(folder / "units", ignore_errors=True)
    if words[2:3] == ["rescue"]:
        words.append("--force")
    done = CliRunner().invoke(main, words[1:])
    assert done.exit_code in (0, 3), done.output + str(done.exception)


def _read(words: list[str]) -> None:
    context, command, rest = click.Context(main), main, list(words)
    while isinstance(command, click.Group):
        found = command.get_command(context, rest.pop(0))
        assert found is not None
        command = found
    try:
        command.make_context(words[0], rest)
    except click.BadParameter as error:
        if "does not exist" not in error.message:  # a file of whoever reads the page
            raise


def test_the_command_reference_is_up_to_date() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert page == markdown(), "run: python -m crawler.cli.reference > docs/cli.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sql_of_the_docs_runs(page: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tinsach.db")) as conn:
        for block in blocks(page, "sql"):
            conn.executescript("BEGIN;" + block + ";ROLLBACK;")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_of_the_docs_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [name for name in targets if "://" not in name and not (page.parent / name).exists()]
    assert missing == []


def test_python_of_the_quick_start_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    (block,) = blocks(ROOT / "docs" / "quick-start.md", "python")
    exec(block, {})
    assert "nld" in capsys.readouterr().out


def test_the_new_outlet_of_the_docs_reads_its_pages_and_says_where_they_are() -> None:
    cleaner, spider = blocks(ROOT / "docs" / "adding-an-outlet.md", "python")
    names: dict[str, Any] = {"__name__": "vensong"}
    exec(cleaner, names)
    outlet = names["VENSONG"]
    assert isinstance(outlet, Outlet)
    ((_, page),) = synthetic_pages(PAPERS["nld"], 1)
    article = clean_page(page.decode().replace("nld.com.vn", "vensong.example"), outlet=outlet)
    assert article.outlet == "vensong"
    assert article.blocks
    assert not article.cleaner.fallback
    exec(spider, names)
    assert names["VenSongSpider"].places.section_urls() == [
        "https://vensong.example/thoi-su.htm",
        "https://vensong.example/kinh-te.htm",
    ]


@pytest.mark.parametrize(
    ("tokenizer", "finds"),
    [
        ("unicode61", (False, False, True)),
        ("unicode61 remove_diacritics 2", (True, False, True)),
        ("trigram", (False, False, False)),
    ],
)
def test_what_other_tokenizers_find_is_as_the_comparison_says(tokenizer: str, finds: tuple[bool, ...]) -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, tokenize = '{tokenizer}')")
        conn.execute("INSERT INTO t VALUES ('Hà Nội Đảng hòa')")
        asked = ("noi", "dang", "hoà")
        found = tuple(bool(conn.execute("SELECT 1 FROM t WHERE t MATCH ?", (word,)).fetchone()) for word in asked)
    assert found == finds
    row = f"| `{tokenizer}`" + (", as it comes" if tokenizer == "unicode61" else "")
    told = f"{row} | {' | '.join('yes' if one else 'no' for one in finds)} |"
    assert told in (ROOT / "docs" / "comparison.md").read_text("utf-8")


def test_both_readmes_name_the_other() -> None:
    assert "README.vi.md" in (ROOT / "README.md").read_text("utf-8")
    assert "README.md" in (ROOT / "README.vi.md").read_text("utf-8")
