"""Worker processes for work that may crash: each task comes back in order, with its result or with how it was lost.

A parser written in C can take its process along. Then the task it was at is tried once more alone, and given up
when that process dies too; a new process does the rest. A task that takes too long is given up at once.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from db.errors import DatabaseError

T = TypeVar("T")

CHUNK = 8
"""Tasks sent at once; a worker has up to twice as many before it."""
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
    tickets: deque[_Ticket[T]] = field(default_factory=deque)
    ready: bool = False
    since: float = field(default_factory=time.monotonic)
    """When the task it is at began."""


class WorkersFailed(DatabaseError):
    """No worker process can be started."""


class Workers(Generic[T]):
    """Runs `target(pipe, *arguments)` in `jobs` processes.

    `target` sends `HELLO` once it is ready, then receives lists of tasks and sends a result for each task, in
    their order, until it receives None.
    """

    def __init__(
        self, jobs: int, target: Callable[..., None], arguments: tuple[Any, ...], *, patience: float = PATIENCE
    ) -> None:
        self._jobs = jobs
        self._target = target
        self._arguments = arguments
        self._patience = patience
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[T]] = []
        self._again: deque[_Ticket[T]] = deque()
        """Tasks whose process died: those at the front alone."""
        self._done: dict[int, tuple[T, Any]] = {}
        self._given = 0

    def ordered(self, tasks: Iterator[T]) -> Iterator[tuple[T, Any]]:
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
        process = self._context.Process(target=self._target, args=(theirs, *self._arguments), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        theirs.close()
        return _Worker(process, ours)

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
            if not worker.tickets:
                continue
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    self._workers[number] = self._replaced(worker)
                    continue
                if not worker.ready:
                    worker.ready = True
                else:
                    ticket = worker.tickets.popleft()
                    self._done[ticket.place] = (ticket.task, result)
                worker.since = time.monotonic()
            elif worker.ready and time.monotonic() - worker.since > self._patience:
                worker.process.kill()
                ticket = worker.tickets.popleft()
                self._done[ticket.place] = (ticket.task, Lost(f"took more than {self._patience:g} seconds"))
                self._again.extend(worker.tickets)
                worker.tickets.clear()
                self._workers[number] = self._replaced(worker)

    def _replaced(self, worker: _Worker[T]) -> _Worker[T]:
        """A new process in place of a dead one; what it was at is tried again or given up."""
        worker.process.join()
        worker.pipe.close()
        if not worker.ready:
            raise WorkersFailed(f"a worker process could not start, it {_ending(worker.process.exitcode)}")
        if worker.tickets:
            suspect = worker.tickets.popleft()
            self._again.extend(worker.tickets)
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


def _ending(exitcode: int | None) -> str:
    """How a process ended: "died of SIGSEGV"."""
    if exitcode is not None and exitcode < 0:
        return f"died of {signal.Signals(-exitcode).name}"
    return f"ended with exit code {exitcode}"
