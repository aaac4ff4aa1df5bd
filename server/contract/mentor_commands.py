"""Reading a new peer's words before they go out. One struct for each Socket.IO event."""

from typing import Annotated

from msgspec import Meta

from server.contract.commands import Command
from server.contract.values import TEXT_LIMIT, Id, Ref, ReportRemark

Instead = Annotated[str, Meta(max_length=TEXT_LIMIT)]


class Mentor(Command, frozen=True):
    """Read what this new peer writes for a few seconds before it goes out; `on` false: no more.

    Only while you read along or speak there. `taken`: another moderator does; `not_now`: this peer
    is not on probation, or needs it no more. Nothing waits from L2 on.
    """

    event = "mentor"
    conversation: Id
    on: bool


class LetGo(Command, frozen=True):
    """These words of the peer may go out now, with those before them."""

    event = "let_go"
    conversation: Id
    ref: Ref


class StopWords(Command, frozen=True):
    """These words do not go out: they come back to the peer with your `word`.

    `instead`: how it could be said, for the peer to take or not. `not_now`: they have gone out.
    """

    event = "stop_words"
    conversation: Id
    ref: Ref
    word: ReportRemark = ""
    instead: Instead = ""


class TakeBack(Command, frozen=True):
    """Take your own words back that wait for your mentor, or that were stopped."""

    event = "take_back"
    conversation: Id
    ref: Ref
