"""Breaks real pages and cleans them: no exception but our own, no hang, the same answer twice, sound blocks.

Each round runs in a worker process under a watchdog, so a hang or a crash ends the worker and not the run.
"""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TextIO

from bench.gold import Page
from bench.mutations import Case, case
from cleaners import Article, NotAnArticle, UnreadablePage, clean
from cleaners.text import INVISIBLE

HANG = 5.0
"""Seconds after which a round counts as a hang."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one round ended.

    `result` is "article", "not-an-article" or "unreadable"; `problem` is None, or what must not happen:
    an exception's name, "unstable", "block: …", "hang" or "crash". `where` is one line that says where or
    on what text, `detail` the traceback.
    """

    round: int
    result: str
    seconds: float = 0.0
    problem: str | None = None
    where: str = ""
    detail: str = ""


def rounds(
    pages: Sequence[Page], seed: int, numbers: Iterator[int], jobs: int, hang: float = HANG
) -> Iterator[Outcome]:
    """The outcome of each round in `numbers`, in the order in which they end, with `jobs` worker processes."""
    with tempfile.TemporaryDirectory() as folder:
        workers = [_Worker(pages, seed, hang, Path(folder) / str(number)) for number in range(jobs)]
        try:
            busy = [worker for worker in workers if worker.start_next(numbers)]
            while busy:
                ready = wait([worker.pipe for worker in busy])
                for worker in [worker for worker in busy if worker.pipe in ready]:
                    yield worker.outcome()
                    if not worker.start_next(numbers):
                        busy.remove(worker)
        finally:
            for worker in workers:
                worker.stop()


def examine(broken: Case, watch: Callable[[], AbstractContextManager[None]] = nullcontext) -> Outcome:
    """Cleans a broken page twice, each time inside `watch()`, and looks at what came out.

    Raises whatever escapes from `cleaners.clean`, except NotAnArticle and UnreadablePage.
    """
    started = time.perf_counter()
    with watch():
        first = _answer(broken)
    seconds = time.perf_counter() - started
    article = first if isinstance(first, Article) else first.article if isinstance(first, NotAnArticle) else None
    result = "article" if article is first else "not-an-article" if article else "unreadable"
    problem, where = _unsound(article) if article else (None, "")
    if isinstance(first, Article) and not first.blocks:
        problem = "an article without blocks"
    with watch():
        again = _answer(broken)
    if problem is None and (difference := _difference(first, again)):
        problem, where = "unstable", difference
    return Outcome(broken.round, result, seconds, problem, where)


@dataclass(slots=True)
class Tally:
    """What a run has seen so far."""

    keep_slowest: int = 5
    results: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    failed: list[Outcome] = field(default_factory=list)
    slowest: list[Outcome] = field(default_factory=list)

    @property
    def rounds(self) -> int:
        return sum(self.results.values())

    def add(self, outcome: Outcome) -> None:
        self.results[outcome.result] = self.results.get(outcome.result, 0) + 1
        self.slowest = sorted([*self.slowest, outcome], key=lambda o: -o.seconds)[: self.keep_slowest]
        if outcome.problem:
            self.problems[outcome.problem] = self.problems.get(outcome.problem, 0) + 1
            self.failed.append(outcome)


def save(folder: Path, broken: Case, outcome: Outcome) -> None:
    """Writes a failing input, and beside it how it was made and what happened."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{broken.round}.html").write_bytes(broken.data)
    story = {
        "problem": outcome.problem,
        "url": broken.url,
        "content_type": broken.content_type,
        "steps": broken.steps,
        "seconds": outcome.seconds,
        "where": outcome.where,
        "detail": outcome.detail,
    }
    (folder / f"{broken.round}.json").write_text(json.dumps(story, ensure_ascii=False, indent=1), "utf-8")


class _Worker:
    """A process that takes round numbers and gives outcomes, and is replaced when it dies."""

    def __init__(self, pages: Sequence[Page], seed: int, hang: float, log: Path) -> None:
        self._arguments = (pages, seed, hang, log)
        self._hang, self._log = hang, log
        self._round = -1
        self._process: BaseProcess
        self.pipe: Connection
        self._launch()

    def start_next(self, numbers: Iterator[int]) -> bool:
        """Hands over the next round; False when there is none left."""
        number = next(numbers, None)
        if number is None:
            return False
        self._round = number
        self.pipe.send(number)
        return True

    def outcome(self) -> Outcome:
        """What came back; a dead worker is a hang or a crash of its round, and is replaced."""
        try:
            outcome: Outcome = self.pipe.recv()
        except EOFError:
            self._process.join()
            trace = self._log.read_text("utf-8", "replace")
            problem = "hang" if "Timeout" in trace else "crash"
            where = _innermost(trace) or f"exit code {self._process.exitcode}"
            self._launch()
            return Outcome(self._round, "none", self._hang if problem == "hang" else 0.0, problem, where, trace)
        return outcome

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def _launch(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_work, args=(theirs, *self._arguments), daemon=True)
        self._process.start()
        theirs.close()


def _work(pipe: Connection, pages: Sequence[Page], seed: int, hang: float, log: Path) -> None:
    with log.open("w", encoding="utf-8") as trace:
        faulthandler.enable(trace)
        parent = multiprocessing.parent_process()
        while parent is not None and parent.is_alive():
            if not pipe.poll(1):
                continue
            broken = case(pages, seed, pipe.recv())
            try:
                outcome = examine(broken, lambda: _watchdog(hang, trace))
            except Exception as error:  # noqa: BLE001 - which exceptions escape is what is being asked
                outcome = _escaped(broken.round, error)
            pipe.send(outcome)


def _escaped(number: int, error: Exception) -> Outcome:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/cleaners/" in frame.filename]
    last = f"cleaners/{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
    detail = "".join(traceback.format_exception(error))
    return Outcome(number, "none", 0.0, type(error).__name__, f"{last}: {error!s:.200}", detail)


def _innermost(trace: str) -> str | None:
    """The innermost of our own lines in what faulthandler wrote."""
    return next((line.strip() for line in trace.splitlines() if "/cleaners/" in line), None)


@contextmanager
def _watchdog(seconds: float, trace: TextIO) -> Iterator[None]:
    """Ends the process, with its stack written to `trace`, when what is inside takes longer; C code is no shelter."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=trace)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _answer(broken: Case) -> Article | NotAnArticle | UnreadablePage:
    try:
        return clean(broken.data, url=broken.url, content_type=broken.content_type)
    except (NotAnArticle, UnreadablePage) as error:
        return error


def _difference(first: Article | Exception, second: Article | Exception) -> str:
    """What differs between two answers to one page, or nothing."""
    if type(first) is not type(second):
        return f"{type(first).__name__} and then {type(second).__name__}"
    if isinstance(first, Exception) and str(first) != str(second):
        return f"{first!s:.200} and then {second!s:.200}"
    ours = first.article if isinstance(first, NotAnArticle) else first
    theirs = second.article if isinstance(second, NotAnArticle) else second
    if not isinstance(ours, Article) or ours == theirs:
        return ""
    return ", ".join(name for name in Article.__slots__ if getattr(ours, name) != getattr(theirs, name))


def _unsound(article: Article) -> tuple[str | None, str]:
    """What is wrong with an article that came out, with the text in question."""
    for block in article.blocks:
        if fault := _fault(block.text):
            return f"block: {fault}", repr(block.text[:200])
    texts = (article.headline, article.description, article.source, *article.authors, *article.keywords)
    for text in (*texts, *article.article_section, *(image.caption for image in article.images)):
        if text is not None and (fault := _fault(text)):
            return f"field: {fault}", repr(text[:200])
    json.dumps(article.to_dict(), ensure_ascii=False).encode("utf-8")
    return None, ""


def _fault(text: str) -> str | None:
    if not text.strip():
        return "empty"
    if text != " ".join(text.split()):
        return "not one line of single blanks"
    if not unicodedata.is_normalized("NFC", text):
        return "not NFC"
    if any(mark in text for mark in INVISIBLE):
        return "invisible characters"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        return "control characters"
    return None
