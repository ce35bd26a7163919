"""Spidermon's monitors for Tinsach, for those who have its Slack, Telegram, Discord, Sentry or mail actions.

    tinsach crawl -s SPIDERMON_ENABLED=True -s SPIDERMON_ACTIONS=slack,mail

The actions are set up as Spidermon says, by its settings; each may stand in the environment under its own name
(SPIDERMON_SLACK_SENDER_TOKEN=…), which is the place for secrets. They are told of alarms that this run raised.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from spidermon import Monitor, MonitorSuite  # type: ignore[import-untyped]

from cleaners.errors import UsageError
from crawler.alarm_words import described

ACTIONS = {
    "mail": "spidermon.contrib.actions.email.smtp.SendSmtpEmail",
    "slack": "spidermon.contrib.actions.slack.notifiers.SendSlackMessageSpiderFinished",
    "telegram": "spidermon.contrib.actions.telegram.notifiers.SendTelegramMessageSpiderFinished",
    "discord": "spidermon.contrib.actions.discord.notifiers.SendDiscordMessageSpiderFinished",
    "sentry": "spidermon.contrib.actions.sentry.SendSentryMessage",
}
EXTENSION = "spidermon.contrib.scrapy.extensions.Spidermon"
SUITE = "crawler.spidermon.AlarmSuite"


class AlarmMonitor(Monitor):  # type: ignore[misc]  # the library tells no types
    """Fails when the newspaper of the spider is not as it was."""

    def test_the_newspaper_is_as_it_was(self) -> None:
        """The newspaper is as it was."""
        spider = self.data.spider
        raised = [one for one in spider.ledger.look((spider.name,)) if one.runs[0] == spider.ledger.run_id]
        if raised:
            self.fail("\n".join(line for one in raised for line in described(one)))


class AlarmSuite(MonitorSuite):  # type: ignore[misc]  # the library tells no types
    """The suite that Tinsach sets up; its actions are those that SPIDERMON_ACTIONS names."""

    monitors = (AlarmMonitor,)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        crawler = named.get("crawler")
        for name in crawler.settings.getlist("SPIDERMON_ACTIONS") if crawler is not None else ():
            self.add_monitors_failed_action(load_object(ACTIONS[name.strip()]))


def set_up(settings: BaseSettings, environ: Mapping[str, str] = os.environ) -> None:
    """Turn Spidermon on with our suite. Raises UsageError for an action nobody knows."""
    for name, value in environ.items():
        if name.startswith("SPIDERMON_"):
            settings.set(name, value, priority="addon")
    unknown = [name for name in settings.getlist("SPIDERMON_ACTIONS") if name.strip() not in ACTIONS]
    if unknown:
        raise UsageError(f"SPIDERMON_ACTIONS takes {', '.join(ACTIONS)}, and not {unknown[0]!r}")
    settings.setdefault("SPIDERMON_SPIDER_CLOSE_MONITORS", [SUITE], priority="addon")
    settings["EXTENSIONS"].set(EXTENSION, 500, priority="addon")
