"""Which request of those who answer is carried out by which service."""

from dataclasses import dataclass

from server.contract import break_room_requests as rest
from server.contract import coaching_requests as coach
from server.contract import feedback_requests as feedback
from server.contract import phrase_requests as phrase
from server.services.shifts.break_room import BreakRoom
from server.services.talk.phrasing import Phrasing
from server.services.talk.thanking import ReadingThanks
from server.services.team.coaching import CoachingService
from server.transport.api import Answers


@dataclass(frozen=True, slots=True)
class Staffroom:
    phrasing: Phrasing
    thanks: ReadingThanks
    break_room: BreakRoom
    coaching: CoachingService

    def answers(self) -> Answers:
        return {
            phrase.ShowPhrases: self.phrasing.show,
            feedback.ShowFeedback: self.thanks.show,
            coach.ShowCoaching: self.coaching.show,
            coach.WriteCoaching: self.coaching.write,
            coach.ShowMyCoaching: self.coaching.mine,
            coach.CountCoaching: self.coaching.count,
            coach.MarkCoachingRead: self.coaching.mark_read,
            coach.AnswerCoaching: self.coaching.answer,
            rest.ShowBreakRoom: self.break_room.show,
            rest.SayInBreakRoom: self.break_room.say,
        }
