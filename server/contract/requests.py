"""Who may ask what over HTTP, and what is answered. The console's whole API on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from server.contract import account_requests as account
from server.contract import pager_requests as pager
from server.contract import shift_requests as shift
from server.contract import team_requests as team
from server.contract.values import Request
from server.domain.refusal import Code
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Asking:
    """`roles`: one of them is needed; None: anybody may ask, signed in or not.

    `answer` is the type of the answer (None: no body); `refusals` are those beside COMMON.
    """

    roles: tuple[Role, ...] | None
    answer: Any = None
    refusals: tuple[Code, ...] = ()


_ADMINISTRATOR: Final = (Role.ADMINISTRATOR,)
_ON_SHIFT: Final = (Role.PEER, Role.MODERATOR)
_WATCHING: Final = (Role.MODERATOR, Role.ADMINISTRATOR)
_GONE: Final = (Code.NOT_FOUND, Code.NOT_NOW)
_MODERATOR: Final = (Role.MODERATOR,)

REQUESTS: Final[Mapping[type[Request], Asking]] = {
    account.SignIn: Asking(None, account.Me),
    account.SignOut: Asking(None),
    account.LookAtInvitation: Asking(None, account.LookedAt, (Code.NOT_FOUND,)),
    account.AcceptInvitation: Asking(None, account.Me, (Code.NOT_FOUND, Code.TAKEN)),
    account.WhoAmI: Asking(STAFF_ROLES, account.Me),
    team.ShowTeam: Asking(_ADMINISTRATOR, team.Team),
    team.Invite: Asking(_ADMINISTRATOR, team.InvitationLink),
    team.GiveRoles: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND, Code.NOT_NOW)),
    team.Disable: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND, Code.NOT_NOW)),
    shift.ShowWeek: Asking(STAFF_ROLES, shift.Week),
    shift.TakeShift: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.ReleaseShift: Asking(_ON_SHIFT, None, _GONE),
    shift.AskSwap: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.AnswerSwap: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.TakeSwapBack: Asking(_ON_SHIFT, None, _GONE),
    shift.ShowMyShifts: Asking(_ON_SHIFT, shift.MyShifts),
    shift.ShowAttendance: Asking(_WATCHING, shift.Attendance),
    shift.MakeCalendar: Asking(_ON_SHIFT, shift.CalendarLink),
    shift.EndCalendar: Asking(_ON_SHIFT),
    pager.ShowPushKey: Asking(_MODERATOR, pager.PushKey),
    pager.PageThisBrowser: Asking(_MODERATOR),
    pager.LeaveThisBrowser: Asking(_MODERATOR),
}
