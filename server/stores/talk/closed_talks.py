"""Closed talks: what has ended and is not forgotten yet, without a word of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, exists, func, select, true

from moderation.verdict import Level
from server.domain.break_glass import ClosedTalk, LookingFor
from server.domain.conversation import Kind, Phase
from server.domain.ids import ConversationId, StaffId
from server.domain.wrapping_up import FollowUp
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED
from server.stores.tables.core import conversations, flags, visits
from server.stores.tables.house import staff
from server.stores.tables.referrals import referrals
from server.stores.tables.silences import outcomes
from server.stores.tables.watch import sign_offs
from server.stores.watch.sign_offs import UNSIGNED


@dataclass(frozen=True, slots=True)
class SqlClosedTalks:
    db: Database

    async def newest(self, wanted: LookingFor, most: int) -> list[ClosedTalk]:
        """The last ended first."""
        asked = _CLOSED.where(*_narrowed(wanted)).limit(most)
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
                    signed=row.signed,
                )
                for row in await tx.execute(asked)
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
_SIGNED = exists().where(sign_offs.c.conversation == conversations.c.id)
_CLOSED = (
    select(
        conversations,
        visits.c.pseudonym,
        visits.c.language,
        visits.c.topic,
        visits.c.feedback,
        _FLAGS.label("flags"),
        _LOOK.label("look"),
        _SIGNED.label("signed"),
    )
    .join(visits, visits.c.conversation == conversations.c.id)
    .where(
        conversations.c.kind == Kind.ONE_TO_ONE,
        conversations.c.phase == Phase.CLOSED,
        conversations.c.closed_at.is_not(None),
        conversations.c.forget_at.is_not(None),
    )
    .order_by(conversations.c.closed_at.desc(), conversations.c.id)
)


def _narrowed(wanted: LookingFor) -> Iterator[ColumnElement[bool]]:
    if wanted.before:
        # Those of a room end in one moment.
        as_late = conversations.c.closed_at == wanted.before
        earlier = conversations.c.closed_at < wanted.before
        yield earlier | (as_late & (conversations.c.id > wanted.after))
    if wanted.level:
        yield conversations.c.top_level >= wanted.level
    if wanted.outcome:
        resolved = (flags.c.outcome == wanted.outcome) & (flags.c.reported == "")
        yield exists().where(flags.c.conversation == conversations.c.id, resolved)
    if wanted.referred or wanted.referral:
        asked = referrals.c.state == wanted.referral if wanted.referral else true()
        yield exists().where(referrals.c.conversation == conversations.c.id, asked)
    if wanted.unsigned:
        yield UNSIGNED
