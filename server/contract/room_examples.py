"""One example of every command and request about rooms."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from server.contract import commands as ask
from server.contract import room_commands as do
from server.contract import room_requests as http
from server.contract.example_views import AT, TALK
from server.contract.room_views import RoomHere
from server.contract.values import Body, Request
from server.contract.views import VisitView
from server.domain.room import RoomState
from server.domain.visit import VisitState

ROOM: Final = "r_6tGh2LmNq8"
NAME: Final = "Calm River"
HOURS: Final = timedelta(hours=1)
AT_DOOR: Final = VisitView(
    closed=None,
    state=VisitState.AT_DOOR,
    pseudonym="Calm River",
    conversation=TALK,
    room=RoomHere(
        id=ROOM,
        topic="loss",
        state=RoomState.OPEN,
        opens_at=AT,
        closes_at=AT + HOURS,
        place=1,
    ),
)
COMMANDS: Final[tuple[ask.Command, ...]] = (
    do.EnterRoom(room=ROOM, consent=True, language="en", region="GB"),
    do.RaiseHand(up=True),
    do.ReportInRoom(name=NAME, remark="They keep asking where I live."),
    do.TalkAlone(),
    do.HostRoom(room=ROOM),
    do.LeaveRoom(room=ROOM),
    do.LockRoom(room=ROOM, on=True),
    do.SlowRoom(room=ROOM, seconds=30),
    do.LastRound(room=ROOM),
    do.CloseRoom(room=ROOM),
    do.GoBack(),
    do.TakeAside(room=ROOM, member=NAME),
    do.BringBack(room=ROOM, member=NAME),
    do.Mute(room=ROOM, member=NAME, on=True),
    do.RemoveMember(room=ROOM, member=NAME),
    do.LowerHand(room=ROOM, member=NAME),
)
PLANNED: Final = http.PlannedRoom(
    id=ROOM,
    topic="loss",
    language="en",
    state=RoomState.SCHEDULED,
    opens_at=AT,
    closes_at=AT + HOURS,
    capacity=6,
    taken=0,
    at_door=2,
    facilitator="Ada",
    co_facilitator="Bea",
)
REQUESTS: Final[Mapping[Request, Body | None]] = {
    http.ShowRooms(): http.Rooms(
        rooms=(PLANNED,),
        facilitators=(http.Facilitator(id="s_3uBn6YtHw1", name="Ada"),),
    ),
    http.PlanRoom(
        topic="loss",
        language="en",
        capacity=6,
        minutes=60,
        facilitator="s_3uBn6YtHw1",
        co_facilitator="s_9eRt4CvBn2",
        opens_at=AT,
    ): None,
    http.EndRoom(room=ROOM): None,
}
