"""Any other page: a newspaper nobody declared, or a page its own cleaner cannot read.

Our own reading finds the body by its prose and walks it with the words editors name their elements with; where that
is in doubt, trafilatura is asked too. The article says who read it, and warns when the two disagree.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaners.addresses import absolute_url, canonical_url, host_of, path_of
from cleaners.article import Article, Block, Cleaner, Image, Kind, Verdict
from cleaners.article_body import find_body, misnamed
from cleaners.errors import NotAnArticle
from cleaners.fields import Sources
from cleaners.items import Item
from cleaners.layout import Outlet, Source
from cleaners.markup import readable
from cleaners.pictures import Pictures
from cleaners.review import BODY_KINDS, Review
from cleaners.second_reader import agreement, contained, second_reading
from cleaners.survey import ancestors, survey
from cleaners.text import one_line
from cleaners.unknown_fields import head_authors, read_fields
from cleaners.unknown_headline import find_headline, of_other_articles
from cleaners.unknown_names import Told
from cleaners.unknown_review import (
    CUT_SHORT,
    above_headline,
    calls,
    captions_without_markup,
    dateline_of,
    first_lines,
    is_file,
    lead_above_body,
    lead_in_body,
    linked_lines,
    links_run_together,
    lists_of_links,
    signatures,
    staff,
)
from cleaners.unknown_rules import UnknownRules
from cleaners.unknown_shape import captions_by_look, lead_by_look, part_lines
from cleaners.unknown_site import ARTICLE_TEXT, KIND_OF_PATH, NO_ARTICLE
from cleaners.versions import fallback_version
from cleaners.walk import Walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

SHORT = 300
"""Characters of body below which the article gets a warning, and another reader is asked."""
NOTHING = 60
"""Characters of body below which there is no article."""
HEADLINE = 5
"""Words of a headline; an `h1` of fewer is a logo."""
LIST_PAGE = 10
"""Links as long as headlines; a page with so many and hardly a text of its own is a list."""
LIST_TEXT = 400
"""Characters of text that a list page may have of its own."""
TELLING = 3000
"""Characters of text that tell the language."""
MAX_SECOND = 1_500_000
"""Characters of the largest page a second reader is asked about: it takes seconds on larger ones."""
BOXED = 200_000
"""Characters of boxes that a second reading is compared with."""
LITTLE = 0.5
"""Share of the body's prose our reading must keep, or what it dropped was not all noise."""
AGREE = 0.7
"""From which agreement on two readings are the same."""
MUCH_MORE = 1.8
FAR_MORE = 3
HELD = 0.5
"""How much more a second reading must hold to be believed against a short one of ours, and against a longer one; and
what share of ours it must hold, where ours was found below a headline.
"""


def clean_with_fallback(
    html: str, tree: LexborHTMLParser, *, url: str | None, outlet: Outlet | None, warning: str | None = None
) -> Article:
    """The article of a page no declaration reads, marked as fallback. Raises NotAnArticle when it holds none."""
    page = _Unknown(html, tree, url, outlet)
    article = page.article((warning,) if warning else ())
    reason = page.why_none(article)
    if reason is not None:
        what = {"list-page": "a list of articles, not an article", "no-body": "no article text that any reader found"}
        raise NotAnArticle(reason, replace(article, blocks=()), f"{article.url or 'the page'} holds {what[reason]}")
    return article


class _Unknown:
    """One page being read without a declaration."""

    def __init__(self, html: str, tree: LexborHTMLParser, url: str | None, outlet: Outlet | None) -> None:
        self.html = html
        self.tree = tree
        self.given_url = url
        self.outlet = outlet
        _uncover(tree)
        self.sources = Sources(tree)
        self.headline, title = find_headline(tree, self.sources, url)
        root = tree.body or tree.root
        known = self.sources.first("body", ARTICLE_TEXT)
        self.seen = survey(root, self.headline, known if known and len(known) > SHORT else None) if root else None
        said = one_line(self.headline.text()) if self.headline is not None else None
        others = [head for head in tree.css("h1") if said is None or one_line(head.text()) != said]
        others = [head for head in others if len(one_line(head.text()).split()) >= HEADLINE]
        others = of_other_articles(others, self.headline)
        self.body = find_body(self.seen, self.headline, others) if self.seen else None
        spared = misnamed(self.seen, self.body) if self.seen else []
        if root is not None and spared:
            self.seen = survey(root, self.headline, spared=spared)
            self.body = find_body(self.seen, self.headline, others)
        self.region = _around_both(self.body.node, self.headline) if self.body and self.headline else root
        self.told = self._fields(title)
        self._look_at_shape()

    def _fields(self, title: str | None) -> Told:
        if self.seen is None or self.region is None:
            return Told(headline=title)
        return read_fields(
            self.sources,
            self.seen,
            url=self.given_url,
            headline=self.headline,
            title=title,
            body=self.body.node if self.body else None,
            region=self.region,
        )

    def _look_at_shape(self) -> None:
        """Parts what only line breaks part, and takes a first paragraph that looks like no other as the lead."""
        if self.body is None or self.seen is None:
            return
        spans, told = self.seen.spans, self.told
        if "lead" not in told.used.values():
            head = spans.get(self.headline.mem_id, (0, 0))[1] if self.headline is not None else 0
            lead = lead_by_look(self.body.node, head, spans)
            if lead is not None:
                told.used[lead.mem_id], told.lead = "lead", one_line(readable(lead))
        part_lines(self.body.node)

    @property
    def is_list(self) -> bool:
        """Whether the page lists articles: many headlines, hardly any prose, and nothing that dates it as one."""
        if self.seen is None or self.seen.teasers < LIST_PAGE:
            return False
        if self.body and self.body.node.attributes.get("itemprop") == "articleBody":
            return False
        headed = self.headline is not None and len((self.told.headline or "").split()) >= HEADLINE
        if self.body and self.body.prose >= (LIST_TEXT / 2 if headed else LIST_TEXT):
            return False
        if self.told.dated or self.sources.first("headline", (Source("ld", "headline"),)):
            return False
        return not (headed and self.told.published and self.body is not None)

    # -- the article ------------------------------------------------------------------------------------------

    def article(self, warnings: tuple[str, ...]) -> Article:
        told = self.told
        items, images = self._walked()
        name = "generic"
        ours = _text_of(items)
        if self._in_doubt(ours):
            theirs = self._outside_boxes(second_reading(self.html, self.given_url))
            if len(ours) >= NOTHING:  # a story told in captions has nothing else
                captions = {item.text for item in items if item.kind == "caption"}
                theirs = [item for item in theirs if item.text not in captions]
            self._review(theirs, Pictures())
            other = _text_of(theirs)
            if other and agreement(ours, other) < AGREE:
                if ours:
                    warnings += ("extractors-disagree",)
                more = len(other) > (MUCH_MORE if len(ours) < SHORT else FAR_MORE) * len(ours)
                if more and (len(ours) < NOTHING or self.headline is None or contained(ours, other) >= HELD):
                    items, name = theirs, "trafilatura"
        blocks = tuple(Block(i.kind, i.text) for i in items if i.kept and i.kind in BODY_KINDS)  # type: ignore[arg-type]
        dateline, description = dateline_of(told.lead, told) if told.lead else (None, None)
        address = canonical_url(told.url, self.outlet) if told.url and self.outlet else told.url
        return Article(
            cleaner=Cleaner(name, fallback_version(), fallback=True),
            url=address,
            outlet=self.outlet.name if self.outlet else None,
            layout="fallback",
            kind=_kind_of(address),
            headline=told.headline,
            description=description or None,
            dateline=dateline,
            authors=told.authors,
            source=told.source,
            article_section=told.sections,
            keywords=told.keywords,
            date_published=told.published,
            date_modified=told.modified
            if not (told.modified and told.published and told.modified < told.published)
            else None,
            in_language=self._language(blocks),
            images=tuple(Image(absolute_url(i.url, address) if i.url else None, i.caption, i.credit) for i in images),
            blocks=blocks,
            warnings=(
                "fallback",
                *_missing(told, blocks),
                *warnings,
            ),
            verdicts=tuple(Verdict(i.kept, i.kind, i.rule, i.where, i.text) for i in items if i.text or not i.kept),
        )

    def _in_doubt(self, ours: str) -> bool:
        """Whether a second reader should be asked, and can be."""
        if self.is_list or len(self.html) > MAX_SECOND or (self.seen is not None and self.seen.too_deep):
            return False
        return self.body is None or not self.body.sure or len(ours) < LITTLE * self.body.prose

    def _outside_boxes(self, theirs: list[Item]) -> list[Item]:
        """The second reader's blocks but for those in boxes that the page itself calls other articles or comments."""
        boxes = self.seen.announced if self.seen else {}
        outermost = [box.node for box in boxes.values() if boxes.keys().isdisjoint(ancestors(box.node.parent))]
        boxed = "\n".join(one_line(readable(node)) for node in outermost)[:BOXED]
        headline = self.told.headline or boxed
        return [item for item in theirs if item.text not in boxed and not _glued(item.text, headline)]

    def _walked(self) -> tuple[list[Item], list[Image]]:
        """Our own reading: the blocks of the region, and its pictures."""
        if self.body is None or self.region is None:
            return [], []
        body = self.body.node
        announced = self.seen.announced if self.seen else {}
        length = len(one_line(body.text()))
        rules = UnknownRules(
            self.told.used, ancestors(body), length, announced, captions_by_look(body), host_of(self.told.url)
        )
        walk = Walk(self.told.used, frozenset((body.mem_id,)), rule_of=rules.rule_of)
        walk.region(self.region if self.headline is not None else body)
        self._review(walk.items, walk.pictures)
        return walk.items, walk.images

    def _review(self, items: list[Item], pictures: Pictures) -> None:
        told = self.told
        captions_without_markup(items, pictures)
        above_headline(items)
        first_lines(items, told)
        calls(items)
        links_run_together(items, told)
        lists_of_links(items, told)
        staff(items, told)
        told.lead = lead_above_body(items, told) or lead_in_body(items, told)
        review = Review(
            headline=told.headline,
            lead=dateline_of(told.lead, told)[1] if told.lead and not told.lead.endswith(CUT_SHORT) else None,
            authors=told.authors,
            own_names=(self.outlet.own_names if self.outlet else ()),
            is_article=self._is_other_article,
        )
        review.go_over(items)
        linked_lines(items)
        told.authors = tuple(name for name in review.authors if not told.is_own(name))
        told.source = told.source or review.source
        signatures(items, told)
        if not told.authors:
            byline = head_authors(told, self.sources)
            told.authors, told.source = byline.authors, told.source or byline.source

    def why_none(self, article: Article) -> str | None:
        """Why the page holds no article; None when it holds one."""
        if self.is_list:
            return "list-page"
        length = sum(len(block.text) for block in article.blocks)
        if length < NOTHING or (length < 3 * SHORT and self._is_apology(article)):
            return "no-body"
        return None

    def _is_apology(self, article: Article) -> bool:
        text = " ".join((article.headline or "", *(block.text for block in article.blocks[:6])))
        return any(re.search(pattern, text, re.IGNORECASE) for pattern in NO_ARTICLE)

    def _is_other_article(self, href: str) -> bool:
        base = self.told.url or self.given_url
        link = absolute_url(href, base)
        hosts = [(host_of(url) or "").removeprefix("www.") for url in (base, link)]
        return (
            hosts[0] == hosts[1]
            and path_of(link) != path_of(base)
            and bool(_article_path.search(path_of(link)))
            and not is_file(link)
        )

    def _language(self, blocks: tuple[Block, ...]) -> str:
        text = (" ".join(block.text for block in blocks[:20]) or self.told.headline or "")[:TELLING]
        letters = sum(character.isalpha() for character in text)
        foreign = letters >= 80 and sum(not c.isascii() for c in text if c.isalpha()) < 0.03 * letters
        return "en" if foreign else "vi"


_article_path = re.compile(r"(?:[^/-]+-){4,}[^/]+/?$|\d{5,}")


def _uncover(tree: LexborHTMLParser) -> None:
    """Shows what a page that React streams keeps hidden until its script has moved it into place."""
    for node in tree.css("div[hidden][id^='S:']"):
        del node.attrs["hidden"]


def _around_both(one: LexborNode, other: LexborNode) -> LexborNode | None:
    """The nearest element around both."""
    around = ancestors(other)
    node: LexborNode | None = one
    while node is not None and node.mem_id not in around:
        node = node.parent
    return node


def _glued(text: str, headline: str) -> bool:
    """Whether a block is a page's whole cell run into one line: it says the headline and much more."""
    return len(text) > 2 * len(headline) + SHORT and headline in text


def _kind_of(url: str | None) -> Kind:
    path = path_of(url)
    return next((kind for kind, pattern in KIND_OF_PATH if re.search(pattern, path)), "article")


def _text_of(items: list[Item]) -> str:
    return "\n".join(item.text for item in items if item.kept and item.kind in BODY_KINDS)


def _missing(told: Told, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    length = sum(len(block.text) for block in blocks)
    missing = (
        ("no-headline", not told.headline),
        ("no-date", not told.published),
        ("no-lead", not told.lead),
        ("no-body", not blocks),
        ("short-body", 0 < length < SHORT),
    )
    return tuple(name for name, is_missing in missing if is_missing)
