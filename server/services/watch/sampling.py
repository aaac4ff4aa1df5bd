"""Blind review: chance draws, a second person agrees, one reads without names and labels."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from config.break_glass import BreakGlass
from moderation.verdict import Level
from server.contract.review_requests import (
    DrawSample,
    LabelSample,
    Misses,
    RateCard,
    ShowMisses,
)
from server.domain.ids import StaffId
from server.domain.message import Message
from server.domain.sampling import Labelled, Rate, Stratum, rate
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, Now

BACK: Final = timedelta(days=90)


class Samples(Protocol):
    async def draw(self, by: StaffId, at: datetime, patience: timedelta) -> Wake: ...
    async def label(self, glass: str, by: StaffId, level: Level | None, at: datetime) -> None: ...
    async def labelled(self, since: datetime) -> list[Labelled]: ...
    async def glasses(self, since: datetime) -> dict[str, bool]: ...


@dataclass(frozen=True, slots=True)
class Sampling:
    samples: Samples
    policy: BreakGlass
    hints: Hints
    now: Now

    async def draw(self, who: StaffMember, _: DrawSample) -> None:
        wake = await self.samples.draw(who.id, self.now(), self.policy.asked_for)
        self.hints.spread(wake)

    async def label(self, who: StaffMember, asked: LabelSample) -> None:
        await self.samples.label(asked.opening, who.id, asked.level, self.now())

    async def misses(self, _: StaffMember, __: ShowMisses) -> Misses:
        found = await self.samples.labelled(self.now() - BACK)
        flagged = [one for one in found if one.stratum is Stratum.FLAGGED]
        calm = [one for one in found if one.stratum is not Stratum.FLAGGED]
        return Misses(missed=_card(rate(calm)), right=_card(rate(flagged)))


def blind(found: Iterable[Message]) -> list[Message]:
    """Only what they said: no names, no notices, nothing that the screen made of it."""
    spoken = (one for one in found if one.notice is None)
    return [
        replace(one, name=one.role.title(), findings=(), withheld=False, hushed=False)
        for one in spoken
    ]


def _card(one: Rate) -> RateCard:
    return RateCard(
        labels=one.labels, needed=one.needed, share=one.share, low=one.low, high=one.high
    )
