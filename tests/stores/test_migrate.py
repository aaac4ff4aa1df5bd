"""Migrations make exactly the tables that the code speaks of."""

import asyncio
import os
import stat
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from server.stores import migrate as module
from server.stores.database import Database
from server.stores.migrate import migrate
from server.stores.rows.duties import duty_of
from server.stores.tables.core import duties
from server.stores.tables.every import METADATA
from server.stores.tables.house import staff

MIGRATE = "import sys; from server.stores.migrate import migrate; migrate(sys.argv[1])"


def differences(connection):
    return compare_metadata(MigrationContext.configure(connection), METADATA)


async def test_the_migrations_make_the_tables_of_the_code(database_url):
    async with Database.open(database_url) as db, db.read() as tx:
        assert await tx.run_sync(differences) == []


async def test_they_are_the_same_to_the_letter(sqlite_url, tmp_path):
    """What a comparison passes over: the conditions of partial indexes, the order of columns."""
    async with Database.open(f"sqlite+aiosqlite:///{tmp_path}/made.sqlite") as made:
        async with made.write() as tx:
            await tx.run_sync(METADATA.create_all)
        async with Database.open(sqlite_url) as migrated:
            assert await wording(migrated) == await wording(made)


async def test_migrating_again_changes_nothing(database_url):
    await asyncio.to_thread(migrate, database_url)
    async with Database.open(database_url) as db, db.read() as tx:
        assert await tx.run_sync(differences) == []


def test_a_new_database_is_for_this_account_alone(tmp_path):
    folder = tmp_path / "var"
    before = os.umask(0)
    try:
        migrate(f"sqlite+aiosqlite:///{folder}/made.sqlite")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    finally:
        os.umask(before)


async def test_two_processes_may_start_at_once(empty_database_url):
    command = [sys.executable, "-c", MIGRATE, empty_database_url]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    for each in both:
        _, complaint = await asyncio.to_thread(each.communicate, timeout=300)
        assert (each.returncode, complaint) == (0, b"")
    async with Database.open(empty_database_url) as db, db.read() as tx:
        assert await tx.run_sync(differences) == []


async def test_a_migration_that_fails_leaves_nothing_half_done(empty_database_url, monkeypatch):
    def fall_over(connection, to):
        upgrade(connection, to)
        raise RuntimeError("the power went")

    upgrade = module._upgrade
    monkeypatch.setattr(module, "_upgrade", fall_over)
    with pytest.raises(RuntimeError):
        await asyncio.to_thread(migrate, empty_database_url)
    async with Database.open(empty_database_url) as db, db.read() as tx:
        assert await tx.run_sync(lambda c: inspect(c).get_table_names()) == []


async def test_who_is_on_shift_when_places_come_keeps_whom_they_have(empty_database_url):
    await asyncio.to_thread(migrate, empty_database_url, "0029")
    states = ("off", "ready", "offered", "talking", "wrap_up", "hosting", "break")
    row = "(:s, 'peer', :s, :s, '2026-03-01', '2026-03-01', '[]', '[]')"
    columns = "(staff, role, name, state, since, seen_at, languages, topics)"
    async with Database.open(empty_database_url) as db, db.write() as tx:
        told = text(f"INSERT INTO duties {columns} VALUES {row}")
        await tx.execute(told, [{"s": state} for state in states])
    await asyncio.to_thread(migrate, empty_database_url)
    async with Database.open(empty_database_url) as db, db.read() as tx:
        found = [duty_of(row) for row in await tx.execute(select(duties))]
    assert {duty.staff: duty.state for duty in found} == {state: state for state in states}
    assert all(duty.load.total <= duty.places == 1 for duty in found)


async def test_who_has_coached_may_go_on_when_it_becomes_a_role(empty_database_url):
    await asyncio.to_thread(migrate, empty_database_url, "0043")
    people = "(id, name, folded, password_hash, roles, created_at)"
    row = """(:id, :id, :id, '', '["peer","moderator"]', '2026-03-01')"""
    coached = "(id, glass, coach, peer, at, talked_at, key_day, wrapped_key, sealed)"
    words = "('c', 'g', 'mona', 'pat', '2026-03-01', '2026-03-01', '', :none, :none)"
    async with Database.open(empty_database_url) as db, db.write() as tx:
        told = text(f"INSERT INTO staff {people} VALUES {row}")
        await tx.execute(told, [{"id": id_} for id_ in ("mona", "mike")])
        await tx.execute(text(f"INSERT INTO coachings {coached} VALUES {words}"), {"none": b""})
    await asyncio.to_thread(migrate, empty_database_url)
    async with Database.open(empty_database_url) as db, db.read() as tx:
        found = {row.id: row.roles for row in await tx.execute(select(staff))}
    assert found == {"mona": ("peer", "coach", "moderator"), "mike": ("peer", "moderator")}


def test_the_folder_of_a_new_database_is_made_for_us_alone(tmp_path):
    migrate(f"sqlite+aiosqlite:///{tmp_path}/new/warmline.sqlite")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


async def wording(db):
    """Without quotation marks: SQLite puts some where a table was made anew."""
    wanted = "SELECT name, sql FROM sqlite_master"
    async with db.read() as tx:
        rows = (await tx.execute(text(wanted))).all()
    return {
        name: " ".join((sql or "").replace('"', "").split())
        for name, sql in rows
        if "alembic" not in name
    }
