"""Ngày Nay (ngaynay.vn), on the ePi CMS. No markup seen: read by the family and its templates of 2017 and 2019."""

from __future__ import annotations

from cleaners.epi import EPI
from cleaners.layout import Addresses, Outlet
from cleaners.phrases import NGAYNAY_PHRASES

NGAYNAY = Outlet(
    name="ngaynay",
    title="Ngày Nay",
    family=EPI,
    hosts=("ngaynay.vn", "www.ngaynay.vn", "m.ngaynay.vn"),
    datelines=("Ngày Nay",),
    own_names=("Tạp chí Ngày Nay", "Ngày Nay", "Ngày Nay Online", "Báo Ngày Nay"),
    phrases=NGAYNAY_PHRASES,
    addresses=Addresses(
        articles=EPI.addresses.articles,
        # E-paper issues: the raw text of a PDF.
        refuse=(*EPI.addresses.refuse, r"/ngay-nay-so-\d", r"^/epaper/"),
    ),
)
