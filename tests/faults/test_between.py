"""The proxy between a process and its store does what a fault asks of it."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.stores.database import Database
from tests.faults.between import Between
from tests.faults.said_to_stores import PostgresEar
from tests.faults.servers import OwnPostgres


@pytest.fixture(scope="module")
def postgres():
    server = OwnPostgres()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
async def between(postgres):
    proxy = Between(postgres.socket, PostgresEar)
    await proxy.open()
    yield proxy
    await proxy.close()


@pytest.fixture
async def db(between):
    url = f"postgresql+asyncpg://warmline@127.0.0.1:{between.port}/postgres"
    async with Database.open(url) as database:
        yield database


async def count(db, value=None):
    async with db.write() as tx:
        await tx.execute(text("create table if not exists walks (n int)"))
        if value is not None:
            await tx.execute(text(f"insert into walks values ({value})"))
        return await tx.scalar(text("select count(*) from walks"))


async def test_a_trap_before_the_commit_keeps_nothing_and_one_after_it_everything(between, db):
    before = await count(db)
    for passed_on in (False, True):
        caught = between.trap(lambda said: said == "commit walks", passed_on=passed_on)
        asking = asyncio.create_task(count(db, 1))
        await asyncio.wait_for(caught.wait(), 60)
        await asyncio.sleep(0.1)
        between.cut()
        between.mend()
        with pytest.raises(Exception, match=r"closed|connection"):
            await asking
        assert await count(db) == before + passed_on


async def test_a_database_behind_a_black_hole_is_found_again_though_the_old_lines_stay_dead(
    between, db
):
    """Each dead connection was waited for in turn: an answer took longer than ten seconds."""
    await count(db)
    await asyncio.gather(*(count(db) for _ in range(3)))
    between.swallow()
    asking = asyncio.create_task(count(db))
    await asyncio.sleep(0.5)
    between.mend()
    with pytest.raises((TimeoutError, OSError, DBAPIError)):
        await asking
    assert await count(db) >= 0
