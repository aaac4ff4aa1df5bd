"""One process leads, the others wait; a round that fails is tried again; the lease is let go."""

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import select

from server.stores.database import Database
from server.stores.leases import Holder, Leases
from server.stores.tables.house import leases
from server.workers.leading import LEASE, RENEW, Leading
from tests.stores.line import Clock


class Watch:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class Worker:
    """One process's leader, on real leases, with clocks that a test turns."""

    def __init__(self, db, clock, watch, name):
        self.name = name
        self.rounds = []
        self.more = 0
        self.broken = False
        self.holder = Holder(Leases(db, clock), name)
        self.leading = Leading("matchmaker", self.holder, self.round, 60.0, watch)

    async def round(self, fence):
        if self.broken:
            raise OSError("the store is away")
        self.rounds.append(fence.number)
        self.more -= 1
        return self.more > 0


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
async def db(database_url):
    async with Database.open(database_url) as db:
        yield db


@pytest.fixture
def workers(db, clock, watch):
    return [Worker(db, clock, watch, name) for name in ("one", "two")]


def passes(clock, watch, seconds):
    clock.passes(seconds=seconds)
    watch.seconds += seconds


async def test_of_two_workers_one_leads(workers):
    for _ in range(2):
        for worker in workers:
            await worker.leading.once()
    assert [len(worker.rounds) for worker in workers] == [2, 0]


async def test_a_leader_renews_in_time_and_goes_on(workers, clock, watch):
    one, two = workers
    for _ in range(10):
        await one.leading.once()
        await two.leading.once()
        passes(clock, watch, RENEW)
    assert len(set(one.rounds)) == 1
    assert (len(one.rounds), two.rounds) == (10, [])


async def test_another_takes_over_when_the_lease_has_run_out(workers, clock, watch):
    one, two = workers
    await one.leading.once()
    await two.leading.once()
    passes(clock, watch, LEASE)
    await two.leading.once()
    assert two.rounds == [one.rounds[0] + 1]
    await one.leading.once()
    assert len(one.rounds) == 1


async def test_who_stops_lets_the_next_one_lead_at_once(workers, clock, watch):
    one, two = workers
    await one.leading.once()
    await one.leading.stop()
    await one.leading.once()
    passes(clock, watch, RENEW)
    await two.leading.once()
    assert (len(one.rounds), len(two.rounds)) == (1, 1)


async def test_to_stop_waits_for_the_round_under_way(workers):
    one, _ = workers
    going, done = asyncio.Event(), asyncio.Event()

    async def slowly(fence):
        going.set()
        await asyncio.sleep(0.05)
        done.set()

    one.leading.round = slowly
    working = asyncio.create_task(one.leading.once())
    await going.wait()
    await one.leading.stop()
    assert done.is_set()
    await working


async def test_a_round_that_fails_is_tried_again_and_ends_nothing(workers):
    one, _ = workers
    one.broken = True
    await one.leading.once()
    one.broken = False
    await one.leading.once()
    assert len(one.rounds) == 1


async def failing_since(db):
    async with db.read() as tx:
        return await tx.scalar(select(leases.c.failing_since))


async def test_since_when_rounds_fail_is_kept_until_one_goes_well(workers, db, clock, watch):
    one, _ = workers
    await one.leading.once()
    assert await failing_since(db) is None
    one.broken, began = True, clock.at
    for _ in range(3):
        await one.leading.once()
        passes(clock, watch, 60)
    assert await failing_since(db) == began
    one.broken = False
    await one.leading.once()
    assert await failing_since(db) is None


async def test_whoever_takes_over_and_does_better_says_so(workers, db, clock, watch):
    one, two = workers
    one.broken = True
    await one.leading.once()
    passes(clock, watch, LEASE)
    await two.leading.once()
    await one.leading.once()  # another leads: nothing of theirs is written
    assert await failing_since(db) is None


async def test_a_round_with_more_to_do_is_followed_at_once(workers):
    one, _ = workers
    one.more = 5
    running = asyncio.create_task(one.leading.run())
    async with asyncio.timeout(100):
        while len(one.rounds) < 5:
            await asyncio.sleep(0.005)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert len(one.rounds) == 5


async def test_who_is_woken_does_not_wait(workers):
    one, _ = workers
    running = asyncio.create_task(one.leading.run())
    async with asyncio.timeout(100):
        for count in (1, 2, 3):
            while len(one.rounds) < count:
                await asyncio.sleep(0.005)
            one.leading.wake()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
