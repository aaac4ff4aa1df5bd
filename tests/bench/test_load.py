"""The load itself, made very small, on the real service."""

import asyncio
import io
import os

from rich.console import Console

from config.settings import Settings
from server.bench.house import House
from server.bench.load.effort import Effort
from server.bench.load.run import Load
from tests.dev.checkout import ROOT
from tests.journeys.conftest import sqlite_service

__all__ = ["sqlite_service"]
SMALL = Effort(conversations=3, rate=6, seconds=5, turns=8, rooms=1)


async def test_beside_conversations_a_group_meets_and_a_page_reads_nothing_and_nothing_is_lost(
    sqlite_service, monkeypatch
):
    monkeypatch.setattr("server.bench.load.run.SETTLING", 0)
    await asyncio.to_thread(sqlite_service.start)
    house = House(
        urls=sqlite_service.origins,
        settings=Settings(
            database_url=sqlite_service.database_url, data_dir=sqlite_service.data_dir
        ),
        webs=(sqlite_service.pid("web1"),),
        worker=sqlite_service.pid("worker"),
        valkey=os.getpid(),
    )
    async with asyncio.timeout(300):
        report = await Load(SMALL, house, ROOT / "config", Console(file=io.StringIO())).run()
    tally = report.tally
    assert tally.faultless, report.markdown()
    assert tally.rooms == 1
    assert tally.in_rooms >= 20
    assert tally.told.counts.total() >= 4 * 20
    assert tally.put_out.counts.total() >= 1
    assert tally.sent == tally.checked > tally.in_rooms
    assert f"| messages in them | {tally.in_rooms:,} |" in report.markdown()
    assert "a page that reads nothing" in report.markdown()
