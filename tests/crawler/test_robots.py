"""robots.txt that cannot be had, and one that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler import robots
from crawler.robots import ObedientRobotsTxtMiddleware, RobotsUnreachable

URL = "https://nld.com.vn/cau-tre-196261118071512204.htm"
SHUT = b"User-agent: *\nDisallow: /\n"


class Engine:
    """Answers each request for robots.txt with the next of `answers`, the last one for ever."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def download_async(self, request: Request) -> Response:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def reply(status: int, body: bytes = b"") -> Response:
    return Response("https://nld.com.vn/robots.txt", status=status, body=body)


@pytest.fixture
def middleware() -> Callable[..., ObedientRobotsTxtMiddleware]:
    def of(*answers: Response | Exception, **settings: Any) -> ObedientRobotsTxtMiddleware:
        crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "Tinsach", **settings})
        crawler.engine = Engine(*answers)  # type: ignore[assignment]
        crawler.spider = crawler._create_spider("nld")
        return ObedientRobotsTxtMiddleware.from_crawler(crawler)  # type: ignore[return-value]

    return of


def ask(middleware: ObedientRobotsTxtMiddleware) -> Awaitable[None]:
    return middleware.process_request(Request(URL))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_cannot_give_robots_txt_is_not_asked_for_anything(middleware: Any, status: int) -> None:
    with pytest.raises(RobotsUnreachable, match=f"robots.txt of nld.com.vn: http {status}"):
        asyncio.run(ask(middleware(reply(status))))


def test_the_same_holds_when_there_is_no_answer_at_all(middleware: Any) -> None:
    error = TimeoutError()
    with pytest.raises(RobotsUnreachable) as unreachable:
        asyncio.run(ask(middleware(error)))
    assert unreachable.value.error is error


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(middleware: Any, status: int) -> None:
    own = middleware(reply(status, SHUT))
    asyncio.run(ask(own))
    assert own.crawler.engine.asked == 1


def test_robots_txt_is_asked_for_again_after_a_while(middleware: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(robots, "monotonic", lambda: now)
    own = middleware(reply(200), reply(200, SHUT), ROBOTSTXT_MAX_AGE=60)
    asyncio.run(ask(own))
    now += 50
    asyncio.run(ask(own))
    assert own.crawler.engine.asked == 1
    now += 50
    with pytest.raises(IgnoreRequest, match=r"Forbidden by robots\.txt"):
        asyncio.run(ask(own))


def test_one_that_could_not_be_had_may_come_back(middleware: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(robots, "monotonic", lambda: now)
    own = middleware(reply(503), reply(200), ROBOTSTXT_MAX_AGE=60)
    with pytest.raises(RobotsUnreachable):
        asyncio.run(ask(own))
    now += 100
    asyncio.run(ask(own))
    assert own.crawler.engine.asked == 2
