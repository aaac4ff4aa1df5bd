"""A mentor reads what a new peer writes, for a few seconds before it goes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from moderation.passage import Passage, Speaker
from moderation.verdict import Action
from server.contract.mentor_commands import LetGo, Mentor, ProposeWords, StopWords, TakeBack
from server.contract.mentor_views import FirstReadCard, MentorCard, MentoringCard
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.mentoring import NO_WORD, Fading, FirstRead, MentorsWord, WordsState
from server.domain.pictures import TalkPicture, WallPicture
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.services.ports import Hints, Now, Screen

log = structlog.get_logger(__name__)


class Mentors(Protocol):
    async def mentor(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def stop_mentoring(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...


class FirstReads(Protocol):
    async def let_go(
        self, moderator: Session, conversation: str, ref: str, at: datetime
    ) -> Wake: ...
    async def propose(
        self, moderator: Session, conversation: str, ref: str, said: MentorsWord
    ) -> Wake: ...
    async def stop(
        self, moderator: Session, conversation: str, ref: str, said: MentorsWord, at: datetime
    ) -> Wake: ...
    async def take_back(self, peer: Session, conversation: str, ref: str) -> Wake: ...
    async def due(self, at: datetime) -> list[ConversationId]: ...
    async def say_due(self, conversation: ConversationId, at: datetime) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Mentoring:
    mentors: Mentors
    first_reads: FirstReads
    screen: Screen
    hints: Hints
    now: Now

    async def mentor(self, moderator: Session, command: Mentor) -> None:
        do = self.mentors.mentor if command.on else self.mentors.stop_mentoring
        self.hints.spread(await do(moderator, command.conversation, self.now()))

    async def let_go(self, moderator: Session, command: LetGo) -> None:
        words = command.conversation, command.ref
        self.hints.spread(await self.first_reads.let_go(moderator, *words, self.now()))

    async def propose_words(self, moderator: Session, command: ProposeWords) -> None:
        said = self._said(command)
        if said is None:
            raise Refusal(Code.NOT_NOW)
        words = command.conversation, command.ref
        self.hints.spread(await self.first_reads.propose(moderator, *words, said))

    async def stop_words(self, moderator: Session, command: StopWords) -> None:
        """They are stopped, whatever the screen says of the mentor's own."""
        said = self._said(command)
        words = command.conversation, command.ref
        wake = await self.first_reads.stop(moderator, *words, said or NO_WORD, self.now())
        self.hints.spread(wake)
        if said is None:
            raise Refusal(Code.NOT_NOW)

    def _said(self, command: ProposeWords | StopWords) -> MentorsWord | None:
        """Screened as a whisper is. None: held back."""
        said = MentorsWord(command.word.strip(), command.instead.strip())
        for text in filter(None, (said.word, said.instead)):
            verdict = self.screen(Passage(text, speaker=Speaker.MODERATOR))
            if Action.WITHHOLD in verdict.actions:
                return None
        return said

    async def take_back(self, peer: Session, command: TakeBack) -> None:
        words = command.conversation, command.ref
        self.hints.spread(await self.first_reads.take_back(peer, *words))


@dataclass(frozen=True, slots=True)
class SayingDue:
    first_reads: FirstReads
    hints: Hints
    now: Now

    async def round(self) -> None:
        """Say what is due. Every process does: whichever comes first, each once."""
        for conversation in await self.first_reads.due(self.now()):
            try:
                self.hints.spread(await self.first_reads.say_due(conversation, self.now()))
            except Exception:  # a key that is not here: the others' words must not wait for it
                log.exception("not said", conversation=conversation)


def mentor_card(picture: TalkPicture) -> MentorCard | None:
    """For the peer's desk."""
    mentor, known = picture.talk.mentor, picture.talk.mentorship
    if known is None or not (mentor or picture.first_read):
        return None
    return MentorCard(
        by=_name(picture),
        seconds=known.seconds if mentor else 0,
        words=tuple(first_read_card(one) for one in picture.first_read),
    )


def mentoring_card(
    talk: TalkPicture, picture: WallPicture, me: PersonId, fading: Fading
) -> MentoringCard | None:
    """For the wall: where a mentor reads, or could."""
    peer = talk.talk.answering
    if peer is None or peer.role is not Role.PEER:
        return None
    mentor, had = talk.talk.mentor, picture.new.get(StaffId(peer.person))
    up_to = picture.up_to.get(StaffId(peer.person))
    seconds = fading.seconds(had, up_to) if had is not None and up_to is not None else 0
    if not (seconds or mentor):
        return None
    mine = mentor == me
    return MentoringCard(
        peer=peer.name,
        seconds=seconds,
        by=_name(talk),
        mine=mine,
        words=tuple(first_read_card(one) for one in talk.first_read) if mine else (),
    )


def _name(picture: TalkPicture) -> str | None:
    """Of who mentors: a moderator is a member, a peer one who reads along."""
    mentor = picture.talk.mentor
    member = picture.talk.member(mentor) if mentor else None
    if member is not None:
        return member.name
    return picture.shadow.name if mentor and picture.shadow else None


def first_read_card(one: FirstRead) -> FirstReadCard:
    return FirstReadCard(
        ref=one.ref,
        text=one.text,
        until=one.until,
        stopped=one.state is WordsState.STOPPED,
        word=one.answer.word,
        instead=one.answer.instead,
    )
