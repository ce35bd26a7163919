from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import peers, quality
from bench.gold import Folders
from bench.peers import Extract, Peer
from bench.quality import Gold, fields_of, load, score_all, side_by_side
from bench.scores import Score
from cleaners import Article, Block, Cleaner, NotAnArticle, UnreadablePage


@pytest.fixture
def gold(shared: Path) -> Gold:
    return load(Folders.found())


def answering(monkeypatch: pytest.MonkeyPatch, *texts: str, **fields: Any) -> None:
    blocks = tuple(Block("paragraph", text) for text in texts)
    article = Article(cleaner=Cleaner("test", "1"), blocks=blocks, **fields)
    monkeypatch.setattr(quality, "clean", lambda source, **_: article)


def test_pages_and_dumps_are_scored_by_family_and_kind(
    gold: Gold, body: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, *body, headline="Chợ Bến Thử mở lại")
    page, dump = score_all(gold)
    assert (page.name, page.figures["exact"], page.figures["headline"]) == ("other/article", 1.0, 1.0)
    assert (dump.name, dump.figures["lost"], dump.figures["headline"]) == ("epi/dump", 1, 1.0)


def test_what_is_no_article_scores_as_an_empty_body(gold: Gold, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, **_: object) -> Article:
        raise NotAnArticle("no-body", Article(cleaner=Cleaner("test", "1")), "không có bài")

    monkeypatch.setattr(quality, "clean", refuse)
    assert score_all(gold)[0].figures["lost"] == 3


def test_what_cannot_be_read_scores_nothing(gold: Gold, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, **_: object) -> Article:
        raise UnreadablePage("không đọc được")

    monkeypatch.setattr(quality, "clean", refuse)
    assert score_all(gold)[0].figures["body_f1"] == 0.0


def test_a_peer_stands_beside_us_with_the_same_measure(
    gold: Gold, body: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, *body)
    caption = gold.pages[0].captions[0]
    peer = Peer("khac", lambda: lambda html, url: html, lambda html: Extract(f"{body[0]}\n{caption}"))
    rows = {(row.name, row.family): row.figures for row in side_by_side(gold.pages, [peer])}
    assert (rows["tinsach", "all"]["lost"], rows["tinsach", "all"]["leaks"]) == (0, 0)
    assert (rows["khac", "all"]["lost"], rows["khac", "all"]["leaks"]) == (2, 1)


def test_a_peer_that_looks_for_no_authors_has_no_figure_for_them(
    gold: Gold, body: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, *body)
    page = replace(gold.pages[0], fields={"authors": ["Lê Thử"], "date_published": "2026-02-05T07:00:00+07:00"})
    silent = Peer("khac", lambda: lambda html, url: html, Extract)
    talking = Peer(
        "noi", lambda: lambda html, url: html, lambda html: Extract(html, ("Lê Thử",), "2026-02-05"),
        has_authors=True, has_date=True,
    )  # fmt: skip
    rows = {row.name: row.figures for row in side_by_side([page], [silent, talking]) if row.family == "all"}
    assert "authors" not in rows["khac"]
    assert (rows["noi"]["authors"], rows["noi"]["day"]) == (1.0, 1.0)
    assert (rows["tinsach"]["authors"], rows["tinsach"]["day"]) == (0.0, 0.0)


def test_a_peer_that_is_not_installed_is_named_and_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Peer("no-such-extractor", lambda: lambda html, url: html, Extract)
    monkeypatch.setattr(peers, "PEERS", (absent,))
    assert peers.missing() == ("no-such-extractor",)
    assert peers.installed() == ()


def test_trafilatura_reads_the_body_of_an_invented_page(gold: Gold) -> None:
    (peer,) = (peer for peer in peers.PEERS if peer.name == "trafilatura")
    page = gold.pages[0]
    assert all(text in peer.answer(peer.load()(page.html, page.url)).body for text in page.body)


def test_fields_have_a_row_each_and_a_column_for_each_group() -> None:
    groups = [
        Score("epi/article", "epi", "article", {"pages": 1, "headline": 1.0}),
        Score("epi/video", "epi", "video", {"pages": 1, "source": 0.5}),
        Score("epi/dump", "epi", "dump", {"dumps": 1, "headline": 1.0}),
    ]
    assert fields_of(groups) == [
        {"field": "headline", "epi/article": 1.0, "epi/video": None},
        {"field": "source", "epi/article": None, "epi/video": 0.5},
    ]
