"""What is asked for often is read as rarely as it is dear, and never forgotten."""

import asyncio
from contextlib import asynccontextmanager

from server.transport.pace import Pace

NEVER = 3600.0  # seconds


@asynccontextmanager
async def running(pace):
    task = asyncio.create_task(pace.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_fifty_changes_in_a_moment_are_one_reading_of_a_large_wall():
    done = asyncio.Semaphore(0)

    async def read():
        done.release()

    pace = Pace(read, NEVER, NEVER)
    async with running(pace):
        pace.ask()
        await asyncio.wait_for(done.acquire(), 100)
        for _ in range(50):
            pace.ask()
            await asyncio.sleep(0)
        assert done.locked()
    assert pace.is_asked


async def test_what_is_asked_for_during_a_reading_is_read_after_it():
    begun, go_on, readings = asyncio.Event(), asyncio.Event(), []

    async def read():
        readings.append(1)
        begun.set()
        await go_on.wait()

    pace = Pace(read, 0.0, 0.0)
    async with running(pace):
        pace.ask()
        await asyncio.wait_for(begun.wait(), 100)
        pace.ask()
        begun.clear()
        go_on.set()
        await asyncio.wait_for(begun.wait(), 100)
    assert len(readings) == 2


def test_the_dearer_a_reading_the_rarer_it_is_but_never_later_than_the_latest():
    async def read():
        """Nothing is read here."""

    pace = Pace(read, 0.25, 2.0)
    assert [pace._pause(took) for took in (0.001, 0.1, 5.0)] == [0.25, 1.0, 2.0]
