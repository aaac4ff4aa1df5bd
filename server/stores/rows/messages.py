"""Messages, inside somebody's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.ids import ConversationId, PersonId
from server.domain.message import Message, Notice
from server.domain.opinion import Waits
from server.domain.session import Role
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import SealedKey
from server.stores.tables.core import conversations, members, messages
from server.stores.tables.house import staff
from server.stores.tables.rooms import room_messages
from server.stores.tables.unsaid import unsaid


async def add_notice(
    tx: AsyncConnection,
    conversation: Conversation,
    notice: Notice,
    *,
    about: PersonId,
    name: str,
    at: datetime,
) -> Message:
    """Let the service say something about somebody. The conversation's row must be locked.

    Its ref holds a space, which nobody's own may: the two can't be taken for one message.
    """
    raised = update(conversations).where(conversations.c.id == conversation.id)
    raised = raised.values(last_seq=conversations.c.last_seq + 1)
    seq = await tx.scalar(raised.returning(conversations.c.last_seq))
    message = Message(
        conversation=conversation.id,
        seq=int(seq or 0),
        ref=f"notice {seq}",
        speaker=about,
        role=Role.SERVICE,
        name=name,
        text="",
        at=at,
        notice=notice,
    )
    await tx.execute(insert(messages).values(row_of(message, b"")))
    return message


def row_of(message: Message, sealed: bytes, *, opinion: Waits = Waits.NOBODY) -> dict[str, Any]:
    return {
        "conversation": message.conversation,
        "seq": message.seq,
        "ref": message.ref,
        "speaker": message.speaker,
        "role": message.role,
        "at": message.at,
        "sealed": sealed,
        "notice": message.notice,
        "withheld": message.withheld,
        "opinion": opinion,
    }


async def after(
    tx: AsyncConnection, sealer: Sealer, conversation: str, seq: int, most: int
) -> list[Message]:
    """What was said after `seq`, oldest first, at most `most` messages."""
    wanted = (
        _with_keys()
        .where(messages.c.conversation == conversation, messages.c.seq > seq)
        .order_by(messages.c.seq)
        .limit(most)
    )
    return [_message(row, sealer) for row in await tx.execute(wanted)]


async def before(
    tx: AsyncConnection, sealer: Sealer, conversation: str, seq: int, most: int, *, whose: str
) -> list[Message]:
    """The last that people said before `seq`, oldest first; in a room those of one visitor and of
    the staff.
    """
    theirs = or_(room_messages.c.whose.is_(None), room_messages.c.whose == whose)
    wanted = (
        _with_keys()
        .where(messages.c.conversation == conversation, messages.c.seq < seq, theirs)
        .where(messages.c.notice.is_(None))
        .order_by(messages.c.seq.desc())
        .limit(most)
    )
    return [_message(row, sealer) for row in await tx.execute(wanted)][::-1]


async def these(
    tx: AsyncConnection,
    sealer: Sealer,
    places: Iterable[tuple[str, int]],
    *,
    for_screen: bool = False,
) -> list[Message]:
    """Single messages by conversation and seq. The screen reads also what was taken back."""
    wanted = set(places)
    query = _with_keys().where(
        messages.c.conversation.in_({c for c, _ in wanted}),
        messages.c.seq.in_({s for _, s in wanted}),
    )
    rows = await tx.execute(query)
    there = [r for r in rows if (r.conversation, r.seq) in wanted]
    return [_message(r, sealer, for_screen=for_screen) for r in there]


_own = conversations.alias()  # of a visitor who speaks in a room
_TAKEN = (unsaid.c.conversation == messages.c.conversation) & (
    (unsaid.c.seq == messages.c.seq) | (unsaid.c.notice == messages.c.seq)
)


def _with_keys() -> Any:
    """Messages with the key of whose words they are and their speaker's name.

    A notice may speak of a moderator who was never in the conversation.
    """
    name = func.coalesce(members.c.name, staff.c.name).label("name")
    own = (_own.c.key_day.label("own_day"), _own.c.wrapped_key.label("own_key"))
    in_room = (room_messages.c.whose, room_messages.c.careful, room_messages.c.hushed)
    keys = (conversations.c.key_day, conversations.c.wrapped_key)
    taken = (unsaid.c.seq.label("taken"), unsaid.c.notice.label("taken_by"))
    return (
        select(messages, *keys, *own, *in_room, *taken, name)
        .join(conversations, conversations.c.id == messages.c.conversation)
        .join(
            members,
            (members.c.conversation == messages.c.conversation)
            & (members.c.person == messages.c.speaker),
            isouter=True,
        )
        .join(staff, staff.c.id == messages.c.speaker, isouter=True)
        .join(
            room_messages,
            (room_messages.c.conversation == messages.c.conversation)
            & (room_messages.c.seq == messages.c.seq),
            isouter=True,
        )
        .join(_own, _own.c.id == room_messages.c.whose, isouter=True)
        .join(unsaid, _TAKEN, isouter=True)
    )


def key_of(row: Row[Any]) -> tuple[str, SealedKey]:
    """With the conversation whose it is."""
    if row.whose:
        return row.whose, SealedKey(row.own_day or "", row.own_key or DESTROYED)
    return row.conversation, SealedKey(row.key_day, row.wrapped_key)


def _message(row: Row[Any], sealer: Sealer, *, for_screen: bool = False) -> Message:
    """Without words where a visitor had theirs deleted (a room goes on without them), or took them
    back.
    """
    whose, key = key_of(row)
    hidden = row.taken == row.seq and not for_screen
    sealed = b"" if hidden or key.wrapped == DESTROYED else row.sealed
    text, findings = sealer.read_message(whose, key, row.ref, sealed)
    return Message(
        conversation=ConversationId(row.conversation),
        seq=row.seq,
        ref=row.ref,
        speaker=PersonId(row.speaker),
        role=Role(row.role),
        name=row.name or "",
        text=text,
        at=row.at,
        notice=row.notice and Notice(row.notice),
        withheld=row.withheld,
        unsaid=row.taken == row.seq,
        unsays=row.taken if row.taken_by == row.seq else None,
        findings=findings,
        careful=bool(row.careful),
        hushed=bool(row.hushed),
    )
