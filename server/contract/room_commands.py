"""What may be asked about rooms. One struct for each Socket.IO event."""

from typing import Annotated

from msgspec import Meta

from server.contract.commands import Command
from server.contract.values import Id, Language, Region, ReportRemark, VisitToken
from server.domain.room import SLOWEST

Member = Annotated[str, Meta(min_length=1, max_length=40)]  # the name that they have in it
Slowness = Annotated[int, Meta(ge=0, le=SLOWEST)]


class EnterRoom(Command, frozen=True):
    """Agree to the ground rules and come to the door of a room; who is let in hears of it.

    `follows` as in `begin`.
    """

    event = "enter_room"
    room: Id
    consent: bool
    language: Language
    region: Region | None = None
    follows: VisitToken | None = None


class RaiseHand(Command, frozen=True):
    """Raise your hand, or take it down. Only those who look after the room see it."""

    event = "raise_hand"
    up: bool


class ReportInRoom(Command, frozen=True):
    """You do not feel safe with who has this name in your room. Moderators look.

    Nobody there is told. About one who looks after it: nobody new comes in until it is resolved.
    """

    event = "report_in_room"
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    remark: ReportRemark = ""


class TalkAlone(Command, frozen=True):
    """With one peer rather than in a room: out of it, and into the queue."""

    event = "talk_alone"


class GoBack(Command, frozen=True):
    """From talking alone back into the room: the place was kept."""

    event = "go_back"


class HostRoom(Command, frozen=True):
    """Come in as one of the two who look after this room. With the facilitator it opens."""

    event = "host_room"
    room: Id


class LeaveRoom(Command, frozen=True):
    """Look after it no more. Where nobody else does, nobody new comes in."""

    event = "leave_room"
    room: Id


class LockRoom(Command, frozen=True):
    """Let nobody new in, or let people in again."""

    event = "lock_room"
    room: Id
    on: bool


class SlowRoom(Command, frozen=True):
    """So many seconds between two messages of one visitor; 0 for no wait."""

    event = "slow_room"
    room: Id
    seconds: Slowness


class LastRound(Command, frozen=True):
    """Nobody new comes in and everybody says goodbye; after five minutes it closes by itself."""

    event = "last_round"
    room: Id


class CloseRoom(Command, frozen=True):
    """Close it for everybody in it, or call it off."""

    event = "close_room"
    room: Id


class TakeAside(Command, frozen=True):
    """Talk with one of them alone; the group goes on, and they may come back."""

    event = "take_aside"
    room: Id
    member: Member


class BringBack(Command, frozen=True):
    """Back into the room, from talking alone."""

    event = "bring_back"
    room: Id
    member: Member


class Mute(Command, frozen=True):
    """What they say reaches only those who look after the room, until it is taken back."""

    event = "mute"
    room: Id
    member: Member
    on: bool


class RemoveMember(Command, frozen=True):
    """Out of the room, told so, and into the queue for one peer."""

    event = "remove_member"
    room: Id
    member: Member


class LowerHand(Command, frozen=True):
    """Their hand was seen: take it down."""

    event = "lower_hand"
    room: Id
    member: Member
