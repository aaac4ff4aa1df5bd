"""Lulls: read from what was said, so that no clock that stands still can hide one."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Phase
from server.domain.lull import Lull
from server.domain.message import GREETED
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.rows.silences import CLOCKED
from server.stores.tables.core import conversations, messages, visits

TAKES_WORDS: Final = (Phase.OPEN, Phase.REFERRED)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)

_WORDS = messages.c.notice.is_(None)
_ASKED = (_WORDS & (messages.c.role == Role.VISITOR)) | messages.c.notice.in_(GREETED)
_ANSWERED = (
    _WORDS
    & messages.c.role.in_((Role.PEER, Role.MODERATOR))
    & messages.c.withheld.is_(False)  # it never reached them
)


def _last(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """The number of the newest of these, 0 where there is none."""
    here = messages.c.conversation == conversations.c.id
    newest = select(messages.c.seq).where(here, which).order_by(messages.c.seq.desc()).limit(1)
    return newest.correlate(conversations).scalar_subquery()


_LAST_ASKED = func.coalesce(_last(_ASKED), 0)
_LAST_ANSWERED = func.coalesce(_last(_ANSWERED | messages.c.notice.in_(GREETED)), 0)
_TALKS = (
    select(conversations.c.id, _LAST_ASKED.label("asked"), _LAST_ANSWERED.label("answered"))
    .join(visits, visits.c.conversation == conversations.c.id)
    .where(
        conversations.c.id.in_(_IDS),
        visits.c.state == VisitState.TALKING,
        conversations.c.phase.in_(TAKES_WORDS),
        ~CLOCKED,
    )
    .subquery()
)
_TURN = case(
    (_TALKS.c.answered > _TALKS.c.asked, _ANSWERED & (messages.c.seq > _TALKS.c.asked)),
    else_=_ASKED & (messages.c.seq >= _TALKS.c.answered),  # a greeting begins it, too
)
# A range of the index: without it a long conversation is read from its first words.
_FROM = case((_TALKS.c.answered > _TALKS.c.asked, _TALKS.c.asked), else_=_TALKS.c.answered)
_SINCE = (
    select(messages.c.at)
    .where(messages.c.conversation == _TALKS.c.id, messages.c.seq >= _FROM, _TURN)
    .order_by(messages.c.seq)
    .limit(1)
    .correlate(_TALKS)
    .scalar_subquery()
)
_LULLS = select(
    _TALKS.c.id, (_TALKS.c.answered > _TALKS.c.asked).label("answered"), _SINCE.label("since")
)


async def of_talks(tx: AsyncConnection, ids: Sequence[str]) -> dict[str, Lull]:
    """However short; of those of these where no clock runs."""
    rows = await tx.execute(_LULLS, {"ids": ids})
    return {
        row.id: Lull(Role.VISITOR if row.answered else Role.PEER, row.since)
        for row in rows
        if row.since is not None
    }
