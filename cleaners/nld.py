"""Người Lao Động (nld.com.vn), on VCCorp's CMS. Pages seen: 2025-07, 2025-12, 2026-03."""

from __future__ import annotations

from cleaners.layout import Address, Addresses, Outlet
from cleaners.phrases import NLD_PHRASES
from cleaners.vccorp import VCCORP

NLD = Outlet(
    name="nld",
    title="Người Lao Động",
    family=VCCORP,
    hosts=("nld.com.vn", "www.nld.com.vn", "m.nld.com.vn"),
    datelines=("NLĐO", "NLĐ"),
    own_names=("Báo Người Lao Động", "Người Lao Động", "NLD.COM.VN", "NLĐO", "NLĐ", "Báo Người Lao Động Online"),
    phrases=NLD_PHRASES,
    short_headings=True,
    addresses=Addresses(
        articles=(
            # 196 + YYMMDDhhmmssmmm; the time is the draft's, not the publication's.
            Address(path=r"/(?:[^/]+/)*(?P<slug>[^/]+)-(?P<id>196\d{12,15})\.htm", canonical="/{slug}-{id}.htm"),
            # Until about 2023: YYYYMMDDhhmmssmmm under the section's path, still served there.
            Address(
                path=r"/(?:print/)?(?P<slug>(?:[^/]+/)*[^/]+)-(?P<id>20\d{13,15})\.htm", canonical="/{slug}-{id}.htm"
            ),
        ),
        refuse=(r"^/dong-su-kien/", r"^/static/"),
    ),
    teaser_sections=("/danh-cho-ban-doc-vip",),
    english_sections=("/nguoi-lao-dong-news",),
)
