"""One example of each request of those who answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import feedback_requests as feedback
from server.contract import phrase_requests as phrase
from server.contract.values import Body, Request

STAFFROOM: Final[Mapping[Request, Body | None]] = {
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
