"""What the services need from the world. Stores, transport and workers provide it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from moderation.passage import Passage
from moderation.verdict import Level, Verdict
from server.contract.views import HelpCard, Note
from server.domain.absence import Absent
from server.domain.assessment import Assessment
from server.domain.conversation import Earshot
from server.domain.disclosure import Disclosure
from server.domain.duty import Duty
from server.domain.escalation import Raising
from server.domain.ids import ConversationId, OfferId, PersonId, StaffId, VisitId
from server.domain.intake import Pause
from server.domain.matching import Pairing, QueuePicture
from server.domain.message import Message
from server.domain.opening import Doorway, Staffing
from server.domain.path import Path
from server.domain.pictures import DeskPicture, RaisedPicture, VisitPicture, WallPicture
from server.domain.referral import Referral, ReferralState, ReferralStep
from server.domain.safety_plan import PlanWriting
from server.domain.saying import Kept, Saying
from server.domain.session import Role, Session
from server.domain.transfer import Transfer
from server.domain.visit import Visit
from server.domain.wake import Wake
from server.domain.wrapping_up import Leaving, WrittenUp

Now = Callable[[], datetime]
NewId = Callable[[], str]
Screen = Callable[[Passage], Verdict]


class Hints(Protocol):
    """Tells people, in this process and in the others. Never fails, never waits; may be lost."""

    def spread(self, wake: Wake) -> None:
        """After a commit: deliver what was said and renew the pages that must look again."""

    def help(self, visitor: Session, card: HelpCard) -> None: ...
    def typing(self, conversation: str, who: Session, *, on: bool) -> None: ...
    def received(self, conversation: str, who: Session, seq: int) -> None: ...
    def noticed(self, conversation: str, seq: int, notes: Sequence[Note]) -> None: ...
    def retracted(self, conversation: str, seq: int) -> None: ...


class Journal(Protocol):
    async def keep(self, saying: Saying) -> Kept:
        """Return after the commit; raises Refusal where it may not be said."""


class Talks(Protocol):
    async def tail(
        self, person: str, conversation: str, after: int, most: int
    ) -> list[Message]: ...


class Visits(Protocol):
    async def staffing(self, seen_since: datetime) -> Staffing: ...
    async def waiting(self, seen_since: datetime) -> list[str]: ...
    async def begin(self, visit: Visit, doorway: Doorway, level: Level) -> Wake: ...
    async def choose_country(self, visit: VisitId, region: str | None) -> Wake: ...
    async def leave(self, visit: VisitId, at: datetime) -> Wake: ...
    async def resume(self, visit: VisitId, at: datetime, seen_since: datetime) -> Wake: ...
    async def gone(self, absent: Absent) -> list[VisitId]: ...
    async def let_go(self, fence: Any, visit: VisitId, absent: Absent, at: datetime) -> Wake: ...
    async def silent(self, before: datetime) -> list[VisitId]: ...


class Intakes(Protocol):
    async def pause(self, pause: Pause) -> Wake: ...
    async def reopen(self, by: StaffId, at: datetime) -> Wake: ...


class Desks(Protocol):
    async def go_ready(self, duty: Duty, told: Disclosure | None = None) -> Wake: ...
    async def rest(self, staff: StaffId, role: Role, at: datetime) -> Wake: ...
    async def go_off(self, staff: StaffId, role: Role, leaving: Leaving, at: datetime) -> Wake: ...
    async def accept(self, peer: Session, offer_id: str, at: datetime) -> Wake: ...
    async def decline(self, peer: StaffId, offer_id: str, at: datetime) -> Wake: ...
    async def wrap_up(
        self, peer: StaffId, conversation: str, written: WrittenUp, at: datetime
    ) -> Wake: ...


class SafetyPlans(Protocol):
    async def write(self, writing: PlanWriting) -> tuple[int, Wake]: ...


class Assessments(Protocol):
    async def keep(self, by: Session, assessment: Assessment, raising: Raising) -> Wake: ...


class Paths(Protocol):
    async def take(
        self, by: Session, conversation: str, path: Path | None, at: datetime
    ) -> Wake: ...


RaisingFor = Callable[[ReferralState, Level], Raising]


class Referrals(Protocol):
    async def offer(self, referral: Referral, by: Session) -> Wake: ...
    async def answer(
        self, referral: str, visitor: Session, *, accept: bool, at: datetime, summary: str
    ) -> Wake: ...
    async def go(
        self, referral: str, step: ReferralStep, moderator: Session, reference: str, at: datetime
    ) -> Wake: ...
    async def send(self, referral: str, moderator: Session, sending: str, at: datetime) -> Wake: ...
    async def fail(
        self, referral: str, moderator: Session, reason: str, raising: RaisingFor, at: datetime
    ) -> Wake: ...


class Pairs(Protocol):
    async def change(self, visitor: Session, at: datetime) -> Wake: ...
    async def report(
        self, visitor: Session, raising: Raising, level: Level, at: datetime
    ) -> Wake: ...


class Transfers(Protocol):
    async def free(self, by: Session, conversation: str, seen_since: datetime) -> list[Duty]: ...
    async def ask(self, by: Session, transfer: Transfer, seen_since: datetime) -> Wake: ...
    async def answer(self, asked: Session, id: str, *, accept: bool, at: datetime) -> Wake: ...


class Lapsing(Protocol):
    async def lapse(self, fence: Any, at: datetime, seen_since: datetime) -> list[Wake]: ...


class Silences(Protocol):
    async def still_here(self, by: Session, conversation: str, at: datetime) -> Wake: ...


class Clocked(Protocol):
    async def due(self, fence: Any, at: datetime, seen_since: datetime) -> list[Wake]: ...


class Forgets(Protocol):
    async def forget(self, visit: VisitId) -> Wake: ...


class Pictures(Protocol):
    async def visits(
        self, ids: Sequence[VisitId], seen_since: datetime
    ) -> dict[VisitId, VisitPicture]: ...
    async def line(self, seen_since: datetime) -> Staffing: ...
    async def desks(
        self, peers: Sequence[StaffId], seen_since: datetime
    ) -> dict[StaffId, DeskPicture]: ...
    async def attending(
        self, people: Iterable[PersonId]
    ) -> dict[tuple[Role, PersonId], dict[ConversationId, Earshot]]: ...


class Wall(Protocol):
    async def picture(self, now: datetime, seen_since: datetime) -> WallPicture: ...
    async def raised(self) -> RaisedPicture: ...


class Taken(Protocol):
    async def picture(self, seen_since: datetime, refused_since: datetime) -> QueuePicture: ...
    async def take(self, pairing: Pairing, at: datetime, patience: timedelta) -> OfferId | None: ...


class Matchmaking(Protocol):
    """For the one leader; `fence` proves the leadership."""

    async def picture(self, seen_since: datetime, refused_since: datetime) -> QueuePicture: ...
    async def offer(
        self, fence: Any, pairings: Sequence[Pairing], at: datetime, patience: timedelta
    ) -> Wake: ...
    async def take_back(self, fence: Any, at: datetime, seen_since: datetime) -> list[Wake]: ...
    async def lose(self, fence: Any, at: datetime, gone_since: datetime) -> Wake: ...


class Absences(Protocol):
    async def note(self, fence: Any, at: datetime) -> list[Wake]: ...


class Expiry(Protocol):
    async def expire(self, fence: Any, raising: RaisingFor, at: datetime) -> list[Wake]: ...


class Schedule(Protocol):
    async def past(self, fence: Any, at: datetime) -> int: ...
