"""The rota over HTTP: who takes which shift, who gives one up, and who is there."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Request
from server.domain.session import Role
from server.domain.sign_up import SignUpState

BlockId = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Weeks = Annotated[int, Meta(ge=1, le=52)]


class ShowWeek(Request, frozen=True):
    """The week in which this day lies; without one, this week."""

    path = "/api/shifts/week"
    day: dt.date | None = None


class TakeShift(Request, frozen=True):
    """Sign up, for so many weeks in a row. Weeks in which you have something else are left out."""

    path = "/api/shifts/take"
    block: BlockId
    day: dt.date
    role: Role
    weeks: Weeks = 1


class ReleaseShift(Request, frozen=True):
    """Give it up; with `onwards` also what follows in its series."""

    path = "/api/shifts/release"
    sign_up: Id
    onwards: bool = False


class AskSwap(Request, frozen=True):
    """Ask a colleague to take your shift over, and to give you one of theirs, or nothing."""

    path = "/api/shifts/swap/ask"
    gives: Id
    colleague: Id
    wants: Id | None = None


class AnswerSwap(Request, frozen=True):
    """Say yes or no to what a colleague asked. To say no has no consequence."""

    path = "/api/shifts/swap/answer"
    swap: Id
    accept: bool


class TakeSwapBack(Request, frozen=True):
    """What you asked is over."""

    path = "/api/shifts/swap/withdraw"
    swap: Id


class ShowMyShifts(Request, frozen=True):
    """What you have signed up for from now on, and what you were asked."""

    path = "/api/shifts/mine"


class ShowAttendance(Request, frozen=True):
    """Who should be here now, and who is not."""

    path = "/api/shifts/now"


class MakeCalendar(Request, frozen=True):
    """A secret link under which a calendar program reads your shifts. The one before ends."""

    path = "/api/shifts/calendar/make"


class EndCalendar(Request, frozen=True):
    """The link to your calendar shows nothing from now on."""

    path = "/api/shifts/calendar/end"


class SignedUp(Body, frozen=True):
    """Somebody who is signed up for a shift."""

    id: str
    staff: str
    name: str
    role: Role
    state: SignUpState
    late: bool
    mine: bool
    series: bool


class Need(Body, frozen=True):
    """How many a shift needs at least in one role, and how many of them are missing."""

    role: Role
    least: int
    missing: int


class ShiftCard(Body, frozen=True):
    """A shift on one day of the rota's zone. `over`: it has ended."""

    block: str
    name: str
    day: dt.date
    starts_at: datetime
    ends_at: datetime
    over: bool
    needs: tuple[Need, ...]
    people: tuple[SignedUp, ...]


class Planned(Body, frozen=True):
    """One sign-up, without who."""

    id: str
    name: str
    day: dt.date
    starts_at: datetime
    ends_at: datetime
    role: Role
    state: SignUpState


class SwapCard(Body, frozen=True):
    """What waits for an answer. `mine`: you asked."""

    id: str
    mine: bool
    asked_by: str
    asked: str
    gives: Planned
    wants: Planned | None


class ClocksChange(Body, frozen=True):
    """The clocks of the rota's zone go from `before` to `after`. `minutes`: forward if positive."""

    day: dt.date
    before: str  # a time of day
    after: str
    minutes: int


class Colleague(Body, frozen=True):
    """Somebody who may be asked to swap."""

    id: str
    name: str
    roles: tuple[Role, ...]


class Week(Body, frozen=True):
    """One week of the rota, by day and time. `first` and `last`: the weeks there are."""

    monday: dt.date
    first: dt.date
    last: dt.date
    zone: str
    clocks: ClocksChange | None
    shifts: tuple[ShiftCard, ...]
    colleagues: tuple[Colleague, ...]
    roles: tuple[Role, ...]  # in which you may sign up


class MyShifts(Body, frozen=True):
    """`remind_hours`: the console reminds of a shift so long before it.

    `check_in_minutes`: so long before, a shift may begin. `calendar`: a link to it is in use.
    """

    shifts: tuple[Planned, ...]
    swaps: tuple[SwapCard, ...]
    remind_hours: int
    check_in_minutes: int
    calendar: bool


class Attendance(Body, frozen=True):
    """The shifts that are on now or begin next."""

    shifts: tuple[ShiftCard, ...]


class CalendarLink(Body, frozen=True):
    """It is shown once. Whoever has it sees when you work, and nothing else."""

    link: str
