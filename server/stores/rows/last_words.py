"""What waits for a mentor when its peer goes: it is said, or the visitor wants no more of it."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.mentoring import WordsState
from server.domain.opinion import Waits
from server.domain.session import Role
from server.stores.tables.core import conversations, messages
from server.stores.tables.mentoring import mentored_words


async def say(tx: AsyncConnection, talk: Conversation, at: datetime) -> None:
    """Before they are out of it. The conversation is locked; the words stay sealed as they are.

    They reach everybody as what was said before the notice that comes next.
    """
    if talk.mentorship is None:
        return
    waiting = _waiting(talk)
    wanted = select(mentored_words).where(waiting).order_by(mentored_words.c.id)
    rows = (await tx.execute(wanted)).all()
    if not rows:
        return
    raised = update(conversations).where(conversations.c.id == talk.id)
    raised = raised.values(last_seq=conversations.c.last_seq + len(rows))
    last = int(await tx.scalar(raised.returning(conversations.c.last_seq)) or 0)
    said = [
        {
            "conversation": talk.id,
            "seq": last - len(rows) + number,
            "ref": row.ref,
            "speaker": row.speaker,
            "role": Role.PEER,
            "at": at,
            "sealed": row.sealed,
            "notice": None,
            "withheld": False,
            "opinion": Waits.BOTH if row.wants_opinion else Waits.QUICK,
        }
        for number, row in enumerate(rows, start=1)
    ]
    await tx.execute(insert(messages), said)
    await tx.execute(delete(mentored_words).where(waiting))


async def keep_back(tx: AsyncConnection, talk: Conversation) -> None:
    """Who asked for somebody else, and may not feel safe with this peer, hears no more of them."""
    await tx.execute(delete(mentored_words).where(_waiting(talk)))


def _waiting(talk: Conversation) -> ColumnElement[bool]:
    here = mentored_words.c.conversation == talk.id
    return here & (mentored_words.c.state == WordsState.WAITING)
