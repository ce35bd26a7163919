"""Who is a person and who is the newspaper, on a page nobody declared; and what is known of such a page's article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleaners.addresses import host_of
from cleaners.bylines import Byline, parse_byline
from cleaners.fields import Sources
from cleaners.text import bare_words, fold
from cleaners.unknown_site import SITE_NAMES

_moment = re.compile(
    r"(?i)(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày|cập nhật|đăng|lúc|xuất bản|gmt)?[\s,:-]*"
    r"(?:\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}"
    r"|\d+ (?:giờ|phút|ngày) trước|\(?gmt ?\+?\d+[\d:]*\)?)[\s,|·•-]*(?:am|pm)?"
)
_chatter = re.compile(
    r"(?i)^\s*(?:đăng |viết )?(?:bởi|by)\b|xem (?:các |thêm |tất cả )?(?:các )?bài viết(?: khác)?(?: của)?(?: tác giả)?"
    r"|theo dõi|chia sẻ|liên hệ|\d+ bài viết|nghe bài viết"
)
_name = re.compile(r"(?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,6}")
_avatar = re.compile(r"^([^\W\d_])\s+(?=\1)")
_desk = re.compile(r"[A-ZĐ]{2,8}\d*(?:[-–+ ].*)?")
_initials = re.compile(r"(?:[A-ZĐ]\.?){2,4}")
_site = re.compile(r"[\w-]{2,}(?:\.\w+)*\.(?:vn|com|net|org|gov|edu)", re.IGNORECASE)
_weekday = re.compile(r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật", re.IGNORECASE)
_not_letters = re.compile(r"[^a-z0-9]+")
_paper = re.compile(r"^(?:bao|tapchi|trangtin|congthongtin)(?:dientu|tintuc)?|(?:online|news|dientu|vn)$")
_nobody = frozenset(
    "admin administrator editor btv bientap banbientap toasoan quantri quantrivien bandoc ctv pv phongvien nhombtv "
    "tacgia guest news root webmaster tonghop".split()
)


@dataclass(slots=True)
class Told:
    """What a page says of its article. `used` maps the identity of elements that became a field to the field."""

    headline: str | None = None
    lead: str | None = None
    """With its dateline."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    dated: bool = False
    """The page's head says when it was published."""
    url: str | None = None
    own_names: frozenset[str] = frozenset()
    """What the newspaper is called, squeezed."""
    used: dict[int, str] = field(default_factory=dict)

    def is_own(self, name: str) -> bool:
        """Whether `name` is the newspaper's, not a person's."""
        squeezed = squeeze(name)
        return squeezed in self.own_names or _paper.sub("", squeezed) in self.own_names

    def persons(self, text: str) -> Byline:
        """The people and the agency a byline names; nobody when it holds anything that is no name."""
        words = _moment.sub(" ; ", _avatar.sub("", text)).strip(" ;")
        byline = parse_byline(_chatter.sub(" ", words))
        people = [name for name in byline.authors if not self.is_own(name) and not _site.fullmatch(name)]
        if "/" in text and len(people) > 1:
            people = [name for name in people if not _desk.fullmatch(name)]
        if not all(is_person(name) for name in people):
            return Byline((), byline.source)
        return Byline(tuple(people), byline.source if byline.source and not self.is_own(byline.source) else None)


def squeeze(name: str) -> str:
    """`name` folded and without anything but letters and digits."""
    return _not_letters.sub("", fold(name))


def is_person(name: str) -> bool:
    """Whether `name` is written like a person's or a pen name.

    >>> is_person("Lê Thị Hạnh"), is_person("L.H."), is_person("Xem thêm bài viết"), is_person("H")
    (True, True, False, False)
    """
    if _initials.fullmatch(name):
        return True
    words = name.split()
    return (
        bool(_name.fullmatch(name))
        and len(name) >= 3
        and all(word[0].isupper() for word in words)
        and squeeze(name) not in _nobody
        and not _weekday.fullmatch(name)
    )


def own_names_of(sources: Sources, url: str | None) -> frozenset[str]:
    """What a page and its address call the newspaper, squeezed."""
    names = {squeeze(value) for source in SITE_NAMES for value, _ in sources.values(source)}
    host = (host_of(url) or "").removeprefix("www.")
    names |= {squeeze(host), *(squeeze(label) for label in host.split(".") if len(label) > 3)}
    names |= {_paper.sub("", name) for name in names} | {_paper.sub("", _paper.sub("", name)) for name in names}
    return frozenset(name for name in names if len(name) > 1)


def similar(one: str, other: str) -> bool:
    """Whether one of two texts begins as the other does, or both have most words in common."""
    a, b = bare_words(one), bare_words(other)
    if not a or not b:
        return False
    short = min(len(a), len(b), 8)
    if short >= 4 and (
        a[:short] == b[:short] or _within(a[:short], b[: short + 6]) or _within(b[:short], a[: short + 6])
    ):
        return True
    common = set(a) & set(b)
    return len(common) >= 0.7 * min(len(set(a)), len(set(b))) and min(len(a), len(b)) >= 8


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    return any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1))
