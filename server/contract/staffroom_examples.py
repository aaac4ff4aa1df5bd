"""One example of each request of those who answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import break_room_requests as rest
from server.contract import coaching_requests as coach
from server.contract import feedback_requests as feedback
from server.contract import phrase_requests as phrase
from server.contract.example_views import AT
from server.contract.values import Body, Request
from server.domain.coaching import Seen

COACHING: Final = coach.CoachingCard(
    id="k1",
    by="Mona",
    at=AT,
    talked_at=AT,
    marks=(coach.SeenCard(name="Provides support", seen=Seen.SEEN),),
    words="You gave them time.",
    answers=(coach.PeersAnswerCard(at=AT, words="Thank you. I was not sure."),),
)

STAFFROOM: Final[Mapping[Request, Body | None]] = {
    rest.ShowBreakRoom(): rest.BreakRoomView(
        remarks=(rest.RemarkCard(id="r1", by="Ada", mine=True, text="Tea?", at=AT),)
    ),
    rest.SayInBreakRoom(ref="r-1", text="Tea?"): rest.Remarked(kept=True, care=False),
    feedback.ShowFeedback(): feedback.FeedbackView(
        answers=20, no=None, little=6, yes=None, words=("I slept that night.",)
    ),
    coach.ShowCoaching(): coach.CoachingView(
        coachings=(COACHING,),
        competencies=(coach.CompetencyCard(id="support", name="Provides support"),),
    ),
    coach.WriteCoaching(
        opening="o1",
        marks=(coach.SeenMark(competency="support", seen=Seen.SEEN),),
        words="You gave them time.",
    ): None,
    coach.ShowMyCoaching(): coach.CoachingView(coachings=(COACHING,)),
    coach.CountCoaching(): coach.NewCoaching(count=1),
    coach.MarkCoachingRead(coaching="k1"): None,
    coach.AnswerCoaching(coaching="k1", words="Thank you. I was not sure."): None,
    phrase.ShowPhrases(team=phrase.PhraseTeam.PEERS, language="en"): phrase.PhraseBook(
        language="en",
        groups=(
            phrase.PhraseGroup(title="To listen", topics=(), phrases=("That sounds really hard.",)),
        ),
    ),
}
