"""The house's own phrases, and how often one of them would have been found lately."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, insert, select, update

from moderation.verdict import Concern, Severity
from server.domain.ids import PersonId, StaffId
from server.domain.own_phrase import OwnPhrase
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import Unreadable
from server.stores.rows import messages as rows
from server.stores.tables.core import conversations, flags
from server.stores.tables.rules import own_phrases

MOST: Final = 200
"""Each is looked for in every message."""
LONGEST: Final = 1000  # messages of one conversation
_STANDING: Final = (
    select(own_phrases)
    .where(own_phrases.c.taken_out_at.is_(None))
    .order_by(own_phrases.c.at, own_phrases.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlOwnPhrases:
    db: Database
    sealer: Sealer

    async def all(self) -> tuple[OwnPhrase, ...]:
        """Those that stand, the oldest first."""
        async with self.db.read() as tx:
            return tuple(map(_phrase, await tx.execute(_STANDING)))

    async def add(self, one: OwnPhrase) -> None:
        """Refusal(TAKEN) where the same stands already, Refusal(FULL) where there are too many."""
        async with self.db.write() as tx:
            standing = list(map(_phrase, await tx.execute(self.db.lock(_STANDING))))
            if any(_same(one, other) for other in standing):
                raise Refusal(Code.TAKEN)
            if len(standing) >= MOST:
                raise Refusal(Code.FULL)
            await tx.execute(insert(own_phrases).values(**_row(one)))
            rung = f"{one.concern} {int(one.severity)}"
            await audit.append(
                tx, at=one.at, who=one.by, did="add_phrase", about=one.id, reason=rung
            )

    async def take_out(self, id: str, by: StaffId, at: datetime) -> None:
        """Refusal(NOT_FOUND) where it does not stand."""
        standing = (own_phrases.c.id == id) & own_phrases.c.taken_out_at.is_(None)
        gone = update(own_phrases).where(standing).values(taken_out_by=by, taken_out_at=at)
        async with self.db.write() as tx:
            if not (await tx.execute(gone)).rowcount:
                raise Refusal(Code.NOT_FOUND)
            await audit.append(tx, at=at, who=by, did="take_out_phrase", about=id)

    async def tried(self, by: StaffId, rung: str, at: datetime) -> None:
        """Looking through what people said is an entry, also where nothing is shown of it."""
        async with self.db.write() as tx:
            await audit.append(tx, at=at, who=by, did="try_phrase", about="rules", reason=rung)

    async def said_since(self, since: datetime, most: int) -> AsyncIterator[tuple[str, list[str]]]:
        """The newest conversations, each with what visitors wrote in it, as far as it can be read
        still. For counting: none of it goes anywhere.
        """
        wanted = (
            select(conversations.c.id)
            .where(conversations.c.opened_at >= since, conversations.c.about.is_(None))
            .where(conversations.c.wrapped_key != DESTROYED)
            .order_by(conversations.c.opened_at.desc(), conversations.c.id)
            .limit(most)
        )
        async with self.db.read() as tx:
            ids = list(await tx.scalars(wanted))
        for talk in ids:
            if words := await self._words(talk):
                yield talk, words

    async def _words(self, id: str) -> list[str]:
        try:
            async with self.db.read() as tx:
                said = await rows.after(tx, self.sealer, id, 0, LONGEST)
        except (KeyGone, Unreadable):
            return []
        return [one.text for one in said if one.role is Role.VISITOR and one.text]

    async def flagged_since(self, since: datetime) -> frozenset[str]:
        """The conversations in which a flag was raised."""
        wanted = select(flags.c.conversation).where(flags.c.raised_at >= since).distinct()
        async with self.db.read() as tx:
            return frozenset(await tx.scalars(wanted))


def _same(one: OwnPhrase, other: OwnPhrase) -> bool:
    return (one.language, one.phrase, one.concern) == (other.language, other.phrase, other.concern)


def _row(one: OwnPhrase) -> dict[str, Any]:
    return {name: getattr(one, name) for name in OwnPhrase.__slots__}


def _phrase(row: Row[Any]) -> OwnPhrase:
    return OwnPhrase(
        id=row.id,
        language=row.language,
        phrase=row.phrase,
        concern=Concern(row.concern),
        severity=Severity(row.severity),
        wherever=row.wherever,
        reason=row.reason,
        source=row.source,
        note=row.note,
        by=StaffId(PersonId(row.by)),
        at=row.at,
    )
