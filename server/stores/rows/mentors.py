"""Who may read a new peer's words first, inside somebody's transaction."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.ids import PersonId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.shadowing import ShadowState
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows.roles import is_a
from server.stores.tables.house import staff
from server.stores.tables.mentoring import shadows

_MENTORS = select(shadows.c.reader).where(
    shadows.c.state == ShadowState.READING,
    shadows.c.mentors,
    shadows.c.reader.in_(select(staff.c.id).where(is_a(Role.MENTOR))),
)


async def supervised(
    db: Database, tx: AsyncConnection, moderator: Session, conversation: str
) -> Conversation:
    """Raises Refusal(NOT_FOUND) for who is not in it as a moderator, and reads as no mentor."""
    talk = await talks.one(db, tx, conversation)
    if talk.standing_as_moderator(PersonId(moderator.id)) is not None:
        return talk
    here = _MENTORS.where(shadows.c.conversation == talk.id, shadows.c.reader == moderator.id)
    if await tx.scalar(here) is None:
        raise Refusal(Code.NOT_FOUND)
    return talk
