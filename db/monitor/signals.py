"""What is watched, as data: each signal with its direction, the change that counts, and what a person should do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Test = Literal["share", "level"]
Direction = Literal["fall", "rise", "both"]
Scope = Literal["outlet", "layout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that is watched.

    `test`: "share" of readings that have it (0 or 1 each), or "level" of a number of each. `least` is the smallest
    change that counts: of a share as a difference, of a level as how often a reading of today is beyond one of the
    past (0.5: just as often). `content`: the newspaper's own doings move it too (a day of agency news has no
    authors), so that one day's worth is not enough unless all of it changed.
    """

    name: str
    scope: Scope
    test: Test
    direction: Direction
    least: float
    says: str
    """What changed; `{subject}`, `{usual}` and `{now}` are filled in."""
    advice: str
    content: bool = False
    step: float = 0.0
    """For a level: the smallest change of its median that anybody should look at."""
    usually: float = 0.0
    """For a share that falls: only what was usual to so many of the past readings is watched."""


_LOOK = "look at an example with `tinsach explain URL`"
_SELECTOR = f"{_LOOK}; give the new selector in the outlet's file under cleaners/, then `tinsach reclean`"

SIGNALS: tuple[Signal, ...] = (
    Signal(
        name="article",
        scope="outlet",
        test="share",
        direction="fall",
        least=0.15,
        says="{now} of the pages hold an article, usually {usual}",
        advice="open an example in a browser: a consent or login page, or text that a script loads? "
        "The pages are kept; once a rule reads them, `tinsach reclean`",
    ),
    Signal(
        name="fallback",
        scope="outlet",
        test="share",
        direction="rise",
        least=0.15,
        says="{now} of the articles were read by the fallback, usually {usual}",
        advice=f"the body's element has another name: {_SELECTOR}",
    ),
    Signal(
        name="body",
        scope="outlet",
        test="share",
        direction="fall",
        least=0.25,
        usually=0.3,
        content=True,
        says="the body was found by {subject} in {now} of the pages, usually in {usual}",
        advice=_SELECTOR,
    ),
    Signal(
        name="layouts",
        scope="outlet",
        test="share",
        direction="fall",
        least=0.5,
        usually=0.5,
        content=True,
        says="{now} of the pages are of the layout {subject}, usually {usual}",
        advice=f"the signs of the layout may have changed: {_LOOK}",
    ),
    Signal(
        name="unshown",
        scope="outlet",
        test="share",
        direction="rise",
        least=0.3,
        says="{now} of the new articles were shown by no feed, sitemap or section, usually {usual}",
        advice="the newspaper may have moved its addresses or feeds: `tinsach probe OUTLET`",
    ),
    Signal(
        name="field",
        scope="layout",
        test="share",
        direction="fall",
        least=0.25,
        usually=0.5,
        content=True,
        says="{subject}: {now} of the articles have it, usually {usual}",
        advice=_SELECTOR,
    ),
    Signal(
        name="selector",
        scope="layout",
        test="share",
        direction="fall",
        least=0.25,
        usually=0.5,
        content=True,
        says="{subject} was read from there in {now} of the pages, usually in {usual}",
        advice=f"the element was renamed or is gone, and metadata stands in for it: {_SELECTOR}",
    ),
    Signal(
        name="rule",
        scope="layout",
        test="share",
        direction="fall",
        least=0.25,
        usually=0.25,
        content=True,
        says="the rule for {subject} fires in {now} of the articles, usually in {usual}",
        advice="what the rule took away may stand in the text now: `tinsach audit`; "
        "if the newspaper dropped it, `tinsach alarms --accept ID`",
    ),
    Signal(
        name="warning",
        scope="layout",
        test="share",
        direction="rise",
        least=0.25,
        content=True,
        says="{now} of the articles carry the warning {subject}, usually {usual}",
        advice=f"the page is only half recognised: {_LOOK}",
    ),
    Signal(
        name="repeats",
        scope="layout",
        test="share",
        direction="rise",
        least=0.15,
        says="{now} of the articles hold a block that stands in others too, usually {usual}",
        advice="boilerplate is in the text: `tinsach audit` names it and proposes a rule",
    ),
    Signal(
        name="words",
        scope="layout",
        test="level",
        direction="both",
        least=0.85,
        step=20,
        content=True,
        says="articles have {now} words (median), usually {usual}",
        advice=f"shorter: is the text cut, or loaded by a script? Longer: did a box get into it? {_LOOK}",
    ),
    Signal(
        name="kept",
        scope="layout",
        test="level",
        direction="both",
        least=0.85,
        step=1,
        content=True,
        says="articles have {now} blocks (median), usually {usual}",
        advice=f"{_LOOK}: fewer blocks are lost or merged paragraphs, more are boxes that got into the text",
    ),
    Signal(
        name="block",
        scope="layout",
        test="level",
        direction="both",
        least=0.85,
        step=3,
        content=True,
        says="blocks have {now} words (median), usually {usual}",
        advice=f"{_LOOK}: long blocks are merged paragraphs, short ones are lists of links or captions",
    ),
    Signal(
        name="dropped",
        scope="layout",
        test="level",
        direction="rise",
        least=0.85,
        step=1,
        content=True,
        says="{now} blocks (median) are dropped as {subject}, usually {usual}",
        advice="paragraphs may be lost: `tinsach audit`, then `tinsach explain URL`",
    ),
    Signal(
        name="links",
        scope="layout",
        test="level",
        direction="rise",
        least=0.85,
        step=0.03,
        says="{now} of the kept text is link text (median), usually {usual}",
        advice="a box of related articles is in the text: `tinsach audit` names it and proposes a rule",
    ),
    Signal(
        name="agreement",
        scope="layout",
        test="level",
        direction="fall",
        least=0.85,
        step=0.05,
        says="agreement with trafilatura is {now} (median), usually {usual}",
        advice="`tinsach audit --disagreements` shows what either reader has and the other has not",
    ),
)

BY_NAME = {signal.name: signal for signal in SIGNALS}

VOLUME = Signal(
    name="volume",
    scope="outlet",
    test="level",
    direction="fall",
    least=0.35,
    says="{now} new articles on {subject}, usually {usual} on such a day",
    advice="a feed or a section page may have changed: `tinsach probe OUTLET`",
)
SILENT = Signal(
    name="source",
    scope="outlet",
    test="level",
    direction="fall",
    least=0.0,
    says="{subject} showed {now} articles, usually {usual} in a run",
    advice="the feed, sitemap or section page moved or is empty: `tinsach probe OUTLET`",
)

FIELDS = ("headline", "description", "authors", "article_section", "keywords", "date_published", "images")
"""Columns of `articles` whose filling is watched; authors or an agency count as authors."""
