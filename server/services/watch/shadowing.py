"""A new peer reads along to learn: asked, answered, read, and what each of them sees of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from config.everything import Everything
from moderation.verdict import Level
from server.contract.events import Tail
from server.contract.mentor_commands import AnswerLearner, ReadAlong, ReadOn
from server.contract.mentor_views import LearnerCard, MentoringCard, ReadingCard
from server.domain.message import Message
from server.domain.pictures import TalkPicture
from server.domain.session import Role, Session
from server.domain.shadowing import ReadingPicture, ShadowRule, ShadowState
from server.domain.wake import Wake
from server.services.ports import Hints, Now
from server.services.talk.lines import line_for
from server.services.watch.mentoring import first_read_card

ASKED: Final = (ShadowState.ASKED, ShadowState.AGREED)
SHOWN_TO: Final[Mapping[Role, tuple[ShadowState, ...]]] = {
    Role.VISITOR: (ShadowState.AGREED, ShadowState.READING),  # the peer is asked first
    Role.PEER: (*ASKED, ShadowState.READING),
    Role.MODERATOR: (ShadowState.READING,),
}


class Shadows(Protocol):
    async def ask(self, learner: Session, at: datetime, *, mentors: bool) -> Wake: ...
    async def answer(
        self, by: Session, conversation: str, *, accept: bool, at: datetime
    ) -> Wake: ...
    async def read_on(self, learner: Session, conversation: str, at: datetime) -> list[Message]: ...
    async def lapse(self, fence: Any, at: datetime) -> list[Wake]: ...


@dataclass(frozen=True, slots=True)
class Shadowing:
    shadows: Shadows
    hints: Hints
    now: Now

    async def read_along(self, learner: Session, command: ReadAlong) -> None:
        wake = await self.shadows.ask(learner, self.now(), mentors=command.mentor)
        self.hints.spread(wake)

    async def answer_learner(self, by: Session, command: AnswerLearner) -> None:
        talk, accept = command.conversation, command.accept
        self.hints.spread(await self.shadows.answer(by, talk, accept=accept, at=self.now()))

    async def read_on(self, learner: Session, command: ReadOn) -> Tail:
        found = await self.shadows.read_on(learner, command.conversation, self.now())
        lines = tuple(line_for(message, learner) for message in found)
        return Tail(conversation=command.conversation, lines=lines, more=False)

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        for wake in await self.shadows.lapse(fence, self.now()):
            self.hints.spread(wake)


def learner_card(picture: TalkPicture, everything: Everything, role: Role) -> LearnerCard | None:
    """For those in whose conversation it is. Nobody is asked in danger."""
    shadow = picture.shadow
    if shadow is None or shadow.state not in SHOWN_TO[role]:
        return None
    if not rule_of(everything).may_be(shadow.state, picture.talk.level):
        return None
    return LearnerCard(name=shadow.name, state=shadow.state, mentor=shadow.mentors)


def reading_card(picture: ReadingPicture | None, everything: Everything) -> ReadingCard | None:
    """For who reads or asks: nothing of the conversation before both said yes."""
    if picture is None:
        return None
    shadow, mentor = picture.shadow, picture.is_mentor
    if shadow is None:
        return ReadingCard(mentor=mentor)
    if shadow.state is not ShadowState.READING:
        return ReadingCard(state=shadow.state, conversation=shadow.conversation, mentor=mentor)
    if not rule_of(everything).may_be(shadow.state, picture.top_level):
        return ReadingCard(state=ShadowState.ENDED, mentor=mentor)
    return ReadingCard(
        state=shadow.state,
        conversation=shadow.conversation,
        pseudonym=picture.pseudonym,
        peer=picture.peer,
        last_seq=picture.last_seq,
        mentor=mentor,
        mentoring=_mentoring(picture) if shadow.mentors else None,
    )


def _mentoring(picture: ReadingPicture) -> MentoringCard:
    return MentoringCard(
        peer=picture.peer,
        seconds=picture.seconds,
        mine=picture.seconds > 0,
        words=tuple(first_read_card(one) for one in picture.first_read),
    )


def rule_of(everything: Everything) -> ShadowRule:
    """What the configuration says of it."""
    table = everything.mentoring.reading_along
    patience = timedelta(seconds=table.seconds)
    return ShadowRule(Level(table.asked_below), Level(table.ends_from), patience)
