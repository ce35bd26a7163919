"""Dumps that kept their links, pictures and headings as Markdown: what the marks say of a line, and the line without.

Crawlers for language models print pages so. The marks are worth more than the words: a line that is nothing but a
link is another article's title, a menu or a tag; a heading of the first rank is the headline.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_destination = r"\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?(?:\s+[\"'](.*?)[\"'])?\s*\)"
_picture = re.compile(
    rf"!\[((?:\\.|[^\[\]\\]|\[[^\[\]]{{0,200}}\]){{0,1000}}+)\](?:{_destination}|\(([^()\n]{{1,500}})\))"
)
_link = re.compile(rf"\[((?:\\.|[^\[\]\\]|\[[^\[\]]{{0,200}}\]){{0,1000}}+)\]{_destination}")
_quote = re.compile(r"\s{0,3}>\s(?!>)")
_heading = re.compile(r"\s{0,3}(#{1,6})(?:\s+|$)")
_bullet = re.compile(r"\s*[*+]\s+(?=\S)")
_rule = re.compile(r"\s*(?:[*_-]\s*){3,}|[\s|:-]*\|[\s|:-]*")
_bold = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1(\s(?=[,.;:!?…)]))?")
_empty = re.compile(r"^(?:__|\*{4})\s+(?=\S)|(?<=\S)\s+(?:__|\*{4})$")
_italic = re.compile(r"(?<![\w*_\\])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*_])(\s(?=[,.;:!?…)]))?")
_escape = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~\"'-])")
_numbered_alt = re.compile(r"(?:Image|image|Hình ảnh|Ảnh) \d+:\s*")
_image_address = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?.]|$)", re.IGNORECASE)
_tag = re.compile(
    r"-tag\d+\.\w+$|/(?:tu-khoa|tags?)[/.?]|^https?://[^/]+/(?!\S*-(?:post\d|\d{6,}\.))[^/]+\.html$|^https?://[^/]+/[^/]+-e\d+\.htm$"
)
"""Tag pages: ePi's "…-tag123.html", VCCorp's "slug.html" (its articles end in an id and ".htm" or ".chn")."""
_article = re.compile(r"-(?:post)?\d{6,}(?:\.\w+)?(?:[?#]|$)")
_section = re.compile(r"^https?://[^/]+(?:/[a-z][a-z-]*){1,3}(?:\.(?:html?|chn|tpo))?/?$")
_image_tag = re.compile(r"\s*<(?:img|image)\b[^<]*(?:</image>|>)\s*", re.IGNORECASE)
_alt = re.compile(r"\balt=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_entity = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);")
_link_sign = re.compile(r"\]\((?:https?://|/|javascript:|#|mailto:)")
_sign = re.compile(
    r"\]\((?:https?://|/|javascript:|#|mailto:)|^\s{0,3}#{1,6} +\S|^\*\*[^*]{3,900}\*\*\s*$", re.MULTILINE
)
_bold_words = re.compile(r"(?<!\*)\*\*(?:\\?\*\s+)?[^\s*\\][^*\n]{1,900}\*\*(?!\*)")

BOLD_WORDS = 3
"""Places between two pairs of stars from which they are marks."""
BEGIN, END, PICTURE = "\x01", "\x02", "\x03"
"""Where a link begins and ends in a line, and where a picture stood: no text has these characters."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without its marks. `links` are (words, address); `pictures` are addresses.

    `linked`: no word stands outside a link. `level`: the rank of a heading, 1 to 6, else 0. `captioned`: the words
    stand behind a picture on the same line. `alternative`: the line is a picture alone, `text` its alternative text.
    """

    text: str
    level: int = 0
    linked: bool = False
    bold: bool = False
    bulleted: bool = False
    row: bool = False
    captioned: bool = False
    alternative: bool = False
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def tags(self) -> bool:
        """Whether the line is a list of tags: links to tag pages, or words behind "#"."""
        if not self.linked or not self.links:
            return False
        return self.links[0][0].startswith("#") or all(_tag.search(address) for _, address in self.links)

    @property
    def teaser(self) -> bool:
        """Whether a link of the line leads to an article and a picture stands beside it."""
        return bool(self.pictures) and any(_article.search(address) for _, address in self.links)

    @property
    def sections(self) -> tuple[str, ...]:
        """The path of sections, where the line is one: two or three links, each a page of the one before."""
        short = all(len(label.split()) <= 6 and _section.search(address) for label, address in self.links)
        return tuple(label for label, _ in self.links) if self.linked and 2 <= len(self.links) <= 3 and short else ()

    @property
    def labels(self) -> list[str]:
        """The words of the links; where some have "#" in front, of those alone and without it."""
        hashed = [label for label, _ in self.links if label.startswith("#")]
        return [tag for tag in (label.strip("# ,;") for label in hashed or (label for label, _ in self.links)) if tag]


def is_markdown(text: str) -> bool:
    """Whether links, pictures, headings or some bold words are marked in `text` as Markdown marks them."""
    return _sign.search(text) is not None or len(_bold_words.findall(text)) >= BOLD_WORDS


def keeps_marks(text: str) -> bool:
    """Whether its printer kept all marks: one that kept links kept the headings, too. Some mark the title alone."""
    return _link_sign.search(text) is not None


def without_entities(text: str) -> str:
    """`text` with HTML's names of characters ("&nbsp;", "&#7919;") replaced by the characters."""
    return html.unescape(text) if "&" in text and _entity.search(text) else text


def read_image_tag(raw: str) -> Marked | None:
    """A line that is nothing but the tag of a picture, which some printers leave as it was; None for all others."""
    if "<im" not in raw[:40].lower() or not _image_tag.fullmatch(raw):
        return None
    found = _alt.search(raw)
    return Marked(" ".join((found[1] or found[2] or "").split() if found else ()) or "Ảnh", alternative=True)


def read_marked(raw: str) -> Marked | None:
    """What the marks of one line say; None when nothing is left of it without them."""
    if _rule.fullmatch(raw):
        return None
    pictures: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []

    def picture(found: re.Match[str]) -> str:
        pictures.append((_numbered_alt.sub("", _plain(found[1])), found[2] or found[4] or ""))
        return PICTURE

    def link(found: re.Match[str]) -> str:
        links.append((_plain(found[1].replace(PICTURE, " ")), found[2]))
        return f"{BEGIN}{found[1]}{END}"

    text = _link.sub(link, _picture.sub(picture, raw))
    text = _quote.sub("", text, count=1) if text.lstrip().startswith("> ") else text
    bullet = _bullet.match(text)
    text = text[bullet.end() :] if bullet else text
    heading = _heading.match(text)
    text = (text[heading.end() :] if heading else text).strip()
    row = text.startswith("|")
    text = text.strip("| ") if row else text
    captioned = text.startswith(PICTURE) and not text.startswith(BEGIN)
    outside = re.sub(f"{BEGIN}[^{END}]*{END}", " ", text).replace(PICTURE, " ")
    words = _plain(text.replace(PICTURE, " "))
    leads_away = any(not _image_address.search(address) for _, address in links)
    marks = {
        "level": len(heading[1]) if heading else 0,
        "bulleted": bullet is not None,
        "row": row,
        "links": tuple((label, address) for label, address in links if label),
        "pictures": tuple(address for _, address in pictures if _image_address.search(address)),
    }
    linked = bool(links) and leads_away and not any(map(str.isalnum, _plain(outside)))
    if not any(map(str.isalnum, words)) and pictures:
        words = next((alt for alt, _ in pictures if alt), pictures[0][1].rsplit("/", 1)[-1])
        return Marked(words, linked=linked, alternative=True, **marks) if words else None  # type: ignore[arg-type]
    if not words:
        return None
    bold = _bold.fullmatch(_unlinked(text).replace(PICTURE, "").strip()) is not None
    return Marked(words, linked=linked, bold=bold, captioned=captioned and not linked, **marks)  # type: ignore[arg-type]


def _plain(text: str) -> str:
    """`text` without escapes and emphasis, even of nothing, as icons leave. A blank set before a comma goes, too."""
    text = _empty.sub("", _unlinked(text).strip())
    for _ in range(2):
        text = _italic.sub(r"\2", _bold.sub(r"\2", text))
    return " ".join(_escape.sub(r"\1", text).split())


def _unlinked(text: str) -> str:
    """A link's text stands for itself; a word before it that lost its blank gets it back."""
    return re.sub(rf"(?<=\w){BEGIN}(?=\w)", " ", text).replace(BEGIN, "").replace(END, "")
