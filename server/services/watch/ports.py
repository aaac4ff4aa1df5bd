"""What the moderators' services and the clocks of flags need from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.flag import Flag, Outcome, TakenBecause
from server.domain.ids import StaffId
from server.domain.paging import Attempt, Lapsed, Owed, Way
from server.domain.session import Session
from server.domain.wake import Wake


class Alerts(Protocol):
    async def ask(self, by: Session, conversation: str, raising: Raising, at: datetime) -> Wake: ...
    async def claim(
        self, flag: str, moderator: Session, at: datetime, seen: int | None
    ) -> Wake: ...
    async def give_back(self, flag: str, moderator: Session, at: datetime) -> Wake: ...
    async def take_over(
        self,
        flag: str,
        moderator: Session,
        because: TakenBecause,
        at: datetime,
        seen: int | None,
    ) -> Wake: ...
    async def resolve(
        self, flag: str, moderator: Session, outcome: Outcome, reason: str, at: datetime
    ) -> Wake: ...
    async def set_level(
        self, conversation: str, level: Level, by: Session, reason: str, at: datetime
    ) -> Wake: ...


class Supervision(Protocol):
    async def read(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def join(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def step_back(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def backstage_of(self, moderator: Session, conversation: str) -> str: ...


class Leading(Protocol):
    async def take(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def give_back(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...


class Clocks(Protocol):
    async def lapse(
        self,
        fence: Any,
        at: datetime,
        seen_since: datetime,
        next_step: Callable[[Flag, datetime], Lapsed],
        alone: Mapping[Level, timedelta],
    ) -> Wake: ...


class Pages(Protocol):
    async def owed(
        self, fence: Any, at: datetime, again_at: datetime, busy: Collection[Way]
    ) -> Sequence[Owed]: ...
    async def paged(self, owed: Owed, attempt: Attempt, again_at: datetime | None) -> Wake: ...


class Names(Protocol):
    """How staff are called by each other."""

    async def names(self) -> dict[StaffId, str]: ...
