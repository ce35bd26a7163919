"""The three demo newspapers: hosts, sections with their zone numbers, and what is true of all their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["vccorp", "epi"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `slug` is its path without slashes at the ends, `zone` its number in the CMS."""

    slug: str
    name: str
    zone: int

    @property
    def parent(self) -> str | None:
        """The slug of the section this one stands in."""
        return self.slug.rpartition("/")[0] or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One newspaper. `hosts[0]` serves the pages, the others answer for the same site (an API host, www.)."""

    name: str
    title: str
    family: Family
    hosts: tuple[str, ...]
    sections: tuple[Section, ...]
    furniture: tuple[str, ...]
    """Words every article page carries outside the article: menu, player, payment window, footer."""
    crawl_delay: float | None = None
    """Seconds; what robots.txt asks for."""
    always_gzip: bool = False

    @property
    def host(self) -> str:
        return self.hosts[0]

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    def section(self, slug: str) -> Section:
        """The section called `slug`. Raises KeyError when there is none."""
        for section in self.sections:
            if section.slug == slug:
                return section
        raise KeyError(f"{self.name} has no section {slug!r}")

    def path_to(self, slug: str) -> tuple[Section, ...]:
        """`slug`'s section with those it stands in, outermost first."""
        section = self.section(slug)
        return (*self.path_to(section.parent), section) if section.parent else (section,)


NLD = Paper(
    name="nld",
    title="Báo Người Lao Động Online",
    family="vccorp",
    hosts=("nld.com.vn", "www.nld.com.vn", "m.nld.com.vn"),
    sections=(
        Section("thoi-su", "Thời sự", 1961001),
        Section("thoi-su/xa-hoi", "Xã hội", 1961207),
        Section("kinh-te", "Kinh tế", 1961014),
        Section("kinh-te/tieu-dung", "Tiêu dùng", 1961215),
        Section("phap-luat", "Pháp luật", 1961019),
        Section("giai-tri", "Giải trí", 1961588),
        Section("video", "Video", 1961590),
        Section("photo", "Photo", 1961591),
        Section("nguoi-lao-dong-news", "Nguoi Lao Dong News", 1961600),
        Section("danh-cho-ban-doc-vip", "Dành cho bạn đọc VIP", 1961700),
        Section("danh-cho-ban-doc-vip/ho-so-nong", "Hồ sơ nóng", 1961704),
    ),
    furniture=(
        "HOTLINE: 0903.000.000",
        "ĐẶT MUA BÁO",
        "Đăng ký gói bạn đọc VIP",
        "Tin liên quan",
        "Gửi bình luận",
        "Cần đăng nhập để thực hiện chức năng này!",
        "Thanh toán và đọc bài viết này",
        "đăng ký làm thành viên VIP",
        "Gia hạn tài khoản bạn đọc VIP",
        "Lên đầu Top",
    ),
)

NHANDAN = Paper(
    name="nhandan",
    title="Báo Nhân Dân điện tử",
    family="epi",
    hosts=("nhandan.vn", "www.nhandan.vn", "m.nhandan.vn", "api.nhandan.vn"),
    sections=(
        Section("chinhtri", "Chính trị", 1171),
        Section("kinhte", "Kinh tế", 1185),
        Section("xahoi", "Xã hội", 1211),
        Section("vanhoa", "Văn hóa", 1251),
        Section("y-te", "Y tế", 1309),
        Section("moi-truong", "Môi trường", 1296),
    ),
    furniture=(
        "Danh mục",
        "00:00",
        "1.25X",
        "Có thể bạn quan tâm",
        "Cùng chuyên mục",
        "Theo dõi báo trên Google News",
        "Lưu tin",
    ),
    always_gzip=True,
)

NGAYNAY = Paper(
    name="ngaynay",
    title="Tạp chí Ngày Nay",
    family="epi",
    hosts=("ngaynay.vn", "www.ngaynay.vn", "m.ngaynay.vn", "api.ngaynay.vn"),
    sections=(
        Section("xa-hoi", "Xã hội", 2),
        Section("the-gioi", "Thế giới", 7),
        Section("moi-truong", "Môi trường", 12),
        Section("suc-khoe", "Sức khỏe", 15),
        Section("du-lich", "Du lịch", 21),
        Section("giai-tri", "Giải trí", 24),
    ),
    furniture=(
        "0:00 / 0:00",
        "Nam miền Bắc",
        "Nữ miền Nam",
        "từ khóa",
        "Đừng bỏ lỡ",
        "Theo dõi trên Youtube",
    ),
    crawl_delay=0.2,
    always_gzip=True,
)

PAPERS = {paper.name: paper for paper in (NHANDAN, NLD, NGAYNAY)}
