"""Nhân Dân (nhandan.vn), on the ePi CMS. Seen: one article body of 2025-12; text of more."""

from __future__ import annotations

from cleaners.epi import EPI
from cleaners.layout import Addresses, Outlet
from cleaners.phrases import NHANDAN_PHRASES

NHANDAN = Outlet(
    name="nhandan",
    title="Nhân Dân",
    family=EPI,
    hosts=("nhandan.vn", "www.nhandan.vn"),
    datelines=("NDO", "NDĐT"),
    own_names=("Báo Nhân Dân điện tử", "Báo Nhân Dân", "Nhân Dân", "NDO", "Nhân Dân điện tử"),
    phrases=NHANDAN_PHRASES,
    addresses=Addresses(
        articles=EPI.addresses.articles,
        # Players and print editions have no text; asked on 2026-06.
        refuse=(*EPI.addresses.refuse, r"/video-[^/]*$", r"/bao-nhan-dan-so-\d", r"/bao-thoi-nay-so-\d"),
    ),
)
