"""One self-contained page that shows what became of every block, beside the cleaned article."""

from __future__ import annotations

from collections import Counter
from html import escape

from cleaners.article import Article, Verdict
from cleaners.palette import PALETTE
from cleaners.review import BODY_KINDS

STYLE = (
    PALETTE
    + """\
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); }
header h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
.facts, .count { color: var(--soft); font-size: .875rem; }
.facts span, .count span { margin-right: 1rem; display: inline-block; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0; }
section { padding: 1rem 1.5rem; }
section + section { border-left: 1px solid var(--line); }
section > h2 { font-size: 1rem; color: var(--soft); margin: 0 0 .75rem; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-left: 4px solid; padding: .25rem .75rem; margin-bottom: .5rem; overflow-wrap: anywhere; }
li.kept { border-color: var(--kept); background: var(--kept-bg); }
li.meta { border-color: var(--meta); background: var(--meta-bg); }
li.dropped { border-color: var(--drop); background: var(--drop-bg); }
li.dropped .text { text-decoration: line-through; text-decoration-color: var(--drop); opacity: .85; }
.why { font-size: .8125rem; color: var(--soft); }
li.kept .why b { color: var(--kept); } li.meta .why b { color: var(--meta); } li.dropped .why b { color: var(--drop); }
code { font: .8125rem ui-monospace, monospace; }
article { max-width: 42rem; }
article h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }
article h3 { font-size: 1.125rem; margin: 1.25rem 0 .5rem; }
article .lead { font-weight: 600; }
article .table { font-family: ui-monospace, monospace; font-size: .875rem; }
figure { margin: 1rem 0; padding-left: .75rem; border-left: 2px solid var(--line);
  color: var(--soft); font-size: .875rem; }
a { color: var(--meta); }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; }
  section + section { border: 0; border-top: 1px solid var(--line); } }
"""
)


def explain_html(article: Article) -> str:
    """The page as HTML. It loads nothing, runs nothing, and escapes whatever the newspaper wrote."""
    title = escape(article.headline or article.url or "(no headline)")
    kept = sum(verdict.kept for verdict in article.verdicts)
    dropped = Counter(verdict.kind for verdict in article.verdicts if not verdict.kept)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} · explained</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1 lang="vi">{title}</h1>
<div class="facts">{_facts(article)}</div>
<div class="count"><span>{kept} blocks kept</span><span>{sum(dropped.values())} dropped{_counts(dropped)}</span></div>
</header>
<main>
<section aria-label="The page, block by block">
<h2>The page, block by block</h2>
<ol>
{chr(10).join(_verdicts(article))}
</ol>
</section>
<section aria-label="The cleaned article">
<h2>The cleaned article</h2>
<article lang="{escape(article.in_language)}">
{_article(article)}
</article>
</section>
</main>
</body>
</html>
"""


def _facts(article: Article) -> str:
    read_by = f"{article.cleaner.name} {article.cleaner.version}{' (fallback)' if article.cleaner.fallback else ''}"
    facts = [
        article.url,
        f"read by {read_by}",
        f"layout {article.layout}",
        article.date_published,
        ", ".join(article.authors),
        article.source,
        f"warnings: {', '.join(article.warnings)}" if article.warnings else None,
    ]
    return "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)


def _counts(dropped: Counter[str]) -> str:
    listed = ", ".join(f"{escape(kind)} {count}" for kind, count in dropped.most_common())
    return f" ({listed})" if listed else ""


def _verdicts(article: Article) -> list[str]:
    lines = []
    block = 0
    for verdict in article.verdicts:
        in_body = verdict.kept and verdict.kind in BODY_KINDS
        look = "kept" if in_body else "meta" if verdict.kept else "dropped"
        target = f' <a href="#b{block}">→</a>' if in_body else ""
        block += in_body
        text = escape(verdict.text) if verdict.text else "<i>(no text)</i>"
        why = f'<div class="why">{_why(verdict)}{target}</div>'
        lines.append(f'<li class="{look}">{why}<div class="text" lang="vi">{text}</div></li>')
    return lines


def _why(verdict: Verdict) -> str:
    done = "kept as" if verdict.kept else "dropped:"
    rule = "" if verdict.rule in (verdict.kind, verdict.where) else f" by {escape(verdict.rule)}"
    return f"<b>{done} {escape(verdict.kind)}</b>{rule} · <code>{escape(verdict.where)}</code>"


def _article(article: Article) -> str:
    parts = [f"<h1>{escape(article.headline)}</h1>"] if article.headline else []
    if article.description:
        parts.append(f'<p class="lead">{escape(article.description)}</p>')
    for position, block in enumerate(article.blocks):
        tag = {"heading": "h3", "quote": "blockquote"}.get(block.kind, "p")
        mark = "• " if block.kind == "list_item" else ""
        parts.append(f'<{tag} id="b{position}" class="{escape(block.kind)}">{mark}{escape(block.text)}</{tag}>')
    for image in article.images:
        words = " ".join(filter(None, (image.caption, f"Ảnh: {image.credit}" if image.credit else None)))
        if words:
            parts.append(f"<figure>{escape(words)}</figure>")
    return "\n".join(parts)
