"""Signing up for shifts: take, release, swap, and who is there."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from config.shifts import Shifts as ShiftsTable
from server.contract import shift_requests as ask
from server.domain import staff
from server.domain.ids import PersonId, SignUpId, StaffId, SwapId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.rota import WEEK, ClockChange, Rota, Shift, monday_of
from server.domain.sign_up import ROLES, SignUp
from server.domain.staff import StaffMember
from server.domain.swap import OpenSwap, Swap, SwapState
from server.services.ports import NewId, Now
from server.services.shifts.ports import Calendars, Shifts, Swaps
from server.services.shifts.rota import Showing, planned

SOON: Final = timedelta(hours=12)  # what begins within this belongs to "now and next"
CLOCK: Final = "%H:%M"


@dataclass(frozen=True, slots=True)
class Rostering:
    """`team` is everybody who works here."""

    rota: Rota
    table: ShiftsTable
    shifts: Shifts
    swaps: Swaps
    calendars: Calendars
    team: Callable[[], Awaitable[Sequence[staff.Colleague]]]
    now: Now
    new_id: NewId

    async def week(self, who: StaffMember, asked: ask.ShowWeek) -> ask.Week:
        at = self.now()
        monday = monday_of(asked.day or self.rota.day_of(at))
        shifts, change = self.rota.week(monday), self.rota.clock_change(monday)
        start = datetime.combine(monday, time(), self.rota.zone)
        people = await self.shifts.between(start, start + timedelta(days=WEEK))
        days = {monday + timedelta(days=n) for n in range(WEEK)}
        first, last = self._weeks(at)
        return ask.Week(
            monday=monday,
            first=first,
            last=last,
            zone=self.table.time_zone,
            clocks=_clocks(change, self.rota.zone) if change else None,
            shifts=self._showing(who, at).cards(shifts, [one for one in people if one.day in days]),
            colleagues=await self._colleagues(who),
            roles=tuple(role for role in ROLES if who.has(role)),
        )

    async def take(self, who: StaffMember, asked: ask.TakeShift) -> None:
        """Raises Refusal(NOT_FOUND) where there is no such shift, StepNotAllowed if it is over."""
        if asked.role not in ROLES or not who.has(asked.role):
            raise Refusal(Code.NOT_FOUND)
        at = self.now()
        series = self.new_id() if asked.weeks > 1 else None
        wanted = [self._sign_up(who, asked, shift, series) for shift in self._asked(asked, at)]
        if not wanted:
            raise Refusal(Code.NOT_FOUND)
        await self.shifts.take(wanted, at)

    async def release(self, who: StaffMember, asked: ask.ReleaseShift) -> None:
        await self.shifts.release(who.id, asked.sign_up, self.now(), onwards=asked.onwards)

    async def ask_swap(self, who: StaffMember, asked: ask.AskSwap) -> None:
        at = self.now()
        swap = Swap(
            id=SwapId(self.new_id()),
            gives=SignUpId(asked.gives),
            wants=SignUpId(asked.wants) if asked.wants else None,
            asked_by=who.id,
            asked=StaffId(PersonId(asked.colleague)),
            state=SwapState.ASKED,
            asked_at=at,
        )
        await self.swaps.ask(swap, at)

    async def answer_swap(self, who: StaffMember, asked: ask.AnswerSwap) -> None:
        await self.swaps.answer(who.id, asked.swap, self.now(), accept=asked.accept)

    async def take_swap_back(self, who: StaffMember, asked: ask.TakeSwapBack) -> None:
        await self.swaps.take_back(who.id, asked.swap, self.now())

    async def mine(self, who: StaffMember, _: ask.ShowMyShifts) -> ask.MyShifts:
        at = self.now()
        found = await self.shifts.of(who.id, at)
        return ask.MyShifts(
            shifts=tuple(planned(self.rota, one) for one in found),
            swaps=tuple(self._swap(who, one) for one in await self.swaps.open(who.id, at)),
            remind_hours=self.table.remind_hours,
            check_in_minutes=self.table.check_in_minutes,
            calendar=await self.calendars.has(who.id),
        )

    async def attendance(self, who: StaffMember, _: ask.ShowAttendance) -> ask.Attendance:
        at = self.now()
        today = self.rota.day_of(at)
        days = (today + timedelta(days=n) for n in (-1, 0, 1))
        near = [shift for day in days for shift in self.rota.on(day) if _near(shift, at)]
        people = await self.shifts.between(at, at + SOON)
        return ask.Attendance(shifts=self._showing(who, at).cards(near, people))

    def _showing(self, who: StaffMember, at: datetime) -> Showing:
        return Showing(who.id, at, self.table.late)

    def _weeks(self, at: datetime) -> tuple[date, date]:
        first = monday_of(self.rota.day_of(at))
        return first, first + timedelta(weeks=self.table.weeks_ahead)

    def _asked(self, asked: ask.TakeShift, at: datetime) -> Iterator[Shift]:
        last = self._weeks(at)[1] + timedelta(days=WEEK)
        for week in range(asked.weeks):
            day = asked.day + timedelta(weeks=week)
            shift = self.rota.find(asked.block, day) if day < last else None
            if shift and shift.ends_at <= at:
                raise StepNotAllowed("it is over")
            if shift:
                yield shift

    def _sign_up(
        self, who: StaffMember, asked: ask.TakeShift, shift: Shift, series: str | None
    ) -> SignUp:
        return SignUp(
            id=SignUpId(self.new_id()),
            block=shift.block.id,
            day=shift.day,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            role=asked.role,
            staff=who.id,
            name=who.name,
            series=series,
        )

    async def _colleagues(self, who: StaffMember) -> tuple[ask.Colleague, ...]:
        return tuple(
            ask.Colleague(id=one.id, name=one.name, roles=one.roles)
            for one in await self.team()
            if one.id != who.id and not one.disabled and any(role in ROLES for role in one.roles)
        )

    def _swap(self, who: StaffMember, one: OpenSwap) -> ask.SwapCard:
        return ask.SwapCard(
            id=one.swap.id,
            mine=one.swap.asked_by == who.id,
            asked_by=one.gives.name,
            asked=one.asked_name,
            gives=planned(self.rota, one.gives),
            wants=planned(self.rota, one.wants) if one.wants else None,
        )


def _clocks(change: ClockChange, zone: ZoneInfo) -> ask.ClocksChange:
    after = change.at.astimezone(zone).replace(tzinfo=None)
    return ask.ClocksChange(
        day=after.date(),
        before=f"{after - change.by:{CLOCK}}",
        after=f"{after:{CLOCK}}",
        minutes=change.by // timedelta(minutes=1),
    )


def _near(shift: Shift, at: datetime) -> bool:
    return shift.ends_at > at and shift.starts_at < at + SOON
