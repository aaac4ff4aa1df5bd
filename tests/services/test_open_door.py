"""Who is not there because we were not, or because a clock was set, loses nothing by it."""

from datetime import UTC, datetime, timedelta

import pytest

from server.services.queue.open_door import OpenDoor

AWAY = timedelta(seconds=20)
SHUT = timedelta()


class Evening:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 18, tzinfo=UTC)
        self.ticks = 1000.0
        self.there = True
        self.door = OpenDoor(self._seen, AWAY, lambda: self.ticks)

    async def _seen(self):
        return self.at if self.there else None

    async def passes(self, seconds):
        self.at += timedelta(seconds=seconds)
        self.ticks += seconds
        return await self.door.open_for(self.at)


@pytest.fixture
async def evening():
    evening = Evening()
    assert await evening.passes(0) == SHUT
    return evening


async def test_it_is_open_since_a_web_process_was_seen(evening):
    assert await evening.passes(120) == timedelta(seconds=120)
    evening.there = False
    assert await evening.passes(5) == SHUT
    evening.there = True
    await evening.passes(5)
    assert await evening.passes(30) == timedelta(seconds=30)


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_is_set_takes_nobody_for_gone(evening, hours):
    """All who wait were last seen an hour ago, though a second has passed."""
    await evening.passes(120)
    evening.at += timedelta(hours=hours)
    assert await evening.passes(1) == SHUT
    assert await evening.passes(60) == timedelta(seconds=60)
