"""What the mutations put into pages."""

from __future__ import annotations

BROKEN = (
    "<", "</", "<p", "<!--", "-->", "<![CDATA[", "</div>" * 30, "<div" * 20, "<p><p><p>", "</p></p>", "<b><i></b></i>",
    "<table><tr><td>", "</table>", "<script>", "</script>", "<script>'</div></body>'</script>", "<style>", "<textarea>",
    "<title>", "<plaintext>", "<noscript>", "<template>", "<svg><p>", "<math><mi>", "<select><option>", "<frameset>",
    "<form><form>", "</html>", "</body>", "<body class=x>", "<a href='", '<p title="', "<p class=a class=b id id=>",
    "<base href='//example.invalid/'>", "<!DOCTYPE html>", "<?xml version='1.0'?>", "<p/>", "<br/ >", "< p>", "<p\n\n>",
    '<meta charset="utf-16">', "<link rel=canonical href='http://[broken'>", "<link rel=canonical href=javascript:x>",
    "<a href='http://[broken'>x</a>", "<img src='http://[broken'>", "<a href='//[::1'><p>x</p></a>",
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": [[[]]], "datePublished": 20260231}</script>',
    '<script type="application/ld+json">[1, null, "x", {"@graph": {"@type": 5}}]</script>',
    '<meta property="article:published_time" content="2026-02-31T25:61:00+99:99">',
)  # fmt: skip
"""Markup that opens, closes or says what it must not."""

REFERENCES = (
    "&#0;", "&#xD800;", "&#xDFFF;", "&#1114112;", "&#99999999999;", "&amp", "&#", "&#x", "&nbsp;" * 50, "&#7919",
    "&#8203;", "&lt;p&gt;", "&notanentity;", "&#x85;", "&#x2028;", "&#x2029;", "&#11;", "&#12;", "&#x1F;", "&#x1c;",
    "&#xfeff;", "&#129;", "&#155;",
)  # fmt: skip
"""Character references, most of them of no character."""

STRANGE = (
    "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\u200b", "\ufeff", "\u202e", "\u00ad",
    "\ue000", "\ufffe", "\U0010ffff", "e\u0302\u0301", "\u0300" * 30, "ﬁ", "İ", "đ", "Đ", "\u3000", "\u180e", "😀",
)  # fmt: skip
"""Characters that are no ordinary text."""

REPEATED = (
    "<!-- a -->", "<br>", "&nbsp;", " ", "\n", "-", " - ", "(", ")", ".", ", ", ": ", "/", "|", "\"", "0", "1/", "a",
    "A ", "Ă", "Lê Thử ", "Ảnh: ", "Theo ", "(TTXVN) ", "5-2-2026 ", "a@b.vn ", "[", "{", "\\", "#", "ạ-",
)  # fmt: skip
"""Put in thousands of times: what patterns with two ways to match stumble over."""
