"""The load itself, made very small, on the real service."""

import asyncio
import io
import os
from itertools import cycle
from random import Random

import aiohttp
from rich.console import Console

from config.settings import Settings
from server.bench.house import House as Service
from server.bench.load.effort import Effort
from server.bench.load.place import Stage
from server.bench.load.run import Load
from server.bench.load.tally import Sayings, Tally
from server.replay.corpus import Turn
from server.replay.house import House
from server.replay.moderator import Moderator
from server.replay.peer import Peer, Table
from server.replay.rooms import LINES, MEMBERS
from tests.dev.checkout import ROOT
from tests.journeys.conftest import sqlite_service
from tests.replay.line import SmallLine

__all__ = ["sqlite_service"]
SMALL = Effort(conversations=3, rate=6, seconds=10, turns=6, rooms=1)
A_ROUND = (MEMBERS + 2) * LINES


def watched(monkeypatch):
    """How many messages of a room were held until they were compared, each time."""
    held, take = [], Sayings.take

    def counted(sayings, conversation):
        said = take(sayings, conversation)
        held.extend([len(said)] if conversation in sayings.rooms else [])
        return said

    monkeypatch.setattr(Sayings, "take", counted)
    return held


async def test_beside_conversations_a_group_meets_and_a_page_reads_nothing_and_nothing_is_lost(
    sqlite_service, monkeypatch
):
    monkeypatch.setattr("server.bench.load.run.SETTLING", 0)
    held = watched(monkeypatch)
    await asyncio.to_thread(sqlite_service.start)
    service = Service(
        urls=sqlite_service.origins,
        settings=Settings(
            database_url=sqlite_service.database_url, data_dir=sqlite_service.data_dir
        ),
        webs=(sqlite_service.pid("web1"),),
        worker=sqlite_service.pid("worker"),
        valkey=os.getpid(),
    )
    async with asyncio.timeout(300):
        report = await Load(SMALL, service, ROOT / "config", Console(file=io.StringIO())).run()
    tally = report.tally
    assert tally.faultless, report.markdown()
    assert tally.rooms == 1
    assert tally.in_rooms == sum(held) >= A_ROUND >= max(held)
    assert 0 < tally.told.counts.total() <= 4 * tally.in_rooms
    assert tally.silent >= 1
    assert 0 < report.steady.in_rooms < report.steady.sent
    assert tally.sent == tally.checked > tally.in_rooms
    assert f"| messages in them | {tally.in_rooms:,} |" in report.markdown()
    assert "a page that reads nothing" in report.markdown()


async def test_a_place_whose_first_visitor_was_given_up_comes_in_with_its_next():
    """Else the load would wait for it for ever."""
    line, sayings, table = SmallLine(), Sayings(), Table()
    async with asyncio.timeout(100), line.serving() as url, aiohttp.ClientSession() as http:
        house = House(http, cycle([url]), url, patience=1.0, said=sayings)
        tally = Tally(house, sayings)
        peer = Peer(house, table, "robin", "session=robin")
        await peer.person.link.up()
        working = asyncio.create_task(peer.work())
        stage = Stage(
            tally=tally,
            table=table,
            moderator=Moderator(house, "mona", "session=mona"),
            door=asyncio.Semaphore(1),
            words=cycle([Turn("visitor", "Hello")]),
            turns=2,
            gap=0.01,
            is_over=lambda: tally.finished > 0,
            chance=Random(1),
        )
        keeping = asyncio.create_task(stage.keep_talking(1))
        while not tally.abandoned:
            await asyncio.sleep(0.05)
        assert tally.come == 0
        line.moderators.add("somebody on duty")
        await keeping
        assert tally.come == 1
        working.cancel()
        await peer.person.link.down()
