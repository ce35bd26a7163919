"""Whether an article changed: a digest of what a reader would see, not of the page's bytes.

The bytes of a page differ on each fetch (tokens, counters, advertisements), and a new version of the
cleaner is no change of the article.
"""

from __future__ import annotations

import hashlib
import json

from cleaners.article import Article

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def content_digest(article: Article) -> str:
    """SHA-256 (hex) over everything of `article.to_dict()` except the cleaner."""
    content = article.to_dict()
    del content["cleaner"]
    return hashlib.sha256(_canonical(content).encode("utf-8", "surrogatepass")).hexdigest()
