"""Break-glass: asked, approved by somebody else, read, ended. Each of these is an audit entry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.break_glass import BREAK_GLASS, Glass, GlassState, GlassStep
from server.domain.conversation import Conversation, Phase
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Message, Notice
from server.domain.refusal import Code, Refusal
from server.domain.second_person import APART
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import messages as rows
from server.stores.rows import second_person
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, visits
from server.stores.tables.watch import glasses

LIVE = (GlassState.ASKED, GlassState.OPEN)


@dataclass(frozen=True, slots=True)
class Answered:
    by: StaffId
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SqlGlasses:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    apart: timedelta = APART

    async def ask(
        self, by: StaffId, conversation: str, reason: str, at: datetime, patience: timedelta
    ) -> Wake:
        """Only what has ended is sealed; asking twice is Refusal(TAKEN)."""
        async with self.db.write() as tx:
            talk, row = await self._sealed(tx, conversation)
            if await tx.scalar(_live_of(conversation, by, at)) is not None:
                raise Refusal(Code.TAKEN)
            id_ = self.new_id()
            sealed = self.sealer.words(talk.id, talks.key_of(row), reason, id_)
            asked = {
                "id": id_,
                "conversation": talk.id,
                "asked_by": by,
                "reason": sealed,
                "state": GlassState.ASKED,
                "asked_at": at,
                "until": at + patience,
            }
            await tx.execute(insert(glasses).values(asked))
            await audit.append(tx, at=at, who=by, did="ask_to_open", about=conversation, reason=id_)
        return Wake(wall=True)

    async def approve(
        self, id: str, by: StaffId, at: datetime, open_for: timedelta, *, tell: Notice | None
    ) -> Wake:
        """By somebody else than who asked. `tell`: what the visitor reads in their chat."""
        wake = Wake(wall=True)
        async with self.db.write() as tx:
            glass = await self._answered(tx, id, GlassStep.APPROVE, Answered(by, at, at + open_for))
            await second_person.require(tx, glass.asked_by, by, at, self.apart)
            if tell:
                talk, _ = await self._sealed(tx, glass.conversation)
                whose = PersonId(talk.visit)
                wake.said.append(await add_notice(tx, talk, tell, about=whose, name="", at=at))
                wake.look(Role.VISITOR, whose)
            await audit.append(
                tx, at=at, who=by, did="approve_opening", about=glass.conversation, reason=id
            )
        return wake

    async def refuse(self, id: str, by: StaffId, at: datetime) -> Wake:
        async with self.db.write() as tx:
            glass = await self._answered(tx, id, GlassStep.REFUSE, Answered(by, at, at))
            await audit.append(
                tx, at=at, who=by, did="refuse_opening", about=glass.conversation, reason=id
            )
        return Wake(wall=True)

    async def end(self, id: str, by: StaffId, at: datetime) -> Wake:
        """Close it again before its time: anybody who watches may."""
        async with self.db.write() as tx:
            glass = await self._locked(tx, id)
            state = BREAK_GLASS.after(glass.state, GlassStep.END)
            ended = {"state": state, "until": min(glass.until, at)}
            await tx.execute(update(glasses).where(glasses.c.id == id).values(ended))
            await audit.append(
                tx, at=at, who=by, did="end_opening", about=glass.conversation, reason=id
            )
        return Wake(wall=True)

    async def read(
        self, id: str, by: StaffId, after: int, most: int, at: datetime
    ) -> tuple[ConversationId, list[Message]]:
        """Only for whom it was opened, and only while it is open. The look is written down first.

        Raises Refusal(NOT_FOUND) for anybody else, StepNotAllowed where it is not open.
        """
        async with self.db.write() as tx:
            glass = await self._locked(tx, id)
            if glass.asked_by != by:
                raise Refusal(Code.NOT_FOUND)
            if glass.at(at) is not GlassState.OPEN:
                raise StepNotAllowed("not open")
            found = await rows.after(tx, self.sealer, glass.conversation, after, most)
            await audit.append(
                tx, at=at, who=by, did="read_sealed", about=glass.conversation, reason=id
            )
        return glass.conversation, found

    async def shown(self, since: datetime) -> list[Glass]:
        """Those asked since then, the newest first."""
        wanted = _SHOWN.where(glasses.c.asked_at >= since).order_by(glasses.c.asked_at.desc())
        async with self.db.read() as tx:
            return [self._glass(row) for row in await tx.execute(wanted)]

    async def _answered(
        self, tx: AsyncConnection, id: str, step: GlassStep, said: Answered
    ) -> Glass:
        glass = await self._locked(tx, id)
        if glass.asked_by == said.by or glass.at(said.at) is GlassState.ENDED:
            raise StepNotAllowed("needs a second person, in time")
        row = {
            "state": BREAK_GLASS.after(glass.state, step),
            "answered_by": said.by,
            "answered_at": said.at,
            "until": said.until,
        }
        await tx.execute(update(glasses).where(glasses.c.id == id).values(row))
        return glass

    async def _sealed(
        self, tx: AsyncConnection, conversation: str
    ) -> tuple[Conversation, Row[Any]]:
        talk = await talks.one(self.db, tx, conversation)
        row = (await talks.locked(self.db, tx, [conversation]))[conversation]
        if talk.phase is not Phase.CLOSED or row.wrapped_key == DESTROYED:
            raise StepNotAllowed("not sealed, or forgotten")
        return talk, row

    async def _locked(self, tx: AsyncConnection, id: str) -> Glass:
        """Its conversation first: that is the order of all locks."""
        whose = await tx.scalar(select(glasses.c.conversation).where(glasses.c.id == id))
        if whose is None:
            raise Refusal(Code.NOT_FOUND)
        await talks.locked(self.db, tx, [whose])
        row = (await tx.execute(_SHOWN.where(glasses.c.id == id))).one_or_none()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        return self._glass(row)

    def _glass(self, row: Row[Any]) -> Glass:
        return Glass(
            id=row.id,
            conversation=ConversationId(row.conversation),
            pseudonym=row.pseudonym,
            asked_by=StaffId(PersonId(row.asked_by)),
            reason=self._reason(row),
            state=GlassState(row.state),
            asked_at=row.asked_at,
            until=row.until,
            answered_by=row.answered_by and StaffId(PersonId(row.answered_by)),
        )

    def _reason(self, row: Row[Any]) -> str:
        if not row.reason or row.wrapped_key == DESTROYED:
            return ""
        return self.sealer.read_words(row.conversation, talks.key_of(row), row.reason, row.id)


_SHOWN = (
    select(glasses, conversations.c.key_day, conversations.c.wrapped_key, visits.c.pseudonym)
    .join(conversations, conversations.c.id == glasses.c.conversation)
    .join(visits, visits.c.conversation == conversations.c.id)
)


def _live_of(conversation: str, by: StaffId, at: datetime) -> Select[tuple[str]]:
    return select(glasses.c.id).where(
        glasses.c.conversation == conversation,
        glasses.c.asked_by == by,
        glasses.c.state.in_(LIVE),
        glasses.c.until > at,
    )
