"""Who holds an outlet, and who may take it over."""

import os
import subprocess
import sys

import pytest

from db.errors import OutletHeld
from db.processes import life_of
from db.store import Store

NOW = "2026-11-23T12:00:00Z"


@pytest.fixture
def dead_pid():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def begin(store, *outlets, **options):
    return store.begin_run(outlets, settings={}, versions={}, **options)


def become(store, run, **columns):
    names = ", ".join(f"{name} = :{name}" for name in columns)
    store.db.execute(f"UPDATE runs SET {names} WHERE id = :id", columns | {"id": run})


def test_an_outlet_that_a_living_process_crawls_is_held(store):
    become(store, begin(store, "nld", "nhandan"), pid=os.getppid(), started_at="2999-01-01T00:00:00Z")
    with pytest.raises(OutletHeld) as held:
        begin(store, "ngaynay", "nld")
    assert held.value.exit_code == 4
    assert f"nld is held by run 1 (process {os.getppid()} on " in str(held.value)


def test_other_outlets_are_free(store):
    become(store, begin(store, "nld"), pid=os.getppid(), started_at="2999-01-01T00:00:00Z")
    assert begin(store, "nhandan") == 2


def test_what_a_dead_process_held_is_taken_over_and_its_run_closed(store, dead_pid):
    become(store, begin(store, "nld"), pid=dead_pid)
    later = begin(store, "nld")
    (run,) = store.db.execute("SELECT exit_code, reason FROM runs WHERE id = 1").fetchall()
    assert run == (1, f"died; run {later} goes on")


def test_a_process_that_started_later_only_has_the_same_number(store):
    become(store, begin(store, "nld"), pid=os.getppid(), started_at="2001-01-01T00:00:00Z")
    assert begin(store, "nld") == 2


def test_a_run_that_ended_holds_nothing(store):
    run = begin(store, "nld")
    store.end_run(run, exit_code=0, counts={})
    become(store, run, pid=os.getppid())
    assert begin(store, "nld") == 2


def test_of_another_machine_it_is_said_how_to_take_over(store):
    become(store, begin(store, "nld"), host="may-khac")
    with pytest.raises(OutletHeld, match=r"on may-khac.*--take-over"):
        begin(store, "nld")
    assert begin(store, "nld", take_over=True) == 2


def test_a_process_of_this_machine_is_not_taken_over_while_it_lives(store):
    become(store, begin(store, "nld"), pid=os.getppid(), started_at="2999-01-01T00:00:00Z")
    with pytest.raises(OutletHeld, match="wait for it, or stop it first"):
        begin(store, "nld", take_over=True)


def test_this_process_lives():
    assert life_of(os.getpid(), os.uname().nodename, "2999-01-01T00:00:00Z") == "alive"


def test_two_programs_that_begin_at_once_do_not_both_get_the_outlet(path):
    Store.open(path).close()
    script = (
        "import sys, time; from db.store import Store; from db.errors import OutletHeld\n"
        "store = Store.open(sys.argv[1])\n"
        "try: store.begin_run(['nld'], settings={}, versions={}); print('got', flush=True); sys.stdin.read()\n"
        "except OutletHeld: print('held', flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    programs = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        said = sorted(program.stdout.readline().strip() for program in programs)
    finally:
        for program in programs:
            program.communicate()
    assert said == ["got", "held"]
