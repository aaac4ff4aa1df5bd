"""A backup holds every row that must not be lost, and no word of anybody."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import LargeBinary, func, insert, select

from moderation.verdict import Level
from server.stores.backup import kept
from server.stores.backup.copying import BATCH, copy_in, copy_out, rows
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED
from server.stores.migrate import migrate
from server.stores.tables.core import conversations, flags, messages, visits
from server.stores.tables.every import METADATA
from server.stores.tables.house import waits
from tests.stores.line import a_line
from tests.stores.test_forgetting import a_full_life

BYTES = [
    column
    for table in METADATA.sorted_tables
    for column in table.columns
    if isinstance(column.type, LargeBinary)
]


@pytest.fixture
async def backup(tmp_path):
    """An empty database of this version, as `warmline backup` makes one: its file and address."""
    file = tmp_path / "backup.sqlite"
    url = f"sqlite+aiosqlite:///{file}"
    await asyncio.to_thread(migrate, url)
    return file, url


@pytest.fixture
async def another(request, database_url, sqlite_databases, tmp_path):
    """Another line of the same kind, in which nobody has been, with keys of its own."""
    folder = tmp_path / "another"
    folder.mkdir()
    if database_url.startswith("sqlite"):
        fresh = sqlite_databases.fresh(folder)
    else:
        fresh = request.getfixturevalue("postgres_databases").fresh()
    with fresh as url:
        async with a_line(url, folder / "keys") as line:
            yield line


async def out(line, url):
    async with Database.open(url) as target:
        await copy_out(line.db, target, lambda _: None)


async def back(url, line):
    async with Database.open(url) as source:
        await copy_in(source, line.db, line.sealer, line.clock(), lambda _: None)


async def waited(line, times):
    minute = {"ended_at": line.clock(), "hour": 1, "language": "en", "seconds": 9, "answered": True}
    async with line.db.write() as tx:
        await tx.execute(insert(waits), [minute] * times)


async def every_row(line, table):
    async with line.db.read() as tx:
        wanted = select(table).order_by(*table.primary_key.columns)
        return [row._asdict() for row in await tx.execute(wanted)]


async def test_what_is_forgotten_after_a_backup_cannot_be_read_from_it_with_any_key(line, backup):
    file, url = backup
    sealed = await a_full_life(line, flagged=True)
    async with line.db.read() as tx:
        keys = set(await tx.scalars(select(conversations.c.wrapped_key)))
    await out(line, url)
    found = file.read_bytes()

    assert len(sealed) > 8
    assert [part for part in (*sealed, *keys) if part in found] == []
    assert line.vault.days()  # whoever has these has nothing to open


async def test_a_backup_keeps_no_bytes_but_those_that_are_named(line, backup):
    file, url = backup
    await a_full_life(line)
    await out(line, url)
    db = sqlite3.connect(file)
    found = {
        f"{one}": {value for (value,) in db.execute(f"select {one.name} from {one.table.name}")}
        for one in BYTES
        if str(one) not in kept.SEALED_FOR_LONG
    }
    db.close()

    assert set().union(*found.values()) <= {None, DESTROYED, kept.OWED}
    assert {str(one) for one in BYTES} >= kept.SEALED_FOR_LONG


async def test_every_row_comes_back_as_it_was_but_for_its_words(line, backup, another):
    _, url = backup
    await a_full_life(line, flagged=True)
    await waited(line, 2 * BATCH + 1)
    await out(line, url)
    await back(url, another)

    for table in kept.TABLES:
        bytes_ = {column.name for column in BYTES if column.table is table}
        changed = bytes_ | {"key_day", "opinion", "seen_at"}
        before, after = await every_row(line, table), await every_row(another, table)
        assert [_but(row, changed) for row in after] == [_but(row, changed) for row in before]


def _but(row, names):
    return {name: value for name, value in row.items() if name not in names}


async def test_a_conversation_that_was_open_goes_on(line, backup, another):
    _, url = backup
    visitor, peer, talk = await line.paired()
    await line.moderator()
    await line.worries(visitor, talk, "I can't go on", Level.L3)
    await out(line, url)
    await back(url, another)

    await another.say(visitor, talk, "I am here again")
    assert (await another.seqs(talk))[-1] == (await line.seqs(talk))[-1] + 1
    heard = await another.talks.tail(peer.id, talk, 0, 100)
    assert [one.text for one in heard if one.notice is None] == ["", "I am here again"]
    (flag,) = (await another.raised()).flags
    assert (flag.conversation, flag.level, flag.words) == (talk, Level.L3, "")
    await another.alerts.set_level(talk, Level.L2, await another.moderator(), "ok", line.clock())


async def test_who_waited_has_all_their_time_to_come_back(line, backup, another):
    _, url = backup
    await line.visitor("vera")
    await out(line, url)
    another.clock.at = line.clock.passes(hours=8)
    await back(url, another)
    await another.round()

    (visit,) = await every_row(another, visits)
    assert (visit["state"], visit["seen_at"]) == ("waiting", another.clock())


async def test_what_comes_after_a_restore_has_a_number_of_its_own(line, backup, another):
    _, url = backup
    await waited(line, 3)
    await out(line, url)
    await back(url, another)
    await waited(another, 1)

    async with another.db.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(waits)) == 4


async def test_what_was_forgotten_before_a_backup_stays_forgotten(line, backup, another):
    """A bare flag stays bare: nothing can be read of it, and nothing is owed to it."""
    _, url = backup
    await a_full_life(line, flagged=True)
    await line.forgetting.forget("vera")
    await out(line, url)
    await back(url, another)

    assert {row["wrapped_key"] for row in await every_row(another, conversations)} == {DESTROYED}
    assert await every_row(another, messages) == []
    assert len(await every_row(another, flags)) == 1


async def test_a_house_that_nobody_has_used_has_no_rows(another):
    assert await rows(another.db) == 0
