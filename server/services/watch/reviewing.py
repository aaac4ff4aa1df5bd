"""Reviewing: a moderator looks back at what has ended; what is sealed only with a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from msgspec.structs import replace

from config.break_glass import BreakGlass
from server.contract.events import Tail
from server.contract.review_requests import (
    AnswerOpening,
    AskToOpen,
    ClosedCard,
    EndOpening,
    OpeningCard,
    ReadOpened,
    Review,
    ShowReview,
)
from server.domain.break_glass import ClosedTalk, Glass, LookingFor
from server.domain.ids import ConversationId, StaffId
from server.domain.message import Message, Notice
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, Now
from server.services.talk.lines import PAGE, tail
from server.services.watch.sampling import Samples, blind

SHOWN_FOR: Final = timedelta(days=1)
AT_ONCE: Final = 50


class Glasses(Protocol):
    async def ask(
        self, by: StaffId, conversation: str, reason: str, at: datetime, patience: timedelta
    ) -> Wake: ...
    async def approve(
        self, id: str, by: StaffId, at: datetime, open_for: timedelta, *, tell: Notice | None
    ) -> Wake: ...
    async def refuse(self, id: str, by: StaffId, at: datetime) -> Wake: ...
    async def end(self, id: str, by: StaffId, at: datetime) -> Wake: ...
    async def read(
        self, id: str, by: StaffId, after: int, most: int, at: datetime
    ) -> tuple[ConversationId, list[Message]]: ...
    async def shown(self, since: datetime) -> list[Glass]: ...


class ClosedTalks(Protocol):
    async def newest(self, wanted: LookingFor, most: int) -> list[ClosedTalk]: ...
    async def names(self) -> dict[StaffId, str]: ...


@dataclass(frozen=True, slots=True)
class Reviewing:
    glasses: Glasses
    closed: ClosedTalks
    samples: Samples
    policy: BreakGlass
    hints: Hints
    now: Now

    async def show(self, who: StaffMember, asked: ShowReview) -> Review:
        """What others want to open is for moderators: they are who says yes."""
        now, names = self.now(), await self.closed.names()
        shown = await self.glasses.shown(now - SHOWN_FOR)
        openings = [one for one in shown if who.has(Role.MODERATOR) or one.asked_by == who.id]
        drawn = await self.samples.glasses(now - SHOWN_FOR)
        found = await self.closed.newest(_wanted(asked), AT_ONCE + 1)
        return Review(
            closed=tuple(map(_closed, found[:AT_ONCE])),
            more=len(found) > AT_ONCE,
            openings=tuple(_hidden(_opening(one, who, names, now), drawn) for one in openings),
        )

    async def ask(self, who: StaffMember, asked: AskToOpen) -> None:
        patience = self.policy.asked_for
        wake = await self.glasses.ask(
            who.id, asked.conversation, asked.reason, self.now(), patience
        )
        self.hints.spread(wake)

    async def answer(self, who: StaffMember, asked: AnswerOpening) -> None:
        """Who asked can't answer: StepNotAllowed."""
        if not asked.approve:
            self.hints.spread(await self.glasses.refuse(asked.opening, who.id, self.now()))
            return
        sampled = asked.opening in await self.samples.glasses(self.now() - SHOWN_FOR)
        told = Notice.SAMPLED if sampled else Notice.OPENED
        wake = await self.glasses.approve(
            asked.opening,
            who.id,
            self.now(),
            self.policy.open_for,
            tell=told if self.policy.tell_visitor else None,
        )
        self.hints.spread(wake)

    async def end(self, who: StaffMember, asked: EndOpening) -> None:
        self.hints.spread(await self.glasses.end(asked.opening, who.id, self.now()))

    async def read(self, who: StaffMember, asked: ReadOpened) -> Tail:
        conversation, found = await self.glasses.read(
            asked.opening, who.id, asked.after, PAGE, self.now()
        )
        me = Session(who.id, Role.MODERATOR, who.name)  # all of it: two people have opened it
        if asked.opening in await self.samples.glasses(self.now() - SHOWN_FOR):
            return tail("", blind(found), me)
        return tail(conversation, found, me)


def _hidden(card: OpeningCard, drawn: Mapping[str, bool]) -> OpeningCard:
    """Of what chance has drawn nobody is told whose it is."""
    if card.id not in drawn:
        return card
    return replace(card, conversation="", pseudonym="", sample=True, labelled=drawn[card.id])


def _wanted(asked: ShowReview) -> LookingFor:
    return LookingFor(
        before=asked.before,
        after=asked.after,
        level=asked.level,
        outcome=asked.outcome,
        referred=asked.referred,
        referral=asked.referral,
        unsigned=asked.unsigned,
    )


def _closed(talk: ClosedTalk) -> ClosedCard:
    return ClosedCard(
        id=talk.id,
        pseudonym=talk.pseudonym,
        language=talk.language,
        topic=talk.topic,
        top_level=talk.top_level,
        flags=talk.flags,
        opened_at=talk.opened_at,
        closed_at=talk.closed_at,
        look=talk.look,
        answered=talk.answered,
        forget_at=talk.forget_at,
        readable=talk.readable,
        signed=talk.signed,
    )


def _opening(
    glass: Glass, who: StaffMember, names: Mapping[StaffId, str], now: datetime
) -> OpeningCard:
    return OpeningCard(
        id=glass.id,
        conversation=glass.conversation,
        pseudonym=glass.pseudonym,
        asked_by=names.get(glass.asked_by, ""),
        mine=glass.asked_by == who.id,
        reason=glass.reason,
        state=glass.at(now),
        asked_at=glass.asked_at,
        until=glass.until,
        answered_by=names.get(glass.answered_by, "") if glass.answered_by else None,
    )
