"""A worker says that it lives, and how its models are; a store that is away ends nothing."""

import asyncio
from contextlib import suppress

from server.workers import living
from server.workers.living import Living
from tests.stores.line import Clock


async def test_it_says_so_again_and_again_also_after_the_store_was_away(monkeypatch):
    monkeypatch.setattr(living, "EVERY", 0.001)
    told = []

    async def alive(models, at):
        told.append((dict(models), at))
        if len(told) == 1:
            raise OSError("the store is away")

    clock = Clock()
    running = asyncio.create_task(Living(alive, lambda: {"detoxify": "absent"}, clock).run())
    async with asyncio.timeout(100):
        while len(told) < 3:
            await asyncio.sleep(0.002)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert told[2] == ({"detoxify": "absent"}, clock.at)
