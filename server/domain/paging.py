"""A page: a flag that is owed to a phone somewhere, and each attempt to get it there."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.flag import Flag
from server.domain.ids import FlagId

Way = tuple[FlagId, str]  # the flag, and the name of the channel


@dataclass(frozen=True, slots=True)
class Owed:
    """One attempt that is due. `attempt` counts from 1 each time that the clock calls for it."""

    flag: Flag
    channel: str
    attempt: int

    @property
    def way(self) -> Way:
        return self.flag.id, self.channel


@dataclass(frozen=True, slots=True)
class Attempt:
    """`delivered` only where the other side said so; `status` is a code or a word."""

    at: datetime
    delivered: bool
    status: str


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What follows when a flag's clock runs out: its next time, and by which ways it is paged."""

    due_at: datetime
    pager: tuple[str, ...] = ()
