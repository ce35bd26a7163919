"""The body of an article as ePi's CMS writes it: nhandan.vn and plo.vn of 2025, templates of 2019 to 2021."""

from __future__ import annotations

from hashlib import sha1
from html import escape

from crawler.demo.epi_theme import GIF, theme_of
from crawler.demo.markup import plain, to_html
from crawler.demo.papers import Paper
from crawler.demo.truth import (
    Ad,
    Agency,
    Clip,
    DemoArticle,
    Heading,
    InfoBox,
    Item,
    Items,
    Lines,
    Paragraph,
    Photos,
    Quote,
    Related,
    Shelf,
    Table,
    Talk,
)


def body_html(article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    """What stands inside the body element, the byline and the advertisements included."""
    pieces, ads, headings = [], 0, 0
    for item in article.body:
        if isinstance(item, Ad):
            pieces.append(theme_of(paper).middle(ads))
            ads += 1
        elif isinstance(item, Heading):
            headings += 1
            pieces.append(_heading(item, headings))
        else:
            pieces.append(_item(item, article, paper, shelf))
    return "\n".join(pieces)


def picture_url(article: DemoArticle, paper: Paper, file: str) -> str:
    """Where `file` stands on the newspaper's picture host."""
    if theme_of(paper).new:
        return f"https://cdn.{paper.host}/images/{sha1(file.encode(), usedforsecurity=False).hexdigest()}/{file}"
    day = article.published[:10]
    return f"https://image.{paper.host}/w890/Uploaded/{day[:4]}/tinmau/{day.replace('-', '_')}/{file}"


def story(article: DemoArticle, paper: Paper, *, level: str = "h2", lead: bool = False, byline: bool = False) -> str:
    """The list item of `article`: `article.story`, as on every ePi page."""
    thumb, title = picture_url(article, paper, f"thumb-{article.id}.jpg"), escape(article.headline)
    url = paper.origin + article.path
    summary = f'<div class="story__summary story__shorten"> <p>{lead_of(article)}</p> </div>' if lead else ""
    author = f'<div class="story__meta"> <span class="author">{escape(article.byline)}</span> </div>' if byline else ""
    return f"""<article class="story" data-id="{article.id}"> <figure class="story__thumb">
<a class="cms-link" href="{url}" title="{title}">
<img class="lazyload" src="{GIF}" data-src="{thumb}" alt="{title}"> <noscript><img src="{thumb}" alt="{title}"
 class="image-fallback"></noscript>
</a> </figure> <{level} class="story__heading" data-tracking="{article.id}"><a class="cms-link" href="{url}"
 title="{title}"> {title} </a></{level}>
{summary}{author} </article>"""


def lead_of(article: DemoArticle) -> str:
    """The lead with the outlet's signature, escaped."""
    return escape(article.signature + plain(article.lead), quote=False)


def _inline(text: str, paper: Paper) -> str:
    def link(word: str) -> str:
        target = f"{paper.origin}/tu-khoa/tu-tag{len(word) + 100}.html"
        return f'<a href="{target}" title="{escape(word)}" class="cms-relate">{escape(word)}</a>'

    return to_html(text, link)


def _item(item: Item, article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    match item:
        case Paragraph(text, "bare"):
            return f" {_inline(text, paper)} "
        case Paragraph(text, "word"):
            return f'<p class="MsoNormal">{_inline(text, paper)}</p>'
        case Paragraph(text):
            if article.layout == "longform":
                return f'<div class="cms-text">{_inline(text, paper)}</div>'
            return f"<p>{_inline(text, paper)}</p>"
        case Lines(lines):
            return f"<p>{'<br><br>'.join(_inline(line, paper) for line in lines)}</p>"
        case Items(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_inline(text, paper)}</li>' for text in items)}</{tag}>"
        case Quote(text):
            return f'<div class="quote cms-quote"> <div><span>{_inline(text, paper)}</span></div> </div>'
        case Table(rows):
            cells_html = "".join(
                f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in row)}</tr>" for row in rows
            )
            return f"<table><tbody>{cells_html}</tbody></table>"
        case InfoBox(heading, paragraphs):
            inside = "".join(f"<p>{_inline(text, paper)}</p>" for text in paragraphs)
            return f'<div class="notebox align-right cms-note"> <h3>{escape(heading)}</h3> {inside} </div>'
        case Photos():
            return _photos(item, article, paper)
        case Clip():
            return _clip(item)
        case Related():
            return _related(item, paper, shelf)
        case Talk():
            return _talk(item, article, paper)
        case Agency(name):
            return f"<p>{escape(name)}</p>"
        case Ad() | Heading():
            raise TypeError("counted items are rendered by body_html")


def _heading(item: Heading, number: int) -> str:
    match item.style:
        case "bold":
            return f"<p><b>{escape(item.text)}</b></p>"
        case "bare":
            return f"<b>{escape(item.text)}</b>"
        case level:
            return f'<{level} id="tocid_{number}">{escape(item.text)}</{level}>'


def _photos(photos: Photos, article: DemoArticle, paper: Paper) -> str:
    words = _caption(photos, paper)
    images = [_img(article, paper, file, words) for file in photos.files]
    if article.layout in ("old", "longform"):
        full = " full-width" if article.layout == "longform" else ""
        rows = "".join(f'<tr> <td class="pic">{image}</td> </tr>' for image in images)
        rows += f'<tr> <td class="caption"> {words} </td> </tr>'
        return f'<table class="picture{full}"> <tbody> {rows} </tbody> </table>'
    if article.layout == "2019":
        if len(images) == 1:
            return f'<div class="full-img"> {images[0]} <span class="fig">{words}</span> </div>'
        columns = "".join(f'<div class="box-col"> <div class="item-image">{image}</div> </div>' for image in images)
        return f'<div class="box-image box-dou"> {columns} <div class="box-desc">{words}</div> </div>'
    figures = "".join(f"<figure> {image} </figure>\ufeff " for image in images)
    if len(images) > 1:
        # One caption for the group, a child of the group; the byte-order mark stands there on plo.vn too.
        return f'<div class="layout-image-{len(images)}"> {figures}<figcaption> {words} </figcaption> </div>'
    return f"<figure> {images[0]} <figcaption> {words} </figcaption> </figure>"


def _img(article: DemoArticle, paper: Paper, file: str, words: str) -> str:
    # `alt` is the file name and `title` the caption once more: neither is text of the article.
    url = picture_url(article, paper, file)
    return (
        f'<img src="{GIF}" id="{article.id}1" alt="{file}" data-width="1200" data-height="800" '
        f'data-image-id="{article.id}1" class="lazyload cms-photo" data-large-src="{url}" data-src="{url}" '
        f'title="{words}" width="1200" height="800">'
    )


def _caption(photos: Photos, paper: Paper) -> str:
    credit = photos.credit and (f"(Ảnh: {photos.credit})" if paper.name == "nhandan" else f"Ảnh: {photos.credit}")
    return escape(" ".join(part for part in (photos.caption, credit) if part))


def _clip(clip: Clip) -> str:
    return f"""<figure class="video"> <div id="player-wrapper-1"> <div class="--z--player" data-player="">
<video src="{clip.file}"></video>
<div class="--z--controls">
<span class="--z--seek-time --z--hide">00:00</span> <span>00:00</span> <span>/</span> <span>01:12</span> </div>
</div> </div> <figcaption> {escape(clip.caption)} </figcaption> </figure>"""


def _related(box: Related, paper: Paper, shelf: Shelf) -> str:
    stories = [shelf.story(identifier) for identifier in box.ids]
    if box.style == "line":
        other = stories[0]
        return f'<p><a class="cms-relate" href="{paper.origin}{other.path}">&gt;&gt; {escape(other.headline)}</a></p>'
    if box.style == "list":
        lines = "".join(f'<li> <a href="{paper.origin}{o.path}">{escape(o.headline)}</a> </li>' for o in stories)
        return f'<ul class="article__related-listing"> <li class="label">Tin liên quan</li> {lines} </ul>'
    lead = box.style == "lead"
    return "\n".join(
        f'<div class="article-relate" data-source="related-news"> {story(other, paper, lead=lead, byline=lead)} </div>'
        for other in stories
    )


def _talk(item: Talk, article: DemoArticle, paper: Paper) -> str:
    if article.layout != "interview":
        text = f"<b>{escape(plain(item.text))}</b>" if item.kind == "question" else _inline(item.text, paper)
        return f"<p>{text}</p>"
    # The misspelled class is the CMS's own.
    part = "q" if item.kind == "question" else "a"
    return (
        f'<div class="article__inteview"> <div class="{part}"> <div class="author">{escape(item.who or "")}</div> '
        f'<p class="text">{_inline(item.text, paper)}</p> </div> </div>'
    )
