"""Closed talks: what has ended and is not forgotten yet, without a word of it."""

from dataclasses import dataclass

from sqlalchemy import String, exists, func, select

from moderation.verdict import Level
from server.domain.break_glass import ClosedTalk
from server.domain.conversation import Kind, Phase
from server.domain.ids import ConversationId, StaffId
from server.domain.wrapping_up import FollowUp
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED
from server.stores.tables.core import conversations, flags, visits
from server.stores.tables.house import staff
from server.stores.tables.silences import outcomes

MOST = 200


@dataclass(frozen=True, slots=True)
class SqlClosedTalks:
    db: Database

    async def newest(self) -> list[ClosedTalk]:
        """At most `MOST`, the last ended first."""
        async with self.db.read() as tx:
            return [
                ClosedTalk(
                    id=ConversationId(row.id),
                    pseudonym=row.pseudonym,
                    language=row.language,
                    topic=row.topic,
                    top_level=Level(row.top_level),
                    flags=row.flags,
                    opened_at=row.opened_at,
                    closed_at=row.closed_at,
                    forget_at=row.forget_at,
                    look=row.look,
                    answered=row.feedback is not None,
                    readable=row.wrapped_key != DESTROYED,
                )
                for row in await tx.execute(_CLOSED)
            ]

    async def names(self) -> dict[StaffId, str]:
        """Of everybody who works or worked here."""
        async with self.db.read() as tx:
            rows = await tx.execute(select(staff.c.id, staff.c.name))
            return {StaffId(row.id): row.name for row in rows}


_FLAGS = (
    select(func.count())
    .where(flags.c.conversation == conversations.c.id)
    .correlate(conversations)
    .scalar_subquery()
)
_LOOK = exists().where(
    outcomes.c.conversation == conversations.c.id,
    outcomes.c.follow_ups.cast(String).contains(FollowUp.LOOK),
)
_CLOSED = (
    select(
        conversations,
        visits.c.pseudonym,
        visits.c.language,
        visits.c.topic,
        visits.c.feedback,
        _FLAGS.label("flags"),
        _LOOK.label("look"),
    )
    .join(visits, visits.c.conversation == conversations.c.id)
    .where(
        conversations.c.kind == Kind.ONE_TO_ONE,
        conversations.c.phase == Phase.CLOSED,
        conversations.c.closed_at.is_not(None),
        conversations.c.forget_at.is_not(None),
    )
    .order_by(conversations.c.closed_at.desc())
    .limit(MOST)
)
