"""Store.record: what an outcome leaves in pages, articles, images, verdicts and urls."""

import json
from dataclasses import replace

import pytest

from cleaners.article import Cleaner
from db.records import Discovery, Outcome

NEW_URL = "https://nld.com.vn/vuon-hoa-ben-song-196260305081500001.htm"


def stored(article, page, **values):
    return Outcome(article.url, "nld", "stored", page=page, article=article, **values)


def changed(article):
    return replace(article, headline="Phố cổ khánh thành vườn hoa bên sông")


def test_a_new_article_is_stored_with_its_page_images_and_status(store, run, rows, article, page_of):
    assert store.record(run, stored(article, page_of())) == "new"
    assert rows("SELECT headline, page_id FROM articles") == [("Phố cổ mở thêm vườn hoa bên sông", 1)]
    assert rows("SELECT url, http_status, content_type FROM pages") == [(article.url, 200, "text/html; charset=utf-8")]
    assert rows("SELECT position, caption, credit FROM images") == [
        (0, "Luống cúc đầu tiên", "Ngọc Ánh"),
        (1, None, None),
    ]
    assert rows("SELECT status, article_id, etag, fetched_at FROM urls") == [
        ("stored", 1, '"một"', "2026-11-23T10:00:00Z")
    ]


def test_lists_are_json_with_vietnamese_letters_as_they_are(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    assert rows("SELECT article_section FROM articles") == [('["Thời sự", "Đô thị"]',)]


def test_dropped_blocks_are_counted_by_what_they_are(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    assert json.loads(rows("SELECT dropped FROM articles")[0][0]) == {"related": 2, "ad": 1}


def test_the_same_article_again_is_unchanged_and_adds_no_page(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    again = page_of(body=b"other bytes, same words", fetched_at="2026-11-24T10:00:00Z", headers=(("ETag", '"2"'),))
    assert store.record(run, stored(article, again)) == "unchanged"
    assert rows("SELECT count(*) FROM pages") == [(1,)]
    assert rows("SELECT status, fetched_at, etag, article_id FROM urls") == [
        ("unchanged", "2026-11-24T10:00:00Z", '"2"', 1)
    ]


def test_a_newer_cleaner_with_the_same_words_is_no_change(store, run, article, page_of):
    store.record(run, stored(article, page_of()))
    assert store.record(run, stored(replace(article, cleaner=Cleaner("nld", "2026.2")), page_of())) == "unchanged"


def test_a_changed_article_keeps_its_row_and_its_earlier_page(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    store.flush()
    later = page_of(body=b"second", fetched_at="2026-11-24T10:00:00Z")
    assert store.record(run, stored(changed(article), later)) == "changed"
    assert rows("SELECT id, headline, page_id, first_stored_at, updated_at FROM articles") == [
        (1, "Phố cổ khánh thành vườn hoa bên sông", 2, "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z")
    ]
    assert rows("SELECT count(*) FROM pages") == [(2,)]


def test_images_and_verdicts_of_a_changed_article_are_replaced(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    store.record(run, stored(replace(changed(article), images=(), verdicts=article.verdicts[:2]), page_of(body=b"2")))
    assert rows("SELECT count(*) FROM images") == [(0,)]
    assert rows("SELECT kind FROM verdicts ORDER BY position") == [
        ("headline",),
        ("paragraph",),
        ("heading",),
        ("paragraph",),
    ]


def test_other_words_from_the_same_bytes_use_the_page_that_is_there(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    assert store.record(run, stored(changed(article), page_of())) == "changed"
    assert rows("SELECT page_id FROM articles") == [(1,)]
    assert rows("SELECT count(*) FROM pages") == [(1,)]


def test_two_outcomes_of_one_url_in_one_batch_are_taken_in_order(store, run, rows, article, page_of):
    first = store.record(run, stored(article, page_of()))
    second = store.record(run, stored(changed(article), page_of(body=b"2")))
    third = store.record(run, Outcome(article.url, "nld", "gone", "http 404"))
    assert (first, second, third) == ("new", "changed", "none")
    assert rows("SELECT status, reason, tries FROM urls") == [("gone", "http 404", 1)]


def test_an_article_that_is_gone_stays_in_the_file(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    store.record(run, Outcome(article.url, "nld", "gone", "http 404"))
    assert rows("SELECT articles.headline FROM urls JOIN articles ON articles.id = urls.article_id") == [
        ("Phố cổ mở thêm vườn hoa bên sông",)
    ]


def test_the_page_of_an_outcome_without_article_is_kept_once(store, run, rows, page_of):
    for _ in range(2):
        store.record(run, Outcome(page_of().url, "nld", "empty", "no-body", page=page_of()))
    assert rows("SELECT count(*) FROM pages") == [(1,)]
    assert rows("SELECT status, reason, tries FROM urls") == [("empty", "no-body", 2)]
    assert rows("SELECT count(*) FROM articles") == [(0,)]


def test_a_not_modified_answer_adds_no_page_and_keeps_the_article(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    answer = page_of(http_status=304, body=b"", fetched_at="2026-11-25T00:00:00Z")
    store.record(run, Outcome(article.url, "nld", "unchanged", page=answer, next_try_at="2026-11-26T00:00:00Z"))
    assert rows("SELECT count(*) FROM pages") == [(1,)]
    assert rows("SELECT status, fetched_at, next_try_at, article_id FROM urls") == [
        ("unchanged", "2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", 1)
    ]


def test_a_challenge_page_does_not_replace_the_validators_of_the_article(store, run, article, page_of):
    store.record(run, stored(article, page_of()))
    challenge = page_of(body=b"Are you a robot?", headers=(("ETag", '"robot"'),))
    store.record(run, Outcome(article.url, "nld", "blocked", "challenge page", page=challenge))
    assert store.state(article.url).etag == '"một"'


def test_tries_count_failures_in_a_row(store, run, article, page_of):
    for _ in range(3):
        store.record(run, Outcome(article.url, "nld", "failed", "timeout"))
    assert store.state(article.url).tries == 3
    store.record(run, stored(article, page_of()))
    assert store.state(article.url).tries == 0


def test_a_url_nobody_discovered_gets_a_row_too(store, run, article):
    store.record(run, Outcome(article.url, "nld", "failed", "dns"))
    assert store.state(article.url).sources == ("url",)


def test_an_article_with_another_canonical_url_is_filed_under_it(store, run, rows, article, page_of):
    outcome = Outcome(article.url, "nld", "stored", page=page_of(), article=replace(article, url=NEW_URL))
    assert store.record(run, outcome) == "new"
    assert rows("SELECT url, status, moved_to, article_id FROM urls ORDER BY status") == [
        (article.url, "moved", NEW_URL, None),
        (NEW_URL, "stored", None, 1),
    ]
    assert rows("SELECT url FROM pages") == [(NEW_URL,)]


def test_an_article_that_moves_keeps_its_row(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    moved = Outcome(article.url, "nld", "stored", page=page_of(body=b"2"), article=replace(article, url=NEW_URL))
    assert store.record(run, moved) == "changed"
    assert rows("SELECT id, url FROM articles") == [(1, NEW_URL)]
    assert store.state(article.url).article_id is None
    assert store.state(NEW_URL).article_id == 1


def test_a_redirect_and_its_target_recorded_apart_make_one_article(store, run, rows, article, page_of):
    store.record(run, stored(article, page_of()))
    store.record(run, Outcome(article.url, "nld", "moved", "http 301", moved_to=NEW_URL))
    store.record(run, stored(replace(article, url=NEW_URL), page_of(NEW_URL)))
    assert rows("SELECT id, url FROM articles") == [(1, NEW_URL)]


def test_a_moved_url_leads_to_a_url_that_is_to_be_fetched(store, run, article):
    store.record(run, Outcome(article.url, "nld", "moved", "http 301", moved_to=NEW_URL))
    assert [state.url for state in store.due("nld", "2026-11-23T12:00:00Z")] == [NEW_URL]


def test_moving_to_a_known_article_leaves_that_article_alone(store, run, rows, article, page_of):
    other = replace(article, url=NEW_URL)
    store.record(run, stored(article, page_of()))
    store.record(run, stored(other, page_of(NEW_URL)))
    store.record(run, Outcome(article.url, "nld", "moved", "http 301", moved_to=NEW_URL))
    assert rows("SELECT url FROM articles ORDER BY id") == [(article.url,), (NEW_URL,)]
    assert store.state(NEW_URL).status == "stored"


def test_an_article_without_a_body_is_refused(store, run, rows, article, page_of):
    with pytest.raises(ValueError, match="without a body"):
        store.record(run, stored(replace(article, blocks=(), verdicts=()), page_of()))
    assert rows("SELECT count(*) FROM urls") == [(0,)]


def test_a_video_is_stored_with_its_headline_and_lead_alone(store, run, rows, article, page_of):
    video = replace(article, kind="video", blocks=(), verdicts=(), warnings=("no-body",))
    store.record(run, stored(video, page_of()))
    assert rows("SELECT kind, article_body, word_count FROM articles") == [("video", "", 0)]


def test_a_teaser_of_a_subscribers_article_is_stored_as_what_it_is(store, run, rows, article, page_of):
    teaser = replace(article, blocks=(), verdicts=(), is_accessible_for_free=False, warnings=("teaser",))
    store.record(run, stored(teaser, page_of()))
    assert rows("SELECT is_accessible_for_free, article_body FROM articles") == [(0, "")]


def test_a_video_that_tells_nothing_is_refused(store, run, article, page_of):
    video = replace(article, kind="video", blocks=(), verdicts=(), images=(), description=None)
    with pytest.raises(ValueError, match="without a body"):
        store.record(run, stored(video, page_of()))


@pytest.mark.parametrize(
    ("outcome", "complaint"),
    [
        (Outcome("https://nld.com.vn/1.htm", "nld", "stored"), "no article"),
        (Outcome("https://nld.com.vn/1.htm", "nld", "moved"), "where to"),
        (Outcome("https://nld.com.vn/1.htm", "nld", "discovered"), "no outcome"),
    ],
)
def test_an_impossible_outcome_is_refused(store, run, outcome, complaint):
    with pytest.raises(ValueError, match=complaint):
        store.record(run, outcome)


def test_half_a_surrogate_pair_in_a_page_spoils_nothing(store, run, rows, article, page_of):
    hostile = replace(article, authors=("Lan \ud800",), source="\udfff", url=article.url + "?\ud800")
    store.record(run, stored(hostile, page_of(headers=(("X-Odd", "\ud800"),))))
    assert rows("SELECT authors, source FROM articles") == [('["Lan ?"]', "?")]


def test_text_of_a_page_is_never_read_as_sql(store, run, rows, article, page_of):
    hostile = "'); DROP TABLE articles; --"
    store.record(run, stored(replace(article, headline=hostile), page_of()))
    assert rows("SELECT headline FROM articles") == [(hostile,)]


def test_nothing_is_written_before_the_batch_is_full(store, run, path, article):
    store.record(run, Outcome(article.url, "nld", "failed", "dns"))
    assert store.db.conn.execute("SELECT count(*) FROM urls").fetchone() == (0,)


def test_a_full_batch_is_written(store, run, path):
    for number in range(50):
        store.record(run, Outcome(f"https://nld.com.vn/{number}.htm", "nld", "failed", "dns"))
    assert store.db.conn.execute("SELECT count(*) FROM urls").fetchone() == (50,)


def test_asking_for_the_state_of_a_url_sees_what_was_just_recorded(store, run, article):
    store.record(run, Outcome(article.url, "nld", "failed", "dns", next_try_at="2026-11-24T00:00:00Z"))
    assert store.state(article.url).next_try_at == "2026-11-24T00:00:00Z"


def test_what_the_sources_said_stays_when_an_outcome_comes(store, run, article):
    store.discovered(run, [Discovery(article.url, "nld", "rss", "2026-03-05T08:15:00+07:00", headline="Vườn hoa")])
    store.record(run, Outcome(article.url, "nld", "failed", "dns"))
    state = store.state(article.url)
    assert (state.published, state.headline, state.sources) == ("2026-03-05T08:15:00+07:00", "Vườn hoa", ("rss",))
