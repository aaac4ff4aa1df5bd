"""What happened on the line, as far as it is still kept: the facts behind reports and forecasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.verdict import Level


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
class Felt:
    """Distress before and after one conversation."""

    language: str
    topic: str | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Happened:
    """`referrals` are their states; `talked` is the time of all who answered, together."""

    came: tuple[Came, ...]
    flagged: tuple[Flagged, ...]
    referrals: tuple[str, ...]
    felt: tuple[Felt, ...]
    talked: timedelta
