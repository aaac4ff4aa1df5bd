"""Whose words a message is: in a room they belong with the conversation of who said them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.tables.core import conversations, visits
from server.stores.tables.rooms import room_messages, seats


async def whose_words(
    tx: AsyncConnection, places: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Of each, the conversation under whose key it is sealed, and that it may raise a flag in."""
    here = tuple_(room_messages.c.conversation, room_messages.c.seq).in_(places)
    asked = select(room_messages.c.conversation, room_messages.c.seq, room_messages.c.whose)
    own = {(talk, seq): whose for talk, seq, whose in await tx.execute(asked.where(here))}
    return {place: own.get(place) or place[0] for place in places}


def rooms_in_danger(talks: Collection[str], worried: ColumnElement[bool]) -> Select[tuple[str]]:
    """The rooms in which somebody sits for whose own conversation `worried` holds."""
    sits = seats.c.room.in_(talks) & seats.c.ended_at.is_(None)
    return (
        select(seats.c.room)
        .join(visits, visits.c.id == seats.c.visit)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .where(sits, worried)
    )
