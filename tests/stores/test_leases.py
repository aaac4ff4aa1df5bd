"""One leader at a time, and none that does not know that it was replaced."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from server.stores.database import Database
from server.stores.leases import LeaseLost, Leases
from server.stores.tables.house import leases, processes


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def db(database_url):
    async with Database.open(database_url) as db:
        yield db


@pytest.fixture
def them(db, clock):
    return Leases(db, clock)


async def test_only_one_of_many_leads(database_url, clock):
    async with Database.open(database_url) as one, Database.open(database_url) as other:
        took = [Leases((one, other)[n % 2], clock).take("lead", f"w{n}", 10) for n in range(8)]
        fences = await asyncio.gather(*took)
    assert len([fence for fence in fences if fence]) == 1


async def test_the_holder_renews_with_the_same_fence(them, clock):
    first = await them.take("lead", "one", 10)
    clock.at += timedelta(seconds=8)
    assert await them.take("lead", "one", 10) == first
    clock.at += timedelta(seconds=8)
    assert await them.take("lead", "two", 10) is None


async def test_a_new_holder_has_a_higher_fence(them, clock):
    first = await them.take("lead", "one", 10)
    clock.at += timedelta(seconds=10)
    second = await them.take("lead", "two", 10)
    assert second.number > first.number


async def test_a_lease_from_before_the_clock_was_set_back_keeps_nobody_from_leading(them, clock):
    """For an hour nobody was offered to anybody: its holder had died, and its end was far off."""
    first = await them.take("lead", "one", 10)
    clock.at -= timedelta(hours=1)
    second = await them.take("lead", "two", 10)
    assert second.number > first.number


async def test_a_lease_taken_by_a_clock_that_is_a_little_ahead_is_held_all_the_same(them, clock):
    first = await them.take("lead", "one", 10)
    clock.at -= timedelta(seconds=9)
    assert await them.take("lead", "two", 10) is None
    assert await them.take("lead", "one", 10) == first


async def test_a_released_lease_is_free_at_once(them):
    first = await them.take("lead", "one", 10)
    await them.release("lead", "one")
    second = await them.take("lead", "two", 10)
    assert second.number > first.number


async def test_a_stranger_releases_nothing(them):
    await them.take("lead", "one", 10)
    await them.release("lead", "two")
    assert await them.take("lead", "two", 10) is None


async def test_a_former_leader_writes_nothing(db, them, clock):
    old = await them.take("lead", "one", 10)
    clock.at += timedelta(seconds=11)
    new = await them.take("lead", "two", 10)
    with pytest.raises(LeaseLost):
        await write_as(db, old, clock)
    await write_as(db, new, clock)
    assert await written(db) == 1


async def test_who_released_leads_no_longer(db, them, clock):
    fence = await them.take("lead", "one", 10)
    await them.release("lead", "one")
    with pytest.raises(LeaseLost):
        await write_as(db, fence, clock)


async def test_nobody_takes_over_amid_a_leaders_transaction(db, database_url, them, clock):
    fence = await them.take("lead", "one", 10)
    clock.at += timedelta(seconds=11)
    async with Database.open(database_url) as elsewhere:
        async with db.write() as tx:
            await fence.check(tx)
            taking = asyncio.create_task(Leases(elsewhere, clock).take("lead", "two", 10))
            done, _ = await asyncio.wait([taking], timeout=0.2)
            assert not done
        async with asyncio.timeout(100):
            assert (await taking).number > fence.number


async def test_who_does_not_lead_waits_for_no_turn_to_write(db, database_url, them):
    await them.take("lead", "one", 10)
    async with Database.open(database_url) as elsewhere, db.write() as tx:
        await tx.execute(update(leases).values(fence=1))
        async with asyncio.timeout(2):
            assert await Leases(elsewhere, them.now).take("lead", "two", 10) is None


async def test_leases_of_other_names_are_apart(them):
    assert await them.take("matching", "one", 10)
    assert await them.take("clocks", "two", 10)


async def write_as(db, fence, clock):
    async with db.write() as tx:
        await fence.check(tx)
        await tx.execute(
            insert(processes).values(name="w", kind="worker", seen_at=clock.at, models=())
        )


async def written(db):
    async with db.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(leases)) == 1
        return await tx.scalar(select(func.count()).select_from(processes))
