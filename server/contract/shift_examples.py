"""One example of every request about shifts, and its answer."""

import datetime as dt
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from server.contract import shift_requests as ask
from server.contract.example_views import AT
from server.contract.values import Body, Request
from server.domain.session import Role
from server.domain.sign_up import SignUpState

DAY: Final = dt.date(2026, 3, 2)
MINE: Final = "su_4kPz81"
THEIRS: Final = "su_9rWq27"
SWAP: Final = "sw_1cVb55"
COLLEAGUE: Final = "7d21c0aa94"
ENDS: Final = AT + timedelta(hours=4)

SIGNED_UP = ask.SignedUp(
    id=MINE,
    staff=COLLEAGUE,
    name="Robin",
    role=Role.PEER,
    state=SignUpState.TAKEN,
    late=False,
    mine=False,
    series=True,
)
CARD = ask.ShiftCard(
    block="evening",
    name="Evening",
    day=DAY,
    starts_at=AT,
    ends_at=ENDS,
    over=False,
    needs=(ask.Need(role=Role.PEER, least=2, missing=1),),
    people=(SIGNED_UP,),
)
PLANNED = ask.Planned(
    id=MINE,
    name="Evening",
    day=DAY,
    starts_at=AT,
    ends_at=ENDS,
    role=Role.PEER,
    state=SignUpState.TAKEN,
)
SWAP_CARD = ask.SwapCard(
    id=SWAP, mine=False, asked_by="Robin", asked="Ada", gives=PLANNED, wants=None
)
SHIFTS: Final[Mapping[Request, Body | None]] = {
    ask.ShowWeek(day=DAY): ask.Week(
        monday=DAY,
        first=DAY,
        last=DAY + timedelta(weeks=8),
        zone="Europe/London",
        clocks=ask.ClocksChange(day=DAY, before="01:00", after="02:00", minutes=60),
        shifts=(CARD,),
        colleagues=(ask.Colleague(id=COLLEAGUE, name="Robin", roles=(Role.PEER,)),),
        roles=(Role.PEER,),
    ),
    ask.TakeShift(block="evening", day=DAY, role=Role.PEER, weeks=4): None,
    ask.ReleaseShift(sign_up=MINE, onwards=True): None,
    ask.AskSwap(gives=MINE, colleague=COLLEAGUE, wants=THEIRS): None,
    ask.AnswerSwap(swap=SWAP, accept=True): None,
    ask.TakeSwapBack(swap=SWAP): None,
    ask.ShowMyShifts(): ask.MyShifts(
        shifts=(PLANNED,), swaps=(SWAP_CARD,), remind_hours=24, check_in_minutes=30, calendar=True
    ),
    ask.ShowAttendance(): ask.Attendance(shifts=(CARD,)),
    ask.MakeCalendar(): ask.CalendarLink(
        link="https://chat.example.org/calendar/x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo.ics"
    ),
    ask.EndCalendar(): None,
}
