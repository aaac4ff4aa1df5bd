"""Our own corpus through the real service: web, worker, database, Valkey."""

import asyncio
import io
from functools import partial

import pytest
from rich.console import Console

from config.settings import Settings
from server.replay.pace import Pace
from server.replay.run import Options, replay
from server.replaying import crew
from tests.replay.service import serving
from tests.replay.test_corpus import OWN


@pytest.fixture
def service(port, valkey_url, sqlite_url, data_dir):
    with serving(port=port, valkey=valkey_url, database=sqlite_url, folder=data_dir) as running:
        yield running


async def played(service, **more):
    told = io.StringIO()
    settings = Settings(
        port=service.env["PORT"],
        database_url=service.env["DATABASE_URL"],
        data_dir=service.env["WARMLINE_DATA_DIR"],
    )
    async with asyncio.timeout(100), crew(settings) as staff:
        options = partial(Options, make_staff=staff.make, console=Console(file=told))
        return await replay(options(file=OWN, url=service.url, **more)), told.getvalue()


async def test_our_own_corpus_goes_through_the_service_and_is_flagged_on_the_wall(service):
    await service.ready()
    report, told = await played(service, rate=100, peers=7)
    assert report.faultless, told
    assert report.finished == report.conversations >= 12
    assert report.sent == report.delivered + report.withheld >= 150
    assert report.flags["suicide"]
    assert report.flags["abuse"]
    assert report.alarms == 0
    logs = service.said()
    assert "error" not in logs
    for canary in ("Biscuit", "07700", "Pepper", "fridge"):
        assert canary not in logs


async def test_a_web_process_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    service, monkeypatch
):
    middle = asyncio.Event()
    monkeypatch.setattr("server.replay.run.Pace", partial(Telling, middle))
    await service.ready()
    playing = asyncio.create_task(played(service, rate=30, peers=5, conversations=5))
    async with asyncio.timeout(60):
        await middle.wait()
    service.kill("web")
    service.start("web")
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
