"""What a demo article is: the truth its page is rendered from, and what a cleaner has to find again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from cleaners.article import Block, Image, Kind
from crawler.demo.markup import plain

Layout = Literal["standard", "old", "2019", "longform", "photo", "video", "infographic", "interview", "vip"]
"""Which template the page is rendered with."""

SourceName = Literal["rss", "sitemap", "news-sitemap", "section", "more"]
"""Where an article can be found; `more` is the part of a section that only its load-more shows."""

EVERYWHERE: frozenset[SourceName] = frozenset({"rss", "sitemap", "news-sitemap", "section"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style`: "p"; "bare" text outside any element; "word" as a text processor left it."""

    text: str
    style: Literal["p", "bare", "word"] = "p"


@dataclass(frozen=True, slots=True)
class Lines:
    """One `<p>` whose paragraphs are parted by two `<br>`."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`style`: "h2", "h3"; "bold", a whole paragraph in bold; "bare", a `<b>` outside any paragraph."""

    text: str
    style: Literal["h2", "h3", "bold", "bare"] = "h2"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head. A block a row, cells joined by " | "."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class InfoBox:
    """A framed part of the article: its text belongs to the article."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photos:
    """One picture, or a group under one caption. `files` are file names; `credit` is who took them."""

    files: tuple[str, ...]
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """An embedded video; its player shows times as text."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Related:
    """A box of other articles inside the body: ids of articles of the same newspaper.

    `style` on VCCorp: "type-2", "type-4" (headed "TIN LIÊN QUAN"), "type-7" (with leads), "one"; on
    ePi: "box", "lead" (with the other article's lead and byline), "list" (2019), "line" (one linked paragraph).
    """

    ids: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Ad:
    """An advertisement, with its script, between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A question or an answer of an interview; `who` speaks, where the layout names the speaker apart."""

    kind: Literal["question", "answer"]
    text: str
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency's name alone on the last line."""

    name: str


Item = Paragraph | Lines | Heading | Items | Quote | Table | InfoBox | Photos | Clip | Related | Ad | Talk | Agency


@dataclass(frozen=True, slots=True)
class SecondDay:
    """What the newspaper changes on the second day: a new last paragraph, and the time of the change."""

    modified: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One invented article. Times are ISO 8601 with +07:00; texts may carry the marks of crawler.demo.markup."""

    outlet: str
    id: str
    slug: str
    headline: str
    lead: str
    section: str
    published: str
    modified: str
    body: tuple[Item, ...] = ()
    signature: str = ""
    """What stands in front of the lead, as printed: "(NLĐO)- "."""
    byline: str = ""
    """As printed: "Bài và ảnh: LÊ HẠNH"."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    keywords: tuple[str, ...] = ()
    kind: Kind = "article"
    layout: Layout = "standard"
    after: tuple[str, ...] = ()
    """Ids of the related articles below the body."""
    found_in: frozenset[SourceName] = EVERYWHERE
    old_path: str | None = None
    """The path of an article that keeps an address older than today's scheme."""
    also_at: tuple[str, ...] = ()
    """Other paths that serve the same page; lists link some of them."""
    seo_title: str | None = None
    """What the head says instead of the headline."""
    decomposed: bool = False
    """The page is written in NFD."""
    since: Literal[1, 2] = 1
    """The day the article appears."""
    gone: Literal[404, 410] | None = None
    """What its address answers on the second day."""
    second_day: SecondDay | None = None

    @property
    def path(self) -> str:
        """The canonical path."""
        if self.old_path:
            return self.old_path
        return f"/{self.slug}-{self.id}.htm" if self.outlet == "nld" else f"/{self.slug}-post{self.id}.html"

    @property
    def free(self) -> bool | None:
        """False behind the paywall; a page says nothing of the others."""
        return False if self.layout == "vip" else None

    @property
    def dateline(self) -> str | None:
        """The outlet's signature without brackets and dash."""
        return self.signature.strip(" ()-–") or None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The article's body as a cleaner has to find it; empty for pages that hold none."""
        return tuple(block for item in self.body for block in _blocks(item))

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures, with their file name for a URL; every picture of a group has the group's caption."""
        return tuple(
            Image(name, item.caption, item.credit)
            for item in self.body
            if isinstance(item, Photos)
            for name in item.files
        )

    @property
    def captions(self) -> tuple[str, ...]:
        """What stands under pictures and videos, without credits."""
        return tuple(item.caption for item in self.body if isinstance(item, Photos | Clip) and item.caption)

    @property
    def optional(self) -> tuple[str, ...]:
        """Texts that may stand in the body or not: the names of speakers a layout sets apart."""
        return tuple(dict.fromkeys(item.who for item in self.body if isinstance(item, Talk) and item.who))

    @property
    def related(self) -> tuple[str, ...]:
        """Ids of all articles this page announces, inside the body and below it."""
        inside = tuple(other for item in self.body if isinstance(item, Related) for other in item.ids)
        return tuple(dict.fromkeys(inside + self.after))

    def on(self, day: Literal[1, 2]) -> DemoArticle | None:
        """The article as it stands on `day`; None before it appears and after it has gone."""
        if day < self.since or (day == 2 and self.gone):
            return None
        if day == 2 and self.second_day:
            added = Paragraph(self.second_day.added)
            return replace(self, modified=self.second_day.modified, body=(*self.body, added), second_day=None)
        return self


@dataclass(frozen=True, slots=True)
class Shelf:
    """All articles of one newspaper on one day, by id. What has gone is still known to boxes that name it."""

    articles: tuple[DemoArticle, ...]
    announced: dict[str, DemoArticle] = field(repr=False)

    @property
    def gone(self) -> tuple[DemoArticle, ...]:
        """The articles that stood here once and are no more."""
        standing = {article.id for article in self.articles}
        return tuple(a for a in self.announced.values() if a.gone and a.id not in standing)

    def story(self, identifier: str) -> DemoArticle:
        """The article a box announces. Raises KeyError when there never was one."""
        return self.announced[identifier]

    def absent(self, article: DemoArticle) -> tuple[str, ...]:
        """What stands on `article`'s page and must not stand in its body: other articles, captions, byline."""
        others = [self.story(identifier) for identifier in article.related]
        strings = [text for other in others for text in (other.headline, plain(other.lead))]
        return (*strings, *article.captions, *((article.byline,) if article.byline else ()))


def shelf_on(articles: tuple[DemoArticle, ...], day: Literal[1, 2]) -> Shelf:
    """The newspaper's articles as they stand on `day`."""
    standing = tuple(now for now in (article.on(day) for article in articles) if now)
    return Shelf(standing, {article.id: article for article in articles})


def _blocks(item: Item) -> tuple[Block, ...]:
    match item:
        case Paragraph(text) | Quote(text) | Heading(text) | Talk(text=text):
            return (Block(_KINDS[type(item)] if not isinstance(item, Talk) else item.kind, plain(text)),)
        case Lines(lines):
            return tuple(Block("paragraph", plain(line)) for line in lines)
        case Items(items):
            return tuple(Block("list_item", plain(text)) for text in items)
        case Table(rows):
            return tuple(Block("table", " | ".join(row)) for row in rows)
        case InfoBox(heading, paragraphs):
            return (Block("heading", heading), *(Block("paragraph", plain(text)) for text in paragraphs))
        case Photos() | Clip() | Related() | Ad() | Agency():
            return ()


_KINDS: dict[type[Item], Literal["paragraph", "quote", "heading"]] = {
    Paragraph: "paragraph",
    Quote: "quote",
    Heading: "heading",
}
