"""What the pages of Vietnamese newspapers nobody declared have in common, as data.

Editors name their elements alike: a box of other articles is called "related", "lienquan" or "tin-khac", whatever the
system behind it. So the rules here are words looked for in an element's class and id, after camelCase, dashes and
underscores are taken apart ("listNewsInContent" reads " list news in content ").

Gathered in November 2026 from saved pages of vnexpress.net, dantri.com.vn, vietnamnet.vn, baotintuc.vn, bnews.vn,
vneconomy.vn, vietnambiz.vn, nguoiquansat.vn and from the selectors public crawlers use for some sixty others. Nothing
here is read for an outlet that is declared.
"""

from __future__ import annotations

from cleaners.article import Kind
from cleaners.layout import Fields, Rule, attr, drop, ld, meta, take, text

HEAD = Fields(
    headline=ld("headline") + meta("og:title", "headline") + text("title"),
    description=meta("og:description", "description") + ld("description"),
    authors=ld("author.name") + meta("author", "article:author", "dable:author"),
    article_section=ld("breadcrumb") + meta("article:section") + ld("articleSection"),
    keywords=meta("article:tag", "news_keywords", "keywords") + ld("keywords"),
    date_published=ld("datePublished")
    + meta("article:published_time", "datePublished", "pubdate", "dateCreated", "DC.date.created", "DC.date.issued")
    + attr("datetime", "time[itemprop=datePublished]"),
    date_modified=ld("dateModified") + meta("article:modified_time", "dateModified", "og:updated_time", "lastmod"),
    image=meta("og:image"),
)
"""What a page says of itself in its head."""

SITE_NAMES = meta("og:site_name", "twitter:site", "copyright", "dc.publisher") + ld("publisher.name")
"""Where a page says which newspaper it is from: never an author."""
ADDRESSES = attr("href", "link[rel=canonical]") + meta("og:url") + ld("mainEntityOfPage.@id", "url")
ARTICLE_TEXT = ld("articleBody")

NOISE: dict[str, tuple[str, ...]] = {
    "related": (
        r"relat(?:e|ed|es|ion|ions)",
        r"(?:tin )?lien ?quan\w*|tinlienquan\w*|tin ?lien|lq|concern",
        r"(?:read|see|view|load) ?more|xem ?them|doc ?(?:them|tiep|nhieu|ngay)",
        r"tin ?(?:khac|moi|hot|noi ?bat|nong|lien)|(?:cung )?chuyen ?muc|cung ?chu ?de",
        r"suggest\w*|recommend\w*|most (?:view|read)\w*|other ?(?:news|articles?|posts?)|more (?:news|stories)",
        r"(?:list|box|item|insert|inner|latest|hot|top|sub) ?news\w*|news ?(?:list|group|item|relat\w*)",
        r"inner ?article|insert ?neww?s?|articles ?edit|(?:same|other) ?(?:cate|zone|topic)\w*",
        r"link ?(?:inline|content footer|news|source)|embed ?link|reflink\w*",
        r"(?:next|prev|previous) ?(?:post|article|news)|story ?(?:thumb|heading|list|item)|b grid",
        r"tindnd|relatebox|kbwscwl relatedbox|event ?(?:box|list)|dong ?su ?kien|see now",
    ),
    "ad": (
        r"ads?|adv|advs|adsense|adsbygoogle|advert\w*|ad ?zone\w*|adm ?zone\w*|zone ?ads?|banner\w*|sponsor\w*",
        r"quang ?cao|qc|in ?page|outstream|promo\w*|dfp|gpt|mgid|taboola|outbrain|eclick|admicro|oneads|sda|native",
        r"mini ?game|game ?box|box ?game|landing ?block",
    ),
    "share": (
        r"(?<!no )shar(?:e|es|ing)\w*|social\w*|like ?share\w*|addthis\w*|zalo|fb like|google ?news|gg ?news",
        r"copy ?link|tool ?(?:bar|box|s)|reactions?|react|bookmark\w*|print(?: ?(?:link|icon|btn|button))?|follow\w*",
        r"actions?",
    ),
    "comments": (r"comments?\w*|binh ?luan|feed ?back|rating|votes?|poll\w*|gop ?y|disqus|quiz\w*",),
    "navigation": (
        r"bread ?cr?umb?s?|breads?|crumbs?|duong ?dan|paging|pagination|pager|nav|navbar|navigation|menu\w*",
        r"toc\w*|table of contents?|muc ?luc",
        r"(?:scroll|back|go) ?(?:to ?)?top",
    ),
    "keywords": (r"(?:hash)?tags?|(?:tag|detail tab) ?(?:list|box|cloud|wrap)?|key ?words?|keysword|tu ?khoa|chu ?de",),
    "furniture": (
        r"(?<!with )(?<!no )(?<!has )(?<!one )(?<!two )side ?bar",
        r"(?<!article )(?<!entry )(?<!post )(?<!detail )(?<!content )footer|pop ?up|modal\w*|newsletter\w*",
        r"subscri\w*|log ?in|sign ?(?:in|up)|register|cookies?|consent",
        r"tool ?tips?|overlay|skeleton\w*|stock ?(?:box|price)|chi ?so ?chung ?khoan|chisochungkhoan",
    ),
    "audio": (r"audio\w*|(?<!no )tts|bao ?noi|text ?to ?speech|listen",),
    "widget": (r"(?<!elementor )widget",),
    "hidden": (r"hide|sr only|visually hidden|screen reader\w*|no ?print",),
}
"""Kinds of element that are no part of an article, each with the words that name it."""

ROLES: dict[str, tuple[str, ...]] = {
    "lead": (
        r"sapo\w*|lead|chapeau|standfirst|dek|tom ?tat|(?<!with )summary|excerpt|intro\w*|p ?head",
        r"des|desc|description|mo ?ta",
        r"sub ?title|sub ?headline|trich ?yeu",
    ),
    "byline": (r"author\w*|by ?line|by|tac ?gia|but ?danh|nguoi ?viet|writer|reporter|pen ?name|p ?author",),
    "source": (r"source\w*|nguon\w*|p ?source",),
    "date": (r"date\w*|time(?! ?line)\w*|publish\w*|pub ?date|ngay(?: ?dang)?|p ?publish ?time\w*",),
    "keywords": NOISE["keywords"],
    "breadcrumb": (r"\w*bread ?cr?umb?s?\w*|breads?|crumbs?|duong ?dan",),
    "section": (r"cate|cates|category|categories|cat ?(?:name|link)|section ?name|parent ?cate|chuyen ?muc",),
    "caption": (
        r"\w*caption\w*|chu ?thich(?: anh)?|imgdesc\w*|imgnote",
        r"(?:image|photo|pic|picture|img|media) ?(?:caption|desc\w*|note|info|title|text|cap|legend|expl\w*|label)",
    ),
    "body": (
        r"fck ?detail|fck ?content|content ?fck|singular ?content|main ?content|content ?detail|detail ?content",
        r"(?:the )?article ?(?:body|content|text|editor|detail)|entry(?: ?(?:content|body))?|post ?(?:content|body)",
        r"news ?(?:content|body|detail|text)|content ?(?:news|body|article|main|text)|contents|content",
        r"edit+or ?content|ct edtior web|knc content|cms ?body|zce content body|story ?(?:body|content)",
        r"noi ?dung\w*|chi ?tiet|body ?(?:content|text|detail)|detail ?(?:body|text)|text ?content|vnbcbc body",
        r"single post content|td post content|journal content|vst detail|lr ct|divnewscontent|exp ?and ?text",
    ),
}
"""What else an element may be, told by its class, id or itemprop."""

RULES: tuple[Rule, ...] = (
    *take("caption", "figcaption", "p.Image", "td.pCaption", "td.caption", ".wp-caption-text", ".op-caption"),
    *drop("share", "[data-share]", ".fb-like", ".fb-share-button", ".zalo-share-button"),
    *drop("ad", "zone", "ins", ".adsbygoogle", "[data-ad-slot]"),
    *drop("furniture", "footer", "nav", "form.search", "[role=dialog]", "[aria-hidden=true]"),
    *drop("related", "aside", "[data-type=related]", "[type=RelatedNewsBox]", "[type=RelatedOneNews]"),
)
"""Elements that mean the same everywhere; the words above are asked afterwards."""

CREDIT_SITES = (r".+\.(?:vn|com|net|org|gov)(?:\.vn)?",)
"""An author that is written like this is a site."""

CALLS = (
    r"(?:hotline|đường dây nóng)\s*:?\s*[\d .()+/–-]{6,}.{0,40}",
    r"(?:trụ sở )?(?:tòa|toà) soạn(?: và trị sự)?\s*:\s*.{5,150}",
    r"đăng ký (?:nhận )?(?:tin|bản tin|thư tin|newsletter)\b.{0,60}|nhập (?:địa chỉ )?e-?mail .{0,120}",
    r"[^.:]{0,60}[-–—|,]?\s*\bcơ quan (?:của|chủ quản|ngôn luận|trung ương)\b[^.]{3,90}",
    r"nghe (?:đọc )?(?:bài|tin|báo)(?: viết| này)?\W{0,3}\d{1,2}:\d{2}.{0,60}",
    r"(?:chúng tôi|website(?: này)?|trang(?: web| tin)?(?: này)?) .{0,40}\bcookies?\b.{0,170}",
    r"[*>»\s-]*(?:mời|kính mời) .{0,60}(?:xem|đọc|theo dõi|đón xem|nghe|tham khảo).{0,160}",
    r"(?:theo dõi|đọc thêm|đăng ký|like|follow) .{0,60}"
    r"(?:google news|zalo|facebook|fanpage|youtube|tiktok|telegram).{0,80}",
    r"(?:xem thêm|đọc thêm|xem tiếp|đọc tiếp|tin liên quan|bài liên quan|tin cùng chuyên mục|có thể bạn quan tâm"
    r"|nội dung liên quan|tin bài liên quan|các tin liên quan|xem nhiều|tin khác|bài viết liên quan)\s*[:>»…]*",
    r"(?:quảng cáo|qc)(?: (?:của|bởi|từ|bằng|by) .{2,30})?|advertisements?|powered by:?.{0,30}",
    r"mục lục(?: bài viết)?|nội dung chính|[×✕✖▲▼►◄|•·]+|(?:nguồn|theo)?\s*:?\s*https?://\S+",
    r"(?:>>+|»|=>|\.\.>>)\s*(?:chi tiết|xem thêm|xem tiếp|mời xem.*)?",
    r"(?:bạn đọc|quý vị|độc giả|mọi) .{0,60}(?:gửi|liên hệ).{0,60}"
    r"(?:email|hộp thư|hotline|đường dây nóng|tòa soạn|toà soạn).{0,120}",
)
"""Lines by which a newspaper speaks to its readers in the middle of an article (whole lines, any case)."""

NO_ARTICLE = (
    r"just a moment|checking your browser|attention required|verify you are human|access denied|captcha",
    r"(?:enable|bật) (?:javascript|cookies?)|javascript is (?:disabled|required)|ddos",
    r"không tìm thấy (?:trang|nội dung|bài)|(?:trang|bài viết|nội dung|đường dẫn).{0,40}không tồn tại|page not found",
    r"\b(?:404|403|500|502|503)\b.{0,20}(?:not found|forbidden|error|lỗi|bad gateway|unavailable)",
    r"(?:lỗi|error)\s*(?:404|403|500|502|503)|đã bị (?:xóa|xoá|gỡ)|vui lòng xác (?:minh|thực|nhận)",
)
"""What stands on a page that is served in an article's place (searched, any case)."""

TAG_ADDRESS = r"/(?:tags?|tu-khoa|tag-[^/]+|hashtag)/|-tag\d*\.|-tag\d*/?$|[?&](?:tag|keyword|q)=|-ptag\."
"""What the address of a tag looks like."""
HOME = frozenset(("trang chu", "home", "trang nhat", "homepage"))
"""The first step of a breadcrumb, folded."""
AUTHOR_LABEL = r"(?:tác giả|bài|người viết|by)\s*[,:]"
"""What stands before an author's name in a list of who did what."""
TAG_LABEL = (
    r"(?:từ kho[áa]|từ khóa|tags?|thẻ|nhãn|chủ đề(?: liên quan)?|(?:xem|đọc) thêm về|khám phá thêm chủ đề"
    r"|tag bài viết|(?:được )?gắn thẻ|hashtag)"
    r"\s*:?"
)
"""What stands before the tags where no class names them."""

KIND_OF_PATH: tuple[tuple[Kind, str], ...] = (
    ("video", r"^/(?:[^/]+/)?(?:video|videos|truyen-hinh|tv)(?:/|-clip)"),
    ("photo", r"^/(?:photo|anh|phong-su-anh|photos)/"),
    ("infographic", r"^/(?:infographics?|info|do-hoa)/"),
    ("podcast", r"^/podcasts?/"),
    ("longform", r"^/(?:e-?magazine|emagazine|longform|magazine|mega-story|megastory)/"),
)
"""What an address says of a page's kind."""
