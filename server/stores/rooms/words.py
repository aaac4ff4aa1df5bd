"""Whose words a message is: in a room they belong with the conversation of who said them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.message import Message
from server.stores.tables.core import conversations, visits
from server.stores.tables.rooms import room_messages, seats


async def whose_words(tx: AsyncConnection, message: Message) -> str:
    """The conversation under whose key they are sealed, and that they may raise a flag in."""
    here = (room_messages.c.conversation == message.conversation) & (
        room_messages.c.seq == message.seq
    )
    own: str | None = await tx.scalar(select(room_messages.c.whose).where(here))
    return own or message.conversation


def rooms_in_danger(talks: Collection[str], worried: ColumnElement[bool]) -> Select[tuple[str]]:
    """The rooms in which somebody sits for whose own conversation `worried` holds."""
    sits = seats.c.room.in_(talks) & seats.c.ended_at.is_(None)
    return (
        select(seats.c.room)
        .join(visits, visits.c.id == seats.c.visit)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .where(sits, worried)
    )
