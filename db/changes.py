"""How an article differs from what it was, field by field, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher
from typing import Any

from cleaners.article import Article, Block, Image
from db.rows import BODY_KINDS

FIELDS = (
    "headline",
    "description",
    "dateline",
    "authors",
    "source",
    "article_section",
    "keywords",
    "date_published",
    "date_modified",
    "in_language",
    "is_accessible_for_free",
    "kind",
    "layout",
    "images",
    "warnings",
)
"""What is compared besides the body, and shown in this order."""
BODY = "article_body"
REWRITTEN = 0.5
"""Likeness of two blocks (0 to 1, by words) from which one counts as the other rewritten."""
FAR = 8
"""Blocks that are looked through for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, with its values as a person reads them; `reason` names the rule that decided, if one did."""

    field: str
    reason: str
    before: str | None
    after: str | None


def changes_between(before: Article, after: Article) -> tuple[Change, ...]:
    """All differences of two readings of one page; `after` has its verdicts."""
    values = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    fields = [_field(name, old, new) for name, old, new in values if old != new]
    return (*fields, *(_body(before.blocks, after) if before.blocks != after.blocks else ()))


def former_values(before: Mapping[str, Any], after: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The columns called `names` of a row of `articles` that another row changes, with their values before."""
    return {name: before[name] for name in names if before[name] != _stored(after[name])}


def _stored(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def _field(name: str, before: Any, after: Any) -> Change:
    reason = "changed" if before and after else "found" if after else "gone"
    return Change(name, reason, _shown(before), _shown(after))


def _shown(value: Any) -> str | None:
    if isinstance(value, tuple):
        parts = [" | ".join(filter(None, astuple(one))) if isinstance(one, Image) else str(one) for one in value]
        return "; ".join(parts) or None
    return None if value is None else str(value)


def _body(before: Sequence[Block], article: Article) -> list[Change]:
    after = article.blocks
    rules = {verdict.text: verdict for verdict in reversed(article.verdicts)}
    changes: list[Change] = []

    def gone(block: Block) -> None:
        verdict = rules.get(block.text)
        if verdict is None:
            reason = "not found any more"
        elif verdict.kept and verdict.kind in BODY_KINDS:
            reason = "stands elsewhere"
        else:
            reason = f"{'kept' if verdict.kept else 'dropped'} as {verdict.kind}: {verdict.rule}"
        changes.append(Change(BODY, reason, block.text, None))

    def come(block: Block) -> None:
        verdict = rules.get(block.text)
        reason = f"kept as {block.kind}: {verdict.rule}" if verdict else f"kept as {block.kind}"
        changes.append(Change(BODY, reason, None, block.text))

    for old, new in _pairs(before, after):
        if old is None or new is None:
            if old:
                gone(old)
            if new:
                come(new)
        elif old.text == new.text:
            changes.append(Change(BODY, f"{old.kind} is {new.kind} now", old.text, new.text))
        else:
            changes.append(Change(BODY, "text differs", old.text, new.text))
    return changes


def _pairs(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """The blocks that differ, in order: one that became another with it, one that went or came alone."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            continue
        new = list(after[j1:j2])
        for block in before[i1:i2]:
            match = next((place for place, other in enumerate(new[:FAR]) if _is_rewritten(block, other)), None)
            if match is None:
                yield block, None
            else:
                yield from ((None, other) for other in new[:match])
                yield block, new[match]
                del new[: match + 1]
        yield from ((None, other) for other in new)


def _is_rewritten(block: Block, other: Block) -> bool:
    matcher = SequenceMatcher(None, block.text.split(), other.text.split(), autojunk=False)
    return matcher.quick_ratio() >= REWRITTEN and matcher.ratio() >= REWRITTEN
