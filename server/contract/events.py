"""What clients are told. One struct for each Socket.IO event, and the answers to commands."""

from datetime import datetime
from typing import ClassVar, Literal

from msgspec import Struct

from moderation.verdict import Level
from server.contract.flag_views import FlagCard
from server.contract.health_views import Health
from server.contract.lock_views import LockedView
from server.contract.peer_views import ShiftPeer
from server.contract.referral_views import LaterCode
from server.contract.staff_views import DeskView, WallConversation, WallView
from server.contract.transfer_views import AskedCard, FreeColleague
from server.contract.values import Body
from server.contract.views import HelpCard, Line, Note, ResourceCard, VisitView
from server.domain.duty import DutyState
from server.domain.refusal import Code
from server.domain.session import Role


class Event(Struct, frozen=True, kw_only=True):
    event: ClassVar[str]

    def __repr__(self) -> str:
        """Without its fields: what people write never reaches a log."""
        return f"{type(self).__name__}()"


class VisitRenewed(Event, frozen=True):
    """Everything the visitor's page shows has changed to this."""

    event = "visit"
    view: VisitView


class DeskRenewed(Event, frozen=True):
    """Everything the peer's page shows has changed to this."""

    event = "desk"
    view: DeskView


class WallRenewed(Event, frozen=True):
    """What changed on the wall: cards to put in or replace by id, and ids to take away."""

    event = "wall"
    duty: DutyState
    flags: tuple[FlagCard, ...] = ()
    flags_gone: tuple[str, ...] = ()
    conversations: tuple[WallConversation, ...] = ()
    conversations_gone: tuple[str, ...] = ()
    health: Health | None = None
    asked: AskedCard | None = None  # as it is now
    peers: tuple[ShiftPeer, ...] | None = None  # on shift; None: as before


class LockedRenewed(Event, frozen=True):
    """Your session is locked, and so much waits. It comes in place of almost everything else."""

    event = "locked"
    view: LockedView


class Heard(Event, frozen=True):
    """Somebody said something. Numbers may come twice; show each once."""

    event = "heard"
    conversation: str
    line: Line


class Noticed(Event, frozen=True):
    """A second opinion noticed something in a message that you have. Only to staff."""

    event = "noticed"
    conversation: str
    seq: int
    notes: tuple[Note, ...]


class Retracted(Event, frozen=True):
    """Take the words of this message away: a second opinion holds it back."""

    event = "retracted"
    conversation: str
    seq: int


class TypingSeen(Event, frozen=True):
    """Somebody is writing, or has stopped. Take it away by yourself after 6 seconds."""

    event = "typing"
    conversation: str
    role: Role
    name: str
    on: bool


class Delivered(Event, frozen=True):
    """Somebody else has everything up to and with `seq`."""

    event = "delivered"
    conversation: str
    role: Role
    seq: int


class HelpOffered(Event, frozen=True):
    """Show the help card now. It is sent before the message is kept, and depends on nobody."""

    event = "help"
    card: HelpCard


class Alarm(Event, frozen=True):
    """A message that worries could not be kept. Look at this conversation now."""

    event = "alarm"
    conversation: str
    level: Level


class Displaced(Event, frozen=True):
    """The page was opened somewhere else; this one goes quiet. Don't reconnect."""

    event = "displaced"


class Moved(Event, frozen=True):
    """This server stops. Reconnect after `after` seconds; nothing is lost."""

    event = "moved"
    after: float


class Receipt(Body, frozen=True):
    """The answer to `say` and `whisper`: it is on disk.

    `seq` 0: it has no number yet. A mentor reads it first; the desk says until when.
    """

    seq: int
    at: datetime
    withheld: bool


class Tail(Body, frozen=True):
    """The answer to `catch_up`, `read` and `join`. `more`: ask again after the last `seq`."""

    conversation: str
    lines: tuple[Line, ...]
    more: bool


class Found(Body, frozen=True):
    """The answer to `find_resources`."""

    resources: tuple[ResourceCard, ...]
    emergency: tuple[str, ...]


class Free(Body, frozen=True):
    """The answer to `find_free`: peers first, the longest free first."""

    colleagues: tuple[FreeColleague, ...]


Answer = Receipt | Tail | Found | Free | LaterCode | VisitView | DeskView | WallView | LockedView


class Accepted(Struct, frozen=True, kw_only=True):
    """The command was carried out. `body` is its answer, where it has one."""

    body: Answer | None = None
    ok: Literal[True] = True


class Refused(Struct, frozen=True, kw_only=True):
    """The command was not carried out. `retry_after` is in seconds; `why` names field and limit."""

    code: Code
    ok: Literal[False] = False
    retry_after: float | None = None
    why: str | None = None


Reply = Accepted | Refused
