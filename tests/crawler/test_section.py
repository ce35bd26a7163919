from cleaners.outlets import outlet_named
from crawler.discovery.scroll import EPI, VCCORP
from crawler.discovery.section import article_links, feed_addresses, section_addresses

URL = "https://nld.com.vn/kinh-te.htm"
PAGE = """<!DOCTYPE html><html><head>
<link rel="alternate" type="application/rss+xml" href="/rss/kinh-te.rss" title="Kinh tế">
<link rel="alternate" media="handheld" href="https://m.nld.com.vn/kinh-te.htm"></head><body>
<div class="header__nav"><ul><li><a href="/thoi-su.htm">Thời sự</a></li><li>
<a href="/kinh-te/tieu-dung.htm">Tiêu dùng</a>
<a href="https://phunu.nld.com.vn/">Phụ nữ</a><a href="/rss.htm">RSS</a><a href="/">Trang chủ</a></li></ul></div>
<div class="list__news-main"><div class="box-category-item" data-id="196260307071308923">
<a href="/cho-que-ngay-giap-tet-196260307071308923.htm" title="Chợ quê ngày giáp Tết"><img></a>
<a href="/print/cho-que-ngay-giap-tet-196260307071308923.htm?utm_source=a#x">Chợ quê</a></div>
<a href="/cho-que.html">thẻ</a><a href="javascript:;">x</a><a href="mailto:a@b.vn">y</a><a href="http://[">z</a>
<a href="https://thitruong.nld.com.vn/gia-gao-196260307071308924.htm">Giá gạo</a>
<a href="https://huengaynay.vn/tin-post1.html">Huế</a>
<a href="/dong-su-kien/le-hoi-123.htm">Dòng sự kiện</a>
<a href=" /ben-do-moi-
196260307071308925.htm ">Bến đò mới</a></div></body></html>"""
NLD = outlet_named("nld")


def test_an_article_linked_in_several_spellings_is_one() -> None:
    urls = [link.url for link in article_links(PAGE, url=URL, newspaper=NLD)]
    assert urls == [
        "https://nld.com.vn/cho-que-ngay-giap-tet-196260307071308923.htm",
        "https://nld.com.vn/ben-do-moi-196260307071308925.htm",
    ]


def test_the_headline_of_a_link_is_kept() -> None:
    assert article_links(PAGE, url=URL, newspaper=NLD)[0].headline == "Chợ quê ngày giáp Tết"


def test_relative_links_are_meant_from_the_base_the_page_names() -> None:
    page = '<base href="https://nld.com.vn/"><a href="ben-do-196260307071308925.htm">Bến đò</a>'
    (link,) = article_links(page, url="https://nld.com.vn/a/b.htm", newspaper=NLD)
    assert link.url == "https://nld.com.vn/ben-do-196260307071308925.htm"


def test_the_feed_of_a_section_stands_in_its_head() -> None:
    assert feed_addresses(PAGE, url=URL) == ["https://nld.com.vn/rss/kinh-te.rss"]


def test_sections_come_from_the_menu_and_only_from_the_own_host() -> None:
    found = section_addresses(PAGE, url=URL, is_section=VCCORP.is_section)
    assert found == ["https://nld.com.vn/thoi-su.htm", "https://nld.com.vn/kinh-te/tieu-dung.htm"]


def test_sections_of_epi_are_paths_with_a_slash_at_the_end() -> None:
    assert EPI.is_section("/chinhtri/")
    assert EPI.is_section("/thoi-su/chinh-tri/")
    assert not EPI.is_section("/tu-khoa/lua-gao-tag1.html")
    assert not EPI.is_section("/epaper/12/")
    assert not EPI.is_section("/")
