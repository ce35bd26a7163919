"""Who may import whom (docs/architecture.md), read from the source without importing it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from crawler.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "cleaners": set(),
    "db": {"cleaners"},
    "seeds": {"cleaners", "db"},
    "crawler": {"cleaners", "db", "seeds"},
}

FOLDERS = {"cleaners", "crawler", "db", "seeds", "tests", "docs", "bench"}

OUTSIDE_WORLD = {
    "aiohttp", "apsw", "click", "ftplib", "glob", "http", "httpx", "os", "pathlib", "requests", "rich", "scrapy",
    "shutil", "socket", "sqlite3", "sqlite_utils", "subprocess", "tempfile", "twisted", "urllib.request", "urllib3",
}  # fmt: skip
"""What a pure function has no use for."""

OPENS_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen"}

MODULES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module `path` imports, anywhere in it, by its full name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(module: str, names: set[str]) -> bool:
    parts = module.split(".")
    return any(".".join(parts[: n + 1]) in names for n in range(len(parts)))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_rooms_that_its_room_may_know(path: Path) -> None:
    forbidden = MAY_IMPORT.keys() - MAY_IMPORT[room_of(path)] - {room_of(path)} | {"tests", "bench"}
    assert [module for module in imported(path) if is_within(module, set(forbidden))] == []


@pytest.mark.parametrize("path", sorted((ROOT / "cleaners").rglob("*.py")), ids=lambda path: path.name)
def test_a_cleaner_knows_neither_network_nor_database_nor_terminal(path: Path) -> None:
    assert [module for module in imported(path) if is_within(module, OUTSIDE_WORLD)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "cleaners").rglob("*.py")), ids=lambda path: path.name)
def test_a_cleaner_opens_no_file(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    called = [
        func.id if isinstance(func, ast.Name) else func.attr
        for func in calls
        if hasattr(func, "id") or hasattr(func, "attr")
    ]
    assert sorted(OPENS_FILES.intersection(called)) == []


def test_the_rooms_are_the_only_folders_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which folders belong to the project cannot be told")
    folders = {Path(name).parts[0] for name in listed.stdout.splitlines() if "/" in name}
    assert folders - FOLDERS <= {".ci"}
    assert folders >= MAY_IMPORT.keys() | {"tests"}


def test_the_check_sees_imports_inside_functions_and_from_the_own_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "cleaners").mkdir()
    module = tmp_path / "cleaners" / "x.py"
    module.write_text("from . import text\ndef f():\n    from urllib import request\n    import db.store\n", "utf-8")
    assert {"cleaners.text", "urllib.request", "db.store"} <= set(imported(module))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    lines = [line.strip() for line in command.get_help(click.Context(command, info_name=name)).splitlines()]
    assert any(line.startswith(("tinsach ", "$ tinsach ")) for line in lines), f"no example in `tinsach {name} --help`"
