"""Flags as people handle them: raise by hand, claim, give back, take over, resolve."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Phase
from server.domain.escalation import Raising, by_hand
from server.domain.flag import Flag, FlagState, FlagStep, FlagTimes, Outcome, TakenBecause
from server.domain.ids import FlagId, PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.on_hold import HoldCause, PeerHold
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.risk.calling import Calling
from server.stores.rows import claims, on_hold
from server.stores.rows import conversations as talks
from server.stores.rows import flags as rows
from server.stores.rows.levels import set_level


@dataclass(frozen=True, slots=True)
class SqlAlerts:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    calling: Calling
    times: FlagTimes

    async def ask(self, by: Session, conversation: str, raising: Raising, at: datetime) -> Wake:
        """A member raises a flag by hand; the conversation's level only rises. It calls the next
        moderator at once. Where none is on duty nobody is waited for.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
            talks.require_speaker(talk, by.id)
            row = await self._row(tx, talk)
            turn = await self.calling.turn(tx, at)
            raising_ = raising if turn else replace(raising, due_at=at)
            flag = replace(self._flag(talk, raising_, by, at), alerting=turn)
            await rows.raise_or_add(tx, self.sealer, talks.key_of(row), flag, hand=by.id)
            if raising.level > talk.level:
                await set_level(tx, row, raising.level, by.id, at)
            return _all_look(talk)

    async def claim(
        self, flag: str, moderator: Session, at: datetime, seen: int | None = None
    ) -> Wake:
        """Raises Refusal: TAKEN when somebody was faster, GRAVER where it is graver than what they
        have `seen`. Claiming one's own again is harmless, and answers where its owner is called.
        """
        async with self.db.write() as tx:
            talk, found = await self._found(tx, flag, moderator)
            if found.is_anothers(PersonId(moderator.id)):
                raise Refusal(Code.TAKEN)
            if found.state is FlagState.CLAIMED:
                return _all_look(talk)
            claims.require_seen(found, seen)
            did = "answer_flag" if found.claimed_by == moderator.id else "claim_flag"
            mine = claims.owned(found, PersonId(moderator.id), at, self.times)
            await rows.step(tx, found, FlagStep.CLAIM, mine)
            await audit.append(tx, at=at, who=moderator.id, did=did, about=flag)
            return _all_look(talk)

    async def give_back(self, flag: str, moderator: Session, at: datetime) -> Wake:
        """By its owner: nobody's again, under a clock. The next one is called at once; where there
        is no other, in danger, the pager.
        """
        async with self.db.write() as tx:
            talk, found = await self._found(tx, flag, moderator)
            claims.require_owner(found, moderator)
            mine = StaffId(PersonId(moderator.id))
            turn = await self.calling.turn(tx, at, after=mine, barred=found.barred)
            next_one = None if turn == mine else turn
            free = claims.freed(found, at, self.times, next_one)
            await rows.step(tx, found, FlagStep.GIVE_BACK, free)
            await audit.append(tx, at=at, who=moderator.id, did="give_back_flag", about=flag)
            return _all_look(talk)

    async def take_over(
        self,
        flag: str,
        moderator: Session,
        because: TakenBecause,
        at: datetime,
        seen: int | None = None,
    ) -> Wake:
        """From a colleague who has it, as in `claim`; taking over one's own is harmless."""
        async with self.db.write() as tx:
            talk, found = await self._found(tx, flag, moderator)
            if found.claimed_by == moderator.id:
                return _all_look(talk)
            claims.require_seen(found, seen)
            mine = claims.owned(found, PersonId(moderator.id), at, self.times)
            await rows.step(tx, found, FlagStep.TAKE_OVER, {**mine, "taken_because": because})
            did = "take_over_flag"
            await audit.append(tx, at=at, who=moderator.id, did=did, about=flag, reason=because)
            return _all_look(talk)

    async def resolve(
        self, flag: str, moderator: Session, outcome: Outcome, reason: str, at: datetime
    ) -> Wake:
        """Only by a named person: the one who claimed it, and who has seen what it says now."""
        async with self.db.write() as tx:
            talk, found = await self._found(tx, flag, moderator)
            claims.require_owner(found, moderator)
            row = (await talks.locked(self.db, tx, [found.conversation]))[found.conversation]
            if found.asked_by or (outcome is Outcome.UNCLEAR and not found.reported):
                raise Refusal(Code.BAD_PAYLOAD)
            await self._looked_into(tx, found, moderator, (outcome, reason), at)
            done = {
                "resolved_at": at,
                "resolved_by": moderator.id,
                "outcome": outcome,
                "resolution": self._sealed(row, reason, "resolution"),
            }
            await rows.step(tx, found, FlagStep.RESOLVE, done)
            did = "resolve_flag"
            await audit.append(tx, at=at, who=moderator.id, did=did, about=flag, reason=outcome)
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
        """A named person raises or lowers it; each change is kept. To lower it needs a reason.

        Danger that they see gets a flag, which is theirs where the conversation has none.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
            if talk.phase is Phase.CLOSED:
                raise StepNotAllowed("what is closed is sealed")
            if level < talk.level and not reason.strip():
                raise Refusal(Code.BAD_PAYLOAD)
            row = await self._row(tx, talk)
            if raising := by_hand(talk.level, level, reason, clocks=self.times.within, at=at):
                flag = self._flag(talk, raising, by, at)
                await claims.raise_by_hand(tx, self.sealer, row, flag, by=by, times=self.times)
            await set_level(tx, row, level, by.id, at, reason=self._sealed(row, reason, "level"))
            told = {"did": "set_level", "about": conversation, "reason": level.name}
            await audit.append(tx, at=at, who=by.id, **told)
            return _all_look(talk)

    def _flag(self, talk: Conversation, raising: Raising, by: Session, at: datetime) -> Flag:
        id_, seq = FlagId(self.new_id()), talk.last_seq
        return rows.raised(id_, raising, conversation=talk.id, seq=seq, by=by.name, at=at)

    async def _found(
        self, tx: AsyncConnection, flag: str, moderator: Session
    ) -> tuple[Conversation, Flag]:
        """Locked. A report about themselves is not theirs, nor is what they ask of others."""
        talk = await talks.one(self.db, tx, await rows.talk_of(tx, flag), talks.WATCHED)
        found = await rows.locked(self.db, tx, flag)
        if found.barred == moderator.id:
            raise Refusal(Code.NOT_FOUND)
        return talk, found

    async def _row(self, tx: AsyncConnection, talk: Conversation) -> Row[Any]:
        return (await talks.locked(self.db, tx, [talk.id]))[talk.id]

    def _sealed(self, row: Row[Any], text: str, about: str) -> bytes | None:
        """None where all was deleted: a bare flag can be resolved."""
        if not text or row.wrapped_key == DESTROYED:
            return None
        return self.sealer.words(row.id, talks.key_of(row), text, about)


def _all_look(talk: Conversation) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.look_in(talk)
    return wake
