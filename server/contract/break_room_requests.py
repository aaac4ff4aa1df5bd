"""The break room: where those on shift talk among themselves."""

from datetime import datetime

from server.contract.values import Body, Ref, Request, Text


class ShowBreakRoom(Request, frozen=True):
    """What was said there in the last hours. `not_now` for who is not on shift."""

    path = "/api/break-room"


class SayInBreakRoom(Request, frozen=True):
    """Say something to all on shift. The same `ref` twice says it once.

    It is screened: an insult is not passed on (`kept` is false). `care`: it sounds heavy.
    """

    path = "/api/break-room/say"
    ref: Ref
    text: Text


class RemarkCard(Body, frozen=True):
    """What somebody on shift said."""

    id: str
    by: str
    mine: bool
    text: str
    at: datetime


class BreakRoomView(Body, frozen=True):
    """The oldest first."""

    remarks: tuple[RemarkCard, ...]


class Remarked(Body, frozen=True):
    kept: bool
    care: bool
