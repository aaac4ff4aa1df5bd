"""Our own corpus through the real service: web processes, worker, database, Valkey."""

import asyncio
import io
from functools import partial

from rich.console import Console

from config.settings import Settings
from server.replay.pace import Pace
from server.replay.run import Options, replay
from server.replaying import crew
from tests.replay.test_corpus import OWN


async def played(service, **more):
    told = io.StringIO()
    settings = Settings(database_url=service.database_url, data_dir=service.data_dir)
    url, *beside = service.origins
    async with asyncio.timeout(500), crew(settings) as staff:
        options = Options(
            file=OWN,
            url=url,
            beside=tuple(beside),
            make_staff=staff.make,
            patience=120,
            console=Console(file=told),
            **more,
        )
        return await replay(options), told.getvalue()


async def test_our_own_corpus_and_small_rooms_go_through_two_web_processes_without_a_fault(service):
    await asyncio.to_thread(service.start, web=2)
    report, told = await played(service, rate=100, peers=7, rooms=2)
    assert report.faultless, told
    assert report.finished == report.conversations >= 12
    assert report.rooms_finished == report.rooms == 2
    in_rooms = 2 * 5 * 4 * 2  # rooms, people, lines of each, before and after one leaves
    assert report.sent >= 150 + in_rooms
    assert report.delivered == report.sent - in_rooms - report.withheld + 4 * in_rooms
    assert report.flags["suicide"]
    assert report.flags["abuse"]
    assert report.alarms == 0
    logs = service.logs()
    assert "error" not in logs
    for canary in ("Biscuit", "07700", "Pepper", "fridge"):
        assert canary not in logs


async def test_a_web_process_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    sqlite_service, monkeypatch
):
    service, middle = sqlite_service, asyncio.Event()
    monkeypatch.setattr("server.replay.run.Pace", partial(Telling, middle))
    await asyncio.to_thread(service.start)
    playing = asyncio.create_task(played(service, rate=30, peers=5, conversations=5))
    reached = asyncio.create_task(middle.wait())
    await asyncio.wait({playing, reached}, timeout=300, return_when=asyncio.FIRST_COMPLETED)
    assert reached.done(), await playing  # what went wrong instead
    service.kill("web1")
    await asyncio.to_thread(service.restart, "web1")
    report, told = await playing
    assert report.faultless, told
    assert report.returns >= 6  # the moderator, the peers, and visitors


class Telling(Pace):
    """Tells when thirty messages have been sent."""

    def __init__(self, middle, rate):
        super().__init__(rate)
        self.middle, self.sent = middle, 0

    async def wait(self):
        await super().wait()
        self.sent += 1
        if self.sent == 30:
            self.middle.set()
