"""After a run: whoever is to be told is told, and the metrics are written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from cleaners.errors import TinsachError
from crawler.config import Settings
from crawler.ledger import Ledger
from crawler.telling.channels import mail, post
from crawler.telling.message import Message, message_of
from crawler.telling.metrics import exposition, write_textfile
from db.status import read_status

logger = logging.getLogger(__name__)


def tell(ledger: Ledger, settings: Settings, *, exit_code: int, reason: str | None) -> None:
    """Tell of the run of `ledger`, which has ended. What cannot be told is logged: no run fails for that."""
    if settings.metrics_file is not None:
        _try(partial(_write_metrics, ledger, settings))
    channels = _channels(settings)
    if not channels:
        return
    outlets = tuple(ledger.tallies)
    runs = [ledger.store.last_run(outlet, before=ledger.run_id) for outlet in outlets]
    before = {run.exit_code for run in runs if run is not None and run.exit_code is not None}
    message = message_of(
        ledger.run_id, outlets, exit_code=exit_code, reason=reason, before=before, raised=ledger.raised
    )
    if message is not None:
        for channel in channels:
            _try(partial(channel, message))


def _channels(settings: Settings) -> list[Callable[[Message], None]]:
    channels: list[Callable[[Message], None]] = []
    if settings.webhook:
        channels.append(partial(post, settings.webhook, token=settings.webhook_token))
    if settings.smtp and settings.mail_to:
        sender = settings.mail_from or settings.mail_to.partition(",")[0]
        channels.append(
            partial(mail, settings.smtp, sender=sender, to=settings.mail_to, password=settings.smtp_password)
        )
    return channels


def _write_metrics(ledger: Ledger, settings: Settings) -> None:
    assert settings.metrics_file is not None
    write_textfile(settings.metrics_file, exposition(read_status(ledger.store.path)))


def _try(work: Callable[[], None]) -> None:
    try:
        work()
    except TinsachError as error:
        logger.warning("nobody was told: %s", error)
