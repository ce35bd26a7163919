"""`python -m seeds.fingerprint`: how a seed of one's own is added."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from seeds.fingerprint import main, make_seed
from seeds.labels import HERE, Seed, SeedError, load_seeds

FIXTURES = Path(__file__).parent / "fixtures"


def test_a_new_seed_is_written_and_can_be_read_back(tmp_path: Path, seed: Seed) -> None:
    options = ["--outlet", "cau-moi.txt=nld", "--article-id", "cau-moi.txt=196260302070000001"]
    result = CliRunner().invoke(main, [str(FIXTURES / "labels"), *options, "--into", str(tmp_path)])
    assert (result.exit_code, result.output) == (0, "cau-moi.txt: 17 lines, 4 of them body\n")
    assert load_seeds(tmp_path) == (seed,)


def test_making_a_known_seed_again_keeps_outlet_and_number(tmp_path: Path, seed: Seed) -> None:
    options = ["--outlet", "cau-moi.txt=nld", "--article-id", "cau-moi.txt=196260302070000001"]
    CliRunner().invoke(main, [str(FIXTURES / "labels"), *options, "--into", str(tmp_path)])
    result = CliRunner().invoke(main, [str(FIXTURES / "labels"), "--into", str(tmp_path)])
    assert result.exit_code == 0
    assert load_seeds(tmp_path) == (seed,)


def test_the_written_files_hold_no_line_of_the_text(tmp_path: Path, texts: dict[int, str]) -> None:
    CliRunner().invoke(main, [str(FIXTURES / "labels"), "--outlet", "cau-moi.txt=nld", "--into", str(tmp_path)])
    written = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    assert "paragraph" in written
    assert [text for text in texts.values() if text in written] == []


def test_a_new_text_needs_an_outlet(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(FIXTURES / "labels"), "--into", str(tmp_path)])
    assert result.exit_code != 0
    assert "seeds.fingerprint: whose page is cau-moi.txt? Say it with --outlet cau-moi.txt=NAME" in result.output


def test_labels_of_another_text_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "cau-moi.txt"
    other.write_text((FIXTURES / "cau-moi.txt").read_text("utf-8").replace("86 m", "68 m"), "utf-8")
    with pytest.raises(SeedError, match=r"does not label .*: they differ in line 8"):
        make_seed(FIXTURES / "labels" / "cau-moi.txt.tsv", other, outlet="nld")


def test_an_unknown_label_is_refused_with_its_line(tmp_path: Path) -> None:
    labels = tmp_path / "cau-moi.txt.tsv"
    labels.write_text((FIXTURES / "labels" / "cau-moi.txt.tsv").read_text("utf-8").replace("footer", "foto"), "utf-8")
    with pytest.raises(SeedError, match=r"cau-moi\.txt\.tsv, line 17: unknown label 'foto'"):
        make_seed(labels, FIXTURES / "cau-moi.txt", outlet="nld")


def test_the_committed_seeds_are_what_the_script_makes_of_the_real_files(tmp_path: Path, shared_seeds: Path) -> None:
    shutil.copy(HERE / "index.toml", tmp_path)
    shutil.copytree(HERE / "labels", tmp_path / "labels")
    result = CliRunner().invoke(main, [str(shared_seeds / "labels"), "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    made = {path.relative_to(tmp_path): path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {name: (HERE / name).read_text("utf-8") for name in made}
