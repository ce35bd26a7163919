"""What our pages say, in Vietnamese and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

WORDS: dict[str, tuple[str, str]] = {
    "home": ("Trang chủ", "Home"),
    "search": ("Tìm kiếm", "Search"),
    "search_hint": ("Tìm trong kho báo, có dấu hay không dấu", "Search, with or without diacritics"),
    "data": ("Dữ liệu và SQL", "Data and SQL"),
    "skip": ("Đến nội dung", "Skip to content"),
    "language": ("English", "Tiếng Việt"),
    "articles": ("bài", "articles"),
    "articles_in_file": ("bài trong tệp", "articles in the file"),
    "articles_a_day": ("Số bài mỗi ngày theo báo", "Articles a day, by newspaper"),
    "last_days": ("60 ngày đến bài mới nhất", "60 days up to the newest article"),
    "as_table": ("Xem dưới dạng bảng", "As a table"),
    "day": ("Ngày", "Day"),
    "total": ("Tổng", "Total"),
    "other_outlets": ("báo khác", "other newspapers"),
    "nothing_yet": ("Chưa có bài nào: hãy chạy `tinsach crawl`.", "No article yet: `tinsach crawl` fills the file."),
    "newest": ("Bài mới nhất", "Newest articles"),
    "health": ("Tình trạng các lần thu thập", "Health of the last crawls"),
    "no_runs": ("Chưa có lần thu thập nào được ghi lại.", "No crawl is written down in this file."),
    "outlet": ("Báo", "Newspaper"),
    "verdict": ("Tình trạng", "Verdict"),
    "last_run": ("Lần gần nhất", "Last crawl"),
    "new_14_days": ("Bài mới, 14 ngày", "New, 14 days"),
    "says": ("Ghi chú", "Says"),
    "drift": ("Dấu hiệu trang báo đã đổi", "Signs that a newspaper has changed"),
    "no_drift": ("Không có dấu hiệu nào.", "None."),
    "noticed_since": ("từ", "since"),
    "going on": ("đang chạy", "going on"),
    "died": ("đã chết giữa chừng", "died"),
    "elsewhere": ("máy khác đang giữ", "elsewhere"),
    "failed": ("thất bại", "failed"),
    "refused": ("bị từ chối", "refused"),
    "look": ("cần người xem", "look"),
    "stale": ("lâu chưa chạy", "stale"),
    "quiet": ("im lặng", "quiet"),
    "healthy": ("tốt", "healthy"),
    "about going on": ("một lần thu thập đang chạy", "a crawl holds the newspaper now"),
    "about died": (
        "lần gần nhất dừng mà không báo gì; lần sau sẽ chạy tiếp từ đó",
        "the last crawl ended without a word; the next one goes on from there",
    ),
    "about elsewhere": (
        "một máy khác đang thu thập báo này, hoặc đã dừng giữa chừng",
        "a crawl on another machine holds the newspaper, or died there",
    ),
    "about failed": ("lần gần nhất không thành", "the last crawl failed"),
    "about refused": ("báo từ chối, hoặc yêu cầu tạm ngừng", "the newspaper refuses us, or asked for a pause"),
    "about look": ("lần gần nhất cần người xem lại", "the last crawl needs a person"),
    "about stale": ("ba ngày nay chưa thu thập", "no crawl for three days"),
    "about quiet": (
        "thu thập tốt nhưng ba ngày nay không có bài mới",
        "crawls go well, and there was no new article for three days",
    ),
    "about healthy": ("mọi việc đều ổn", "all is well"),
    "results": ("kết quả", "found"),
    "more_than": ("hơn", "more than"),
    "nothing_found": ("Không tìm thấy bài nào.", "Nothing found."),
    "try_else": (
        "Thử ít từ hơn, bỏ bớt bộ lọc, hoặc viết không dấu.",
        "Try fewer words, fewer filters, or no diacritics.",
    ),
    "how_to_search": (
        "“…” tìm nguyên cụm; từ* tìm phần đầu của từ; mọi dấu khác là văn bản.",
        "“…” is a phrase, word* the beginning of a word; every other sign is text.",
    ),
    "best_first": ("Hợp nhất", "Best first"),
    "newest_first": ("Mới nhất", "Newest first"),
    "sort": ("Sắp xếp", "Sort"),
    "since": ("Từ ngày", "From"),
    "until": ("Đến ngày", "To"),
    "filter": ("Lọc", "Filter"),
    "filters": ("Bộ lọc đang dùng", "Filters in use"),
    "remove": ("bỏ", "remove"),
    "section": ("Chuyên mục", "Section"),
    "author": ("Tác giả", "Author"),
    "narrow": ("Thu hẹp", "Narrow down"),
    "counted_in": ("Đếm trong số kết quả đầu:", "Counted among the first:"),
    "pages": ("Các trang kết quả", "Pages of results"),
    "previous": ("Trang trước", "Previous"),
    "next": ("Trang sau", "Next"),
    "page": ("Trang", "Page"),
    "no_headline": ("(không có tít)", "(no headline)"),
    "article": ("Bài báo", "Article"),
    "explain": ("Vì sao giữ, vì sao bỏ", "Why kept, why dropped"),
    "compare": ("So với trang gốc", "Beside the page"),
    "as_json": ("JSON", "JSON"),
    "original": ("Mở trên trang báo", "Open at the newspaper"),
    "images": ("Hình ảnh", "Pictures"),
    "picture": ("Hình", "Picture"),
    "photo_by": ("Ảnh", "Photo"),
    "keywords": ("Từ khóa", "Keywords"),
    "source": ("Nguồn", "Source"),
    "words": ("âm tiết", "syllables"),
    "free": ("đọc tự do", "free to read"),
    "paywall": ("bài trả phí", "behind a paywall"),
    "provenance": ("Nguồn gốc bản này", "Where this comes from"),
    "address": ("Địa chỉ", "Address"),
    "fetched": ("Tải về lúc", "Fetched"),
    "stored_page": ("Trang đã lưu", "Stored page"),
    "no_page": ("không có trang gốc: bài được nhập từ văn bản", "none: it came as plain text"),
    "bytes": ("byte", "bytes"),
    "cleaner": ("Đọc bởi", "Read by"),
    "is_fallback": ("trình đọc chung: xem kỹ", "the generic reader: look closely"),
    "layout": ("Kiểu trang", "Layout"),
    "seed_check": ("So với bài mẫu", "Checked against a reference"),
    "no_check": ("chưa có bài mẫu cho bài này", "no reference article for this one"),
    "match": ("khớp", "match"),
    "mismatch": ("không khớp", "mismatch"),
    "warnings": ("Cảnh báo", "Warnings"),
    "none": ("không có", "none"),
    "dropped": ("Đã bỏ", "Left out"),
    "versions": ("Bản đọc trước", "Earlier readings"),
    "pages_stored": ("Trang đã lưu của địa chỉ này", "Pages stored of this address"),
    "modified": ("Sửa lúc", "Changed"),
    "published": ("Đăng lúc", "Published"),
    "kept_as": ("giữ làm", "kept as"),
    "meta_as": ("giữ vào thông tin", "kept as"),
    "dropped_as": ("bỏ:", "dropped:"),
    "by_rule": ("theo", "by"),
    "no_text": ("(không có chữ)", "(no text)"),
    "the_page": ("Trang, từng khối một", "The page, block by block"),
    "clean_text": ("Bài đã làm sạch", "The clean article"),
    "kept_count": ("khối giữ lại", "blocks kept"),
    "dropped_count": ("khối bỏ đi", "blocks dropped"),
    "to_place": ("đến chỗ của nó trong bài", "to its place in the article"),
    "no_blocks": ("Bài này không có khối nào được ghi lại.", "No block of this article is written down."),
    "as_served": ("Trang như báo đã gửi", "The page as it was served"),
    "as_served_about": (
        "Mã chạy được, hình và liên kết đã bị cắt: khung này không chạy và không tải gì.",
        "What runs, pictures and links are cut out: this frame runs nothing and loads nothing.",
    ),
    "missing": ("Không có bài này trong tệp.", "There is no such article in the file."),
    "missing_page": ("Bài này không có trang gốc được lưu.", "No page is stored for this article."),
    "unreadable_page": ("Trang đã lưu không đọc được", "The stored page cannot be read"),
    "keys": (
        "Phím: / tìm, j k lên xuống, h trang chủ",
        "Keys: / search, j k down and up, h home",
    ),
}


def text(key: str, language: Language) -> str:
    """The words for `key`; the key itself for one that has none (a kind of block, an outlet's name)."""
    words = WORDS.get(key)
    return key if words is None else words[LANGUAGES.index(language)]


def language_of(chosen: str | None, accepted: str) -> Language:
    """The language a reader chose, or else the first of ours that their browser names; English when it names none."""
    named = [chosen or "", *(part.split(";")[0].strip()[:2] for part in accepted.lower().split(","))]
    return next((language for name in named for language in LANGUAGES if language == name), "en")


def moment(value: str | None, language: Language) -> str:
    """A time of ISO 8601 as a reader writes it; what is no time stays as it is.

    >>> moment("2026-03-07T08:06:00+07:00", "vi")
    '07/03/2026, 08:06'
    """
    if not value or len(value) < 16 or value[10] != "T":
        return value or ""
    year, month, day, clock = value[:4], value[5:7], value[8:10], value[11:16]
    zone = " UTC" if value.endswith("Z") else ""
    return f"{day}/{month}/{year}, {clock}{zone}" if language == "vi" else f"{year}-{month}-{day} {clock}{zone}"
