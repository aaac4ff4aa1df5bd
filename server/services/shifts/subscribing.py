"""A calendar that other programs may read: one secret link for each person, who can end it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from server.contract.shift_requests import CalendarLink, EndCalendar, MakeCalendar
from server.domain.feed import Looks, calendar
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.services.accounts.tokens import hash_of
from server.services.ports import Now
from server.services.shifts.ports import Calendars, Shifts

BACK = timedelta(days=28)  # what is over stays in the calendar for so long


@dataclass(frozen=True, slots=True)
class Subscribing:
    """`origin` is the address of this service."""

    calendars: Calendars
    shifts: Shifts
    looks: Looks
    origin: str
    now: Now
    new_token: Callable[[], str]

    async def make(self, who: StaffMember, _: MakeCalendar) -> CalendarLink:
        token = self.new_token()
        await self.calendars.issue(who.id, hash_of(token), self.now())
        return CalendarLink(link=f"{self.origin}/calendar/{token}.ics")

    async def end(self, who: StaffMember, _: EndCalendar) -> None:
        await self.calendars.revoke(who.id, self.now())

    async def read(self, token: str) -> str:
        """Raises Refusal(NOT_FOUND)."""
        whose = await self.calendars.whose(hash_of(token))
        if whose is None:
            raise Refusal(Code.NOT_FOUND)
        at = self.now()
        found = await self.shifts.of(whose, at - BACK)
        return calendar(found, self.looks, at)
