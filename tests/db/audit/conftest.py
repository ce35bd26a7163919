"""A file of three demo newspapers into which leaks and losses were planted, each told by a word of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.filing import file_page
from db.records import FetchedPage, Outcome
from db.store import Store

NUMBER = 60
NOW = "2026-11-02T02:00:00Z"
TOWNS = (
    "Bình Thuận Đông",
    "Vĩnh Hòa Tây",
    "Tân Hưng Thượng",
    "Nà Lom",
    "Lạch Sậy",
    "Gò Dâu",
    "Pà Ngài",
    "Meru",
    "An Cựu",
)

_body = re.compile(r'(<div[^>]*(?:data-role="content"|zce-content-body|cms-body")[^>]*>)')

Plant = Callable[[str, int], str]


def at_the_head(html: str, planted: str) -> str:
    """`planted` as the first thing of the body."""
    changed, number = _body.subn(lambda found: found[1] + planted, html, count=1)
    assert number == 1
    return changed


def after_a_paragraph(html: str, planted: str) -> str:
    """`planted` behind the first paragraph of the body."""
    head, begin, rest = html.partition(_body.search(html)[0])  # type: ignore[index]
    return head + begin + rest.replace("</p>", "</p>" + planted, 1)


LEAKS: dict[str, tuple[str, range, Plant]] = {
    "MUỐIBIỂN": (
        "nld",
        range(0, 20),
        lambda html, n: after_a_paragraph(
            html, '<p class="note-follow">Bấm theo dõi trang MUỐIBIỂN để không bỏ lỡ tin nóng trong ngày.</p>'
        ),
    ),
    "GIÓCHƯỚNG": (
        "nhandan",
        range(0, 8),
        lambda html, n: at_the_head(html, f"<p>Đã có {n * 37 + 112} bạn đọc GIÓCHƯỚNG bấm quan tâm bài này.</p>"),
    ),
    "ĐÈNDẦU": (
        "nld",
        range(25, 34),
        lambda html, n: after_a_paragraph(
            html,
            f"<p>Mời bạn đọc ở {TOWNS[n % 9]} gửi ý kiến ĐÈNDẦU về tòa soạn qua hộp thư điện tử "
            "để chúng tôi chọn đăng vào cuối tuần.</p>",
        ),
    ),
    "CHIẾCNÓN": (
        "ngaynay",
        range(0, 12),
        lambda html, n: after_a_paragraph(html, "<p>Đọc trọn bài trên ứng dụng CHIẾCNÓN hoàn toàn miễn phí</p>"),
    ),
    "BẾNNƯỚC": (
        "ngaynay",
        range(20, 28),
        lambda html, n: after_a_paragraph(
            html,
            '<div class="partner-note"><p>Nội dung này do nhà tài trợ BẾNNƯỚC gửi tới quý bạn đọc của tạp chí.</p>'
            "</div>",
        ),
    ),
}
"""A word that marks the leak: newspaper, articles, and what is done to their pages."""

LOSSES: dict[str, tuple[str, int, Plant]] = {
    "TẦMVÔNG": (
        "nld",
        40,
        lambda html, n: after_a_paragraph(
            html,
            '<div class="ads"><p>Ông Lượm cho biết những cây TẦMVÔNG được trồng từ ba mươi năm trước, khi con đê còn '
            "đắp bằng đất và người làng vẫn phải chống xuồng đi họp chợ trong mùa nước nổi.</p></div>",
        ),
    ),
    "CÂYSẤU": (
        "nhandan",
        41,
        lambda html, n: after_a_paragraph(
            html,
            '<div class="related-news"><p>Theo lời kể của các cụ trong xóm, hàng CÂYSẤU này đã có từ trước khi con '
            "phố mang tên như bây giờ, và năm nào cũng được người dân cùng nhau chăm sóc.</p></div>",
        ),
    ),
    "ỐNGNƯỚC": (
        "ngaynay",
        42,
        lambda html, n: after_a_paragraph(
            html,
            '<p style="display:none">Trong hai tuần thử nghiệm, ỐNGNƯỚC mới đã chịu được áp lực cao gấp rưỡi so với '
            "loại cũ mà không bị rò rỉ ở bất kỳ mối nối nào, nhóm kỹ sư cho hay.</p>",
        ),
    ),
    "CỬASÔNG": (
        "nld",
        43,
        lambda html, n: after_a_paragraph(
            html,
            '<div class="like-share"><p>Chị Hạnh nói nhà chị ở CỬASÔNG đã bốn đời, và chưa năm nào con nước lên sớm '
            "như năm nay; ghe của chị phải neo vào gốc dừa trong sân để khỏi trôi.</p></div>",
        ),
    ),
    "MÁINGÓI": (
        "nhandan",
        44,
        lambda html, n: after_a_paragraph(
            html,
            '<div class="poll-box"><p>Người thợ già tin rằng MÁINGÓI lợp theo lối cũ sẽ bền hơn, bởi từng viên được '
            "gối lên nhau mà không cần đến đinh, và khi gió lớn thì cả mái cùng nhún theo.</p></div>",
        ),
    ),
}
"""A word that marks the loss: newspaper, article, and what is done to its page."""


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "planted.db"
    with Store.open(path, clock=lambda: NOW) as store:
        run_id = store.begin_run(list(OUTLETS), settings={}, versions={})
        for name, outlet in OUTLETS.items():
            for number, (url, body) in enumerate(synthetic_pages(PAPERS[name], NUMBER, usual=1.0)):
                html = body.decode()
                for paper, places, plant in LEAKS.values():
                    if paper == name and number in places:
                        html = plant(html, number)
                for paper, place, plant in LOSSES.values():
                    if paper == name and number == place:
                        html = plant(html, number)
                page = FetchedPage(url, url, name, NOW, 200, (), html.encode())
                filed = file_page(page, outlet)
                store.record(run_id, Outcome(url, name, filed.status, filed.reason, filed.page, filed.article))
        store.end_run(run_id, exit_code=0, counts={})
    return path
