"""One use is one transaction, on SQLite and PostgreSQL alike."""

import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.stores.database import Database
from server.stores.tables.core import members
from server.stores.tables.house import leases

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def db(database_url):
    async with Database.open(database_url) as db:
        yield db


def lease(name, holder="one", fence=1):
    return insert(leases).values(name=name, holder=holder, fence=fence, until=NOON)


async def write(db, name):
    async with db.write() as tx:
        await tx.execute(lease(name))


async def names(db):
    async with db.read() as tx:
        return list(await tx.scalars(select(leases.c.name).order_by(leases.c.name)))


async def test_what_was_written_is_there_afterwards(db):
    async with db.write() as tx:
        await tx.execute(lease("matching"))
    assert await names(db) == ["matching"]


async def test_an_exception_takes_everything_back(db):
    with pytest.raises(RuntimeError):
        async with db.write() as tx:
            await tx.execute(lease("matching"))
            raise RuntimeError
    assert await names(db) == []


async def test_a_cancelled_writer_takes_everything_back_and_frees_the_way(db):
    inside = asyncio.Event()

    async def write_for_ever():
        async with db.write() as tx:
            await tx.execute(lease("matching"))
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write_for_ever())
    await asyncio.wait_for(inside.wait(), 100)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(100), db.write() as tx:
        await tx.execute(lease("clocks"))
    assert await names(db) == ["clocks"]


async def test_a_reader_sees_one_moment(db):
    async with db.read() as reading:
        before = (await reading.execute(select(leases.c.name))).all()
        async with db.write() as tx:
            await tx.execute(lease("matching"))
        after = (await reading.execute(select(leases.c.name))).all()
    assert before == after == []


async def test_a_reader_does_not_wait_for_a_writer(db):
    async with db.write() as tx:
        await tx.execute(lease("matching"))
        async with asyncio.timeout(100):
            assert await names(db) == []


async def test_a_reader_can_change_nothing(db):
    with pytest.raises(DBAPIError):
        async with db.read() as tx:
            await tx.execute(lease("matching"))
    assert await names(db) == []


async def test_two_who_lock_and_count_lose_no_step(db):
    async with db.write() as tx:
        await tx.execute(lease("matching", fence=0))
    wanted = db.lock(select(leases.c.fence).where(leases.c.name == "matching"))

    async def step():
        async with db.write() as tx:
            fence = await tx.scalar(wanted)
            await asyncio.sleep(0)
            await tx.execute(update(leases).values(fence=fence + 1))

    await asyncio.gather(*(step() for _ in range(12)))
    async with db.read() as tx:
        assert await tx.scalar(select(leases.c.fence)) == 12


async def test_two_processes_may_write_by_turns(database_url):
    async with Database.open(database_url) as one, Database.open(database_url) as other:

        async def write(db, number):
            async with db.write() as tx:
                await tx.execute(lease(f"{number:02}"))

        await asyncio.gather(*(write((one, other)[i % 2], i) for i in range(20)))
        assert len(await names(one)) == 20


async def test_a_row_without_its_parent_is_refused(db):
    with pytest.raises(IntegrityError):
        async with db.write() as tx:
            await tx.execute(
                insert(members).values(
                    conversation="none", person="p", role="peer", name="N", standing="speaker",
                    joined_at=NOON,
                )
            )  # fmt: skip


async def test_a_moment_keeps_its_zone(db):
    async with db.write() as tx:
        await tx.execute(lease("matching"))
    async with db.read() as tx:
        assert await tx.scalar(select(leases.c.until)) == NOON


async def test_an_error_does_not_quote_what_was_to_be_written(db):
    async with db.write() as tx:
        await tx.execute(lease("matching"))
    with pytest.raises(IntegrityError) as error:
        async with db.write() as tx:
            await tx.execute(lease("matching", holder="canary"))
    assert "canary" not in str(error.value)


async def test_nothing_of_deleted_rows_is_left_in_sqlites_files(sqlite_url, data_dir):
    async with Database.open(sqlite_url) as db:
        async with db.write() as tx:
            await tx.execute(lease("canary-" * 20))
        assert b"canary-" in everything(data_dir)
        async with db.write() as tx:
            await tx.execute(delete(leases))
        assert await db.scrub()
        assert b"canary-" not in everything(data_dir)


SEALED = """
SELECT table_name FROM information_schema.columns
WHERE data_type = 'bytea' AND table_schema = 'public'
"""
SWEPT = "SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL"


async def test_no_table_that_holds_something_sealed_is_left_out(postgres_url):
    """Words whose key stands in the same row stayed in the pages of twenty tables."""
    async with Database.open(postgres_url) as db:
        async with db.write() as tx:
            await tx.execute(text("SELECT pg_stat_reset()"))
        assert await db.scrub()
        async with db.read() as tx:
            sealed, swept = [set(await tx.scalars(text(one))) for one in (SEALED, SWEPT)]
    assert len(sealed) > 20
    assert sealed <= swept


async def test_scrubbing_says_when_a_reader_was_in_the_way(sqlite_url, data_dir, monkeypatch):
    monkeypatch.setattr("server.stores.database.SCRUB_TRIES", 2)
    path = data_dir / "warmline.sqlite"
    async with Database.open(sqlite_url) as db:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM leases").fetchall()
        async with db.write() as tx:
            await tx.execute(lease("matching"))
        assert not await db.scrub()
        reader.close()
        assert await db.scrub()


async def test_scrubbing_lets_others_write_meanwhile(db):
    async with asyncio.timeout(100):
        await asyncio.gather(db.scrub(), *(write(db, str(n)) for n in range(10)))
    assert len(await names(db)) == 10


async def test_sqlite_waits_for_the_disk_at_each_commit(sqlite_url):
    async with Database.open(sqlite_url) as db, db.write() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        values = [await tx.scalar(text(f"PRAGMA {name}")) for name in asked]
    assert values == ["wal", 2, 1, 1]


async def test_who_waits_for_the_turn_to_write_holds_up_nothing_else(sqlite_url):
    """Another process writes: our event loop goes on, and the turn comes."""
    async with Database.open(sqlite_url) as one, Database.open(sqlite_url) as other:
        async with one.write() as tx:
            await tx.execute(lease("first"))
            waiting = asyncio.create_task(write(other, "second"))
            done, _ = await asyncio.wait([waiting], timeout=0.1)
            assert not done
        async with asyncio.timeout(30):
            await waiting
        assert await names(one) == ["first", "second"]


async def test_postgresql_is_read_committed_for_writers(postgres_url):
    async with Database.open(postgres_url) as db, db.write() as tx:
        assert await tx.scalar(text("SHOW transaction_isolation")) == "read committed"


def everything(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
