"""Every unresolved flag, read as often as one must be seen: only what changed is read whole.

Where a thousand are open, making each of them anew takes five times as long as comparing them as
they are stored (measured: 33 and 6.5 ms of the event loop).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import Flag, FlagState
from server.domain.ids import ConversationId, StaffId
from server.domain.pictures import RaisedPicture
from server.domain.slices import slices
from server.stores.keys.sealing import Sealer
from server.stores.rows import on_hold, paged
from server.stores.rows.flag_words import with_words
from server.stores.rows.flags import flag_of
from server.stores.tables.core import conversations, flags, visits
from server.stores.tables.house import staff
from server.stores.tables.unsaid import unsaid

SLICE: Final = 200  # flags read whole together


@dataclass(frozen=True, slots=True)
class Kept:
    """`stored` is all that the flag was made of, and whether its words could be read."""

    stored: tuple[Any, ...]
    flag: Flag


@dataclass(slots=True)
class Raised:
    """Words stay in memory while the flag is open and its keys are there, as on the walls."""

    sealer: Sealer
    _kept: dict[str, Kept] = field(default_factory=dict, repr=False)

    async def __call__(self, tx: AsyncConnection) -> RaisedPicture:
        rows = (await tx.execute(_STORED)).all()
        readable = {day: self.sealer.vault.opens(day) for day in {row.key_day for row in rows}}
        stored = {row.id: (*row, readable[row.key_day]) for row in rows}
        kept = {
            flag: known
            for flag, as_it_lies in stored.items()
            if (known := self._kept.get(flag)) and known.stored == as_it_lies
        }
        for some in slices(stored.keys() - kept.keys(), SLICE):
            for row in await tx.execute(_WHOLE, {"ids": list(some)}):
                kept[row.id] = Kept(stored[row.id], self._flag(row))
        self._kept = kept
        raised = [kept[flag].flag for flag in stored if flag in kept]
        people = {who for flag in raised for who in _named(flag) if who}
        pseudonyms = {ConversationId(row.whose): row.pseudonym or "" for row in rows}
        about = {flag.reported for flag in raised if flag.reported}
        return RaisedPicture(
            tuple(raised),
            await _names(tx, people),
            pseudonyms,
            await paged.of_open_flags(tx),
            await on_hold.earlier(tx, about),
        )

    def _flag(self, row: Row[Any]) -> Flag:
        """What was raised in a backstage is shown with the conversation that it belongs to."""
        whole = with_words(flag_of(row), row, self.sealer)
        taken = row.taken_by is not None
        return replace(whole, conversation=ConversationId(row.whose), unsaid=taken)


_WHOSE = func.coalesce(conversations.c.about, conversations.c.id).label("whose")
_TAKEN = (unsaid.c.conversation == flags.c.conversation) & (unsaid.c.seq == flags.c.seq)
_TAKEN_BY = unsaid.c.notice.label("taken_by")
_OPEN = flags.join(conversations, conversations.c.id == flags.c.conversation).outerjoin(
    unsaid, _TAKEN
)
_UNRESOLVED = flags.c.state != FlagState.RESOLVED
# As they lie in the database: to make values of them is what costs.
_AS_STORED: Final[list[ColumnElement[Any]]] = [
    literal_column(f"flags.{one.name}").label(one.name) for one in flags.c
]
_STORED = (
    select(
        *_AS_STORED,
        literal_column("conversations.key_day").label("key_day"),
        literal_column("conversations.wrapped_key").label("wrapped_key"),
        _WHOSE,
        _TAKEN_BY,
        visits.c.pseudonym,
    )
    .select_from(_OPEN.outerjoin(visits, visits.c.conversation == _WHOSE.element))
    .where(_UNRESOLVED)
)
_WHOLE = (
    select(flags, conversations.c.key_day, conversations.c.wrapped_key, _WHOSE, _TAKEN_BY)
    .select_from(_OPEN)
    .where(_UNRESOLVED, flags.c.id.in_(bindparam("ids", expanding=True)))
)
_NAMES = select(staff.c.id, staff.c.name).where(staff.c.id.in_(bindparam("ids", expanding=True)))


def _named(flag: Flag) -> Sequence[StaffId | None]:
    """Of the staff, whoever is in it."""
    return flag.alerting, flag.claimed_by, flag.barred


async def _names(tx: AsyncConnection, people: Iterable[StaffId]) -> dict[StaffId, str]:
    rows = await tx.execute(_NAMES, {"ids": list(people)})
    return {StaffId(row.id): row.name for row in rows}
