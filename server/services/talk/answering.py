"""What a peer does on shift: be ready, take offers, note down, ask for help, end, wrap up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from moderation.verdict import Level
from server.contract.care_commands import NoteDown
from server.contract.duty_commands import GoOff, GoReady, Rest
from server.contract.staff_commands import AcceptOffer, AskModerator, DeclineOffer, End, WrapUp
from server.contract.wrapping_up import HowItWent
from server.domain.disclosure import Disclosure
from server.domain.duty import Availability, Duty
from server.domain.ending import Farewell
from server.domain.escalation import Raising
from server.domain.flag import ASKED
from server.domain.ids import StaffId
from server.domain.load import DutyStep
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.domain.wrapping_up import Leaving, Outcome, WrittenUp
from server.services.ports import Desks, Hints, Now
from server.services.watch.ports import Alerts

Why = tuple[Farewell, str]


class Endings(Protocol):
    async def end(
        self, by: Session, conversation: str, at: datetime, why: Why | None = None
    ) -> Wake: ...


class OpenNotes(Protocol):
    async def note(self, peer: Session, conversation: str, text: str, at: datetime) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Answering:
    """Peers and moderators go on and off duty in the same way.

    `call` is how long the moderator who is called by a peer's own hand is waited for.
    """

    desks: Desks
    endings: Endings
    alerts: Alerts
    notes: OpenNotes
    hints: Hints
    clocks: Mapping[Level, timedelta]
    call: timedelta
    now: Now

    async def go_ready(self, staff: Session, command: GoReady) -> None:
        at = self.now()
        duty = Duty(
            staff=StaffId(staff.id),
            role=staff.role,
            name=staff.name,
            availability=Availability.READY,
            since=at,
            seen_at=at,
            languages=command.languages,
            topics=command.topics,
            places=command.at_once,
        )
        self.hints.spread(await self.desks.go_ready(duty, _told(staff, command)))

    async def rest(self, staff: Session, _: Rest) -> None:
        self.hints.spread(await self.desks.rest(StaffId(staff.id), staff.role, self.now()))

    async def go_off(self, staff: Session, command: GoOff) -> None:
        leaving = Leaving(command.mood, command.talk, command.at_once)
        wake = await self.desks.go_off(StaffId(staff.id), staff.role, leaving, self.now())
        self.hints.spread(wake)

    async def accept_offer(self, peer: Session, command: AcceptOffer) -> None:
        self.hints.spread(await self.desks.accept(peer, command.offer, self.now()))

    async def decline_offer(self, peer: Session, command: DeclineOffer) -> None:
        wake = await self.desks.decline(StaffId(peer.id), command.offer, self.now())
        self.hints.spread(wake)

    async def ask_moderator(self, peer: Session, command: AskModerator) -> None:
        at = self.now()
        raising = Raising(
            level=command.level,
            concerns=(ASKED,),
            reasons=("The peer asks for a moderator.",),
            words=command.reason,
            due_at=at + min(self.clocks[command.level], self.call),
            complete=True,
        )
        wake = await self.alerts.ask(peer, command.conversation, raising, at)
        self.hints.spread(wake)

    async def note_down(self, peer: Session, command: NoteDown) -> None:
        wake = await self.notes.note(peer, command.conversation, command.text, self.now())
        self.hints.spread(wake)

    async def end(self, by: Session, command: End) -> None:
        why = _why(command)
        self.hints.spread(await self.endings.end(by, command.conversation, self.now(), why))

    async def wrap_up(self, peer: Session, command: WrapUp) -> None:
        written = WrittenUp(
            topics=command.topics,
            note=command.note,
            debrief=command.debrief,
            then=DutyStep.REST if command.rest else DutyStep.GO_READY,
            outcome=_outcome(command.how) if command.how else None,
        )
        wake = await self.desks.wrap_up(StaffId(peer.id), command.conversation, written, self.now())
        self.hints.spread(wake)


def _why(command: End) -> Why | None:
    """It takes both: how the visitor went, and words of one's own."""
    words = command.reason.strip()
    return (command.farewell, words) if command.farewell and words else None


def _outcome(how: HowItWent) -> Outcome:
    return Outcome(how.went, how.level, tuple(dict.fromkeys(how.follow_ups)), how.travels)


def _told(staff: Session, command: GoReady) -> Disclosure | None:
    """None where nothing is said anew."""
    if staff.role is not Role.PEER or (command.experiences is None and command.avoids is None):
        return None
    experiences, avoids = command.experiences or (), command.avoids or ()
    return Disclosure(StaffId(staff.id), frozenset(experiences), frozenset(avoids))
