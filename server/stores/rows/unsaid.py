"""What a visitor has taken back, inside somebody's transaction: gone as soon as nobody needs it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.flag import FlagState
from server.domain.incident import SIGNED_FROM
from server.domain.message import Unsaid
from server.domain.opinion import Waits
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import flag_words
from server.stores.rows.flag_words import BEFORE
from server.stores.rows.flags import flag_of
from server.stores.tables.core import conversations, flags, messages
from server.stores.tables.unsaid import unsaid
from server.stores.tables.watch import sign_offs

LONGEST: Final = timedelta(hours=1)
"""For so long at most its words wait for an opinion of the screen: a model may be absent."""
KEPT_FROM: Final = Level.L2
"""From here on what a flag quotes stays until somebody has judged it: signed off how it ended, or,
where nobody has to, resolved every flag of what is over.
"""

Place = tuple[str, int]
_READ: Final = messages.c.opinion.in_((Waits.NOBODY, Waits.DONE))


async def is_taken(tx: AsyncConnection, place: Place) -> bool:
    here = (unsaid.c.conversation == place[0]) & (unsaid.c.seq == place[1])
    return await tx.scalar(select(unsaid.c.seq).where(here)) is not None


async def take(tx: AsyncConnection, sealer: Sealer, place: Place, notice: int) -> None:
    """From now on nobody reads it; its words go at once where the screen has read them.

    The conversation is locked.
    """
    taken = {"conversation": place[0], "seq": place[1], "notice": notice, "state": Unsaid.HIDDEN}
    await tx.execute(insert(unsaid).values(taken))
    this = (unsaid.c.conversation == place[0]) & (unsaid.c.seq == place[1])
    await _forget(tx, sealer, await _places(tx, _HIDDEN.where(this, _READ)))


async def forget_read(db: Database, tx: AsyncConnection, sealer: Sealer, at: datetime) -> None:
    """What the screen has read meanwhile, and what is judged."""
    read = _HIDDEN.where(_READ | (messages.c.at < at - LONGEST))
    of = {talk for wanted in (read, _JUDGED) for talk, _ in await _places(tx, wanted)}
    await talks.locked(db, tx, of)
    await _forget(tx, sealer, await _places(tx, read.where(unsaid.c.conversation.in_(of))))
    for place in await _places(tx, _JUDGED.where(unsaid.c.conversation.in_(of))):
        await _unquote(tx, sealer, place)
        await _now(tx, [place], Unsaid.JUDGED)


async def forget_signed(tx: AsyncConnection, sealer: Sealer, conversation: str) -> None:
    """Somebody has signed off how it ended: what its flags quote of it goes as well."""
    here = select(unsaid.c.conversation, unsaid.c.seq)
    for place in await _places(tx, here.where(unsaid.c.conversation == conversation)):
        await _unquote(tx, sealer, place)


_HIDDEN: Final = (
    select(unsaid.c.conversation, unsaid.c.seq)
    .join(
        messages,
        (messages.c.conversation == unsaid.c.conversation) & (messages.c.seq == unsaid.c.seq),
    )
    .where(unsaid.c.state == Unsaid.HIDDEN)
)
_OPEN: Final = (
    select(flags.c.id)
    .where(flags.c.conversation == conversations.c.id, flags.c.state != FlagState.RESOLVED)
    .correlate(conversations)
)
_JUDGED: Final = (
    select(unsaid.c.conversation, unsaid.c.seq)
    .join(conversations, conversations.c.id == unsaid.c.conversation)
    .where(
        unsaid.c.state == Unsaid.GONE,
        conversations.c.phase == Phase.CLOSED,
        conversations.c.top_level < SIGNED_FROM,
        ~_OPEN.exists(),
    )
)


async def _places(tx: AsyncConnection, wanted: Select[tuple[str, int]]) -> list[Place]:
    return [(row.conversation, row.seq) for row in await tx.execute(wanted)]


async def _forget(tx: AsyncConnection, sealer: Sealer, places: Sequence[Place]) -> None:
    if not places:
        return
    gone = {"sealed": DESTROYED, "opinion": Waits.NOBODY}
    there = tuple_(messages.c.conversation, messages.c.seq).in_(places)
    await tx.execute(update(messages).where(there).values(gone))
    await _now(tx, places, Unsaid.GONE)
    for place in places:
        await _unquote(tx, sealer, place, (flags.c.level < KEPT_FROM) | _signed(place[0]))


async def _now(tx: AsyncConnection, places: Sequence[Place], state: Unsaid) -> None:
    taken = tuple_(unsaid.c.conversation, unsaid.c.seq).in_(places)
    await tx.execute(update(unsaid).where(taken).values(state=state))


def _signed(conversation: str) -> ColumnElement[bool]:
    of = select(sign_offs.c.conversation).where(sign_offs.c.conversation == conversation)
    return of.exists()


async def _unquote(
    tx: AsyncConnection, sealer: Sealer, place: Place, *which: ColumnElement[bool]
) -> None:
    """Out of the flags that quote it, or have it among what was said before."""
    conversation, seq = place
    near = flags.c.seq.between(seq, await _last_that_quotes(tx, place))
    theirs = select(flags, conversations.c.key_day, conversations.c.wrapped_key).join(conversations)
    these = theirs.where(flags.c.conversation == conversation, near, *which)
    for row in (await tx.execute(these)).all():
        left = flag_words.unquoted(flag_of(row), row, sealer, seq)
        await tx.execute(update(flags).where(flags.c.id == row.id).values(left))


async def _last_that_quotes(tx: AsyncConnection, place: Place) -> int:
    """A flag quotes the last messages before its own."""
    conversation, seq = place
    people = (messages.c.conversation == conversation) & messages.c.notice.is_(None)
    later = select(messages.c.seq).where(people, messages.c.seq > seq)
    nearest = later.order_by(messages.c.seq).limit(BEFORE).subquery()
    return await tx.scalar(select(func.max(nearest.c.seq))) or seq
