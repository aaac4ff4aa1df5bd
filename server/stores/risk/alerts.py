"""Flags as moderators and clocks handle them: raise by hand, claim, resolve, lapse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Phase
from server.domain.escalation import Raising
from server.domain.exposure import Policy
from server.domain.flag import Flag, FlagState, FlagStep, Outcome
from server.domain.ids import FlagId, PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.on_hold import HoldCause, PeerHold
from server.domain.paging import Lapsed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.leases import Fence
from server.stores.risk.pages import owe
from server.stores.rows import conversations as talks
from server.stores.rows import flags as rows
from server.stores.rows import on_hold
from server.stores.rows.alone import left_alone
from server.stores.rows.levels import set_level
from server.stores.rows.turns import Turns, turns
from server.stores.tables.core import flags

ABANDONED = timedelta(seconds=60)  # as long as an L3 flag may wait for its claim
NOT_SOONER: Final[Mapping[Level, timedelta]] = MappingProxyType({})
Next = Callable[[Flag, datetime], Lapsed]


@dataclass(frozen=True, slots=True)
class SqlAlerts:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    policy: Policy  # who has carried much is called last

    async def ask(
        self, by: Session, conversation: str, raising: Raising, at: datetime, seen_since: datetime
    ) -> Wake:
        """A member raises a flag by hand; the conversation's level only rises.

        It calls the next moderator at once. Where none is on duty nobody is waited for.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
            talks.require_speaker(talk, by.id)
            row = await self._row(tx, talk)
            turn = (await turns(tx, seen_since, self.policy, at)).next(None)
            flag = rows.raised(
                FlagId(self.new_id()),
                raising if turn else replace(raising, due_at=at),
                conversation=talk.id,
                seq=talk.last_seq,
                by=by.name,
                at=at,
                alerting=turn,
            )
            await rows.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
            if raising.level > talk.level:
                await set_level(tx, row, raising.level, by.id, at)
            return _all_look(talk)

    async def claim(self, flag: str, moderator: Session, at: datetime) -> Wake:
        """Raises Refusal(TAKEN) when somebody was faster; claiming one's own again is harmless."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await rows.talk_of(tx, flag), talks.WATCHED)
            found = await rows.locked(self.db, tx, flag)
            if found.reported == moderator.id:
                raise Refusal(Code.NOT_FOUND)  # a report about themselves is not theirs to see
            if found.state is FlagState.CLAIMED:
                if found.claimed_by != moderator.id:
                    raise Refusal(Code.TAKEN)
                return _all_look(talk)
            mine = {"claimed_by": moderator.id, "claimed_at": at, "due_at": None, "alerting": None}
            await rows.step(tx, found, FlagStep.CLAIM, mine)
            await audit.append(tx, at=at, who=moderator.id, did="claim_flag", about=flag, reason="")
            return _all_look(talk)

    async def resolve(
        self, flag: str, moderator: Session, outcome: Outcome, reason: str, at: datetime
    ) -> Wake:
        """Only by a named person: the one who claimed it."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await rows.talk_of(tx, flag), talks.WATCHED)
            found = await rows.locked(self.db, tx, flag)
            if found.claimed_by != moderator.id:
                raise StepNotAllowed("not claimed by you")
            row = (await talks.locked(self.db, tx, [found.conversation]))[found.conversation]
            if outcome is Outcome.UNCLEAR and not found.reported:
                raise Refusal(Code.BAD_PAYLOAD)
            await self._looked_into(tx, found, moderator, (outcome, reason), at)
            done = {
                "resolved_at": at,
                "resolved_by": moderator.id,
                "outcome": outcome,
                "resolution": self._sealed(row, reason, "resolution"),
            }
            await rows.step(tx, found, FlagStep.RESOLVE, done)
            await audit.append(
                tx, at=at, who=moderator.id, did="resolve_flag", about=flag, reason=outcome
            )
            if talk.phase is Phase.CLOSED:  # it was open to whoever looked into the report
                await talks.drop_members(tx, talk.id, at, person=moderator.id)
            wake = _all_look(talk)
            if found.reported:
                wake.look(Role.PEER, found.reported)
            return wake

    async def _looked_into(
        self,
        tx: AsyncConnection,
        flag: Flag,
        moderator: Session,
        found: tuple[Outcome, str],
        at: datetime,
    ) -> None:
        """A report: the peer stays on hold, but where it was a false alarm."""
        if flag.reported:
            outcome, reason = found
            by = StaffId(PersonId(moderator.id))
            hold = PeerHold(self.new_id(), flag.reported, HoldCause.REPORT, by, at, reason)
            await on_hold.looked_into(tx, self.sealer, hold, flag.id, outcome)

    async def set_level(
        self, conversation: str, level: Level, by: Session, reason: str, at: datetime
    ) -> Wake:
        """A named person raises or lowers it; each change is kept. To lower it needs a reason."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
            if talk.phase is Phase.CLOSED:
                raise StepNotAllowed("what is closed is sealed")
            if level < talk.level and not reason.strip():
                raise Refusal(Code.BAD_PAYLOAD)
            row = await self._row(tx, talk)
            sealed = self._sealed(row, reason, "level")
            await set_level(tx, row, level, by.id, at, reason=sealed)
            await audit.append(
                tx, at=at, who=by.id, did="set_level", about=conversation, reason=level.name
            )
            return _all_look(talk)

    async def lapse(
        self,
        fence: Fence,
        at: datetime,
        seen_since: datetime,
        next_step: Next,
        alone: Mapping[Level, timedelta] = NOT_SOONER,
    ) -> Wake:
        """Flags whose clock ran out, or whose claimer is gone, go to the next moderator. Where none
        is on duty, those that have waited for the time of their level in `alone`, as well.

        `next_step` is asked with whose turn it is in the flag's `alerting`. What the pager must
        tell of them is owed from here on.
        """
        late = rows.late(at, at - ABANDONED) | left_alone(at, seen_since, alone)
        async with self.db.write() as tx:
            await fence.check(tx)
            talks_ = list(await tx.scalars(select(flags.c.conversation).where(late)))
            await talks.locked(self.db, tx, talks_)
            still = select(flags).where(late, flags.c.conversation.in_(talks_))
            found = await tx.execute(self.db.lock(still.order_by(flags.c.due_at, flags.c.id)))
            due = [rows.flag_of(row) for row in found]
            called = await turns(tx, seen_since, self.policy, at) if due else Turns({})
            for flag in due:
                turn = called.next(flag.claimed_by or flag.alerting, flag.reported)
                then = next_step(replace(flag, alerting=turn), at)
                more = {"lapses": flag.lapses + then.steps, "due_at": then.due_at}
                step = FlagStep.ABANDON if flag.claimed_by else FlagStep.LAPSE
                free = {"claimed_by": None, "claimed_at": None, "alerting": turn}
                await rows.step(tx, flag, step, {**more, **free})
                await owe(tx, flag, then.pager, at)
        return Wake(wall=bool(due), talks={flag.conversation for flag in due})

    async def _row(self, tx: AsyncConnection, talk: Conversation) -> Row[Any]:
        return (await talks.locked(self.db, tx, [talk.id]))[talk.id]

    def _sealed(self, row: Row[Any], text: str, about: str) -> bytes | None:
        """None too where the visitor had everything deleted: a bare flag can be resolved."""
        if not text or row.wrapped_key == DESTROYED:
            return None
        return self.sealer.words(row.id, talks.key_of(row), text, about)


def _all_look(talk: Conversation) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.look_in(talk)
    return wake
