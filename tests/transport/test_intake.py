"""Every process, and every page on it, soon knows that a moderator has shut the door."""

import tempfile
from pathlib import Path

import pytest

from server.domain.intake import Pause, PauseReason
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.transport.channels import HOUSE
from tests.readings import everything
from tests.transport.processes import processes

EVERYTHING = everything()
STRANGER = Session("nobody", Role.VISITOR)


@pytest.fixture
async def two(sqlite_url):
    with tempfile.TemporaryDirectory() as keys:
        async with processes(sqlite_url, Path(keys), 2, EVERYTHING) as made:
            stores, nerve, _ = made
            for name in ("p0", "p1"):  # as server/app.py does
                nerve.of(name).subscribe(HOUSE)
            await stores.ready("mona", Role.MODERATOR)
            await stores.ready("pat")
            yield made


async def paused(stores):
    wake = await stores.intake.pause(Pause(PauseReason.BUSY, "mona", stores.clock()))
    assert isinstance(wake, Wake)
    return wake


def told(process, sid):
    return [body["view"]["closed"] for body in process.told(sid, "visit")]


async def test_a_page_on_another_process_is_told_at_once(two):
    stores, nerve, (first, second) = two
    sid = await second.open(STRANGER)
    await second.sync(STRANGER)
    first.line.messenger.spread(await paused(stores))
    nerve.deliver_all()
    await second.line.renewing.flush()
    assert told(second, sid) == ["intake_paused"]


async def test_a_lost_hint_is_made_good_by_the_next_look_at_the_door(two):
    stores, nerve, (_, second) = two
    sid = await second.open(STRANGER)
    await second.sync(STRANGER)
    await second.line.reconciling._door()
    await second.line.renewing.flush()
    await paused(stores)
    nerve.lose_all()
    await second.line.reconciling._door()
    await second.line.renewing.flush()
    assert told(second, sid) == ["intake_paused"]
