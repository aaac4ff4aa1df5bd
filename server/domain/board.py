"""What moderators write for each other and for the shift: broadcasts, hand-overs, case notes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.ids import StaffId


class PostKind(StrEnum):
    """A broadcast is for everybody on shift, a hand-over for the moderators who come next.

    A peer who ends a shift leaves a shift note, for everybody who comes next.
    """

    BROADCAST = "broadcast"
    HANDOVER = "handover"
    SHIFT_NOTE = "shift_note"


SHOWN_FOR: Final = {
    PostKind.BROADCAST: timedelta(hours=2),
    PostKind.HANDOVER: timedelta(hours=16),
    PostKind.SHIFT_NOTE: timedelta(hours=16),
}


@dataclass(frozen=True, slots=True)
class Post:
    """`until` it is shown. Its key is that of a day, so it is forgotten with that day."""

    id: str
    kind: PostKind
    by: StaffId
    name: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class CaseNote:
    """Beside a conversation, for moderators only; sealed and forgotten with it."""

    id: str
    by: StaffId
    name: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
