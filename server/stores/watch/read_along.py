"""Where a new peer could read along, or a mentor with a new one."""

from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Kind, Standing
from server.domain.ids import StaffId
from server.domain.session import Role, Session
from server.domain.shadowing import ShadowRule
from server.domain.visit import VisitState
from server.stores.queue import able
from server.stores.rows import shadows as rows
from server.stores.tables.core import conversations, duties, members, visits
from server.stores.tables.joining import papers
from server.stores.tables.mentoring import shadows
from server.stores.tables.rooms import seats

TRIED: Final = 20  # conversations, the newest first

_ME: BindParameter[Any] = bindparam("learner")
_was = members.alias()  # a learner who answered here before is no learner here
_PLACES = (
    select(conversations.c.id, visits.c.id.label("visit"), members.c.person.label("peer"))
    .join(visits, visits.c.conversation == conversations.c.id)
    .join(members, members.c.conversation == conversations.c.id)
    .join(duties, (duties.c.staff == members.c.person) & (duties.c.role == Role.PEER))
    .where(
        conversations.c.kind == Kind.ONE_TO_ONE,
        visits.c.state == VisitState.TALKING,
        members.c.role == Role.PEER,
        members.c.standing == Standing.SPEAKER,
        members.c.left_at.is_(None),
        members.c.person != _ME,
        duties.c.seen_at >= rows.SINCE,
        ~exists().where(shadows.c.conversation == conversations.c.id),
        ~exists().where(_was.c.conversation == conversations.c.id, _was.c.person == _ME),
        ~exists().where(seats.c.visit == visits.c.id, seats.c.ended_at.is_(None)),
    )
    .order_by(conversations.c.opened_at.desc())
    .limit(TRIED)
)


_NEW = members.c.person.in_(select(papers.c.whose).where(rows.ON_PROBATION))


async def suitable(
    tx: AsyncConnection, learner: Session, rule: ShadowRule, now: dict[str, Any], *, mentors: bool
) -> Row[Any] | None:
    """The newest, in a language of theirs, of a visitor whom they may be brought to.

    Of an experienced peer; a mentor's is of a new one.
    """
    mine = (duties.c.staff == learner.id) & (duties.c.role == Role.PEER)
    spoken = await tx.scalar(select(duties.c.languages).where(mine)) or ()
    wanted = _PLACES.where(
        rows.calm(conversations.c.top_level, rule.asked_below),
        visits.c.language.in_(spoken),
        _NEW if mentors else ~_NEW,
    )
    found = (await tx.execute(wanted, {**now, "learner": learner.id})).all()
    never = await able.never(tx, visits.c.id.in_([row.visit for row in found]))
    me = StaffId(learner.id)
    return next((row for row in found if me not in never.get(row.visit, ())), None)
