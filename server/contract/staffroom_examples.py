"""One example of each request of those who answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import break_room_requests as rest
from server.contract import feedback_requests as feedback
from server.contract import phrase_requests as phrase
from server.contract.example_views import AT
from server.contract.values import Body, Request

STAFFROOM: Final[Mapping[Request, Body | None]] = {
    rest.ShowBreakRoom(): rest.BreakRoomView(
        remarks=(rest.RemarkCard(id="r1", by="Ada", mine=True, text="Tea?", at=AT),)
    ),
    rest.SayInBreakRoom(ref="r-1", text="Tea?"): rest.Remarked(kept=True, care=False),
    feedback.ShowFeedback(): feedback.FeedbackView(
        answers=20, no=None, little=6, yes=None, words=("I slept that night.",)
    ),
    phrase.ShowPhrases(team=phrase.PhraseTeam.PEERS, language="en"): phrase.PhraseBook(
        language="en",
        groups=(
            phrase.PhraseGroup(title="To listen", topics=(), phrases=("That sounds really hard.",)),
        ),
    ),
}
