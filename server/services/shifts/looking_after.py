"""Looking after those who answer: their own meter, what supervisors see of it, and debriefs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from moderation.verdict import Level
from server.contract import exposure_requests as ask
from server.domain.debrief import Debrief
from server.domain.exposure import (
    WEEK,
    Policy,
    Stretch,
    by_day,
    carried,
    carrying,
    rest,
)
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.sign_up import ROLES
from server.domain.staff import Colleague, StaffMember
from server.services.ports import Now
from server.services.shifts.rest_cards import rest_card

Seen = Literal["nothing", "state", "minutes"]


class Debriefs(Protocol):
    async def carried(
        self, staff: Sequence[StaffId], since: datetime
    ) -> Mapping[str, Sequence[Stretch]]: ...
    async def worked_from(self, who: StaffId) -> datetime | None: ...
    async def moods(self, who: StaffId, since: datetime) -> list[tuple[datetime, int]]: ...
    async def open(self, whose: StaffId | None = None) -> list[Debrief]: ...
    async def ask(self, who: StaffId, at: datetime) -> None: ...
    async def book(self, id: str, supervisor: StaffId, at: datetime) -> None: ...
    async def finish(self, id: str, at: datetime) -> None: ...
    async def withdraw(self, id: str, whose: StaffId, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class LookingAfter:
    """`seen` is how much of a meter supervisors see; `team` is everybody who works here."""

    debriefs: Debriefs
    policy: Policy
    seen: Seen
    zone: ZoneInfo
    team: Callable[[], Awaitable[Sequence[Colleague]]]
    now: Now

    async def meter(self, who: StaffMember, _: ask.ShowMeter) -> ask.Meter:
        at = self.now()
        found = (await self.debriefs.carried([who.id], at - WEEK)).get(who.id, ())
        return ask.Meter(
            days=self._days(found, await self.debriefs.moods(who.id, at - WEEK)),
            counted=round(carried(found, self.policy, at - WEEK)),
            cap=round(self.policy.week_cap),
            carrying=carrying(found, self.policy, at),
            rest=rest_card(rest(found, self.policy, at), at),
            at_work=self._at_work(await self.debriefs.worked_from(who.id)),
            debriefs=tuple(map(_card, await self.debriefs.open(who.id))),
        )

    async def team_meters(self, _: StaffMember, __: ask.ShowTeamMeters) -> ask.TeamMeters:
        at = self.now()
        team = [one for one in await self.team() if not one.disabled and set(one.roles) & {*ROLES}]
        found = await self.debriefs.carried([one.id for one in team], at - WEEK)
        return ask.TeamMeters(
            people=tuple(self._seen(one, found.get(one.id, ()), at) for one in team),
            debriefs=tuple(map(_card, await self.debriefs.open())),
        )

    async def ask_debrief(self, who: StaffMember, _: ask.AskDebrief) -> None:
        await self.debriefs.ask(who.id, self.now())

    async def book(self, who: StaffMember, asked: ask.BookDebrief) -> None:
        """Raises Refusal(BAD_PAYLOAD) where that time is past."""
        if asked.at.tzinfo is None or asked.at < self.now() - timedelta(hours=1):
            raise Refusal(Code.BAD_PAYLOAD)
        await self.debriefs.book(asked.debrief, who.id, asked.at)

    async def finish(self, _: StaffMember, asked: ask.FinishDebrief) -> None:
        await self.debriefs.finish(asked.debrief, self.now())

    async def withdraw(self, who: StaffMember, asked: ask.WithdrawDebrief) -> None:
        await self.debriefs.withdraw(asked.debrief, who.id, self.now())

    def _at_work(self, since: datetime | None) -> ask.BreakCard | None:
        if since is None:
            return None
        breaks = self.policy.breaks
        snooze = breaks.snooze // timedelta(minutes=1)
        return ask.BreakCard(since=since, remind_at=since + breaks.after, snooze_minutes=snooze)

    def _days(
        self, found: Sequence[Stretch], moods: Sequence[tuple[datetime, int]]
    ) -> tuple[ask.DayCarried, ...]:
        days = by_day(found, self.zone)
        felt = {at.astimezone(self.zone).date(): mood for at, mood in moods}
        return tuple(
            ask.DayCarried(
                day=day,
                minutes=tuple(round(days.get(day, {}).get(level, 0)) for level in Level),
                mood=felt.get(day),
            )
            for day in sorted({*days, *felt})
        )

    def _seen(self, one: Colleague, found: Sequence[Stretch], at: datetime) -> ask.Carried:
        nothing = self.seen == "nothing"
        minutes = round(carried(found, self.policy, at - WEEK))
        resting = rest(found, self.policy, at)
        return ask.Carried(
            name=one.name,
            carrying=None if nothing else carrying(found, self.policy, at),
            counted=minutes if self.seen == "minutes" else None,
            resting_until=None if nothing or resting is None else resting.until,
        )


def _card(one: Debrief) -> ask.DebriefCard:
    return ask.DebriefCard(
        id=one.id,
        name=one.name,
        state=one.state,
        asked_at=one.asked_at,
        supervisor=one.supervisor,
        at=one.at,
    )
