"""A crawl of some outlets in one process: settings, file, spiders, result."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings, default_settings

from cleaners.errors import UsageError
from crawler.addon import CONFIG
from crawler.arguments import Arguments
from crawler.config import Config
from crawler.ledger import Ledger, Tally
from crawler.logs import calm_down, no_greeting
from crawler.secrets import keep_out_of_the_log, secrets_of, shown
from crawler.telling.tell import tell
from db.minhash import algorithm
from db.records import utc_now
from db.store import Store
from db.stories.dedupe import dedupe

Watch = Callable[[Ledger], AbstractContextManager[object]]
"""What is shown while a crawl goes on, given the ledger it reads from."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended. `reason` is None when all went well; `seconds` is how long it took."""

    run_id: int
    exit_code: int
    reason: str | None
    seconds: float
    tallies: Mapping[str, Tally]

    def rows(self) -> list[dict[str, Any]]:
        """One row an outlet: the counts of `Tally.to_dict` and those that a table shows on their own."""
        return [
            {
                "outlet": outlet,
                **tally.to_dict(),
                "gone": tally.statuses["gone"],
                "failed": tally.statuses["failed"] + tally.statuses["blocked"],
                "run": self.run_id,
                "exit_code": self.exit_code,
                "reason": self.reason,
                "seconds": round(self.seconds, 1),
            }
            for outlet, tally in self.tallies.items()
        ]


def run_crawl(
    outlets: Sequence[str],
    *,
    config: Config,
    arguments: Arguments | None = None,
    scrapy_settings: Mapping[str, str] | None = None,
    watch: Watch | None = None,
    take_over: bool = False,
    clock: Callable[[], str] = utc_now,
) -> RunResult:
    """Crawl `outlets` into the file of `config`; once in a process, as Scrapy's reactor cannot start again.

    `scrapy_settings` win over all others; `take_over` as in `Store.begin_run`; `clock` says what time it is, as
    `utc_now` does. SIGINT and SIGTERM finish what is under way and write it down. Raises UsageError when nobody
    could be reached for a crawl of real newspapers, OutletHeld when another run crawls one of them into the file,
    DatabaseError when the file cannot be opened or written; what was committed until then stays; MissingMinHash when
    near-duplicates shall be grouped and cannot.
    """
    arguments = arguments or Arguments()
    check_contact(outlets, config)
    if config.common.dedupe:
        algorithm()  # where its library is missing, better said now than after the crawl
    began = time.monotonic()
    with Store.open(config.common.db, batch_size=config.common.batch_size, clock=clock) as store:
        written = _written_down(config, arguments, scrapy_settings or {})
        ledger = Ledger(store, outlets, settings=written, take_over=take_over, sample=config.common.second_looks)
        with watch(ledger) if watch else nullcontext():
            _crawl(outlets, ledger, config, arguments, scrapy_settings or {})
        exit_code, reason = ledger.end()
        if config.common.dedupe and ledger.error is None:
            dedupe(store.db.conn, store.path)
        tell(ledger, config.common, exit_code=exit_code, reason=reason)
    if ledger.error:
        raise ledger.error
    return RunResult(ledger.run_id, exit_code, reason, time.monotonic() - began, ledger.tallies)


def check_contact(outlets: Sequence[str], config: Config) -> None:
    """Raises UsageError when a real newspaper would be asked by nobody in particular."""
    if config.common.contact or all(_on_this_machine(config.of(outlet).via) for outlet in outlets):
        return
    raise UsageError(
        "newspapers should be able to reach whoever crawls them: "
        'write contact = "you@example.org" into tinsach.toml, or set TINSACH_CONTACT'
    )


def checked_scrapy_settings(options: Sequence[str]) -> dict[str, str]:
    """{name: value} of options such as "DOWNLOAD_DELAY=0". Raises UsageError for what Scrapy could not use."""
    found = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals or not name.isidentifier() or name != name.upper():
            raise UsageError(f"-s takes NAME=VALUE, such as DOWNLOAD_DELAY=0, and not {option!r}")
        default = getattr(default_settings, name, None) if name in default_settings.__all__ else None
        if not _fits(value, default):
            raise UsageError(f"-s {name} takes {_kind(default)}, and not {value!r}")
        found[name] = value
    return found


def _crawl(
    outlets: Sequence[str], ledger: Ledger, config: Config, arguments: Arguments, scrapy_settings: Mapping[str, str]
) -> None:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set(CONFIG, config, priority="project")
    settings.setdict(dict(scrapy_settings), priority="cmdline")
    no_greeting()
    process = AsyncCrawlerProcess(settings)
    calm_down(config.common.log_level)
    keep_out_of_the_log(secrets_of(config.common, scrapy_settings))
    for outlet in outlets:
        process.crawl(outlet, ledger=ledger, arguments=arguments)
    # What was imported stays: the collector need not walk over it again and again.
    gc.freeze()
    process.start()


def _on_this_machine(via: str) -> bool:
    host = urlsplit(via).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _written_down(config: Config, arguments: Arguments, scrapy_settings: Mapping[str, str]) -> dict[str, Any]:
    set_by_someone = {row["name"]: row["value"] for row in config.rows() if row["origin"] != "default"}
    told = {
        "limit": arguments.limit,
        "since": arguments.since.isoformat() if arguments.since else None,
        "until": arguments.until.isoformat() if arguments.until else None,
        "source": ",".join(arguments.sources) or None,
        "revisit": arguments.revisit or None,
        "max_minutes": arguments.max_minutes,
        "max_pages": arguments.max_pages,
    }
    return {
        **set_by_someone,
        **{name: value for name, value in told.items() if value is not None},
        **({"scrapy": shown(scrapy_settings)} if scrapy_settings else {}),
    }


def _fits(value: str, default: object) -> bool:
    if isinstance(default, bool):
        return value.lower() in ("true", "false", "0", "1")
    if isinstance(default, (int, float)):
        try:
            float(value)
        except ValueError:
            return False
    return True


def _kind(default: object) -> str:
    return "True or False" if isinstance(default, bool) else "a number"
