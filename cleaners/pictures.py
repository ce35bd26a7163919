"""An article's pictures, and which caption belongs to which."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaners.article import Image
from cleaners.captions import split_credit
from cleaners.markup import Attributes, image_url
from cleaners.text import one_line


@dataclass(slots=True)
class Group:
    """Pictures that stand together, and their captions."""

    pictures: list[tuple[str, str | None]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    credit: str | None = None


class Pictures:
    """Collects pictures and captions in reading order. `images` is what was found.

    A caption is given to the pictures of its group; one that stands alone, to the pictures since the
    last text that have none.
    """

    def __init__(self) -> None:
        self.images: list[Image] = []
        self.loose: list[int] = []
        """Places in `images` of the pictures since the last text that have no caption."""
        self._group: Group | None = None

    def picture(self, attributes: Attributes) -> None:
        """An `img` with these attributes; one without an address is none."""
        url = image_url(attributes)
        if url is None:
            return
        credit = one_line(attributes.get("data-author") or "") or None
        if self._group is not None:
            self._group.pictures.append((url, credit))
        else:
            self.loose.append(len(self.images))
            self.images.append(Image(url, None, credit))

    def caption(self, text: str) -> None:
        """A caption, its credit still in it."""
        if self._group is not None:
            self._group.captions.append(text)
        else:
            self._give(*split_credit(text))

    def credit(self, name: str) -> None:
        """Who took the pictures, where that stands apart from the caption."""
        name = split_credit(name)[1] or name
        if self._group is not None:
            self._group.credit = name
        elif self.images:
            last = self.images[-1]
            self.images[-1] = Image(last.url, last.caption, name)

    def caption_later(self, places: tuple[int, ...], text: str) -> None:
        """A caption that is recognised as one after the whole body was read."""
        words, credit = split_credit(text)
        for place in places:
            image = self.images[place]
            self.images[place] = Image(image.url, words, credit or image.credit)

    def open_group(self) -> Group | None:
        """Starts a group; hand what this returns to `close_group`."""
        outer, self._group = self._group, Group()
        return outer

    def waits_for_caption(self) -> bool:
        """Whether the open group has pictures and no caption so far."""
        return self._group is not None and bool(self._group.pictures) and not self._group.captions

    def close_group(self, outer: Group | None) -> None:
        group, self._group = self._group or Group(), outer
        if outer is not None:
            outer.pictures += group.pictures
            outer.captions += group.captions
            outer.credit = outer.credit or group.credit
            return
        caption = " ".join(group.captions)
        words, credit = split_credit(caption) if caption else (None, None)
        for url, author in group.pictures:
            if not caption:
                self.loose.append(len(self.images))
            self.images.append(Image(url, words, credit or group.credit or author))
        if caption and not group.pictures:
            self._give(words, credit or group.credit)

    def _give(self, words: str | None, credit: str | None) -> None:
        if not self.loose:
            self.images.append(Image(None, words, credit))
        for place in self.loose:
            image = self.images[place]
            self.images[place] = Image(image.url, words, credit or image.credit)
        self.loose.clear()
