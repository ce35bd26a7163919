"""A cleaner's version changes by itself, with whatever decides what becomes of a page, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

import cleaners
from cleaners import versions
from cleaners.outlets import OUTLETS
from cleaners.versions import DUMP, FALLBACK, NO_RULES, PAGE, dump_version, engine, fallback_version, version_of

NLD = OUTLETS["nld"]
NOT_ASKED = {"__init__", "evidence", "explain_html", "palette", "render"}
"""Modules that only show what was decided."""


@pytest.fixture
def rewritten(monkeypatch):
    """Make a module of the cleaners another one."""

    def rewrite(module):
        real = versions._source
        monkeypatch.setattr(versions, "_source", lambda name: real(name) + (b"#" if name == module else b""))
        forget()

    yield rewrite
    monkeypatch.undo()
    forget()


def forget():
    for remembered in (version_of, dump_version, fallback_version, engine):
        remembered.cache_clear()


def test_every_module_is_of_an_engine_or_has_no_rules():
    modules = {path.stem for path in Path(cleaners.__file__).parent.glob("*.py")} - NOT_ASKED
    assert modules - NO_RULES <= {*engine(PAGE), *engine(DUMP), *engine(FALLBACK)}


@pytest.mark.parametrize("module", ["page", "walk", "limits", "text", "article", "decode"])
def test_the_version_of_a_cleaner_changes_with_the_engine(rewritten, module):
    before = version_of(NLD.family, NLD)
    rewritten(module)
    assert version_of(NLD.family, NLD) != before


def test_the_version_of_a_cleaner_changes_with_the_outlets_rules():
    other = replace(NLD, datelines=(*NLD.datelines, "BÁO MỚI"))
    assert version_of(NLD.family, other) != version_of(NLD.family, NLD)


def test_the_version_of_a_cleaner_changes_with_the_familys_rules():
    family = replace(NLD.family, body="main")
    assert version_of(family, NLD) != version_of(NLD.family, NLD)


@pytest.mark.parametrize("module", ["fallback", "dump", "ngaynay", "errors"])
def test_the_version_of_a_cleaner_stays_when_another_engine_or_outlet_changes(rewritten, module):
    before = version_of(NLD.family, NLD)
    rewritten(module)
    assert version_of(NLD.family, NLD) == before


def test_the_version_for_dumps_changes_with_the_phrases(rewritten):
    before = dump_version(NLD)
    rewritten("phrases")
    assert dump_version(NLD) != before


def test_the_version_of_the_fallback_names_trafilatura_and_changes_with_our_part(rewritten):
    before = fallback_version()
    rewritten("fallback")
    assert fallback_version().startswith("trafilatura-")
    assert fallback_version() != before
