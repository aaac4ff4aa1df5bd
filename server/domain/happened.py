"""What happened on the line: the facts behind reports. They outlive what they count."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.domain.later import LaterAnswer
from server.domain.wrapping_up import FollowUp, Went


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came: when, and how long until they were answered or left."""

    at: datetime
    language: str
    topic: str | None
    waited: timedelta
    answered: bool


@dataclass(frozen=True, slots=True)
class Flagged:
    """`claimed` is how long a flag took until somebody had it; None: nobody had."""

    at: datetime
    level: Level
    claimed: timedelta | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a moderator said that a flag was, and the reasons that it gave."""

    reasons: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Referred:
    state: str


@dataclass(frozen=True, slots=True)
class Felt:
    """Distress before and after one conversation."""

    language: str
    topic: str | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One conversation as its peer wrote it up. `went` is None where there was no time."""

    went: Went | None
    level: Level | None
    topics: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """`referrals` are their states; `talked` is the time of all who answered, together.

    `later` is what was told of referrals some weeks afterwards.
    """

    came: tuple[Came, ...]
    flagged: tuple[Flagged, ...]
    referrals: tuple[str, ...]
    felt: tuple[Felt, ...]
    talked: timedelta
    wrapped: tuple[Wrapped, ...] = ()
    later: tuple[LaterAnswer, ...] = ()
