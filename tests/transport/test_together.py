"""Many who come at once are read together, and nobody waits for company."""

import asyncio

import pytest

from server.transport.together import Together


class Store:
    def __init__(self, seconds=0.01):
        self.readings = []
        self.seconds = seconds
        self.fails = False

    async def read(self, keys):
        self.readings.append(keys)
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise OSError("away")
        return {key: key * 2 for key in keys}


async def test_who_comes_while_others_are_read_is_read_with_the_next():
    store = Store()
    together = Together(store.read, 50)

    answers = await asyncio.gather(*map(together, range(100)), _later(together, 7))

    assert answers[:100] == [2 * n for n in range(100)]
    assert [len(keys) for keys in store.readings] == [50, 50, 1]


async def _later(together, key):
    """A page that asks again was not answered by a reading that had begun before."""
    await asyncio.sleep(0.002)
    return await together(key)


async def test_one_alone_is_read_at_once():
    store = Store(seconds=0)

    assert await Together(store.read, 50)(4) == 8


async def test_a_store_that_is_away_is_told_to_all_and_the_next_is_read_again():
    store = Store()
    together = Together(store.read, 50)
    store.fails = True
    failed = await asyncio.gather(*map(together, range(3)), return_exceptions=True)
    store.fails = False

    assert [type(one) for one in failed] == [OSError] * 3
    assert await together(1) == 2


async def test_who_goes_away_takes_nobody_with_them():
    store = Store()
    together = Together(store.read, 50)
    going, staying = (asyncio.create_task(together(5)) for _ in range(2))
    await asyncio.sleep(0)
    going.cancel()

    assert await staying == 10
    with pytest.raises(asyncio.CancelledError):
        await going
