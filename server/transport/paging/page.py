"""What a page says: that somebody must look, and where. Nothing of what was said."""

from datetime import datetime

import msgspec

from server.domain.flag import Flag


class Page(msgspec.Struct, frozen=True):
    """`console` is where to look."""

    flag: str
    conversation: str
    level: int
    state: str
    raised_at: datetime
    overdue_seconds: int
    console: str


def page_of(flag: Flag, console: str, now: datetime) -> Page:
    return Page(
        flag=flag.id,
        conversation=flag.conversation,
        level=int(flag.level),
        state=flag.state.value,
        raised_at=flag.raised_at,
        overdue_seconds=max(0, int((now - flag.runs_from).total_seconds())),
        console=console,
    )
