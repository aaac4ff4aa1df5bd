"""What people carry, and debriefs, over HTTP. The numbers are each person's own."""

import datetime as dt
from datetime import datetime

from server.contract.values import Body, Id, Request
from server.domain.debrief import DebriefState
from server.domain.exposure import Carrying, RestReason


class ShowMeter(Request, frozen=True):
    """What you have carried in the last seven days."""

    path = "/api/meter"


class ShowTeamMeters(Request, frozen=True):
    """Of the others' meters what `config/exposure.toml` lets supervisors see; all debriefs."""

    path = "/api/meter/team"


class AskDebrief(Request, frozen=True):
    """You would like to talk something over with a supervisor."""

    path = "/api/debrief/ask"


class BookDebrief(Request, frozen=True):
    """You take the time for it, then."""

    path = "/api/debrief/book"
    debrief: Id
    at: datetime


class FinishDebrief(Request, frozen=True):
    """It has taken place."""

    path = "/api/debrief/finish"
    debrief: Id


class WithdrawDebrief(Request, frozen=True):
    """You do not need it any more."""

    path = "/api/debrief/withdraw"
    debrief: Id


class RestCard(Body, frozen=True):
    """Nobody new is brought to you before then."""

    until: datetime
    reason: RestReason


class DayCarried(Body, frozen=True):
    """Minutes of one day by level, L0 first. `mood`: how the shift was, 1 heavy to 5 light."""

    day: dt.date
    minutes: tuple[int, ...]
    mood: int | None = None


class DebriefCard(Body, frozen=True):
    """Whose it is, and who takes the time for it, when."""

    id: str
    name: str
    state: DebriefState
    asked_at: datetime
    supervisor: str | None
    at: datetime | None


class BreakCard(Body, frozen=True):
    """At work without a break since then. From `remind_at` on one is suggested; "later" puts it off
    for `snooze_minutes`.
    """

    since: datetime
    remind_at: datetime
    snooze_minutes: int


class Meter(Body, frozen=True):
    """`counted` minutes of seven days, each by its level, of at most `cap`.

    `at_work` is null for who is not, or has a break.
    """

    days: tuple[DayCarried, ...]
    counted: int
    cap: int
    carrying: Carrying
    rest: RestCard | None
    at_work: BreakCard | None
    debriefs: tuple[DebriefCard, ...]


class Carried(Body, frozen=True):
    """Somebody's meter as supervisors see it: None where policy shows nothing."""

    name: str
    carrying: Carrying | None
    counted: int | None
    resting_until: datetime | None


class TeamMeters(Body, frozen=True):
    people: tuple[Carried, ...]
    debriefs: tuple[DebriefCard, ...]
