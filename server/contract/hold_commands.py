"""Stopping somebody, and what they may say against it. One struct for each Socket.IO event."""

from typing import Annotated

from msgspec import Meta

from server.contract.commands import Command
from server.contract.values import Id, ReportRemark, Seq
from server.domain.block import LONGEST, BlockReason
from server.domain.flag import TakenBecause

Hours = Annotated[int, Meta(ge=1, le=int(LONGEST.total_seconds()) // 3600)]
AppealText = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class MuteVisitor(Command, frozen=True):
    """What this visitor writes reaches only moderators, until it is taken back. Both are told.

    `not_now` from L2 on: who may be in danger is heard.
    """

    event = "mute_visitor"
    conversation: Id
    on: bool


class PauseTalk(Command, frozen=True):
    """Pause it for a moment, or let it go on; both are told. You read along or speak in it.

    What is said meanwhile is kept and screened, you hear it, and the pair hears it when it goes
    on: after three minutes by itself. `not_now` from L2 on: nobody in danger is kept waiting.
    """

    event = "pause_talk"
    conversation: Id
    on: bool


class Block(Command, frozen=True):
    """End the conversation; in this tab the visitor cannot come back for so many hours.

    They read why and until when, keep the help lines, and may appeal to somebody else. `words`
    are for them. `not_now` from L2 on.
    """

    event = "block"
    conversation: Id
    hours: Hours
    reason: BlockReason
    words: ReportRemark = ""


class Lead(Command, frozen=True):
    """Take the lead: you speak in it, the peer stays, both are told, an open flag is yours.

    `taken`: another moderator leads.
    """

    event = "lead"
    conversation: Id


class HoldPeer(Command, frozen=True):
    """Put the peer who answers here on hold: nobody new is brought to them.

    It stands until a second person lifts it. `take_over`: you answer here instead, and the visitor
    is told that somebody else is there; else the conversation goes on as it is.
    """

    event = "hold_peer"
    conversation: Id
    reason: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]
    take_over: bool


class GiveBack(Command, frozen=True):
    """Give the lead back to the peer, and stay. Who leaves gives it back as well."""

    event = "give_back"
    conversation: Id


class Appeal(Command, frozen=True):
    """It was a mistake: another moderator than who blocked you reads this. Once for each block."""

    event = "appeal"
    text: AppealText


class GiveBackFlag(Command, frozen=True):
    """A flag that you claimed is nobody's again, under a clock: it calls the others."""

    event = "give_back_flag"
    flag: Id


class TakeOverFlag(Command, frozen=True):
    """Take a flag from the colleague who has it, who is told. Why is kept in the audit.

    `seen` as in `claim_flag`.
    """

    event = "take_over_flag"
    flag: Id
    because: TakenBecause
    seen: Seq | None = None
