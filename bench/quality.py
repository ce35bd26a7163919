"""Quality against the gold: our own figures by family and kind, and peers on the same pages in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.gold import FIELDS, DumpGold, Folders, GoldMissing, PageGold, dump_gold, families_of, page_gold
from bench.peers import Extract, Peer
from bench.scores import Score, by_group, dump_score, f1, leaks, lost, page_score, together
from cleaners import Article, NotAnArticle, UnreadablePage, clean


@dataclass(frozen=True, slots=True)
class Gold:
    """What is measured against, and whether it is the invented demo instead of real pages."""

    pages: tuple[PageGold, ...]
    dumps: tuple[DumpGold, ...]
    demo: bool = False


def load(folders: Folders) -> Gold:
    """The gold set in `folders`. Raises GoldMissing when no file there has gold beside it."""
    pages = page_gold(folders.pages) if folders.pages else []
    families = families_of(pages)
    dumps = dump_gold(folders.dumps, "dump", families) if folders.dumps else []
    seeds = dump_gold(folders.seeds, "seed", families) if folders.seeds else []
    if not pages and not dumps and not seeds:
        raise GoldMissing(
            "no gold set here: name the folder that holds pages, dumps and seeds with $TINSACH_SHARED, "
            "or measure the demo outlets with --demo"
        )
    return Gold(tuple(pages), (*dumps, *seeds))


def score_pages(pages: Iterable[PageGold]) -> list[Score]:
    """Our article of each page against its gold."""
    scores = []
    for page in pages:
        article = _cleaned(page.html, url=page.url)
        blocks = [block.text for block in article.blocks] if article else []
        scores.append(page_score(page, blocks, article.to_dict() if article else {}))
    return scores


def score_dumps(dumps: Iterable[DumpGold]) -> list[Score]:
    """Our article of each dump against its labels."""
    scores = []
    for dump in dumps:
        article = _cleaned(dump.text, outlet=dump.outlet)
        blocks = [block.text for block in article.blocks] if article else []
        head = (article.headline, article.description) if article else (None, None)
        scores.append(dump_score(dump, blocks, *head))
    return scores


def score_all(gold: Gold) -> list[Score]:
    """Our scores by family and kind, dumps and seeds being kinds of their own."""
    return [*by_group(score_pages(gold.pages), "pages"), *by_group(score_dumps(gold.dumps), "dumps")]


def side_by_side(pages: Sequence[PageGold], peers: Iterable[Peer]) -> list[Score]:
    """Every tool's figures over the pages of each family: a row a tool and family, ours first.

    `authors` is the share of pages whose authors are exactly the gold's, `day` that of publication days; a tool
    that looks for neither has neither figure. Dates are compared by day because that is all some tools give.
    """
    rows = _of_tool("tinsach", [_compared(page, _ours(page)) for page in pages])
    for peer in peers:
        read = peer.load()
        answers = (peer.answer(read(page.html, page.url)) for page in pages)
        scores = [_compared(page, answer, peer) for page, answer in zip(pages, answers, strict=True)]
        rows += _of_tool(peer.name, scores)
    return rows


def fields_of(groups: Iterable[Score]) -> list[dict[str, float | str | None]]:
    """A row for each field, its share of right values in each group of pages as a column."""
    paged = [group for group in groups if "pages" in group.figures]
    rows: list[dict[str, float | str | None]] = []
    for name in FIELDS:
        shares = {group.name: group.figures.get(name) for group in paged}
        if any(share is not None for share in shares.values()):
            rows.append({"field": name, **shares})
    return rows


def _of_tool(tool: str, scores: Sequence[Score]) -> list[Score]:
    families = sorted({score.family for score in scores})
    members = {family: [score for score in scores if score.family == family] for family in families}
    rows = [Score(tool, family, "all", {"pages": len(of), **together(of)}) for family, of in members.items()]
    return [*rows, Score(tool, "all", "all", {"pages": len(scores), **together(scores)})]


def _compared(page: PageGold, answer: Extract, peer: Peer | None = None) -> Score:
    figures: dict[str, float] = {
        "body_f1": f1(answer.body, "\n".join(page.body)),
        "leaks": len(leaks(answer.body, page)),
        "lost": len(lost(answer.body, page)),
    }
    if "authors" in page.fields and (peer is None or peer.has_authors):
        figures["authors"] = float(list(answer.authors or ()) == page.fields["authors"])
    if "date_published" in page.fields and (peer is None or peer.has_date):
        figures["day"] = float(answer.day == page.fields["date_published"][:10])
    return Score(page.name, page.family, page.kind, figures)


def _ours(page: PageGold) -> Extract:
    article = _cleaned(page.html, url=page.url)
    if article is None:
        return Extract("", ())
    return Extract(article.article_body, article.authors, (article.date_published or "")[:10] or None)


def _cleaned(source: str, *, url: str | None = None, outlet: str | None = None) -> Article | None:
    """The article, with no blocks where there is none; None for what cannot be read at all."""
    try:
        return clean(source, url=url, outlet=outlet)
    except NotAnArticle as error:
        return error.article
    except UnreadablePage:
        return None
