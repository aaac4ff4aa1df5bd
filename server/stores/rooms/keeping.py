"""What keeping a message in a room needs beside every other one.

A visitor's words are sealed under the key of their own conversation, and what worries about them
is kept with that: the level is the person's, and who has their words deleted takes nobody else's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, case, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind
from server.domain.message import Message
from server.domain.refusal import Code, Refusal
from server.domain.room import LIFTED_FROM
from server.domain.saying import Saying
from server.stores.keys.vault import SealedKey
from server.stores.rows.conversations import key_of
from server.stores.tables.core import conversations, messages, visits
from server.stores.tables.rooms import room_messages, rooms, seats

BOUND = 10_000  # conversations that are remembered

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LAST = (
    select(func.max(messages.c.at))
    .where(messages.c.conversation == seats.c.room, messages.c.speaker == seats.c.visit)
    .where(messages.c.notice.is_(None))
    .scalar_subquery()
)
_OWNERS = (
    select(
        seats.c.room,
        seats.c.visit,
        conversations.c.id,
        conversations.c.key_day,
        conversations.c.wrapped_key,
        rooms.c.slow,
        case((rooms.c.slow > 0, _LAST)).label("last_at"),
    )
    .join(visits, visits.c.id == seats.c.visit)
    .join(conversations, conversations.c.id == visits.c.conversation)
    .join(rooms, rooms.c.id == seats.c.room)
    .where(seats.c.room.in_(_IDS), seats.c.ended_at.is_(None))
    .where(seats.c.visit.in_(bindparam("speakers", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Own:
    """A visitor's own conversation, while they sit in a room. `slow` is the room's, in seconds."""

    conversation: str
    key: SealedKey
    slow: int
    last_at: datetime | None

    def hold_up(self, saying: Saying) -> Refusal | None:
        """In a slow room; words that worry are never held up."""
        if not self.slow or self.last_at is None or saying.raising is not None:
            return None
        wait = self.slow - (saying.at - self.last_at).total_seconds()
        return Refusal(Code.TOO_FAST, retry_after=wait) if wait > 0 else None


Owners = Mapping[tuple[str, str], Own]


@dataclass(slots=True)
class OwnersAsked:
    """What is no room never becomes one: for those that are known as such nobody is asked."""

    _no_rooms: set[str] = field(default_factory=set)

    async def of(self, tx: AsyncConnection, batch: Sequence[Saying]) -> Owners:
        perhaps = [s for s in batch if s.conversation not in self._no_rooms]
        return await _owners(tx, perhaps) if perhaps else {}

    def learn(self, conversations: Iterable[Row[Any]]) -> None:
        if len(self._no_rooms) > BOUND:
            self._no_rooms.clear()
        self._no_rooms.update(row.id for row in conversations if row.kind != Kind.ROOM)


async def _owners(tx: AsyncConnection, batch: Sequence[Saying]) -> Owners:
    """Of the visitors in this batch who speak in a room, by room and visit."""
    speakers = [s.speaker.id for s in batch]
    asked = {"ids": list({s.conversation for s in batch}), "speakers": speakers}
    rows = await tx.execute(_OWNERS, asked)
    return {(row.room, row.visit): _own(row) for row in rows}


def worries(saying: Saying) -> bool:
    """It may raise a level or a flag."""
    return saying.raising is not None or saying.verdict.level > Level.L0


def folds(saying: Saying, own: Own | None) -> bool:
    """In a room, words of danger are folded for the other visitors, who open them if they want."""
    return own is not None and saying.verdict.level >= LIFTED_FROM


def worried(batch: Iterable[Saying], known: Owners) -> set[str]:
    """Where these messages may raise something, beside the conversations they are said in."""
    found = (known.get((s.conversation, s.speaker.id)) for s in batch if worries(s))
    return {own.conversation for own in found if own}


async def note(
    tx: AsyncConnection, kept: Iterable[Message], known: Owners, in_rooms: set[str]
) -> None:
    """Beside their rows, for those of these messages that were said in a room."""
    here = [message for message in kept if message.conversation in in_rooms]
    if here:
        await tx.execute(insert(room_messages), [_row(message, known) for message in here])


def _own(row: Row[Any]) -> Own:
    return Own(row.id, key_of(row), row.slow, row.last_at)


def _row(message: Message, known: Owners) -> dict[str, Any]:
    own = known.get((message.conversation, message.speaker))
    return {
        "conversation": message.conversation,
        "seq": message.seq,
        "whose": own.conversation if own else None,
        "careful": message.careful,
        "hushed": message.hushed,
    }
