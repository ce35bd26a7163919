"""Who wrote it: authors, the agency an article credits, and the signature in front of a lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cleaners.text import UPPER, bare_words, fold

AGENCIES = {
    "ttxvn": "TTXVN",
    "thong tan xa viet nam": "TTXVN",
    "vna": "TTXVN",
    "vietnam+": "Vietnam+",
    "vietnamplus": "VietnamPlus",
    "vov": "VOV",
    "vtv": "VTV",
    "vgp": "VGP",
    "reuters": "Reuters",
    "afp": "AFP",
    "ap": "AP",
    "bbc": "BBC",
    "cnn": "CNN",
    "tass": "TASS",
    "sputnik": "Sputnik",
    "xinhua": "Xinhua",
    "tan hoa xa": "Tân Hoa Xã",
    "yonhap": "Yonhap",
    "kyodo": "Kyodo",
    "bloomberg": "Bloomberg",
    "bao tin tuc": "Báo Tin tức",
    "the guardian": "The Guardian",
    "al jazeera": "Al Jazeera",
    "scmp": "SCMP",
    "nikkei asia": "Nikkei Asia",
    "ria novosti": "RIA Novosti",
    "the new york times": "The New York Times",
    "politico": "Politico",
    "rt": "RT",
    "chinhphu.vn": "Chinhphu.vn",
    "baochinhphu.vn": "Baochinhphu.vn",
}
"""Agencies and papers that stand alone as a credit line; the key is folded (cleaners.text.fold)."""

DASH = "[-–—−]"
MAX_BYLINE = 500
"""Characters; a longer text names no authors."""

OTHER_DATELINES = tuple(
    "TPO|TP|PLO|TTO|TNO|NDO|NLĐO|LĐO|SGGPO|SGGP|HNMO|HNM|QĐND|CAND|GDVN|ĐTCK|PNO|BVPL|DNVN|KTĐT|SKĐS|GĐ&XH|TBTCO|TBTC|"
    "VOV.VN|VOV|VTV.vn|VTV|ANTD.VN|ANTĐ|BNEWS|VietTimes|VietNamNet|VnEconomy|Chinhphu.vn|Kinhtedothi|Toquoc.vn|"
    "Dân trí|Dân Việt|VTC News|Tổ Quốc|Xây dựng|Kinh tế đô thị|Sức khỏe và Đời sống".split("|")
)
"""How other Vietnamese newspapers sign their leads; an outlet's own come first."""

_WORK = (
    r"(?:bài|ảnh|tin|clip|video|nội dung|thiết kế|đồ họa|đồ hoạ|trình bày|thực hiện|nhóm phóng viên|nhóm pv|"
    r"nhóm thực hiện|tổng hợp|biên dịch|lược dịch|lược ghi|dịch|tác giả|theo dõi|kỹ thuật|kĩ thuật|dựng phim|quay phim|"
    r"dựng|phóng viên|pv|biên tập|chỉ đạo|tổ chức|story|photos?|text|infographic|podcast|giọng đọc)"
)
_LABEL = rf"\b{_WORK}(?:\s*(?:,|&|-|\+|/|và)\s*{_WORK})*(?:\s+bởi)?\s*:"
_label = re.compile(rf"^\s*{_LABEL}\s*", re.IGNORECASE)
_by = re.compile(
    r"^\s*(?:(?:story|reporting|reported|translated|written|photos?|edited)\s+by|by|theo)\s*:?\s+(?=\w)", re.IGNORECASE
)
_from_place = re.compile(r"^\s*(?:từ|tại)\s+[^:]{2,40}:\s*", re.IGNORECASE)
_WORKED = r"(?:thực hiện|tổng hợp|lược dịch|biên dịch|lược ghi|ghi|dịch|thuật)"
_did_it = re.compile(
    rf"\s*[,(-]?\s*\(?\b(?:{_WORKED}|{_WORKED.upper()})\)?\s*$|\s*\(\s*(?i:{_WORKED})\s*\)\s*$|"
    r"\s+(?i:thực hiện|tổng hợp)$"
)
"""Behind a name. "Mai Dịch" is a name, "Mai dịch" says what Mai did."""
_according_to = re.compile(
    r"[(\[]?\s*(?:theo|nguồn|source)\s*:?\s+([^()\[\]]{2,60}?)\s*[)\]]?\s*\.?\s*$", re.IGNORECASE
)
_email = re.compile(r"[(\[<]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)\]>]?")
_between = re.compile(
    rf"\s*[,;|/•·&+]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+(?:và|VÀ)\s+|(?<=[{UPPER}])\s*[-–—]\s*(?=[{UPPER}]{{2}})"
)
_place = re.compile(
    r"\s*\((?:từ|tại|t[ừu]|gửi về từ|ở|pv |phóng viên |phóng viên tại )[^)]*\)|"
    r"\s*\((?!theo\b|nguồn\b)[^)]*\)\s*$|\s+-?\s*(?:từ|tại)\s+[A-ZÀ-ỸĐ][\w .]+$",
    re.IGNORECASE,
)
_credited = re.compile(
    r"[(\[]\s*(?:(?:tổng hợp|lược dịch|biên dịch|dịch)\s+(?:theo|từ)|theo|nguồn)\s*:?\s+([^()\[\]]+)[)\]]|"
    r"\s*[-–—/|,;]\s*(?:theo|nguồn)\s*:?\s+(.+)$|(?<=\w)\s+(?:Theo|THEO|Nguồn\s*:|NGUỒN\s*:)\s+(.+)$",
    re.IGNORECASE,
)
_in_brackets = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*\.?\s*$")
_photos_in_brackets = re.compile(rf"[(\[]\s*({_WORK}\s*:\s*[^()\[\]]+)[)\]]", re.IGNORECASE)
_initial = re.compile(rf"[{UPPER}]\w{{0,2}}\.\w")
_pieces = re.compile(
    rf"[;\n]|\s*\.\s+(?=(?:ảnh|clip|video|bài|thiết kế|đồ họa)\b)|\s+(?={_LABEL})|\s+(?=translated by\b)",
    re.IGNORECASE,
)
_office = re.compile(
    r"(?:phó |chủ tịch|giám đốc|tổng (?:giám|biên)|trưởng |nguyên (?:phó|chủ|giám|trưởng|bộ|thứ)|đại biểu|ủy viên|"
    r"uỷ viên|bộ trưởng|thứ trưởng|thành viên|viện trưởng|hiệu trưởng|chuyên gia|đoàn )",
    re.IGNORECASE,
)
"""What somebody is: it follows a name, and is none."""
_role = re.compile(
    r"^(?:(?:gs|pgs|tskh|ts|ths|bs|ckii?|ls|kts|ks|ds|ngnd|ngưt)[.,\s]+|"
    r"(?:luật sư|luật gia|bác sĩ|nhà báo|nhà văn|tiến sĩ|phóng viên|pv|ctv|cộng tác viên|tác giả|nhóm pv|"
    r"nhóm phóng viên)\s*:?\s+)+(?=\w)",
    re.IGNORECASE,
)
_degrees = re.compile(
    r"(?:^\s*|(?<=[-–,;&:] ))(?:(?:GS|PGS|TSKH|TS|ThS|BS|CK ?I{1,2}|KTS|KS|LS|NGND|NGƯT)[.,\s-]+){2,}(?=\w)",
    re.IGNORECASE,
)
"""Degrees in front of the first name, set apart by commas as names are."""
_collective = re.compile(
    r"^(?:nhóm|ban|tổ|phòng)\s+(?:pv|phóng viên|tác giả|thời sự|biên tập|thư ký|bạn đọc|kinh tế|quốc tế|chính trị|"
    r"văn hóa|xã hội|thể thao|đa phương tiện)\b.*|(?:phóng viên|pv|cộng tác viên|biên tập viên)\b.*"
    r"\b(?:báo|tạp chí|đài|ttxvn|thường trú)\b.*",
    re.IGNORECASE,
)
"""Reporters without a name, and for whom a named one works."""
_site = re.compile(r"(?:[a-z0-9-]+\.)+(?:vn|com|net|org)", re.IGNORECASE)
_of_pictures = re.compile(r"^(?:ảnh|clip|video)\s*:", re.IGNORECASE)
_SAYS_MORE = frozenset(
    "theo nguồn từ tại by và hiện hợp dịch ghi thuật gs pgs tskh ts ths bs ck cki ckii ls kts ks ds ngnd ngưt luật bác "
    "nhà tiến tác phóng pv ctv cộng biên nhóm ban tổ phòng".split()
)
"""Words of which at least one stands in a byline without signs that is more than one name."""
_nobody = {
    "",
    "pv",
    "p.v",
    "p.v.",
    "p/v",
    "pv.",
    "phong vien",
    "nhom pv",
    "nhom phong vien",
    "ctv",
    "bbt",
    "btv",
    "ban bien tap",
    "toa soan",
    "cong tac vien",
    "tong hop",
    "va",
    "theo",
    "tac gia",
    "nhom tac gia",
    "cong su",
    "dong nghiep",
    "nvcc",
    "nhan vat cung cap",
    "internet",
    "suu tam",
    "tu lieu",
}


@dataclass(frozen=True, slots=True)
class Byline:
    """`authors` are names as printed, without labels, places and e-mails; `source` is the agency credited."""

    authors: tuple[str, ...] = ()
    source: str | None = None


def agency(text: str) -> str | None:
    """The agency a whole line credits: "TTXVN", "(Theo TTXVN)", "Theo Reuters", "Nguồn: VOV"; else None.

    >>> agency("(Theo TTXVN)"), agency("Theo TTXVN, hai bên đã ký"), agency("Lê Hạnh")
    ('TTXVN', None, None)
    """
    if len(text) > 80:
        return None
    bare = text.strip(" .()[]*-–—")
    known = AGENCIES.get(fold(bare))
    if known:
        return known
    if _known_agencies(bare):
        return bare
    found = _according_to.fullmatch(text.strip())
    if found:
        named = found[1].strip()
        if fold(named) in AGENCIES:
            return AGENCIES[fold(named)]
        if _known_agencies(named):
            return named
        if "," in named or ("/" in named and any(fold(part) in AGENCIES for part in named.split("/"))):
            return None  # a sentence, or a reporter and the agency
        if re.match(r"\s*[(\[]", text) or (text.count(" ") <= 5 and not text.rstrip().endswith((".", ":", ","))):
            return named if _looks_like_name(named) else None
    return None


def parse_byline(text: str, own_names: tuple[str, ...] = ()) -> Byline:
    """Authors and agency of a byline as printed.

    `own_names` is what the newspaper calls itself: never an author.

    >>> parse_byline("B.T.V. (Theo TTXVN)")
    Byline(authors=('B.T.V.',), source='TTXVN')
    >>> parse_byline("Bài và ảnh: LÊ HẠNH - TRẦN VŨ")
    Byline(authors=('LÊ HẠNH', 'TRẦN VŨ'), source=None)
    """
    if len(text) > MAX_BYLINE:
        return Byline()
    whole = agency(text)
    if whole:
        return Byline((), whole)
    if _is_bare(text):
        return Byline((text,) if _is_person(text, own_names) else ())
    source = None
    text = _email.sub(" ", text)
    found = _credited.search(text)
    if found:
        cited = next(filter(None, found.groups())).strip(" .")
        named = not cited[:1].islower() or _site.fullmatch(cited) is not None  # "tổng hợp từ báo chí" names nobody
        source = agency(f"Theo {cited}") or (cited if named else None)
    else:
        found = _in_brackets.search(text)
        source = agency(f"Theo {found[1]}") if found and _known_agencies(found[1]) else None
        found = found if source else None
    if found:
        text = f"{text[: found.start()]} {text[found.end() :]}"
        text = re.sub(r"(?i)^\s*theo\s+", "", text)
    text = _degrees.sub("", _photos_in_brackets.sub(r"; \1", text))
    authors: list[str] = []
    of_pictures = _of_pictures.match(text.strip()) is not None
    for piece in _pieces.split(_label.sub("", text)):
        of_pictures = of_pictures or _of_pictures.match(piece.strip(" -–—|,")) is not None
        for name in _split_names(_did_it.sub("", _from_place.sub("", _label.sub("", _place.sub("", piece))))):
            name = _did_it.sub("", _by.sub("", _label.sub("", name))).strip(" ,-–—:|*")
            credited = AGENCIES.get(fold(name)) if name else None
            if credited is None and _site.fullmatch(name) and _is_person(name, own_names):
                credited = name
            if credited and source is None and credited not in ("AP", "RT"):
                source = None if of_pictures else credited  # who sold the pictures did not write it
                continue
            if _collective.fullmatch(name):
                continue
            name = _role.sub("", name)
            if _is_person(name, own_names) and name not in authors and not (authors and _office.match(name)):
                authors.append(name)
    return Byline(tuple(authors), source)


def _is_bare(text: str) -> bool:
    """Whether there is nothing to take off `text`: words without a sign between them, none of which says more."""
    return text.replace(" ", "").isalpha() and _SAYS_MORE.isdisjoint(text.lower().split()) and text == text.strip()


def _known_agencies(text: str) -> bool:
    """Whether `text` is nothing but names of agencies: "Báo Tin tức/TTXVN"."""
    return all(fold(part) in AGENCIES for part in re.split(r"\s*[,/&]\s*|\s+-\s+|\s+và\s+", text.strip()))


def _split_names(text: str) -> list[str]:
    names: list[str] = []
    for name in _between.split(text):
        halves = name.split("-")  # "Y Nga-Tiến Dũng" are two people, "Y-Nga" is one
        apart = len(halves) > 1 and all(len(half.split()) > 1 or _initial.match(half) for half in halves)
        names += halves if apart else [name]
    return names


def split_dateline(lead: str, datelines: tuple[str, ...]) -> tuple[str | None, str]:
    """The outlet's signature in front of a lead, and the lead without it.

    >>> split_dateline("(NLĐO)- Giá hoa tăng.", ("NLĐO",))
    ('NLĐO', 'Giá hoa tăng.')
    """
    found = _dateline(datelines).match(lead)
    if not found:
        return None, lead
    return _as_declared(found[1] or found[2], datelines), lead[found.end() :]


def _as_declared(printed: str, datelines: tuple[str, ...]) -> str:
    return next((d for d in datelines if fold(d) == fold(printed)), printed)


@lru_cache(maxsize=64)
def _dateline(datelines: tuple[str, ...]) -> re.Pattern[str]:
    signature = "|".join(re.escape(known) for known in (*datelines, *OTHER_DATELINES))
    # A bare word needs its dash. In brackets a known one does not, and before a dash any short one of a newspaper we
    # know nothing of is taken for its name.
    bracketed = signature if datelines else rf"{signature}|[^()]{{2,25}}(?=\s*\)\s*{DASH})"
    return re.compile(rf"\s*(?:\(\s*({bracketed})\s*\)\s*(?:{DASH}|[:.])*|({signature})\s*{DASH}+)\s*")


_NO_NAMES = frozenset(("cùng", "của", "cho", "với", "những", "các", "được", "không", "tại", "khi"))
"""Words that stand in sentences and slogans, and in nobody's name."""


def _is_person(name: str, own_names: tuple[str, ...]) -> bool:
    folded = fold(name)
    if folded in _nobody or not any(c.isalpha() for c in name) or len(name) > 60 or len(name.split()) > 8:
        return False
    if not _NO_NAMES.isdisjoint(name.lower().split()):
        return False
    words = bare_words(name)
    return all(words != bare_words(own) for own in own_names)


def _looks_like_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 6 and words[0][:1].isupper() and not any(map(str.isdigit, words))  # no "Khoản 9 Điều 34"
