"""Coaching: what a coach writes about an opened conversation, and what its peer answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from config.practice import Competency
from server.contract.coaching_requests import (
    AnswerCoaching,
    CoachingCard,
    CoachingView,
    CompetencyCard,
    CountCoaching,
    MarkCoachingRead,
    NewCoaching,
    PeersAnswerCard,
    SeenCard,
    ShowCoaching,
    ShowMyCoaching,
    WriteCoaching,
)
from server.domain.coaching import Coaching, Look
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.services.ports import Now


class Coachings(Protocol):
    async def write(self, glass: str, coach: StaffId, look: Look, at: datetime) -> None: ...
    async def of_coach(self, coach: StaffId) -> list[Coaching]: ...
    async def of_peer(self, peer: StaffId) -> list[Coaching]: ...
    async def unread(self, peer: StaffId) -> int: ...
    async def mark_read(self, id: str, peer: StaffId, at: datetime) -> None: ...
    async def answer(self, id: str, peer: StaffId, words: str, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class CoachingService:
    """`competencies` are those of the practice: what is looked for is what is taught."""

    coachings: Coachings
    competencies: Sequence[Competency]
    now: Now

    async def show(self, who: StaffMember, _: ShowCoaching) -> CoachingView:
        written = await self.coachings.of_coach(who.id)
        found = [
            replace(one, read=True) for one in written
        ]  # that is between the peer and the page
        rubric = tuple(CompetencyCard(id=one.id, name=one.name) for one in self.competencies)
        return CoachingView(coachings=self._cards(found), competencies=rubric)

    async def write(self, who: StaffMember, asked: WriteCoaching) -> None:
        """Each competency, and each once."""
        marks = {one.competency: one.seen for one in asked.marks}
        wanted = [one.id for one in self.competencies]
        if sorted(one.competency for one in asked.marks) != sorted(wanted):
            raise Refusal(Code.BAD_PAYLOAD)
        look = Look(marks, asked.words.strip())
        await self.coachings.write(asked.opening, who.id, look, self.now())

    async def mine(self, who: StaffMember, _: ShowMyCoaching) -> CoachingView:
        return CoachingView(coachings=self._cards(await self.coachings.of_peer(who.id)))

    async def count(self, who: StaffMember, _: CountCoaching) -> NewCoaching:
        return NewCoaching(count=await self.coachings.unread(who.id))

    async def mark_read(self, who: StaffMember, asked: MarkCoachingRead) -> None:
        await self.coachings.mark_read(asked.coaching, who.id, self.now())

    async def answer(self, who: StaffMember, asked: AnswerCoaching) -> None:
        await self.coachings.answer(asked.coaching, who.id, asked.words.strip(), self.now())

    def _cards(self, found: Sequence[Coaching]) -> tuple[CoachingCard, ...]:
        names = {one.id: one.name for one in self.competencies}
        return tuple(_card(one, names) for one in found)


def _card(one: Coaching, names: Mapping[str, str]) -> CoachingCard:
    """What was looked for then: a competency that is no longer in the table keeps its id."""
    return CoachingCard(
        id=one.id,
        by=one.by,
        at=one.at,
        talked_at=one.talked_at,
        marks=tuple(
            SeenCard(name=names.get(id_, id_), seen=seen) for id_, seen in one.look.marks.items()
        ),
        words=one.look.words,
        new=not one.read,
        answers=tuple(PeersAnswerCard(at=said.at, words=said.words) for said in one.answers),
    )
