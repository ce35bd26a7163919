"""Facts about the articles of a visit: how each was read, and which declared selector gave each field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cleaners import Article, NotAnArticle, UnreadablePage, clean
from cleaners.addresses import canonical_url
from cleaners.evidence import BODY, FieldEvidence, evidence
from cleaners.layout import Outlet
from crawler.probe.facts import Fact, numbered, some
from crawler.probe.site import Answer
from crawler.probe.visit import Visit

NEEDED = ("headline", "description", "date_published", BODY)
"""What every article has."""
EXPECTED = ("authors", "article_section")
"""What one article may lack, but not all of them."""
SIGNATURE = re.compile(r"^\(?([\w .]{2,20}?)\)?\s*[-–—]\s")
"""What may be a newspaper's signature in front of a lead."""
UNKNOWN_BOX = "unknown-box:"


@dataclass(frozen=True, slots=True)
class Reading:
    """One article page as it was read. `article` is None where there is nothing to show, `problem` says why."""

    answer: Answer
    article: Article | None
    problem: str | None = None
    fields: tuple[FieldEvidence, ...] = ()

    @property
    def path(self) -> str:
        return urlsplit(self.answer.url).path


def readings_of(visit: Visit) -> tuple[Reading, ...]:
    """The articles of the visit, cleaned as a crawl would clean them."""
    return tuple(_reading(answer, visit.site.outlet) for answer in visit.of("article"))


def _reading(answer: Answer, outlet: Outlet) -> Reading:
    if answer.trouble:
        return Reading(answer, None, answer.trouble)
    try:
        article, problem = clean(answer.text, url=answer.url, outlet=outlet.name), None
    except NotAnArticle as error:
        article, problem = error.article, f"not read as an article: {error.reason}"
    except UnreadablePage as error:
        return Reading(answer, None, str(error))
    return Reading(answer, article, problem, evidence(answer.text, article, outlet))


def facts_of_pages(visit: Visit, readings: Sequence[Reading]) -> Iterator[Fact]:
    """A fact a page, a field, and for what else the outlet's file says of its pages."""
    outlet = visit.site.outlet
    if not readings:
        yield Fact("articles", "missing", "none was asked: no source gave the address of one")
    for reading in readings:
        yield _page(reading, outlet)
    read = [reading for reading in readings if reading.article is not None]
    for fields in zip(*(reading.fields for reading in read), strict=True):
        yield from _field(fields, outlet, len(read))
    yield from _pictures(read)
    yield from _boxes(read, outlet)
    yield from _signature(read, outlet)


def _page(reading: Reading, outlet: Outlet) -> Fact:
    subject, article = f"article {reading.path}", reading.article
    if article is None:
        return Fact(subject, "missing", reading.problem or "", f"look at {reading.answer.ask.url} in a browser")
    said = f"layout {article.layout}, {numbered(article.word_count, 'word')}"
    said += f", {numbered(len(article.images), 'picture')}"
    warnings = [warning for warning in article.warnings if not warning.startswith(UNKNOWN_BOX)]
    said += f"; warnings: {some(warnings)}" if warnings else ""
    family = f"cleaners/{outlet.family.name}.py"
    if reading.problem:
        return Fact(subject, "contradicted", f"{reading.problem}; {said}", f"{family}: body must find its text")
    if article.cleaner.fallback:
        return Fact(
            subject, "contradicted", f"its own cleaner cannot read it, the fallback did: {said}", f"{family}: see body"
        )
    if article.url != canonical_url(reading.answer.ask.url, outlet):
        change = f"cleaners/{outlet.name}.py: addresses: what is canonical here?"
        return Fact(subject, "contradicted", f"calls itself {article.url}", change)
    return Fact(subject, "confirmed", said)


def _field(pages: tuple[FieldEvidence, ...], outlet: Outlet, count: int) -> Iterator[Fact]:
    """One field on all pages: confirmed where an element our family names gave it at least once."""
    name = pages[0].field
    subject = f"field {name}"
    given = [page for page in pages if page.value]
    by_element = [page for page in given if page.source and not page.from_metadata]
    by_metadata = [page for page in given if page.source and page.from_metadata]
    sources = list(dict.fromkeys(page.source for page in (*by_element, *by_metadata) if page.source))
    lacking = count - len(given)
    without = f"; none on {lacking} of {numbered(count, 'page')}" if lacking else f" on {numbered(count, 'page')}"
    if not given:
        if name in NEEDED or name in EXPECTED:
            yield Fact(subject, "missing", f"on none of {numbered(count, 'page')}", _where_to_look(pages, outlet))
        elif name != "source":
            yield Fact(subject, "noted", f"on none of {numbered(count, 'page')}")
    elif by_element or (by_metadata and not pages[0].elements_first):
        yield Fact(subject, "confirmed", f"{some(sources)}{without}")
    else:
        declared = [one for one in pages[0].declared if not one.startswith(("meta", "link", "input", "JSON-LD"))]
        found = f"no page has {some(declared)}"
        found += f"; read from {sources[0]} instead" if sources else "; the fallback found it"
        yield Fact(subject, "contradicted", found, _where_to_look(given, outlet))


def _where_to_look(pages: Sequence[FieldEvidence], outlet: Outlet) -> str:
    """The line that a person has to write, with the elements that say the same on the pages seen."""
    name = pages[0].field
    place = "body" if name == BODY else f"fields, {name}"
    line = f"cleaners/{outlet.family.name}.py, {place}: "
    like = list(dict.fromkeys(selector for page in pages for selector in page.lookalikes))
    if not like:
        return f"{line}add the selector of the element that holds it"
    if name == BODY:
        return f"{line}add {like[0]!r}" + (f" or {some(like[1:])}" if like[1:] else "")
    others = f"; {some(like[1:])} say the same" if like[1:] else ""
    if name.startswith("date_"):
        return f'{line}attr("datetime", {_quoted(like[0])}) or text({_quoted(like[0])}){others}'
    return f"{line}text({_quoted(like[0])}){others}"


def _pictures(readings: Sequence[Reading]) -> Iterator[Fact]:
    found = sum(len(reading.article.images) for reading in readings if reading.article)
    told = sum(bool(image.caption) for reading in readings if reading.article for image in reading.article.images)
    if found:
        yield Fact("pictures", "confirmed", f"{numbered(found, 'picture')}, {told} of them with a caption")
    elif readings:
        yield Fact("pictures", "noted", "none on these pages")


def _boxes(readings: Sequence[Reading], outlet: Outlet) -> Iterator[Fact]:
    """Boxes of the editor that no rule knows: their text stands in the article, right or wrong."""
    named = [
        w for reading in readings if reading.article for w in reading.article.warnings if w.startswith(UNKNOWN_BOX)
    ]
    for warning in dict.fromkeys(named):
        box = warning.removeprefix(UNKNOWN_BOX)
        change = (
            f'cleaners/{outlet.family.name}.py, rules: drop or keep "[type={box}]"; `tinsach explain` shows its text'
        )
        yield Fact(f"box {box}", "contradicted", "no rule knows it; its text was kept", change)


def _signature(readings: Sequence[Reading], outlet: Outlet) -> Iterator[Fact]:
    """The newspaper's signature in front of its leads."""
    articles = [reading.article for reading in readings if reading.article]
    signed = [article.dateline for article in articles if article.dateline]
    if signed:
        found = f"{some(list(dict.fromkeys(signed)))} on {len(signed)} of {numbered(len(articles), 'page')}"
        if set(signed) & set(outlet.datelines):
            yield Fact("dateline", "confirmed", found)
        else:
            change = f'cleaners/{outlet.name}.py: datelines=("{signed[0]}", …)'
            yield Fact("dateline", "contradicted", f"{found}, not {some(outlet.datelines)}", change)
        return
    leads = [said[1] for article in articles if (said := SIGNATURE.match(article.description or ""))]
    repeated = [lead for lead in dict.fromkeys(leads) if leads.count(lead) > 1]
    if repeated:
        change = f'cleaners/{outlet.name}.py: datelines=("{repeated[0]}", …)'
        yield Fact(
            "dateline", "contradicted", f"leads begin with {repeated[0]!r}, which our file does not know", change
        )
    elif articles:
        yield Fact("dateline", "noted", "none of the leads is signed")


def _quoted(selector: str) -> str:
    return f'"{selector}"'
