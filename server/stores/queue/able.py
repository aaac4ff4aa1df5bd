"""Peers who could answer, and whom each visitor has left."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.answerable import Able, answerable
from server.domain.duty import Duty
from server.domain.ids import StaffId, VisitId
from server.domain.pictures import TalkPicture
from server.domain.session import Role
from server.domain.training import Work
from server.stores.in_turns import AT_ONCE, in_turns
from server.stores.rows import duties, exposures, on_hold, preferences
from server.stores.rows.certificates import Qualified
from server.stores.tables.core import conversations, visits
from server.stores.tables.core import duties as duty_table
from server.stores.tables.house import vetoes
from server.stores.tables.matching import preferences as chosen

A_FEW: Final = 25  # peers: mostly the first of them could answer

# Statements are built once: to build one costs more than to run it.
_SINCE: BindParameter[Any] = bindparam("since")
ON_SHIFT: Final = duties.at_work(Role.PEER, _SINCE).where(
    duty_table.c.staff.not_in(on_hold.held()), duty_table.c.staff.not_in(exposures.resting(_SINCE))
)
FREE: Final = ON_SHIFT.where(duties.FREE)
_AMONG = ON_SHIFT.where(duty_table.c.staff.in_(bindparam("ids", expanding=True)))


async def peers(
    tx: AsyncConnection, qualified: Qualified, seen_since: datetime, which: Select[Any] = ON_SHIFT
) -> tuple[Able, ...]:
    """On shift, their line up, trained, not on hold after a report, and not resting.

    The longest free first. `which` may be FREE.
    """
    found = await tx.execute(which, {"since": seen_since})
    return tuple([one async for one in _able(tx, qualified, seen_since, found)])


async def among(
    tx: AsyncConnection, qualified: Qualified, seen_since: datetime, staff: Iterable[StaffId]
) -> tuple[Able, ...]:
    """Those of them who are."""
    found = await tx.execute(_AMONG, {"since": seen_since, "ids": sorted(staff)})
    return tuple([one async for one in _able(tx, qualified, seen_since, found)])


async def _able(
    tx: AsyncConnection,
    qualified: Qualified,
    seen_since: datetime,
    rows: Iterable[Row[Any]],
    at_once: int = AT_ONCE,
) -> AsyncIterator[Able]:
    """So many at a time: who has found somebody need not ask about the others."""
    async for some in in_turns(rows, at_once):
        here = {StaffId(row.staff): duties.duty_of(row) for row in some}
        levels = await qualified.levels(tx, here, Work.ONE_TO_ONE, seen_since)
        whole = await qualified.undivided(tx, levels)
        for who, duty in here.items():
            if who in levels:
                yield Able(duty, levels[who], who in whole)


async def colleagues(
    tx: AsyncConnection, qualified: Qualified, conversation: str, by: str, seen_since: datetime
) -> list[Duty]:
    """Who but `by` could go on with this conversation: free peers first, then moderators.

    Nobody who must not be offered to this visitor, and no peer who is on hold, rests, or is not
    trained for them.
    """
    here = visits.c.conversation == conversation
    wanted = select(visits.c.id, visits.c.language, conversations.c.level).join(
        conversations, conversations.c.id == visits.c.conversation
    )
    row = (await tx.execute(wanted.where(here))).one()
    not_with = (await never(tx, here))[row.id]
    found: list[Duty] = []
    for role in (Role.PEER, Role.MODERATOR):
        able = duties.at_work(role, seen_since).where(
            duty_table.c.staff != by,
            duty_table.c.staff.not_in(on_hold.held()),
            duty_table.c.staff.not_in(not_with),
            duty_table.c.staff.not_in(exposures.resting(seen_since)),
        )
        theirs = [duties.duty_of(row) for row in await tx.execute(able)]
        found += [duty for duty in theirs if duty.is_free]
    people = [duty.staff for duty in found if duty.role is Role.PEER]
    trained = await qualified.levels(tx, people, Work.ONE_TO_ONE, seen_since)
    fit = {staff for staff, up_to in trained.items() if row.level <= up_to}
    fit -= await qualified.undivided(tx, fit)
    return [
        duty
        for duty in found
        if duty.role is Role.MODERATOR or (row.language in duty.languages and duty.staff in fit)
    ]


async def never(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> Mapping[VisitId, frozenset[StaffId]]:
    """Who must not be offered to each visitor, for the visits of which `which` holds.

    Those whom they have left, those with whom they would rather not talk, and those who keep out
    of the topic.
    """
    found = defaultdict(frozenset, await left(tx, which))
    told = list((await preferences.disclosed(tx)).values())
    wanted = select(visits.c.id, visits.c.topic, chosen.c.veto)
    unsuited: dict[tuple[str | None, str | None], frozenset[StaffId]] = {}
    async for some in in_turns(await tx.execute(wanted.join(chosen, isouter=True).where(which))):
        for row in some:
            like = row.topic, row.veto
            if like not in unsuited:
                unsuited[like] = frozenset(one.staff for one in told if not one.suits(*like))
            if unsuited[like]:
                found[VisitId(row.id)] |= unsuited[like]
    return found


async def left(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> Mapping[VisitId, frozenset[StaffId]]:
    """Whom each visitor has left, for the visits of which `which` holds."""
    wanted = select(vetoes).join(visits, visits.c.id == vetoes.c.visit).where(which)
    found: dict[VisitId, frozenset[StaffId]] = defaultdict(frozenset)
    for row in await tx.execute(wanted):
        found[VisitId(row.visit)] |= {StaffId(row.peer)}
    return found


async def beyond(
    tx: AsyncConnection, qualified: Qualified, waiting: Sequence[TalkPicture], seen_since: datetime
) -> set[VisitId]:
    """Those who wait, and whom nobody on shift could answer."""
    left_over = {one.visit.id: one for one in waiting}
    if not left_over:
        return set()
    barred = await never(tx, visits.c.id.in_(list(left_over)))
    found = await tx.execute(ON_SHIFT, {"since": seen_since})
    async for peer in _able(tx, qualified, seen_since, found, A_FEW):
        for id_, one in list(left_over.items()):
            not_with = barred.get(id_, frozenset())
            if answerable(one.visit.intake.language, one.talk.level, not_with, (peer,)):
                del left_over[id_]
        if not left_over:
            break
    return set(left_over)
