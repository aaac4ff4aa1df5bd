"""Which request of those who answer is carried out by which service."""

from dataclasses import dataclass

from server.contract import feedback_requests as feedback
from server.contract import phrase_requests as phrase
from server.services.phrasing import Phrasing
from server.services.thanking import ReadingThanks
from server.transport.api import Answers


@dataclass(frozen=True, slots=True)
class Staffroom:
    phrasing: Phrasing
    thanks: ReadingThanks

    def answers(self) -> Answers:
        return {
            phrase.ShowPhrases: self.phrasing.show,
            feedback.ShowFeedback: self.thanks.show,
        }
