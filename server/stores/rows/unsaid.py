"""What a visitor has taken back, inside somebody's transaction: gone as soon as nobody needs it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.message import Unsaid
from server.domain.opinion import Waits
from server.stores.keys.sealing import DESTROYED
from server.stores.rows.flag_words import BEFORE
from server.stores.tables.core import flags, messages
from server.stores.tables.unsaid import unsaid
from server.stores.tables.watch import sign_offs

LONGEST: Final = timedelta(hours=1)
"""For so long at most its words wait for an opinion of the screen: a model may be absent."""
SIGNED_FROM: Final = Level.L2
"""From here on what a flag quotes stays until somebody has signed off how it ended."""

Place = tuple[str, int]
_READ: Final = messages.c.opinion.in_((Waits.NOBODY, Waits.DONE))


async def is_taken(tx: AsyncConnection, place: Place) -> bool:
    here = (unsaid.c.conversation == place[0]) & (unsaid.c.seq == place[1])
    return await tx.scalar(select(unsaid.c.seq).where(here)) is not None


async def take(tx: AsyncConnection, place: Place, notice: int) -> None:
    """From now on nobody reads it; its words go at once where the screen has read them."""
    taken = {"conversation": place[0], "seq": place[1], "notice": notice, "state": Unsaid.HIDDEN}
    await tx.execute(insert(unsaid).values(taken))
    this = (unsaid.c.conversation == place[0]) & (unsaid.c.seq == place[1])
    await _forget(tx, await _places(tx, _HIDDEN.where(this, _READ)))


async def forget_read(tx: AsyncConnection, at: datetime) -> None:
    """What the screen has read meanwhile."""
    read = _READ | (messages.c.at < at - LONGEST)
    await _forget(tx, await _places(tx, _HIDDEN.where(read)))


async def forget_signed(tx: AsyncConnection, conversation: str) -> None:
    """Somebody has signed off how it ended: what its flags quote of it goes as well."""
    here = select(unsaid.c.conversation, unsaid.c.seq)
    for place in await _places(tx, here.where(unsaid.c.conversation == conversation)):
        await _unquote(tx, place)


_HIDDEN: Final = (
    select(unsaid.c.conversation, unsaid.c.seq)
    .join(
        messages,
        (messages.c.conversation == unsaid.c.conversation) & (messages.c.seq == unsaid.c.seq),
    )
    .where(unsaid.c.state == Unsaid.HIDDEN)
)


async def _places(tx: AsyncConnection, wanted: Select[tuple[str, int]]) -> list[Place]:
    return [(row.conversation, row.seq) for row in await tx.execute(wanted)]


async def _forget(tx: AsyncConnection, places: Sequence[Place]) -> None:
    if not places:
        return
    gone = {"sealed": DESTROYED, "opinion": Waits.NOBODY}
    there = tuple_(messages.c.conversation, messages.c.seq).in_(places)
    await tx.execute(update(messages).where(there).values(gone))
    taken = tuple_(unsaid.c.conversation, unsaid.c.seq).in_(places)
    await tx.execute(update(unsaid).where(taken).values(state=Unsaid.GONE))
    for place in places:
        await _unquote(tx, place, (flags.c.level < SIGNED_FROM) | _signed(place[0]))


def _signed(conversation: str) -> ColumnElement[bool]:
    of = select(sign_offs.c.conversation).where(sign_offs.c.conversation == conversation)
    return of.exists()


async def _unquote(tx: AsyncConnection, place: Place, *which: ColumnElement[bool]) -> None:
    """Out of the flags that quote it, or have it among what was said before."""
    conversation, seq = place
    theirs = update(flags).where(flags.c.conversation == conversation, *which)
    itself = theirs.where(flags.c.seq == seq)
    await tx.execute(itself.values(sealed=DESTROYED, context=None))
    last = await _last_that_quotes(tx, place)
    after = theirs.where(flags.c.seq > seq, flags.c.seq <= last)
    await tx.execute(after.values(context=None))


async def _last_that_quotes(tx: AsyncConnection, place: Place) -> int:
    """A flag quotes the last messages before its own."""
    conversation, seq = place
    people = (messages.c.conversation == conversation) & messages.c.notice.is_(None)
    later = select(messages.c.seq).where(people, messages.c.seq > seq)
    nearest = later.order_by(messages.c.seq).limit(BEFORE).subquery()
    return await tx.scalar(select(func.max(nearest.c.seq))) or seq
