import pytest

from crawler.discovery.link import BrokenSource
from crawler.discovery.rss import feed_links

URL = "https://nld.com.vn/rss/home.rss"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Trang chủ</title><link>https://nld.com.vn</link>
<item><title><![CDATA[Cầu tre & đò ngang]]></title>
<description><![CDATA[<a href="x"><img src="y"></a> Sapo]]></description>
<pubDate>Tue, 23 Jun 2026 12:00:01 +07:00</pubDate>
<link>https://nld.com.vn/cau-tre-196260623120001001.htm</link></item>
<item><title>Tin thứ hai</title><guid>/tin-thu-hai-196260623120001002.htm</guid></item>
</channel></rss>"""


def links(body: str | bytes) -> list:
    return list(feed_links(body.encode() if isinstance(body, str) else body, url=URL))


def test_an_item_gives_its_address_headline_and_time() -> None:
    first = links(FEED)[0]
    assert first.url == "https://nld.com.vn/cau-tre-196260623120001001.htm"
    assert first.headline == "Cầu tre & đò ngang"
    assert first.published == "2026-06-23T12:00:01+07:00"


def test_the_guid_stands_in_for_a_missing_link() -> None:
    assert links(FEED)[1].url == "https://nld.com.vn/tin-thu-hai-196260623120001002.htm"


def test_an_atom_feed_is_read_too() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title>
    <link rel="self" href="https://nld.com.vn/self"/><link href="https://nld.com.vn/tin-1.htm"/>
    <published>2026-06-23T05:00:00Z</published><updated>2026-06-23T06:00:00Z</updated></entry></feed>"""
    (link,) = links(feed)
    assert link.url == "https://nld.com.vn/tin-1.htm"
    assert (link.published, link.modified) == ("2026-06-23T12:00:00+07:00", "2026-06-23T13:00:00+07:00")


def test_a_bare_ampersand_does_not_lose_the_feed() -> None:
    assert len(links(FEED.replace("Tin thứ hai", "Ăn & ở"))) == 2


def test_a_feed_cut_off_in_the_middle_gives_what_it_holds() -> None:
    assert links(FEED[: FEED.index("<item><title>Tin thứ hai")])[0].headline == "Cầu tre & đò ngang"


@pytest.mark.parametrize(
    "body", ["", "<!DOCTYPE html><html><head></head><body>Không tìm thấy</body></html>", "không phải XML", "{}"]
)
def test_what_is_no_feed_is_a_broken_source(body: str) -> None:
    with pytest.raises(BrokenSource):
        links(body)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    feed = bomb + "<rss><channel><item><link>https://nld.com.vn/x</link><title>&b;</title></item></channel></rss>"
    assert "aaaa" not in (links(feed)[0].headline or "")


def test_no_file_of_this_machine_is_read(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    feed = (
        f'<!DOCTYPE rss [<!ENTITY f SYSTEM "file://{secret}">]><rss><channel><item>'
        "<link>https://nld.com.vn/x</link><title>&f;</title></item></channel></rss>"
    )
    assert "bí mật" not in (links(feed)[0].headline or "")
