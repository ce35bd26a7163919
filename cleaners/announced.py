"""What a short line above a box announces: other articles, or what readers wrote.

Editors who name no element still write "Tin khác" or "Bình luận (5)" above what follows; so a page without a single
telling class is told apart by what it says to its readers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaners.phrases import COMMON_PHRASES

LONGEST = 60
"""Characters of the longest line that announces a box."""

_more = (
    r"(?:(?:các|những|một số)\s+)?(?:tin|bài|video|clip|ảnh|chuyện|mục|nội dung)(?:\s+(?:viết|tức|báo|bài))?\s+"
    r"(?:khác|liên quan|đã (?:đưa|đăng)|nổi bật|tiếp theo|gợi ý|trước đó|cũ hơn|nên (?:đọc|xem)|đáng chú ý|hay|hot|mới"
    r"|đọc nhiều|xem nhiều|cùng .{3,30})(?:\s+(?:nhất|hơn|khác|\(.{2,30}\)))?",
    r"(?:tin|chuyện)\s+(?:chính|nóng|hot|mới|hay đừng bỏ lỡ)(?:\s+nhất)?|phổ biến|trên cùng chủ đề|có liên quan",
    r"(?:(?:tin|bài|video|clip)(?: viết)? )?(?:đang )?(?:được )?(?:đọc|xem|quan tâm) nhiều(?: nhất)?",
    r"mới (?:nhất|cập nhật|đăng)|cùng (?:chuyên mục|chủ đề|sự kiện|tác giả)",
    r"(?:mời )?(?:xem|đọc) (?:thêm|tiếp|ngay)(?: (?:các )?(?:tin|bài)(?: khác)?| (?:trên|tại) .{3,25})?",
    r"(?:related|more) (?:news|posts?|articles?|stories)|recommended|đề xuất(?: cho bạn)?|gợi ý(?: cho bạn)?",
)
_readers = (
    r"(?:(?:các|những)\s+)?(?:ý kiến|bình luận|nhận xét|phản hồi|thảo luận|góp ý|comments?)"
    r"(?:\s+(?:của )?(?:bạn đọc|độc giả|bạn|bài viết|facebook|mới nhất))*\s*(?:[(:\[]?\s*\d+\s*[)\]]?)?",
    r"\d+\s+(?:bình luận|nhận xét|ý kiến|phản hồi|trả lời|comments?)(?: .{1,20})?",
    r"(?:để lại|viết|gửi|hãy là người đầu tiên)\s+(?:một )?(?:bình luận|ý kiến|phản hồi|nhận xét)(?: .{1,30})?",
    r"leave a (?:reply|comment)|trả lời|đánh giá (?:bài viết|mục) ?(?:này)?",
)


@lru_cache(maxsize=4096)
def announces(line: str) -> str | None:
    """The kind of box a line stands above, "related" or "comments"; None for any other line.

    >>> announces("Ý kiến bạn đọc (5)"), announces("Tin khác:"), announces("Bình luận của ông Sơn gây tranh cãi")
    ('comments', 'related', None)
    """
    if len(line) > LONGEST:
        return None
    said = line.strip(" :.…»>«|•*-–—")
    for kind, pattern in _compiled():
        if pattern.fullmatch(said):
            return kind
    return None


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))
        for kind, patterns in (
            ("comments", (*_readers, r"(?:ý kiến )?bình luận\s*\(\s*\d*\s*\)")),
            ("related", (*COMMON_PHRASES.related_heading, *_more)),
        )
    )
