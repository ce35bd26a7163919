"""An article as rows and back."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from cleaners.article import Article, Block, Cleaner, Image, Verdict
from db.digest import content_digest
from db.records import Outcome
from db.rows import stored_articles, verdict_rows

LINE = st.text("aăâđơư ÀẸ", min_size=1, max_size=5)
KINDS = st.sampled_from(["paragraph", "heading", "caption", "related"])


def store_article(store, run, article):
    store.record(run, Outcome(article.url, "nld", "stored", article=article))
    store.flush()


def test_a_stored_article_comes_back_with_all_its_fields(store, run, article):
    store_article(store, run, article)
    (found,) = stored_articles(store.db.conn)
    assert found == replace(article, verdicts=())


def test_an_article_of_which_little_is_known_comes_back_too(store, run):
    bare = Article(
        cleaner=Cleaner("trafilatura", "2", fallback=True), url="https://a.vn/1", blocks=(Block("quote", "“Ừ.”"),)
    )
    store_article(store, run, bare)
    assert list(stored_articles(store.db.conn)) == [bare]


def test_articles_can_be_asked_for_by_outlet(store, run, article):
    store_article(store, run, article)
    assert list(stored_articles(store.db.conn, outlet="nhandan")) == []
    assert len(list(stored_articles(store.db.conn, outlet="nld"))) == 1


def test_the_view_shows_every_block_in_the_pages_order_with_its_text(store, run, article):
    store_article(store, run, article)
    rows = store.db.execute("SELECT kept, kind, rule, selector, text FROM blocks ORDER BY position").fetchall()
    assert rows == [(v.kept, v.kind, v.rule, v.where, v.text) for v in article.verdicts]


def test_text_that_stands_in_the_body_is_stored_once(article):
    rows = verdict_rows(article)
    assert [row.block for row in rows] == [None, 0, None, 1, 2, None, None]
    assert all((row.text is None) == (row.block is not None) for row in rows)


def test_a_caption_with_the_words_of_a_paragraph_is_not_that_paragraph(article):
    caption = Verdict(True, "caption", "figure", "figcaption", article.blocks[0].text)
    rows = verdict_rows(replace(article, verdicts=(caption, *article.verdicts)))
    assert rows[0].text == article.blocks[0].text


def test_a_block_that_no_verdict_names_is_shown_as_unexplained(article):
    rows = verdict_rows(replace(article, verdicts=()))
    assert [(row.block, row.rule, row.kept) for row in rows] == [
        (0, "unexplained", True),
        (1, "unexplained", True),
        (2, "unexplained", True),
    ]


@given(
    st.lists(st.builds(Block, st.just("paragraph"), LINE), max_size=6),
    st.lists(st.builds(Verdict, st.booleans(), KINDS, st.just("r"), st.just("p"), LINE), max_size=8),
)
def test_every_block_of_the_body_is_shown_exactly_once(blocks, verdicts):
    rows = verdict_rows(Article(cleaner=Cleaner("nld", "1"), blocks=tuple(blocks), verdicts=tuple(verdicts)))
    assert sorted(row.block for row in rows if row.block is not None) == list(range(len(blocks)))
    assert [row.position for row in rows] == list(range(len(rows)))


def test_the_digest_is_blind_to_the_cleaner_and_to_verdicts(article):
    other = replace(article, cleaner=Cleaner("vccorp", "9", fallback=True), verdicts=())
    assert content_digest(other) == content_digest(article)


def test_the_digest_sees_every_other_field(article):
    changes = {
        "url": "https://nld.com.vn/x.htm",
        "kind": "photo",
        "is_accessible_for_free": False,
        "images": (Image("https://cdn.example/khac.jpg"),),
        "blocks": article.blocks[:1],
        "in_language": "en",
    }
    for name in {field.name for field in fields(Article)} - {"cleaner", "verdicts"}:
        value = changes.get(name, ("khác",) if isinstance(getattr(article, name), tuple) else "khác")
        assert content_digest(replace(article, **{name: value})) != content_digest(article), name
