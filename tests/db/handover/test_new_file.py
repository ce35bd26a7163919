"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from cleaners.errors import UsageError
from db.handover.new_file import CannotWrite, new_file


def test_the_file_takes_its_name_when_all_is_written(tmp_path):
    with new_file(tmp_path / "a.jsonl") as partial:
        partial.write_text("xong", "utf-8")
        assert not (tmp_path / "a.jsonl").exists()
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "xong"


def fail_half_way(path, error, **options):
    with new_file(path, **options) as partial:
        partial.write_text("một nửa", "utf-8")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("x"), OSError(errno.EIO, "Input/output error")])
def test_whatever_goes_wrong_leaves_nothing(tmp_path, error):
    with pytest.raises((KeyboardInterrupt, ValueError, CannotWrite)):
        fail_half_way(tmp_path / "a.jsonl", error)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_line_that_names_the_file_asked_for(tmp_path):
    with pytest.raises(CannotWrite, match=r"a\.jsonl cannot be written: No space left on device"):
        fail_half_way(tmp_path / "a.jsonl", OSError(errno.ENOSPC, "No space left on device"))


def test_a_file_that_is_there_stays_as_it_is(tmp_path):
    (tmp_path / "a.jsonl").write_text("cũ", "utf-8")
    with pytest.raises(UsageError, match="--force"), new_file(tmp_path / "a.jsonl"):
        pytest.fail("nothing may be written")
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "cũ"


def test_a_file_that_may_be_overwritten_is_until_then_as_it_was(tmp_path):
    (tmp_path / "a.jsonl").write_text("cũ", "utf-8")
    with pytest.raises(ValueError, match="x"):
        fail_half_way(tmp_path / "a.jsonl", ValueError("x"), overwrite=True)
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "cũ"
    with new_file(tmp_path / "a.jsonl", overwrite=True) as partial:
        partial.write_text("mới", "utf-8")
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "mới"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UsageError, match="folder"), new_file(tmp_path):
        pytest.fail("nothing may be written")


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(CannotWrite, match="No such file or directory"), new_file(tmp_path / "không" / "a.jsonl"):
        pytest.fail("nothing may be written")


def test_others_may_read_it_as_any_file_of_the_user(tmp_path):
    with new_file(tmp_path / "a.jsonl"):
        pass
    (tmp_path / "thường").touch()
    modes = [stat.S_IMODE(os.stat(tmp_path / name).st_mode) for name in ("a.jsonl", "thường")]
    assert modes[0] == modes[1]
