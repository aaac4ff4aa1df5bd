"""How long a wait to expect: from what really happened, never from a constant."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from server.contract.views import Wait
from server.domain.visit import Visit
from server.domain.waits import Expectation, Like, Waited, expect
from server.services.ports import Now

FRESH = timedelta(seconds=15)
TELLING = timedelta(minutes=2)  # "longer than" less than this says nothing
MINUTE = timedelta(minutes=1)


def told(place: int, expectation: Expectation | None) -> Wait:
    """In whole minutes, rounded so that nobody is promised too much."""
    if expectation is None:
        return Wait(place=place)
    low, high = expectation.low, expectation.high
    if high is None:
        known = low is not None and low >= TELLING
        return Wait(place=place, minutes=_down(low) if known else None, over=known)
    least = _up(low) if low is not None else None
    return Wait(place=place, minutes=_up(high), least=least if least != _up(high) else None)


@dataclass(slots=True)
class Waits:
    """Asks the store at most every 15 seconds."""

    history: Callable[[datetime], Awaitable[list[Waited]]]
    now: Now
    _known: list[Waited] = field(default_factory=list, repr=False)
    _expected: dict[Like, Expectation | None] = field(default_factory=dict, repr=False)
    _asked: datetime | None = field(default=None, repr=False)

    async def ahead(self, language: str, place: int) -> Wait:
        """For somebody who would come now, and has said nothing yet."""
        now = await self._refreshed()
        return told(place, self._expect(Like(language, None, now.astimezone(UTC).hour)))

    async def of(self, visit: Visit, place: int) -> Wait:
        """For this visitor, who may have waited for a while; live."""
        now = await self._refreshed()
        hour = visit.arrived_at.astimezone(UTC).hour
        expected = self._expect(Like(visit.intake.language, visit.intake.topic, hour))
        if expected and visit.matched_at is None:
            expected = expected.after((now - visit.arrived_at) // MINUTE * MINUTE)
        return told(place, expected)

    async def _refreshed(self) -> datetime:
        now = self.now()
        if self._asked is None or now - self._asked > FRESH:
            self._asked = now
            self._known, self._expected = await self.history(now), {}
        return now

    def _expect(self, like: Like) -> Expectation | None:
        if like not in self._expected:
            self._expected[like] = expect(like, self._known)
        return self._expected[like]


def _up(time: timedelta) -> int:
    return max(1, math.ceil(time / MINUTE))


def _down(time: timedelta | None) -> int | None:
    return None if time is None else math.floor(time / MINUTE)
