"""A page: a flag that is owed to a phone somewhere, and each attempt to get it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.flag import Flag
from server.domain.ids import FlagId

NOBODY_ASKED: Final = "nobody asked for it"  # there is no browser that a push could reach
LATELY: Final = timedelta(days=1)  # for so long a pager that failed is in doubt

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
    """What follows when a flag's clock runs out: its next time, and by which ways it is paged.

    `steps`: how far it goes on; past everyone to the pager where there is nobody to call.
    """

    due_at: datetime
    pager: tuple[str, ...] = ()
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Paged:
    """The newest that is known of one way. `at` is None while its first try goes on.

    `again`: it is tried again by itself, before a clock calls for it anew.
    """

    channel: str
    at: datetime | None = None
    delivered: bool = False
    status: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class PagerState:
    """By which ways the last try was not taken. `reaches`: one was taken, or nothing was tried."""

    reaches: bool = True
    failing: tuple[Paged, ...] = ()


WELL: Final = PagerState()


def state_of(lately: Iterable[Paged]) -> PagerState:
    """Browsers that nobody asked to be paged are no failure, where another way works."""
    tried = tuple(lately)
    reaches = not tried or any(one.delivered for one in tried)
    failed = (one for one in tried if not one.delivered)
    return PagerState(
        reaches, tuple(one for one in failed if not reaches or one.status != NOBODY_ASKED)
    )
