"""A new peer's words that a mentor reads first: they go out, are stopped, or are taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level, Verdict
from server.domain.conversation import Conversation
from server.domain.ids import ConversationId, PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.mentoring import WORDS, MentorsWord, WordsState, WordsStep
from server.domain.refusal import Code, Refusal
from server.domain.saying import Kept, Saying
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keeping import Keeping
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import conversations as talks
from server.stores.rows import mentored
from server.stores.rows.mentors import supervised
from server.stores.tables.core import conversations
from server.stores.tables.mentoring import mentored_words

_WAITING = (
    select(mentored_words)
    .where(
        mentored_words.c.conversation == bindparam("talk"),
        mentored_words.c.state == WordsState.WAITING,
    )
    .order_by(mentored_words.c.id)
)
_DUE = (
    select(mentored_words.c.conversation, mentored_words.c.id)
    .join(conversations, conversations.c.id == mentored_words.c.conversation)
    .where(
        mentored_words.c.state == WordsState.WAITING,
        or_(
            mentored_words.c.until <= bindparam("at"),
            conversations.c.level >= bindparam("level"),
            conversations.c.mentored_s == 0,
            ~mentored.MENTOR_HERE,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SqlFirstReads:
    """`keeping` is how every message is kept; who has been `away` for longer is not there.

    From `at_once_from` on nothing waits.
    """

    db: Database
    sealer: Sealer
    keeping: Keeping
    at_once_from: Level
    away: timedelta

    async def let_go(self, moderator: Session, conversation: str, ref: str, at: datetime) -> Wake:
        """These words, and those before them, go out now."""
        async with self.db.write() as tx:
            row = await self._words(tx, await self._mentored(tx, moderator, conversation), ref)
            WORDS.after(WordsState(row.state), WordsStep.SAY)
            return await self._out(tx, conversation, row.id, at)

    async def stop(
        self, moderator: Session, conversation: str, ref: str, said: MentorsWord, at: datetime
    ) -> Wake:
        """Back to the peer. Raises StepNotAllowed for what has gone out."""
        async with self.db.write() as tx:
            talk = await self._mentored(tx, moderator, conversation)
            await self._answer(tx, talk, ref, WordsStep.STOP, said)
            await audit.append(tx, at=at, who=moderator.id, did="stop_words", about=talk.id)
            return mentored.looks(talk)

    async def propose(
        self, moderator: Session, conversation: str, ref: str, said: MentorsWord
    ) -> Wake:
        """Other words beside them; their time runs on. StepNotAllowed for what waits no more."""
        async with self.db.write() as tx:
            talk = await self._mentored(tx, moderator, conversation)
            await self._answer(tx, talk, ref, WordsStep.PROPOSE, said)
            return mentored.looks(talk)

    async def _answer(
        self, tx: AsyncConnection, talk: Conversation, ref: str, step: WordsStep, said: MentorsWord
    ) -> None:
        row = await self._words(tx, talk, ref)
        state = WORDS.after(WordsState(row.state), step)
        key = talks.key_of((await talks.locked(self.db, tx, [talk.id]))[talk.id])
        answer = mentored.sealed(self.sealer, talk.id, key, ref, said)
        here = mentored_words.c.id == row.id
        await tx.execute(update(mentored_words).where(here).values(state=state, answer=answer))

    async def take_back(self, peer: Session, conversation: str, ref: str) -> Wake:
        """One's own words, into the draft, also after they were stopped."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            talks.require_speaker(talk, peer.id)
            row = await self._words(tx, talk, ref)
            if row.speaker != peer.id:
                raise Refusal(Code.NOT_FOUND)
            WORDS.after(WordsState(row.state), WordsStep.TAKE_BACK)
            await tx.execute(delete(mentored_words).where(mentored_words.c.id == row.id))
            return mentored.looks(talk)

    async def due(self, at: datetime) -> list[ConversationId]:
        """Where words wait whose time is over, or for nobody any more, or in danger."""
        async with self.db.read() as tx:
            rows = await tx.execute(_DUE, self._now(at))
            return list(dict.fromkeys(ConversationId(row.conversation) for row in rows))

    async def say_due(self, conversation: ConversationId, at: datetime) -> Wake:
        """Whichever process comes first says them; a second time there is nothing to say."""
        async with self.db.write() as tx:
            await talks.with_backstages(self.db, tx, [conversation])
            its = _DUE.where(mentored_words.c.conversation == conversation)
            rows = (await tx.execute(its, self._now(at))).all()
            last = max((row.id for row in rows), default=0)
            return await self._out(tx, conversation, last, at)

    def _now(self, at: datetime) -> dict[str, Any]:
        return {"at": at, "since": at - self.away, "level": self.at_once_from}

    async def _out(self, tx: AsyncConnection, conversation: str, last: int, at: datetime) -> Wake:
        """All that waits up to this one, in order. What can't be said now goes back to the peer."""
        waiting = (await tx.execute(_WAITING, {"talk": conversation})).all()
        rows = [row for row in waiting if row.id <= last]
        if not rows:
            return Wake()
        talk = await talks.known(tx, conversation)
        row = (await talks.locked(self.db, tx, [conversation]))[conversation]
        key = talks.key_of(row)
        kept = await self.keeping(tx, [self._saying(talk, one, key, at) for one in rows])
        done = [one.id for one, told in zip(rows, kept, strict=True) if isinstance(told, Kept)]
        await tx.execute(delete(mentored_words).where(mentored_words.c.id.in_(done)))
        rest = mentored_words.c.id.in_([one.id for one in rows])
        await tx.execute(update(mentored_words).where(rest).values(state=WordsState.STOPPED))
        wake = mentored.looks(talk)
        wake.said += [one.message for one in kept if isinstance(one, Kept) and not one.again]
        return wake

    def _saying(self, talk: Conversation, row: Row[Any], key: SealedKey, at: datetime) -> Saying:
        """What the screen found then; a flag was raised then as well."""
        text, findings = self.sealer.read_message(talk.id, key, row.ref, row.sealed)
        return Saying(
            conversation=talk.id,
            speaker=Session(PersonId(row.speaker), Role.PEER),
            ref=row.ref,
            text=text,
            verdict=Verdict(findings),
            raising=None,
            withheld=False,
            wants_opinion=row.wants_opinion,
            at=at,
            read=True,
        )

    async def _mentored(
        self, tx: AsyncConnection, moderator: Session, conversation: str
    ) -> Conversation:
        talk = await supervised(self.db, tx, moderator, conversation)
        if talk.mentor != moderator.id:
            raise Refusal(Code.NOT_FOUND)
        return talk

    async def _words(self, tx: AsyncConnection, talk: Conversation, ref: str) -> Row[Any]:
        """Raises StepNotAllowed: they have gone out, or back."""
        here = (mentored_words.c.conversation == talk.id) & (mentored_words.c.ref == ref)
        found = (await tx.execute(select(mentored_words).where(here))).one_or_none()
        if found is None:
            raise StepNotAllowed("gone out, or taken back")
        return found
