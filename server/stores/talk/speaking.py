"""Who may speak where, and what of a batch was said before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Standing
from server.domain.message import Message
from server.domain.saying import Saying
from server.stores.tables.core import members, messages

Place = tuple[str, str, str]  # conversation, speaker, ref
Speaker = tuple[str, bool]  # the name, and whether they are muted

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SPEAKERS = select(
    members.c.conversation, members.c.person, members.c.name, members.c.standing
).where(
    members.c.conversation.in_(_IDS),
    members.c.left_at.is_(None),
    members.c.standing.in_((Standing.SPEAKER, Standing.MUTED)),
)
_KNOWN = select(messages).where(
    messages.c.conversation.in_(_IDS),
    messages.c.ref.in_(bindparam("refs", expanding=True)),
)


async def speakers(tx: AsyncConnection, ids: set[Any]) -> dict[tuple[str, str], Speaker]:
    """Who may speak where, and under which name."""
    rows = await tx.execute(_SPEAKERS, {"ids": list(ids)})
    return {(r.conversation, r.person): (r.name, r.standing == Standing.MUTED) for r in rows}


async def known(tx: AsyncConnection, batch: Sequence[Saying]) -> dict[Place, Message]:
    """What of this batch was kept before. Its words aren't needed again."""
    wanted = {(s.conversation, s.speaker.id, s.ref): s for s in batch}
    places = {"ids": list({s.conversation for s in batch}), "refs": list({s.ref for s in batch})}
    rows = await tx.execute(_KNOWN, places)
    found: dict[Place, Message] = {}
    for row in rows:
        if saying := wanted.get(place := (row.conversation, row.speaker, row.ref)):
            found[place] = _again(saying, row)
    return found


def _again(saying: Saying, row: Row[Any]) -> Message:
    return Message(
        conversation=saying.conversation,
        seq=row.seq,
        ref=row.ref,
        speaker=saying.speaker.id,
        role=saying.speaker.role,
        name=saying.speaker.name,
        text="",
        at=row.at,
        withheld=row.withheld,
    )
