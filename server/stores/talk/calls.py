"""Who is called to a conversation and does not come, for the peer who waits for them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import UNANSWERED
from server.domain.pictures import Called, TalkPicture
from server.stores.rows import paged
from server.stores.tables.house import staff

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMES = select(staff.c.id, staff.c.name).where(staff.c.id.in_(_IDS))


async def with_calls(
    tx: AsyncConnection, found: Sequence[TalkPicture], *, on_duty: bool
) -> list[TalkPicture]:
    """Nothing is asked where no flag waits."""
    waiting = [one.flag for one in found if one.flag and one.flag.state in UNANSWERED]
    if not waiting:
        return list(found)
    tried = await paged.of_open_flags(tx)
    turns = [flag.alerting for flag in waiting if flag.alerting]
    rows = await tx.execute(_NAMES, {"ids": turns}) if turns else ()
    names = {row.id: row.name for row in rows}
    called = {
        flag.conversation: Called(on_duty, names.get(flag.alerting), tried.get(flag.id, ()))
        for flag in waiting
    }
    return [replace(one, called=called.get(one.talk.id)) for one in found]
