"""The page as it was served, made harmless for a frame: what runs, loads or leads away is cut out."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from cleaners.decode import decode
from cleaners.errors import TinsachError
from db.records import FetchedPage

REMOVED = "script, iframe, frame, object, embed, applet, link, base, meta, template, portal, fencedframe"
LOADING = ("src", "srcset", "poster", "background", "action", "formaction", "data", "ping", "manifest", "xlink:href")
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
"""What the answer says besides: even if something slipped through, a browser runs and loads nothing."""

HEAD = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>page</title></head><body>'


def harmless(page: FetchedPage) -> str:
    """The page's HTML without what runs, loads, or leads away; its words and their order stay as they are."""
    try:
        text = decode(page.body, page.header("Content-Type"))
    except TinsachError as error:
        return f"{HEAD}<p>{_escaped(str(error))}</p></body></html>"
    parser = LexborHTMLParser(text)
    for node in parser.css(REMOVED):
        node.decompose()
    for node in parser.css("*"):
        for name in list(node.attributes):
            if name in LOADING or name.startswith("on"):
                del node.attrs[name]
            elif name == "href":
                node.attrs[name] = "#"
    html = parser.html or ""
    return html.replace("<head>", '<head><meta charset="utf-8">', 1) if "<head>" in html else HEAD + html


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
