"""`tinsach serve` as it is started by hand."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing

import pytest
from click.testing import CliRunner

from crawler.cli.main import COMMANDS, main
from db.store import Store

assert "serve" in COMMANDS


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.end_run(store.begin_run(["nld"], settings={}, versions={}), exit_code=0, counts={})
    return path


def test_the_file_is_shown_on_loopback_until_it_is_stopped(path):
    command = [sys.executable, "-m", "crawler.cli.main", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr
            line = running.stderr.readline()
            url = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert url, line
            with urllib.request.urlopen(url[0], timeout=30) as answer:
                text = answer.read().decode()
            assert "nld" in text
            assert "healthy" in text
        finally:
            running.terminate()


def test_a_port_in_use_is_one_line(path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        done = CliRunner().invoke(main, ["serve", "--db", str(path), "--port", str(taken.getsockname()[1])])
    assert done.exit_code == 1
    assert "name another with --port" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    done = CliRunner().invoke(main, ["serve", "--db", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "does not exist" in done.stderr


def test_without_the_extra_the_command_says_how_to_get_it(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    done = CliRunner().invoke(main, ["serve", "--db", str(path)])
    assert "pip install 'tinsach[serve]'" in done.stderr
