"""The chain shows what was changed afterwards."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, insert, select, update

from server.stores import audit as auditing
from server.stores.database import Database
from server.stores.tables.house import audit

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def db(database_url):
    async with Database.open(database_url) as db:
        yield db


async def note(db, did, about="c1"):
    async with db.write() as tx:
        await auditing.append(tx, at=NOON, who="s1", did=did, about=about, reason="worry")


async def three(db):
    for did in ("read", "join", "step_back"):
        await note(db, did)


async def test_an_empty_chain_is_whole(db):
    assert await auditing.verify(db) is None


async def test_a_chain_is_whole_also_over_many_reads(db, monkeypatch):
    monkeypatch.setattr(auditing, "BATCH", 2)
    await three(db)
    assert await auditing.verify(db) is None


@pytest.mark.parametrize("field", ["who", "did", "about", "reason", "hash"])
async def test_a_changed_row_is_found(db, field):
    await three(db)
    async with db.write() as tx:
        await tx.execute(update(audit).where(audit.c.id == 2).values({field: "other"}))
    assert await auditing.verify(db) == 2


async def test_a_changed_time_is_found(db):
    await three(db)
    async with db.write() as tx:
        later = NOON.replace(microsecond=123457)
        await tx.execute(update(audit).where(audit.c.id == 3).values(at=later))
    assert await auditing.verify(db) == 3


@pytest.mark.parametrize("gone", [1, 2])
async def test_a_row_that_was_taken_out_is_found(db, gone):
    await three(db)
    async with db.write() as tx:
        await tx.execute(delete(audit).where(audit.c.id == gone))
    assert await auditing.verify(db) == gone + 1


async def test_a_row_that_was_put_in_is_found(db):
    await three(db)
    async with db.write() as tx:
        forged = {"id": 4, "at": NOON, "who": "s1", "did": "x", "about": "", "reason": ""}
        await tx.execute(insert(audit).values(**forged, hash="00"))
    assert await auditing.verify(db) == 4


async def test_many_writers_make_one_chain(database_url):
    async with Database.open(database_url) as one, Database.open(database_url) as other:
        await asyncio.gather(*(note((one, other)[n % 2], "read", f"c{n}") for n in range(16)))
        assert await auditing.verify(one) is None
        async with one.read() as tx:
            assert await tx.scalar(select(func.count()).select_from(audit)) == 16


async def test_what_was_rolled_back_leaves_no_gap(db):
    with pytest.raises(RuntimeError):
        async with db.write() as tx:
            await auditing.append(tx, at=NOON, who="s1", did="read", about="c1")
            raise RuntimeError
    await three(db)
    assert await auditing.verify(db) is None
