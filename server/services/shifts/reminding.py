"""A shift that begins soon is told outside the page, to who asked for that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from server.domain.ids import StaffId
from server.domain.push import About, Pushed
from server.services.ports import Now


class Reminders(Protocol):
    async def due(self, fence: Any, at: datetime, until: datetime) -> list[StaffId]: ...


class Push(Protocol):
    async def push(self, people: Collection[StaffId], about: About) -> Pushed: ...


@dataclass(frozen=True, slots=True)
class ShiftReminding:
    """`before`: from then on one can check in. Written down first: nobody is told twice."""

    reminders: Reminders
    push: Push
    now: Now
    before: timedelta

    async def round(self, fence: object) -> None:
        at = self.now()
        people = await self.reminders.due(fence, at, at + self.before)
        if people:
            await self.push.push(people, About.SHIFT)
