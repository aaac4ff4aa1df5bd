"""A day's file is there whole or as it was, and no copy of it is left beside it."""

import os
import resource
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from server.stores.keys.key_files import place
from server.stores.keys.vault import KeyGone, Vault

DAY = "2026-03-01"
FIRST = 1000  # bytes: less than a day's file in which one key is destroyed


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def vault(folder):
    return Vault(folder, lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))


@contextmanager
def a_disk_that_takes(size):
    """The system writes what still fits, and says how much; only then it refuses."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(folder):
    return {path.name for path in folder.iterdir()} - {".lock"}


async def test_a_full_disk_takes_no_days_keys(vault, folder):
    kept, gone = vault.new_key("kept"), vault.new_key("gone")
    sealed = vault.seal("kept", kept, b"words", b"m")
    with a_disk_that_takes(FIRST), pytest.raises(OSError, match="large"):
        await vault.destroy([gone])
    anew = Vault(folder, lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert anew.unseal("kept", kept, sealed, b"m") == b"words"
    assert anew.seal("another", anew.new_key("another"), b"words", b"m")
    assert names(folder) == {f"{DAY}.key"}
    await vault.destroy([gone])
    with pytest.raises(KeyGone):
        anew.seal("gone", gone, b"words", b"m")


def test_a_day_that_cannot_be_written_whole_is_not_begun(vault, folder):
    with a_disk_that_takes(10), pytest.raises(OSError, match="large"):
        vault.new_key("c1")
    assert names(folder) == set()
    assert vault.new_key("c1")


@pytest.mark.parametrize("damaged", [b"", b"k" * 40, b"k" * 1000, bytes(41)])
def test_a_day_of_a_wrong_shape_says_so_each_time_it_is_asked(vault, folder, damaged):
    (folder / f"{DAY}.key").write_bytes(damaged)
    with capture_logs() as logs, pytest.raises(KeyGone):
        vault.new_key("c1")
    assert [(each["log_level"], each["day"]) for each in logs] == [("error", DAY)]


def test_what_a_crash_left_beside_a_days_keys_is_overwritten_and_goes(vault, folder):
    key = vault.new_key("c1")
    whole, opened = (folder / f"{DAY}.key").read_bytes(), []
    for name in (f".{DAY}.new", ".2026-02-01.new", ".0123456789abcdef"):
        (folder / name).write_bytes(whole)
        os.utime(folder / name, (0, 0))
        opened.append(os.open(folder / name, os.O_RDONLY))
    vault.destroy_day("2026-02-01")
    assert names(folder) == {f"{DAY}.key"}
    for handle in opened:
        assert set(os.read(handle, 100)) == {0}
        os.close(handle)
    assert vault.seal("c1", key, b"words", b"m")


def test_what_is_the_days_own_file_by_another_name_is_not_overwritten(vault, folder):
    key = vault.new_key("c1")
    for name in (f".{DAY}.new", ".0123456789abcdef"):
        (folder / name).hardlink_to(folder / f"{DAY}.key")
        os.utime(folder / name, (0, 0))
    vault.destroy_day("2026-02-01")
    assert names(folder) == {f"{DAY}.key"}
    assert Vault(folder, lambda: datetime(2026, 3, 1, tzinfo=UTC)).seal("c1", key, b"words", b"m")


def test_what_another_process_is_placing_just_now_is_left_to_it(vault, folder):
    (folder / ".0123456789abcdef").write_bytes(b"k" * 41)
    assert time.time() - (folder / ".0123456789abcdef").stat().st_mtime < 60
    vault.destroy_day("2026-02-01")
    assert names(folder) == {".0123456789abcdef"}


def test_a_key_of_the_house_is_placed_whole_or_not_at_all(tmp_path):
    with a_disk_that_takes(10), pytest.raises(OSError, match="large"):
        place(tmp_path / "house.key", b"k" * 32)
    assert names(tmp_path) == set()
