"""The body of an article as VCCorp's CMS writes it (nld.com.vn pages of 2023, 2025 and 2026, tuoitre.vn of 2026)."""

from __future__ import annotations

from html import escape

from crawler.demo.markup import plain, to_html
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

MEDIA = "https://nld.mediacdn.vn/291774122806476800"
JUSTIFIED = '<p style="text-align: justify;">'


def body_html(article: DemoArticle, shelf: Shelf) -> str:
    """Everything between the body_start and body_end marks; its text is numeric character references, as served."""
    pieces = [_item(item, article, shelf) for item in article.body]
    if article.layout == "standard":
        pieces.insert(2, '<p data-id-seo="paragraphs-0"></p>')
        pieces.append("<p><br></p>")
    return "".join(pieces).encode("ascii", "xmlcharrefreplace").decode("ascii")


def picture_url(article: DemoArticle, file: str) -> str:
    """Where the original of `file` stands."""
    year, month, day = article.published[:10].split("-")
    return f"{MEDIA}/{year}/{int(month)}/{int(day)}/{file}"


def date_of(article: DemoArticle) -> str:
    """The printed time, "07/03/2026 08:06"."""
    day, time = article.published[:10], article.published[11:16]
    return f"{'/'.join(reversed(day.split('-')))} {time}"


def _inline(text: str) -> str:
    return to_html(
        text,
        lambda word: (
            f'<a class="VCCTagItemInNews" data-zoneid="0" data-id="426285" href="/tu-khoa.html" target="_blank" '
            f'title="{escape(word)}">{escape(word)}</a>'
        ),
    )


def _item(item: Item, article: DemoArticle, shelf: Shelf) -> str:
    match item:
        case Paragraph(text, "bare"):
            return f"\n{_inline(text)}\n"
        case Paragraph(text, "word"):
            return f'<p class="MsoNormal">{_inline(text)}</p>'
        case Paragraph(text):
            return f"{JUSTIFIED}{_inline(text)}</p>"
        case Lines(lines):
            return f"{JUSTIFIED}{'<br><br>'.join(map(_inline, lines))}</p>"
        case Heading(text, "bare"):
            return f"<b>{escape(text)}</b>"
        case Heading(text, "bold"):
            return f"{JUSTIFIED}<b>{escape(text)}</b></p>"
        case Heading(text, level):
            return f"<{level}>{escape(text)}</{level}>"
        case Items(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_inline(text)}</li>' for text in items)}</{tag}>"
        case Quote(text):
            return (
                '<div class="VCSortableInPreviewMode alignCenter" type="SimpleQuote"><div class="quote-content">'
                f'<p data-placeholder="Nội dung trích dẫn">{_inline(text)}</p></div></div>'
            )
        case Table(rows):
            return _table(rows)
        case InfoBox(heading, paragraphs):
            return _info_box(heading, paragraphs)
        case Photos():
            return _photos(item, article)
        case Clip(file, caption):
            return (
                f'<div class="VCSortableInPreviewMode" type="VideoStream" data-vid="nld.mediacdn.vn/{file}" '
                f'data-thumb="{picture_url(article, "thumb.jpg")}"><div class="video_sizewraper"></div>'
                f'<div class="VideoCMS_Caption"><p>{escape(caption)}</p></div></div>'
            )
        case Related():
            return _related(item, article, shelf)
        case Ad():
            return (
                '<zone id="lw61uyys"></zone>\n<script>\n'
                'if (pageSettings.allow3rd) arfAsync.push("lw61uyys");\n</script>\n'
            )
        case Talk(kind, text):
            bold = f"<b>{escape(plain(text))}</b>" if kind == "question" else _inline(text)
            return f"{JUSTIFIED}{bold}</p>"
        case Agency(name):
            return f'<p style="text-align: right;"><b>{escape(name)}</b></p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in row)}</tr>" for row in rows)
    return (
        '<div class="VCSortableInPreviewMode alignCenter" type="BoxTable"><div class="table-wrapper">'
        f"<table><tbody>{lines}</tbody></table></div></div>"
    )


def _info_box(heading: str, paragraphs: tuple[str, ...]) -> str:
    inside = "".join(f'<p class="MsoNormal">{_inline(text)}</p><p class="MsoNormal"> </p>' for text in paragraphs)
    return (
        '<div class="VCSortableInPreviewMode alignCenter" data-back="#FFFBF2" data-border="#F2D1AA" '
        'style="background-color:#FFFBF2;border-color:#F2D1AA;display:block;" id="ObjectBoxContent_1" type="content">'
        f'<div placeholder="Nhập nội dung..." class=""><h3>{escape(heading)}</h3>{inside}</div></div>'
    )


def _photos(photos: Photos, article: DemoArticle) -> str:
    images = [_img(article, file, number) for number, file in enumerate(photos.files, 1)]
    caption = _caption(photos)
    if len(images) > 1:
        items = "".join(
            f'<figure class="media-item"><a href="{picture_url(article, file)}" data-fancybox="img-lightbox" '
            f'class="detail-img-lightbox" target="_blank">{image}</a></figure>'
            for file, image in zip(photos.files, images, strict=True)
        )
        return (
            '<div class="VCSortableInPreviewMode alignJustify" data-style="align-justify" data-layout="row-12" '
            f'type="photo-grid-album"><div class="row-12">{items}</div>'
            f'<div class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích ảnh">{caption}</p></div></div>'
        )
    if article.layout == "old":
        return (
            f'<div class="VCSortableInPreviewMode" type="Photo"><div>{images[0]}</div>'
            f'<div class="PhotoCMS_Caption"><p>{caption}</p></div></div>'
        )
    unused = "" if caption else "NLPlaceholderShow"
    return (
        f'<figure class="VCSortableInPreviewMode{"" if caption else " noCaption"}" type="Photo" style="">'
        f'<div>{images[0]}</div><figcaption class="PhotoCMS_Caption">'
        f'<p data-placeholder="Nhập chú thích ảnh" class="{unused}">{caption}</p></figcaption></figure>'
    )


def _img(article: DemoArticle, file: str, number: int) -> str:
    # The editor writes the headline into every picture's alternative text: a trap for whoever takes it for a caption.
    alt = escape(f"{article.headline} - Ảnh {number}.")
    url = picture_url(article, file)
    return (
        f'<img data-author="" src="{url.replace(MEDIA, MEDIA.replace("/2917", "/thumb_w/698/2917"))}" '
        f'id="img_{article.id}{number}" w="1200" h="800" alt="{alt}" title="{alt}" rel="lightbox" '
        f'data-original="{url}" type="photo" width="1200" height="800" loading="lazy">'
    )


def _caption(photos: Photos) -> str:
    parts = (photos.caption, photos.credit and f"Ảnh: {photos.credit}")
    return escape(" ".join(part for part in parts if part), quote=False)


def _related(box: Related, article: DemoArticle, shelf: Shelf) -> str:
    stories = [shelf.story(identifier) for identifier in box.ids]
    if box.style == "one":
        story = stories[0]
        return (
            f'<div type="RelatedOneNews" class="VCSortableInPreviewMode"><a href="{story.path}" style="padding: 0px;">'
            # tuoitre.vn, March 2026: the stray `"=""` is a quotation mark the CMS did not escape.
            f'<img src="{picture_url(story, "thumb.jpg")}" "="" alt="{escape(article.headline)} - Ảnh 3."></a>'
            f'<a href="{story.path}" class="OneNewsTitle">{escape(story.headline)}</a>'
            f'<p class="VCObjectBoxRelatedNewsItemSapo">{escape(plain(story.lead))}</p></div>'
        )
    header = '<span class="kbwscwlrl-title-header">TIN LIÊN QUAN</span>' if box.style == "type-4" else ""
    return (
        '<!-- bonewsrelation --><div class="VCSortableInPreviewMode alignRight'
        f'{" type-4_preview" if box.style == "type-4" else ""}" type="RelatedNewsBox" data-style="align-right" '
        f'relatednewsboxtype="{box.style}"><div class="kbwscwl-relatedbox {box.style} nguoilaodong">{header}'
        f'<ul class="kbwscwlr-list">{"".join(_related_line(story, box.style) for story in stories)}</ul></div></div>'
        "<!-- eonewsrelation -->"
    )


def _related_line(story: DemoArticle, style: str) -> str:
    lead = ""
    if style == "type-7":
        lead = (
            f'<p class="kbwscwlrl-sapo">{escape(story.signature + plain(story.lead))}</p>'
            f'<span class="kbwscwlrl-time">{date_of(story)}</span>'
        )
    return (
        f'<li class="kbwscwlrl" data-date="{date_of(story)}" data-id="{story.id}" '
        f'data-avatar="{picture_url(story, "thumb.jpg")}" data-url="{story.path}" '
        f'data-title="{escape(story.headline)}">'
        f'<h4 class="kbwscwlrl-title"><a target="_blank" href="{story.path}" class="title link-callout">'
        f"{escape(story.headline)}</a></h4>{lead}</li>"
    )
