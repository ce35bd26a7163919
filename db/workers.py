"""Worker processes for work that may crash: each task comes back in order, with its result or with how it was lost.

A parser written in C can take its process along. Then the task it was at is tried once more alone, and given up
when that process dies too; a new process does the rest. A task that takes too long is given up at once.

Results travel several at once, because waking a process costs more than reading what it is sent. Which task a
process died of is known all the same: it counts the tasks it begins in memory that its parent sees.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

from db.errors import DatabaseError

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Tasks sent at once; a worker has up to twice as many before it."""
TOGETHER = 0.1
"""Seconds of work whose results are sent at once, at most."""
WINDOW = 256
"""Tasks on their way: how far the quick ones may run ahead of a slow one."""
PATIENCE = 60.0
"""Seconds a task may take."""
TICK = 1.0

HELLO = "ready"


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that has no result, and why, in words that are the same for the same cause."""

    reason: str


@dataclass(slots=True)
class _Ticket(Generic[T]):
    """A task with its place in the order, and how often a process died of it."""

    place: int
    task: T
    deaths: int = 0


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: SpawnProcess
    pipe: Connection
    begun: ctypes.c_long
    """Tasks it has begun; the process writes it."""
    tickets: deque[_Ticket[T]] = field(default_factory=deque)
    """Tasks it was given and has not answered."""
    answered: int = 0
    ready: bool = False
    seen: int = 0
    """What `begun` was when it was looked at last, and since when."""
    since: float = field(default_factory=time.monotonic)

    def is_stuck(self, patience: float) -> bool:
        """Whether it has been at one task for longer than `patience` seconds."""
        if self.begun.value != self.seen:
            self.seen, self.since = self.begun.value, time.monotonic()
        return self.ready and bool(self.tickets) and time.monotonic() - self.since > patience

    def give_up(self, begun: int) -> tuple[_Ticket[T] | None, list[_Ticket[T]]]:
        """The task it was at when it had begun so many, None when it was at none; and the others it leaves."""
        others = list(self.tickets)
        self.tickets.clear()
        return others.pop(begun - self.answered - 1) if others and begun > self.answered else None, others


class WorkersFailed(DatabaseError):
    """No worker process can be started."""


class Workers(Generic[T, R]):
    """Does tasks in `jobs` processes.

    In each process `opening(*arguments)` is entered once and gives the function from a task to its result. An
    exception that comes out of it ends the process.
    """

    def __init__(
        self,
        jobs: int,
        opening: Callable[..., AbstractContextManager[Callable[[T], R]]],
        arguments: tuple[Any, ...],
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._jobs = jobs
        self._opening = opening
        self._arguments = arguments
        self._patience = patience
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[T]] = []
        self._again: deque[_Ticket[T]] = deque()
        """Tasks whose process died: those at the front alone."""
        self._done: dict[int, tuple[T, R | Lost]] = {}
        self._given = 0

    def ordered(self, tasks: Iterator[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each task with its result, or with a `Lost`. Raises `WorkersFailed`."""
        place = 0
        try:
            self._workers = [self._started() for _ in range(self._jobs)]
            while True:
                for worker in self._workers:
                    self._give(worker, tasks, place)
                if not any(worker.tickets for worker in self._workers):
                    return
                self._collect()
                while place in self._done:
                    yield self._done.pop(place)
                    place += 1
        finally:
            self._stop()

    def _started(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        begun = self._context.RawValue(ctypes.c_long, 0)
        process = self._context.Process(
            target=_serve, args=(theirs, begun, self._opening, self._arguments), daemon=True
        )
        with _deaf_to_interrupts(), _without_main_module():
            process.start()
        theirs.close()
        return _Worker(process, ours, begun)

    def _give(self, worker: _Worker[T], tasks: Iterator[T], place: int) -> None:
        if len(worker.tickets) >= CHUNK or (worker.tickets and worker.tickets[0].deaths):
            return
        chunk: list[_Ticket[T]] = []
        while len(chunk) < CHUNK:
            if self._again:
                if self._again[0].deaths and (chunk or worker.tickets):
                    break  # what a process died of goes alone
                chunk.append(self._again.popleft())
                if chunk[-1].deaths:
                    break
                continue
            if self._given - place >= WINDOW:
                break
            for task in tasks:
                chunk.append(_Ticket(self._given, task))
                self._given += 1
                break
            else:
                break
        if chunk:
            if not worker.tickets:
                worker.since = time.monotonic()
            worker.tickets.extend(chunk)
            with suppress(BrokenPipeError):  # it died: seen when its results are collected
                worker.pipe.send([ticket.task for ticket in chunk])

    def _collect(self) -> None:
        """Take in what has come within a moment, and replace the dead."""
        ready = wait([worker.pipe for worker in self._workers if worker.tickets], TICK)
        for number, worker in enumerate(self._workers):
            if worker.pipe in ready:
                try:
                    self._answered(worker, worker.pipe.recv())
                except (EOFError, ConnectionResetError):
                    self._workers[number] = self._replaced(worker)
            elif worker.is_stuck(self._patience):
                worker.process.kill()
                ticket, others = worker.give_up(worker.seen)
                if ticket:
                    self._done[ticket.place] = (ticket.task, Lost(f"took more than {self._patience:g} seconds"))
                self._again.extend(others)
                self._workers[number] = self._replaced(worker)

    def _answered(self, worker: _Worker[T], message: Any) -> None:
        if message == HELLO:
            worker.ready, worker.since = True, time.monotonic()
            return
        for result in message:
            ticket = worker.tickets.popleft()
            self._done[ticket.place] = (ticket.task, result)
        worker.answered += len(message)

    def _replaced(self, worker: _Worker[T]) -> _Worker[T]:
        """A new process in place of a dead one; what it was at is tried again or given up."""
        worker.process.join()
        worker.pipe.close()
        if not worker.begun.value:
            raise WorkersFailed(f"a worker process could not start, it {_ending(worker.process.exitcode)}")
        suspect, others = worker.give_up(worker.begun.value)
        self._again.extend(others)
        if suspect:
            suspect.deaths += 1
            if suspect.deaths > 1:
                self._done[suspect.place] = (suspect.task, Lost(f"the process {_ending(worker.process.exitcode)}"))
            else:
                self._again.appendleft(suspect)
        return self._started()

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()  # they only read
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []


def _serve(
    pipe: Connection,
    begun: ctypes.c_long,
    opening: Callable[..., AbstractContextManager[Callable[[T], R]]],
    arguments: tuple[Any, ...],
) -> None:
    """The other end: what a worker process does."""
    with opening(*arguments) as do, suppress(EOFError, BrokenPipeError):  # the parent is gone
        pipe.send(HELLO)
        while (tasks := pipe.recv()) is not None:
            results: list[R] = []
            sent = time.monotonic()
            for task in tasks:
                begun.value += 1
                results.append(do(task))
                if time.monotonic() - sent >= TOGETHER:
                    pipe.send(results)
                    results, sent = [], time.monotonic()
            if results:
                pipe.send(results)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started meanwhile never see Ctrl-C: it is for the parent, which stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Processes started meanwhile do not import the program that starts them: it may be large, and they need none."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _ending(exitcode: int | None) -> str:
    """How a process ended: "died of SIGSEGV"."""
    if exitcode is not None and exitcode < 0:
        return f"died of {signal.Signals(-exitcode).name}"
    return f"ended with exit code {exitcode}"
