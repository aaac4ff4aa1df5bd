"""Forgetting in rooms: one visitor's words go, and the numbers of the others stay."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId
from server.domain.opinion import Waits
from server.stores.keys.sealing import DESTROYED
from server.stores.tables.core import members, messages, visits
from server.stores.tables.rooms import room_messages, rooms, seats


async def words_of(tx: AsyncConnection, ids: Sequence[str]) -> list[tuple[ConversationId, int]]:
    """Where the visitors of these conversations have spoken in rooms."""
    wanted = select(room_messages.c.conversation, room_messages.c.seq)
    rows = await tx.execute(wanted.where(room_messages.c.whose.in_(ids)))
    return [(ConversationId(row.conversation), row.seq) for row in rows]


async def destroy_words(tx: AsyncConnection, ids: Sequence[str]) -> None:
    """A line without words and without a name stays in each place. Its key is gone already."""
    theirs = select(room_messages.c.conversation, room_messages.c.seq)
    places = theirs.where(room_messages.c.whose.in_(ids))
    said = tuple_(messages.c.conversation, messages.c.seq).in_(places)
    await tx.execute(update(messages).where(said).values(sealed=DESTROYED, opinion=Waits.NOBODY))
    who = select(visits.c.id).where(visits.c.conversation.in_(ids))
    await tx.execute(update(members).where(members.c.person.in_(who)).values(name=""))
    await tx.execute(delete(room_messages).where(room_messages.c.conversation.in_(ids)))


async def delete_rows(tx: AsyncConnection, ids: Sequence[str]) -> None:
    """Seats of these visits, and rooms whose conversations these are."""
    who = select(visits.c.id).where(visits.c.conversation.in_(ids))
    await tx.execute(delete(seats).where(or_(seats.c.visit.in_(who), seats.c.room.in_(ids))))
    await tx.execute(delete(rooms).where(rooms.c.id.in_(ids)))
