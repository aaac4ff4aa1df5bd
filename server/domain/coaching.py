"""A coach looks at how a peer talked, against the published competencies; the peer may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.ids import StaffId

KEPT: Final = timedelta(weeks=8)
MOST_ANSWERS: Final = 20


class Seen(StrEnum):
    SEEN = "seen"
    PARTLY = "partly"
    NOT_SEEN = "not_seen"
    DOES_NOT_APPLY = "does_not_apply"


@dataclass(frozen=True, slots=True)
class Look:
    """What a coach writes down: for each competency what they saw, and words."""

    marks: Mapping[str, Seen] = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PeersAnswer:
    at: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Coaching:
    """`talked_at` is when the conversation ended; whose it was is not in it.

    `read`: by its peer.
    """

    id: str
    coach: StaffId
    by: str = field(repr=False)  # the coach's name
    at: datetime
    talked_at: datetime
    look: Look
    read: bool = False
    answers: Sequence[PeersAnswer] = ()
