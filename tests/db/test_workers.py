"""Worker processes: results in order, and what dies or hangs costs one task."""

import importlib
import itertools
import os
import subprocess
import sys

import pytest

from db.workers import Lost, Workers, WorkersFailed

TARGETS = """
import os, random, signal, time
from contextlib import contextmanager
from pathlib import Path

@contextmanager
def work(folder):
    def do(task):
        if task == "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if task == "die once" and not (Path(folder) / "died").exists():
            (Path(folder) / "died").touch()
            os._exit(9)
        if task == "hang":
            time.sleep(60)
        if isinstance(task, float):
            time.sleep(task)
        return task, os.getpid()
    yield do

def unable(folder):
    os._exit(5)
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run tasks in worker processes: gives (task, result) without the process ids."""
    (tmp_path / "targets_of_test.py").write_text(TARGETS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    targets = importlib.import_module("targets_of_test")

    def call(tasks, jobs=2, name="work", **options):
        workers = Workers(jobs, getattr(targets, name), (str(tmp_path),), **options)
        return [
            (task, result if isinstance(result, Lost) else result[0]) for task, result in workers.ordered(iter(tasks))
        ]

    return call


def test_every_task_comes_back_in_its_place(run):
    tasks = [0.02 if number % 7 == 0 else number for number in range(100)]
    assert run(tasks) == [(task, task) for task in tasks]


def test_nothing_to_do_is_done_at_once(run):
    assert run([]) == []


def test_what_kills_its_process_is_lost_alone(run):
    tasks = [*range(20), "die", *range(20, 40)]
    found = run(tasks)
    assert [task for task, _ in found] == tasks
    assert [(task, result) for task, result in found if isinstance(result, Lost)] == [
        ("die", Lost("the process died of SIGSEGV"))
    ]


def test_a_process_that_dies_takes_no_result_of_others_along(run):
    tasks = [*range(5), 0.3, *range(5), "die", *range(5)]
    found = run(tasks, jobs=1)
    assert [task for task, _ in found] == tasks
    assert [task for task, result in found if isinstance(result, Lost)] == ["die"]


def test_several_that_kill_their_process_are_each_lost(run):
    tasks = ["die", 1, "die", "die", 2]
    assert [isinstance(result, Lost) for _, result in run(tasks, jobs=1)] == [True, False, True, True, False]


def test_what_was_at_work_when_its_process_was_killed_is_tried_again(run):
    tasks = [*range(10), "die once", *range(10)]
    assert run(tasks) == [(task, task) for task in tasks]


def test_what_takes_too_long_is_lost_and_the_rest_goes_on(run):
    found = run([1, "hang", 2], jobs=1, patience=0.2)
    assert found == [(1, 1), ("hang", Lost("took more than 0.2 seconds")), (2, 2)]


def test_workers_that_cannot_start_are_an_error_not_a_loss_of_tasks(run):
    with pytest.raises(WorkersFailed, match="could not start, it ended with exit code 5"):
        run([1, 2, 3], name="unable")


class Unreadable:
    def __reduce__(self):
        return os._exit, (7,)


def test_processes_that_die_before_they_begin_a_task_blame_none(run):
    with pytest.raises(WorkersFailed, match="ended with exit code 7"):
        run([Unreadable(), 2, 3])


PROGRAM = """
import sys
from db.workers import Workers
from targets_of_test import work
print("imported")
if __name__ == "__main__":
    print([result[0] for _, result in Workers(2, work, (sys.argv[1],)).ordered(iter([1, 2, 3]))])
"""


def test_the_program_that_starts_the_processes_is_not_imported_in_them(tmp_path):
    (tmp_path / "targets_of_test.py").write_text(TARGETS, "utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(program), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=True)
    assert done.stdout.split("\n") == ["imported", "[1, 2, 3]", ""]


def test_tasks_are_drawn_only_a_little_ahead(run, monkeypatch):
    monkeypatch.setattr("db.workers.WINDOW", 16)
    drawn = []

    def tasks():
        for number in itertools.count():
            drawn.append(number)
            yield 0.2 if number == 0 else number
            if number == 200:
                return

    found = run(tasks())
    assert [task for task, _ in found] == [0.2, *range(1, 201)]
