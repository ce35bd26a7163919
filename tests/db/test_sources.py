"""Feeds and sitemaps as they were read, sets of addresses on disk, and which source earns its keep."""

from db.records import Discovery, SourceState

FEED = "https://nld.com.vn/rss/home.rss"


def test_a_source_is_known_as_it_was_read_last(store):
    assert store.source(FEED) is None
    store.source_read(SourceState(FEED, "nld", '"a"', None, "", 30))
    store.source_read(SourceState(FEED, "nld", '"b"', None, "", 31))
    assert store.source(FEED) == SourceState(FEED, "nld", '"b"', None, "", 31)


def test_an_address_is_seen_once_in_each_set(store):
    assert store.seen.add("rss", ["a", "b", "a"]) == 2
    assert store.seen.add("rss", ["b", "c"]) == 1
    assert store.seen.add("sitemap", ["b"]) == 1
    assert store.seen.has("rss", "c")
    assert not store.seen.has("sitemap", "c")


def test_what_only_one_source_shows_is_counted_for_it(store, run):
    shown = {"rss": (1, 2), "sitemap": (2, 3, 4), "section": (2,)}
    for source, numbers in shown.items():
        store.discovered(run, [Discovery(f"https://nld.com.vn/{n}.htm", "nld", source) for n in numbers])
    assert store.only_shown_by("nld", "2026-11-23T00:00:00Z") == {"rss": 1, "sitemap": 2}


def test_what_was_shown_in_earlier_runs_does_not_count(store, run):
    store.discovered(run, [Discovery("https://nld.com.vn/1.htm", "nld", "rss")])
    assert store.only_shown_by("nld", "2999-01-01T00:00:00Z") == {}


def test_a_whole_run_is_one_that_came_to_its_end_and_asked_the_source(store):
    def run(ended, *sources):
        number = store.begin_run(["nld"], settings={}, versions={})
        store.end_run(number, exit_code=0, counts={"nld": {"ended": ended, "sources": list(sources)}})
        return number

    whole = run("finished", "rss", "section")
    run("shutdown", "rss", "section")
    run("finished", "rss")
    assert store.last_whole_run("nld", "section").id == whole
    assert store.last_whole_run("nhandan", "section") is None
