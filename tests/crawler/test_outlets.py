import json
from pathlib import Path

from click.testing import CliRunner

from cleaners.outlets import OUTLETS
from crawler.cli.main import main
from crawler.outlet_table import outlet_rows, outlets_page, places_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outlets.md"


def test_every_outlet_has_a_spider_with_places_on_its_own_host() -> None:
    for name, outlet in OUTLETS.items():
        places = places_of(name)
        assert places.home == f"https://{outlet.hosts[0]}/"
        assert all(url.startswith(places.home) for url in places.section_urls() + places.urls(places.feeds))


def test_the_page_about_the_outlets_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == outlets_page(), "run: python -m crawler.outlet_table > docs/outlets.md"


def test_the_command_says_for_each_outlet_what_is_known() -> None:
    result = CliRunner().invoke(main, ["outlets", "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows == outlet_rows()
    assert {row["outlet"] for row in rows} == set(OUTLETS)
