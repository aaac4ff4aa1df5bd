"""A page that reads nothing, when the one who talks to it comes to grief."""

import asyncio
import random
from types import SimpleNamespace

import pytest

from server.bench.load.place import Stage
from server.bench.load.tally import Sayings, Tally
from server.domain.refusal import Code
from server.replay.corpus import Turn
from server.replay.house import House
from server.replay.peer import Table
from server.replay.wire import Declined


async def test_a_page_that_reads_nothing_reads_again_when_the_other_cannot_talk_on():
    began, ended = asyncio.Event(), asyncio.Event()

    async def until_put_out(_command, _every):
        began.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def say(_conversation, _text):
        await began.wait()
        raise Declined(Code.NOT_NOW, retry_after=None, why="")

    tally = Tally(House(None, iter(()), "", 1.0), Sayings())
    chance, door = random.Random(1), asyncio.Semaphore()
    words = iter([Turn("peer", "words")])
    stage = Stage(tally, Table(), None, door, words, 8, 0.1, lambda: False, chance)
    deaf = SimpleNamespace(link=SimpleNamespace(until_put_out=until_put_out))
    async with asyncio.timeout(10):
        with pytest.raises(Declined):
            await stage._goes_deaf("talk", deaf, SimpleNamespace(say=say))
    assert ended.is_set()
    assert tally.silent == 0
