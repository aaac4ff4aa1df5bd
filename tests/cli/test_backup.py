"""`warmline backup` and `warmline restore`: what each says where it cannot be done."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from server.cli import app
from server.stores.database import Database
from server.stores.keys.day_keys import DayKeys
from server.stores.keys.house_key import HouseKey
from server.stores.processes import SqlProcesses
from tests.dev.checkout import environment
from tests.journeys import forked


@pytest.fixture
def warmline(tmp_path):
    """`warmline …` in a data directory of this name."""

    def run(name, *words, **env):
        here = environment(WARMLINE_DATA_DIR=str(tmp_path / name), COLUMNS="200", **env)
        return forked.done(words, here)

    return run


@pytest.fixture
def backup(warmline, tmp_path):
    """Of a house with an invitation and both its keys."""
    folder = tmp_path / "backups" / "monday"
    assert warmline("old", "migrate").returncode == 0
    HouseKey(tmp_path / "old" / "keys")
    DayKeys(tmp_path / "old" / "keys", lambda: 0).make("2026-03-01")
    made = warmline("old", "backup", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


def refused(said, words):
    """In one sentence or two, without a traceback."""
    assert said.returncode == 1, said.stdout
    assert words in said.stderr
    assert "Traceback" not in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_a_backup_is_two_private_files_and_no_key_of_a_day(backup):
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()}

    assert files == {"warmline.sqlite": 0o600, "house-keys.json": 0o600}
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert list(json.loads((backup / "house-keys.json").read_text())) == ["house.key"]


def test_a_folder_that_is_not_empty_is_left_as_it_is(warmline, backup):
    before = (backup / "warmline.sqlite").read_bytes()
    refused(warmline("old", "backup", str(backup)), "is not empty")

    assert (backup / "warmline.sqlite").read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == ["monday"]


def test_an_empty_folder_is_filled(warmline, backup):
    there = backup.with_name("tuesday")
    there.mkdir()
    assert warmline("old", "backup", str(there)).returncode == 0
    assert len(list(there.iterdir())) == 2


def test_a_full_disk_is_said_and_nothing_is_left(backup, tmp_path, monkeypatch):
    """The kernel lets this process write no more than so much into a file, as a full disk would."""
    monkeypatch.setenv("WARMLINE_DATA_DIR", str(tmp_path / "old"))
    there = backup.with_name("tuesday")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        said = CliRunner().invoke(app, ["backup", str(there)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)

    assert said.exit_code == 1
    assert "its disk is full" in said.output
    assert [path.name for path in backup.parent.iterdir()] == ["monday"]


def test_it_comes_back_with_the_keys_of_the_house(warmline, backup, tmp_path):
    said = warmline("new", "restore", str(backup))

    assert said.returncode == 0, said.stderr
    old, new = (tmp_path / name / "keys" / "house.key" for name in ("old", "new"))
    assert new.read_bytes() == old.read_bytes()
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert not (tmp_path / "new" / "keys" / "2026-03-01.key").exists()


def test_keys_that_are_kept_elsewhere_are_named(warmline, backup, tmp_path):
    elsewhere = tmp_path / "safe.json"
    shutil.move(backup / "house-keys.json", elsewhere)
    refused(warmline("new", "restore", str(backup)), "name it by --keys")
    assert warmline("new", "restore", str(backup), "--keys", str(elsewhere)).returncode == 0


def test_a_house_that_is_used_is_not_restored_into(warmline, backup):
    refused(warmline("old", "restore", str(backup)), "is not empty")


def test_a_house_with_other_keys_is_not_restored_into(warmline, backup, tmp_path):
    HouseKey(tmp_path / "new" / "keys")
    key = (tmp_path / "new" / "keys" / "house.key").read_bytes()
    refused(warmline("new", "restore", str(backup)), "holds other keys")

    assert (tmp_path / "new" / "keys" / "house.key").read_bytes() == key


async def test_a_running_service_is_not_restored_into(warmline, backup, tmp_path):
    assert warmline("new", "migrate").returncode == 0
    async with Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'warmline.sqlite'}") as db:
        await SqlProcesses(db).alive("web-1", "web", {}, datetime.now(UTC))
    refused(warmline("new", "restore", str(backup)), "stop it")


def test_a_backup_of_a_newer_version_is_left_alone(warmline, backup, tmp_path):
    with closing(sqlite3.connect(backup / "warmline.sqlite")) as db, db:
        db.execute("update alembic_version set version_num = '9999'")
    refused(warmline("new", "restore", str(backup)), "made by a newer Warmline")
    assert not (tmp_path / "new" / "warmline.sqlite").exists()


@pytest.mark.parametrize("wrong", ["nowhere", "empty"])
def test_what_is_no_backup_is_told(warmline, backup, tmp_path, wrong):
    (tmp_path / "empty").mkdir()
    refused(warmline("new", "restore", str(tmp_path / wrong)), "holds no warmline.sqlite")


def test_a_file_that_is_no_database_is_told(warmline, backup):
    (backup / "warmline.sqlite").write_bytes(b"not a database at all" * 100)
    refused(warmline("new", "restore", str(backup)), "is not a backup")


def test_a_file_without_keys_is_told(warmline, backup):
    for words in ("no json", '{"2026-03-01.key": "AAAA"}'):
        (backup / "house-keys.json").write_text(words)
        refused(warmline("new", "restore", str(backup)), "holds no keys of a house")


def test_the_database_of_an_older_version_is_not_copied(warmline, tmp_path):
    refused(warmline("old", "backup", str(tmp_path / "b")), "see `warmline doctor`")
    assert warmline("old", "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "old" / "warmline.sqlite")) as db, db:
        db.execute("update alembic_version set version_num = '0001'")
    refused(warmline("old", "backup", str(tmp_path / "b")), "run `warmline migrate`")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_the_doctor_says_when_the_last_backup_was(warmline, backup):
    assert "backup │ the last is of" in _squeezed(warmline("old", "doctor").stdout)
    assert warmline("new", "migrate").returncode == 0
    assert "backup │ none was ever made" in _squeezed(warmline("new", "doctor").stdout)


def _squeezed(table):
    return " ".join(table.split())


def test_nobody_else_may_read_what_is_restored(warmline, backup, tmp_path):
    old = os.umask(0)
    try:
        assert warmline("new", "restore", str(backup)).returncode == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_house_whose_keys_are_lost_comes_back_without_them(warmline, backup, tmp_path):
    (backup / "house-keys.json").write_text("{}")

    assert warmline("new", "restore", str(backup)).returncode == 0
    assert not (tmp_path / "new" / "keys" / "web-push.pem").exists()
