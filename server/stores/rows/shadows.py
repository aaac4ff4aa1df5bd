"""Who reads along to learn or to mentor, or asks to, inside somebody's transaction."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    exists,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.application import PaperKind
from server.domain.conversation import Phase, Standing
from server.domain.duty import Availability
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.mentoring import FirstRead
from server.domain.path import Path
from server.domain.session import Role
from server.domain.shadowing import OVER, ReadingPicture, Shadow, ShadowRule, ShadowState
from server.domain.training import Work
from server.stores.keys.sealing import Sealer
from server.stores.rows import mentored
from server.stores.rows.conversations import key_of
from server.stores.rows.on_hold import held
from server.stores.rows.roles import is_a
from server.stores.tables.core import conversations, duties, members, visits
from server.stores.tables.house import staff
from server.stores.tables.joining import papers
from server.stores.tables.mentoring import shadows
from server.stores.tables.training import certificates

AT: BindParameter[Any] = bindparam("at")
SINCE: BindParameter[Any] = bindparam("since")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ON_SHIFT: Final = (Availability.READY, Availability.GOING, Availability.BREAK)

ON_PROBATION: Final = (papers.c.kind == PaperKind.PROBATION) & (papers.c.expires_at > AT)
_NEW: Final = case((shadows.c.mentors, shadows.c.peer), else_=shadows.c.reader)
_ONE_IS_NEW: Final = exists().where(papers.c.whose == _NEW, ON_PROBATION) & or_(
    ~shadows.c.mentors, exists().where(staff.c.id == shadows.c.reader, is_a(Role.MENTOR))
)
_CERTIFIED: Final = exists().where(
    certificates.c.staff == shadows.c.reader,
    certificates.c.work == Work.ONE_TO_ONE,
    certificates.c.expires_at > AT,
    certificates.c.withdrawn_at.is_(None),
)
_HAS_TIME: Final = exists().where(
    duties.c.staff == shadows.c.reader,
    duties.c.role == Role.PEER,
    duties.c.availability.in_(_ON_SHIFT),
    duties.c.talking == 0,
    duties.c.seen_at >= SINCE,
)
_PEER_HERE: Final = exists().where(
    members.c.conversation == shadows.c.conversation,
    members.c.person == shadows.c.peer,
    members.c.role == Role.PEER,
    members.c.standing == Standing.SPEAKER,
    members.c.left_at.is_(None),
)
OPEN: Final = shadows.c.state.not_in(OVER)
_OF_TALKS = select(shadows).where(shadows.c.conversation.in_(_IDS))
_IS_NEW = exists().where(papers.c.whose == staff.c.id, ON_PROBATION)
_DESKS = (
    select(
        staff.c.id.label("whose"),
        is_a(Role.MENTOR).label("is_mentor"),
        shadows,
        conversations.c.last_seq,
        conversations.c.top_level,
        conversations.c.key_day,
        conversations.c.wrapped_key,
        conversations.c.mentored_by,
        conversations.c.mentored_s,
        visits.c.pseudonym,
        members.c.name.label("peer_name"),
    )
    .select_from(staff)
    .outerjoin(shadows, (shadows.c.reader == staff.c.id) & OPEN)
    .outerjoin(conversations, conversations.c.id == shadows.c.conversation)
    .outerjoin(visits, visits.c.conversation == shadows.c.conversation)
    .outerjoin(
        members,
        (members.c.conversation == shadows.c.conversation) & (members.c.person == shadows.c.peer),
    )
    .where(staff.c.id.in_(_IDS), or_(_IS_NEW, is_a(Role.MENTOR)))
)


def calm(top_level: ColumnElement[int], below: Level) -> ColumnElement[bool]:
    """One to one, open, never as grave as that, and not a child's."""
    path = or_(conversations.c.path.is_(None), conversations.c.path != Path.CHILDREN)
    return and_(conversations.c.phase == Phase.OPEN, top_level < below, path)


def may_be(rule: ShadowRule, *, certified: bool) -> ColumnElement[bool]:
    """Over shadows and their conversations: all that must hold, read at the moment of reading.

    A level is raised in many places; here it counts at once, whoever raised it. It is the highest
    that there ever was, so what has ended does not begin again.
    """
    top, reading = conversations.c.top_level, shadows.c.state == ShadowState.READING
    return and_(
        OPEN,
        or_(reading & calm(top, rule.ends_from), calm(top, rule.asked_below)),
        _PEER_HERE,
        _HAS_TIME,
        _ONE_IS_NEW,
        _CERTIFIED if certified else true(),
        shadows.c.reader.not_in(held()),
    )


async def of_talks(tx: AsyncConnection, ids: Sequence[str]) -> dict[str, Shadow]:
    """Nothing is asked where nobody reads along."""
    if not ids:
        return {}
    rows = await tx.execute(_OF_TALKS, {"ids": list(ids)})
    return {row.conversation: shadow_of(row) for row in rows}


async def of_desks(
    tx: AsyncConnection, sealer: Sealer, peers: Collection[str], at: Any
) -> dict[StaffId, ReadingPicture]:
    """For those of them who are on probation, or mentors."""
    rows = (await tx.execute(_DESKS, {"ids": list(peers), "at": at})).all()
    keys = {row.conversation: key_of(row) for row in rows if _mentors(row)}
    words = await mentored.of_talks(tx, sealer, keys)
    return {
        StaffId(PersonId(row.whose)): _reading(row, words.get(row.conversation, ())) for row in rows
    }


def _mentors(row: Row[Any]) -> bool:
    reads = row.state == ShadowState.READING and row.mentors
    return bool(reads and row.mentored_by == row.whose and row.mentored_s)


def _reading(row: Row[Any], words: tuple[FirstRead, ...]) -> ReadingPicture:
    if row.conversation is None:
        return ReadingPicture(is_mentor=row.is_mentor)
    return ReadingPicture(
        shadow_of(row),
        row.pseudonym,
        row.peer_name or "",
        row.last_seq,
        Level(row.top_level),
        row.is_mentor,
        row.mentored_s if _mentors(row) else 0,
        words,
    )


async def add(tx: AsyncConnection, shadow: Shadow) -> None:
    """Raises IntegrityError: somebody was asked here before, or they ask elsewhere."""
    values = {column.name: getattr(shadow, column.name) for column in shadows.c}
    await tx.execute(insert(shadows).values(values))
    here = conversations.c.id == shadow.conversation
    await tx.execute(update(conversations).where(here).values(read_by=shadow.reader))


async def set_state(tx: AsyncConnection, shadow: Shadow, **now: Any) -> None:
    """When it is over nobody needs to look for a reader any more."""
    here = shadows.c.conversation == shadow.conversation
    await tx.execute(update(shadows).where(here).values(**now))
    if now["state"] in OVER:
        talk = conversations.c.id == shadow.conversation
        await tx.execute(update(conversations).where(talk).values(read_by=None))


def shadow_of(row: Row[Any]) -> Shadow:
    return Shadow(
        conversation=ConversationId(row.conversation),
        reader=PersonId(row.reader),
        name=row.name,
        peer=PersonId(row.peer),
        state=ShadowState(row.state),
        until=row.until,
        from_seq=row.from_seq,
        reading_since=row.reading_since,
        mentors=row.mentors,
    )
