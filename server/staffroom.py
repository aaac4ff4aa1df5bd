"""What those who answer are told and ask beside their conversations, put together."""

from collections.abc import Callable

from moderation.verdict import Level
from server import loop
from server.contract.views import HelpCard
from server.domain.session import Session
from server.foundation import Foundation, new_id, now
from server.services.ports import Hints, Screen
from server.services.shifts.break_room import BreakRoom
from server.services.talk.pacing import Pacing
from server.services.talk.phrasing import Phrasing
from server.services.talk.thanking import ReadingThanks, Thanking
from server.services.team.coaching import CoachingService
from server.stores.shifts.break_room import SqlBreakRoom
from server.stores.talk.thanks import SqlThanks
from server.stores.team.coachings import SqlCoachings
from server.transport.staffroom import Staffroom


def staffroom(base: Foundation, screen: Screen) -> Staffroom:
    remarks = SqlBreakRoom(base.db, base.sealer, new_id)
    practice = base.everything.training.practice.table
    rubric = practice.competencies if practice else ()
    return Staffroom(
        Phrasing(base.everything.phrases),
        ReadingThanks(_thanks(base), now),
        BreakRoom(remarks, screen, Pacing(loop.clock), now),
        CoachingService(SqlCoachings(base.db, base.sealer, new_id), rubric, now),
    )


def thanking(
    base: Foundation,
    hints: Hints,
    screen: Screen,
    help_card: Callable[[Session, Level], HelpCard],
) -> Thanking:
    top = base.everything.service.distress.most
    return Thanking(_thanks(base), hints, screen, help_card, base.clocks, now, top)


def _thanks(base: Foundation) -> SqlThanks:
    return SqlThanks(base.db, base.sealer, new_id)
