"""One invented seed, and the article a faultless cleaner makes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner, Image
from seeds.check import SeedIndex
from seeds.fingerprint import make_seed
from seeds.labels import Seed

FIXTURES = Path(__file__).parent / "fixtures"
BRIDGE = FIXTURES / "cau-moi.txt"


@pytest.fixture
def text_path() -> Path:
    return BRIDGE


@pytest.fixture
def seed() -> Seed:
    return make_seed(FIXTURES / "labels" / "cau-moi.txt.tsv", BRIDGE, outlet="nld", article_id="196260302070000001")


@pytest.fixture
def index(seed: Seed) -> SeedIndex:
    return SeedIndex((seed,))


@pytest.fixture
def texts() -> dict[int, str]:
    """The lines of the seed's text by number, without the crawl date in line 1."""
    lines = BRIDGE.read_text("utf-8").split("\n")
    return {n: line.strip().removeprefix("date 2026-03-02 ") for n, line in enumerate(lines, 1) if line.strip()}


@pytest.fixture
def article(texts: dict[int, str]) -> Article:
    return Article(
        cleaner=Cleaner("nld", "1"),
        outlet="nld",
        headline=texts[4],
        description=texts[8].removeprefix("(NLĐO)- "),
        dateline="NLĐO",
        authors=("LÊ HẠNH",),
        source="TTXVN",
        images=(Image("https://nld.example.vn/cau.jpg", texts[14].removesuffix(" Ảnh: Trần Vũ"), "Trần Vũ"),),
        blocks=tuple(Block("heading" if n == 16 else "paragraph", texts[n]) for n in (10, 16, 18, 20)),
    )


@pytest.fixture
def shared_seeds() -> Path:
    """The folder with the texts of the real seeds, which are not part of the repository."""
    shared = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the texts of the seeds are not part of the repository, and {folder} is not there")
    return folder
