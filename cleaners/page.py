"""The engine for HTML: recognises newspaper and layout, walks the page once, and puts the article together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from cleaners.addresses import absolute_url, canonical_url, host_of, is_article_url, path_of
from cleaners.article import WITHOUT_TEXT, Article, Block, Cleaner, Image, Verdict
from cleaners.bylines import Byline, parse_byline, split_dateline
from cleaners.dates import parse_date
from cleaners.errors import NotAnArticle
from cleaners.excerpt import excerpt
from cleaners.layout import Outlet, ld
from cleaners.limits import refuse_monster
from cleaners.outlets import FAMILIES, outlet_of_host
from cleaners.recognition import SHORT, Recognised, canonical_link, family_of
from cleaners.review import BODY_KINDS, Review
from cleaners.text import fold
from cleaners.versions import version_of
from cleaners.walk import Walk

LIST_PAGE = 8
"""Links to articles; a page with so many and no text of its own is a list."""
TEASER = 1500
"""Characters of body; below, an article of a subscribers' section is its teaser only."""
SECTION_LINK = "[data-role=cate-name]"
ZONE = "input#hdZoneUrl"
"""The section's path, without its first slash."""


def clean_page(html: str, url: str | None = None, outlet: Outlet | None = None, *, whole: bool = False) -> Article:
    """The article of a page.

    The outlet is the one named, or the one whose host `url` or the page's canonical link names; a
    page of another newspaper is read by its family when it looks like one, else by trafilatura.
    `whole` says that a part of it is known not to do. Raises NotAnArticle, UnreadablePage.
    """
    refuse_monster(html)
    outlet = outlet or outlet_of_host(host_of(url))
    if not whole and (article := _article_inside(_part(html, outlet), url, outlet)) is not None:
        return article
    tree = LexborHTMLParser(html)
    page = _page(tree, url, outlet)
    if page is not None:
        return page.article(html)
    from cleaners.fallback import clean_with_fallback  # much to import, and most pages never need it

    return clean_with_fallback(html, tree, url=url, outlet=outlet)


def clean_part(raw: bytes, url: str | None = None, outlet: Outlet | None = None) -> Article | None:
    """The article of a page in UTF-8, of which no more is decoded than the part that it stands in; None where that
    takes the whole page. Raises UnreadablePage.
    """
    text = raw.decode("latin-1")  # what is looked for is ASCII, and every byte stays what it is
    refuse_monster(text)
    outlet = outlet or outlet_of_host(host_of(url))
    part = _part(text, outlet, "latin-1")
    try:
        (part or b"").decode()
    except UnicodeDecodeError:
        return None
    return _article_inside(part, url, outlet)


def _part(html: str, outlet: Outlet | None, encoding: str = "utf-8") -> bytes | None:
    """What of the page its article stands in, where that can be told before it is parsed."""
    for family in (outlet.family,) if outlet else FAMILIES.values():
        if (part := excerpt(html, family, encoding)) is not None:
            return part
    return None


def _article_inside(part: bytes | None, url: str | None, outlet: Outlet | None) -> Article | None:
    """The article of a part of a page; None where there is no such part, or the whole page may tell more."""
    page = _page(LexborHTMLParser(part), url, outlet) if part is not None else None
    if page is None or not page.is_told_whole:
        return None
    article = page.read()
    return article if article.tells_something else None


def _page(tree: LexborHTMLParser, url: str | None, outlet: Outlet | None) -> _Page | None:
    """The page as the family of its newspaper reads it; None where no family is known."""
    outlet = outlet or outlet_of_host(host_of(canonical_link(tree)))
    family = outlet.family if outlet else family_of(tree)
    return _Page(tree, url, family, outlet) if family is not None else None


class _Page(Recognised):
    """One page being read by a family's rules."""

    def article(self, html: str) -> Article:
        """The article of the whole page, `html`; raises NotAnArticle."""
        if self.body is None and self.layout.kind not in WITHOUT_TEXT and self.layout.free is not False:
            return self._without_body(html)
        article = self.read()
        if article.tells_something:
            return article
        if not article.headline and self._article_links() >= LIST_PAGE:
            raise self._not_an_article("list-page", article)
        only_related = not article.description and any(verdict.kind == "related" for verdict in article.verdicts)
        raise self._not_an_article("related-only" if only_related else "no-body", article)

    def read(self) -> Article:
        """What the page holds, an article or not."""
        fields = self.reader.fields
        read = self.sources
        own_names = self.outlet.own_names if self.outlet else ()
        datelines = self.outlet.datelines if self.outlet else ()
        headline = read.first("headline", fields.headline)
        lead = read.first("lead", fields.description)
        dateline, description = split_dateline(lead, datelines) if lead else (None, None)
        source = read.first("source", fields.source, _agency_name)
        byline = self._byline(own_names, source)
        sections = self._sections()
        keywords = self._keywords()
        published = read.first("date", fields.date_published, parse_date)
        modified = read.first("date", fields.date_modified, parse_date)

        walk = Walk(read.used, self.bodies(), texts=read.texts, rules=self.seen.rules)
        around = self.region or self.body
        if around is not None:
            walk.region(around)
        self.warnings += [f"unknown-box:{kind}" for kind in dict.fromkeys(walk.unknown_boxes)]
        review = Review(
            headline=headline,
            lead=description,
            authors=byline.authors,
            own_names=own_names,
            is_article=self._is_other_article,
            pictures=walk.pictures,
            live=self.layout.kind == "live",
        )
        review.go_over(walk.items)
        blocks = tuple(Block(i.kind, i.text) for i in walk.items if i.kept and i.kind in BODY_KINDS)  # type: ignore[arg-type]
        free = self._is_free(blocks)
        return Article(
            cleaner=Cleaner(
                self.outlet.name if self.outlet else self.family.name, version_of(self.family, self.outlet)
            ),
            url=self.url,
            outlet=self.outlet.name if self.outlet else None,
            layout=self.layout.name,
            kind="interview" if review.interview and self.layout.kind == "article" else self.layout.kind,
            headline=headline,
            description=description or None,
            dateline=dateline,
            authors=review.authors,
            source=source or byline.source or review.source,
            article_section=sections,
            keywords=keywords,
            date_published=published,
            date_modified=modified if not (modified and published and modified < published) else None,
            in_language=self._language(),
            is_accessible_for_free=free,
            images=self._images(walk.images),
            blocks=blocks,
            warnings=self._all_warnings(headline, published, description, blocks, free),
            verdicts=tuple(
                Verdict(i.kept, i.kind, i.rule, i.where, i.text) for i in walk.items if i.text or not i.kept
            ),
        )

    def _without_body(self, html: str) -> Article:
        """No body element: a list page, or a page whose layout changed. The fallback has the last word."""
        own_article = bool(self.url and is_article_url(self.url, self.outlet or self.family))
        enough = 2 if self.outlet and self.url else LIST_PAGE  # of a known newspaper the address tells
        if not own_article and self._article_links() >= enough:
            raise self._not_an_article("list-page", self.read())
        from cleaners.fallback import clean_with_fallback

        return clean_with_fallback(
            html, self.tree, url=self.url, outlet=self.outlet, warning=f"unread-by:{self.family.name}"
        )

    def _not_an_article(self, reason: str, article: Article) -> NotAnArticle:
        what = {
            "list-page": "a list of articles, not an article",
            "related-only": "only links to other articles",
            "no-body": "no article text",
        }[reason]
        return NotAnArticle(reason, article, f"{self.url or 'the page'} holds {what}")

    # -- single fields ----------------------------------------------------------------------------------------

    def _byline(self, own_names: tuple[str, ...], said: str | None) -> Byline:
        """Who wrote it; `said` is the source that an element of its own names."""
        for source in self.reader.fields.authors:
            authors: list[str] = []
            credited = None
            values, _ = self.sources.all("byline", (source,))
            for value in values:
                byline = parse_byline(value, own_names)
                if said and byline.source and not byline.authors and fold(byline.source) != fold(said):
                    byline = parse_byline(byline.source, own_names)  # "Theo Lê Hạnh" beside "Sóng Biển": hers
                authors += [name for name in byline.authors if name not in authors]
                credited = credited or byline.source
            if authors or credited:
                return Byline(tuple(authors), credited)
        return Byline()

    def _sections(self) -> tuple[str, ...]:
        values, source = self.sources.all("section", self.reader.fields.article_section)
        if source is not None and source.selector.startswith("meta") and values:
            values = values[0].split(",")[:1]  # a list in no useful order
        return tuple(dict.fromkeys(v.strip(" /»>") for v in values if v.strip(" /»>") and fold(v) != "trang chu"))

    def _keywords(self) -> tuple[str, ...]:
        values, source = self.sources.all("keywords", self.reader.fields.keywords)
        if source is not None and source.attribute:
            values = values[0].split(",")
        return tuple(dict.fromkeys(word for v in values if (word := v.strip(" ,;").lstrip("#").strip())))

    def _language(self) -> str:
        zones = self.outlet.english_sections if self.outlet else ()
        return "en" if zones and any(path.startswith(zones) for path in self._section_paths()) else "vi"

    def _is_free(self, blocks: tuple[Block, ...]) -> bool | None:
        """False for what the page itself calls a subscribers' article, and for a teaser in their section."""
        if self.layout.free is False:
            return False
        said = self.sources.linked_data_mentions("isAccessibleForFree")
        if said and (self.sources.first("free", ld("isAccessibleForFree")) or "").lower() == "false":
            return False
        zones = self.outlet.teaser_sections if self.outlet else ()
        if not zones or sum(len(block.text) for block in blocks) >= TEASER:
            return None
        return False if any(path.startswith(zones) for path in self._section_paths()) else None

    def _section_paths(self) -> list[str]:
        """The paths of the sections that the page says it stands in."""
        links = [a.attributes.get("href") or "" for a in self.sources.elements(SECTION_LINK)]
        zones = [f"/{(zone.attributes.get('value') or '').lstrip('/')}" for zone in self.sources.elements(ZONE)]
        return [path_of(link) for link in (*links, *zones)]

    def _images(self, images: Iterable[Image]) -> tuple[Image, ...]:
        base = self.url or self.given_url or ""
        unique: dict[str | None, Image] = {}
        for image in images:
            url = absolute_url(image.url, base) if image.url and base else image.url
            known = unique.get(url) if url else None
            if known is None or not known.caption:
                unique[url or f"caption {len(unique)}"] = Image(url, image.caption, image.credit)
        return tuple(unique.values())

    def _is_other_article(self, href: str) -> bool:
        url = absolute_url(href, self.url or self.given_url)
        if not is_article_url(url, self.outlet or self.family):
            return False
        return canonical_url(url, self.outlet) != self.url

    def _article_links(self) -> int:
        base = self.url or self.given_url or "https://example.invalid/"
        links = {absolute_url(a.attributes.get("href") or "", base) for a in self.tree.css("a[href]")}
        return sum(is_article_url(link, self.outlet or self.family) for link in links)

    def _all_warnings(
        self,
        headline: str | None,
        published: str | None,
        lead: str | None,
        blocks: tuple[Block, ...],
        free: bool | None,
    ) -> tuple[str, ...]:
        missing = (("no-headline", headline), ("no-date", published), ("no-lead", lead), ("no-body", blocks))
        self.warnings += [name for name, value in missing if not value]
        if free is False:
            self.warnings.append("teaser")
        elif blocks and sum(len(block.text) for block in blocks) < SHORT:
            self.warnings.append("short-body")
        return tuple(self.warnings)


def _agency_name(value: str) -> str | None:
    return re.sub(r"^(?:theo|nguồn)\s*:?\s+", "", value, flags=re.IGNORECASE).strip(" .()") or None
