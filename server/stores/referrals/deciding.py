"""Help without the visitor's yes: a second person is asked first, or called to look afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation
from server.domain.escalation import Raising
from server.domain.exposure import Policy
from server.domain.ids import FlagId, ReferralId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import Referral, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.second_look import (
    SECOND_LOOK,
    Answered,
    LookState,
    LookStep,
    Pressing,
    SecondLook,
)
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.referrals.steps import Told, looks, note, put, tell
from server.stores.rows import conversations as talks
from server.stores.rows import flags
from server.stores.rows import second_looks as rows
from server.stores.rows.second_flags import resolve
from server.stores.rows.turns import turns

RaisingFor = Callable[[Level], Raising]


@dataclass(frozen=True, slots=True)
class _By:
    """Who asks, and the other moderator whose turn it is; None: no other is on duty."""

    session: Session
    turn: StaffId | None


@dataclass(frozen=True, slots=True)
class SqlDeciding:
    """`policy`: who has carried much is called last; `pressing`: what does not wait."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    policy: Policy
    pressing: Pressing

    async def ask(
        self, look: SecondLook, by: Session, raising: RaisingFor, seen_since: datetime
    ) -> Wake:
        """Nothing is done yet; others are called at once. One question at a time: TAKEN."""
        async with self.db.write() as tx:
            talk, row = await self.in_danger(tx, look.conversation)
            before = await rows.newest(tx, self.sealer, talk.id, look.matter)
            if before and before.waits:
                raise Refusal(Code.TAKEN)
            turn = await self._turn(tx, look, seen_since)
            flag = await self._call(tx, row, look, raising(talk.level), _By(by, turn))
            await rows.add(tx, self.sealer, row, replace(look, flag=flag))
            told = Told(by, look.asked_at)
            await note(tx, told, "ask_without_consent", look.id, reason=look.reason)
            return looks(talk)

    async def go_ahead(
        self,
        look: SecondLook,
        by: Session,
        referral: Referral,
        raising: RaisingFor,
        seen_since: datetime,
    ) -> Wake:
        """At once, where it does not wait; a second person is called to look at it afterwards.

        Raises StepNotAllowed where somebody could be asked first, Refusal(TAKEN) where somebody
        else has asked: theirs is answered. From `at_once_from` on this does not wait for theirs
        either: it is closed by it, and what is done has a look of its own.
        """
        at = look.asked_at
        async with self.db.write() as tx:
            talk, row = await self.in_danger(tx, look.conversation)
            before = await rows.newest(tx, self.sealer, talk.id, look.matter)
            turn = await self._turn(tx, look, seen_since)
            if not self.pressing.may_go_alone(talk.level, before, at, others=turn is not None):
                raise StepNotAllowed("a second person is asked first")
            waits = before if before and before.waits else None
            anothers = waits if waits and waits.asked_by != look.asked_by else None
            if anothers and talk.level < self.pressing.at_once_from:
                raise Refusal(Code.TAKEN)
            id_, wake = await self.decide(tx, talk, referral, by)
            done = replace(look, acted_at=at, referral=id_)
            if anothers:
                said = replace(anothers, acted_at=at, referral=id_)
                await self._overtaken(tx, row, said, Told(by, at))
            if waits and not anothers:  # the question stays open, under its own flag
                await rows.done(tx, self.sealer, row, replace(done, id=waits.id))
            else:
                why = raising(self.pressing.afterwards)
                flag = await self._call(tx, row, look, why, _By(by, turn))
                await rows.add(tx, self.sealer, row, replace(done, flag=flag))
            told = Told(by, at)
            if anothers:
                did, theirs = "approve_without_consent", anothers.reason
                await note(tx, told, did, anothers.id, reason=theirs)
            await note(tx, told, "act_without_consent", id_, reason=look.reason)
            return wake

    async def _overtaken(
        self, tx: AsyncConnection, row: Row[Any], look: SecondLook, told: Told
    ) -> None:
        """What they asked for is done by somebody else: nobody is called to their question."""
        yes = Answered(told.by, approve=True, words="", at=told.at)
        state: LookState = SECOND_LOOK.after(look.state, LookStep.APPROVE)
        await rows.answered(tx, self.sealer, row, look.answered(yes, state))
        await resolve(self.db, tx, look, yes)

    async def in_danger(self, tx: AsyncConnection, id: str) -> tuple[Conversation, Row[Any]]:
        """Locked. Raises StepNotAllowed below the level, and where the words are gone."""
        talk = await talks.one(self.db, tx, id)
        row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
        if talk.level < self.pressing.least or row.wrapped_key == DESTROYED:
            raise StepNotAllowed("not in danger, or forgotten")
        return talk, row

    async def decide(
        self, tx: AsyncConnection, talk: Conversation, referral: Referral, by: Session
    ) -> tuple[ReferralId, Wake]:
        """Whatever they were offered, and after the end too; `by` is who asked for it."""
        id_ = await put(self.db, self.sealer, tx, referral, ReferralStep.DECIDE)
        told = Told(by, referral.offered_at)
        return ReferralId(id_), await tell(tx, talk, referral, Notice.REFERRAL_DECIDED, told)

    async def _turn(
        self, tx: AsyncConnection, look: SecondLook, seen_since: datetime
    ) -> StaffId | None:
        """Whose it is to be the second person first; None: no other moderator is on duty."""
        called = await turns(tx, seen_since, self.policy, look.asked_at)
        return called.next(None, look.asked_by)

    async def _call(
        self, tx: AsyncConnection, row: Row[Any], look: SecondLook, raising: Raising, by: _By
    ) -> FlagId:
        """A flag of its own, that is not for who asks. Nobody is waited for who is not there."""
        flag = flags.raised(
            FlagId(self.new_id()),
            raising if by.turn else replace(raising, due_at=look.asked_at),
            conversation=look.conversation,
            seq=0,  # of no message
            by=by.session.name,
            at=look.asked_at,
            asked_by=look.asked_by,
            alerting=by.turn,
        )
        return await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
