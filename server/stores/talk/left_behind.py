"""Nobody answers a visitor any more: they come first, and from L3 on moderators are called."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member
from server.domain.message import Notice
from server.domain.relief import FROM, left_behind
from server.domain.visit import Visit
from server.domain.wake import Wake
from server.stores.risk.calling import Calling
from server.stores.talk.seats import to_the_head

SERVICE: Final = "service"  # who raises it: nobody has said anything


async def leave_behind(
    calling: Calling,
    tx: AsyncConnection,
    visit: Visit,
    talk: Conversation,
    gone: Member,
    *,
    notice: Notice,
    at: datetime,
    hand: str = "",
) -> Wake:
    """By whatever way somebody goes who answered alone. Locked as for `to_the_head`.

    `hand`: who goes by their own press, and is not called to a flag of theirs.
    """
    wake = await to_the_head(calling.db, tx, visit, talk, gone, notice=notice, at=at)
    if talk.level >= FROM:
        why = left_behind(talk.level, clocks=calling.clocks, at=at)
        await calling.to_the_left(tx, talk, why, gone=gone, by=SERVICE, at=at, hand=hand)
    return wake
