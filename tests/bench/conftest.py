"""A small gold set of one invented page, one dump and its labels, as it stands in the shared folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

HTML = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Chợ Bến Thử mở lại</title>
<link rel="canonical" href="https://bao-thu.example/bai-1.html"></head><body>
<h1>Chợ Bến Thử mở lại</h1><article>
<p>Chợ Bến Thử mở lại sáng 5-2 sau ba tháng sửa mái, tiểu thương dọn hàng từ lúc trời còn tối.</p>
<p>Người mua xếp hàng dài trước quầy rau của bà Lê Thị Thử, ai cũng muốn có bó cải đầu mùa.</p>
<figure><img src="rau.jpg" alt=""><figcaption>Quầy rau ở chợ Bến Thử.</figcaption></figure>
<p>Ban quản lý cho biết giá thuê sạp giữ nguyên đến hết năm, phí vệ sinh giảm một nửa.</p>
</article></body></html>"""

BODY = (
    "Chợ Bến Thử mở lại sáng 5-2 sau ba tháng sửa mái, tiểu thương dọn hàng từ lúc trời còn tối.",
    "Người mua xếp hàng dài trước quầy rau của bà Lê Thị Thử, ai cũng muốn có bó cải đầu mùa.",
    "Ban quản lý cho biết giá thuê sạp giữ nguyên đến hết năm, phí vệ sinh giảm một nửa.",
)

GOLD = {
    "url": "https://bao-thu.example/bai-1.html",
    "family": None,
    "kind": "article",
    "headline": "Chợ Bến Thử mở lại",
    "authors": [],
    "body": [{"kind": "paragraph", "text": text} for text in BODY],
    "captions": ["Quầy rau ở chợ Bến Thử."],
    "absent": [],
}

DUMP = "# url: https://nhandan.vn/bai-thu-post1.html\n date 2026-02-05 Chợ Bến Thử mở lại\n\nMột câu của bài.\n"
LABELS = "1\tmeta_url\t# url: https://nhandan.vn/bai-thu-post1.html\n2\ttitle\t date 2026-02-05 Chợ Bến Thử mở lại\n"
LABELS += "4\tparagraph\tMột câu của bài.\n"


@pytest.fixture
def html() -> str:
    """The invented page."""
    return HTML


@pytest.fixture
def body() -> list[str]:
    """The blocks of the invented page."""
    return list(BODY)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shared"
    for name in ("pages/bao-thu.example", "dumps/nhandan.vn", "dumps/labels/nhandan.vn"):
        (folder / name).mkdir(parents=True)
    page = folder / "pages/bao-thu.example"
    (page / "bai-1.html").write_text(HTML, "utf-8")
    (page / "bai-1.gold.json").write_text(json.dumps(GOLD, ensure_ascii=False), "utf-8")
    (folder / "dumps/nhandan.vn/bai-thu.txt").write_text(DUMP, "utf-8")
    (folder / "dumps/labels/nhandan.vn/bai-thu.txt.tsv").write_text(LABELS, "utf-8")
    monkeypatch.setenv("TINSACH_SHARED", str(folder))
    return folder


@pytest.fixture
def nothing_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINSACH_SHARED", str(tmp_path / "nowhere"))
