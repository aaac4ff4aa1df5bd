"""One example of every request about meters and debriefs, and its answer."""

from collections.abc import Mapping
from typing import Final

from server.contract import exposure_requests as ask
from server.contract.example_views import AT, LATER
from server.contract.values import Body, Request
from server.domain.debrief import DebriefState
from server.domain.exposure import Carrying, RestReason

DEBRIEF: Final = "d_8sLm20"

CARD = ask.DebriefCard(
    id=DEBRIEF,
    name="Robin",
    state=DebriefState.BOOKED,
    asked_at=AT,
    supervisor="Mona",
    at=LATER,
)
METERS: Final[Mapping[Request, Body | None]] = {
    ask.ShowMeter(): ask.Meter(
        days=(ask.DayCarried(day=AT.date(), minutes=(40, 10, 25, 0, 0), mood=3),),
        counted=70,
        cap=600,
        carrying=Carrying.UNDER,
        rest=ask.RestCard(until=LATER, reason=RestReason.COOL_DOWN),
        at_work=ask.BreakCard(since=AT, remind_at=LATER, snooze_minutes=15),
        debriefs=(CARD,),
    ),
    ask.ShowTeamMeters(): ask.TeamMeters(
        people=(
            ask.Carried(name="Robin", carrying=Carrying.NEAR, counted=None, resting_until=LATER),
        ),
        debriefs=(CARD,),
    ),
    ask.AskDebrief(): None,
    ask.BookDebrief(debrief=DEBRIEF, at=LATER): None,
    ask.FinishDebrief(debrief=DEBRIEF): None,
    ask.WithdrawDebrief(debrief=DEBRIEF): None,
}
