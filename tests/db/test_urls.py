"""Discovery, and what is due."""

import tracemalloc

from db.records import Discovery, Outcome

NOW = "2026-11-23T12:00:00Z"


def url(number):
    return f"https://nld.com.vn/bai-{number}.htm"


def test_discoveries_are_counted_as_new_once(store, run):
    assert store.discovered(run, [Discovery(url(1), "nld", "rss"), Discovery(url(2), "nld", "rss")]) == 2
    assert store.discovered(run, [Discovery(url(2), "nld", "rss"), Discovery(url(3), "nld", "rss")]) == 1


def test_one_url_shown_by_several_sources_has_one_row_that_names_them(store, run):
    shown = [Discovery(url(1), "nld", source) for source in ("sitemap", "rss", "sitemap", "section")]
    assert store.discovered(run, shown) == 1
    assert store.state(url(1)).sources == ("sitemap", "rss", "section")


def test_a_source_that_says_less_takes_nothing_away(store, run):
    full = Discovery(url(1), "nld", "rss", "2026-11-20T08:00:00+07:00", "2026-11-21T08:00:00+07:00", "Chợ đêm")
    store.discovered(run, [full, Discovery(url(1), "nld", "section")])
    state = store.state(url(1))
    assert (state.published, state.modified, state.headline) == (full.published, full.modified, full.headline)


def test_a_url_shown_again_keeps_its_status(store, run):
    store.record(run, Outcome(url(1), "nld", "gone", "http 410"))
    store.discovered(run, [Discovery(url(1), "nld", "sitemap", modified="2026-11-23T08:00:00+07:00")])
    assert store.state(url(1)).status == "gone"


def test_an_unknown_url_has_no_state(store):
    assert store.state(url(1)) is None


def test_what_was_never_fetched_is_due_before_what_is_wanted_again(store, run):
    store.record(run, Outcome(url(1), "nld", "unchanged", next_try_at="2026-11-23T11:00:00Z"))
    store.discovered(run, [Discovery(url(2), "nld", "rss", "2020-01-01T00:00:00+07:00")])
    assert [state.url for state in store.due("nld", NOW)] == [url(2), url(1)]


def test_the_newest_is_due_first(store, run):
    days = {1: "2026-11-20", 2: "2026-11-22", 3: "2026-11-21"}
    store.discovered(run, [Discovery(url(n), "nld", "rss", f"{day}T08:00:00+07:00") for n, day in days.items()])
    assert [state.url for state in store.due("nld", NOW)] == [url(2), url(3), url(1)]


def test_what_is_wanted_later_or_never_again_is_not_due(store, run):
    store.record(run, Outcome(url(1), "nld", "failed", "timeout", next_try_at="2026-11-23T12:00:01Z"))
    store.record(run, Outcome(url(2), "nld", "gone", "http 404"))
    assert list(store.due("nld", NOW)) == []


def test_only_the_outlet_asked_for_is_due(store, run):
    store.discovered(
        run, [Discovery(url(1), "nld", "rss"), Discovery("https://ngaynay.vn/a-post1.html", "ngaynay", "rss")]
    )
    assert [state.outlet for state in store.due("ngaynay", NOW)] == ["ngaynay"]


def test_due_stops_at_its_limit(store, run):
    store.discovered(run, [Discovery(url(n), "nld", "rss") for n in range(5)])
    assert len(list(store.due("nld", NOW, limit=3))) == 3


def test_recording_while_going_through_what_is_due_gives_each_url_once(store, run):
    store.discovered(run, [Discovery(url(n), "nld", "rss") for n in range(1200)])
    seen = []
    for state in store.due("nld", NOW):
        seen.append(state.url)
        store.record(run, Outcome(state.url, "nld", "failed", "timeout", next_try_at="2026-11-23T11:59:00Z"))
    assert sorted(seen) == sorted(map(url, range(1200)))


def test_two_questions_for_what_is_due_do_not_disturb_each_other(store, run):
    store.discovered(run, [Discovery(url(n), "nld", "rss") for n in range(3)])
    first = store.due("nld", NOW)
    started = next(first).url
    assert len(list(store.due("nld", NOW))) == 3
    assert len({started, *(state.url for state in first)}) == 3


def test_states_gives_all_urls_of_an_outlet(store, run):
    store.discovered(run, [Discovery(url(n), "nld", "rss") for n in range(1100)])
    store.discovered(run, [Discovery("https://ngaynay.vn/a-post1.html", "ngaynay", "rss")])
    assert [state.url for state in store.states("nld")] == sorted(map(url, range(1100)))


def test_memory_stays_flat_over_many_urls(store, run):
    store.discovered(run, (Discovery(url(n), "nld", "sitemap") for n in range(6_000)))
    tracemalloc.start()
    counts = sum(1 for _ in store.states("nld")), sum(1 for _ in store.due("nld", NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counts == (6_000, 6_000)
    assert peak < 2_500_000
