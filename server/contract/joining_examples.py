"""Examples of the requests about joining: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import joining_requests as join
from server.contract import welcoming_requests as welcome
from server.contract.example_views import AT, LATER
from server.contract.values import Body, Request
from server.domain.application import ApplicationState, PaperKind, Recommends
from server.domain.session import Role

ID: Final = "a-7"
LONG: Final = "x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo"
ORIGIN: Final = "https://chat.example.org"
QUESTION: Final = join.QuestionAsked(label="Why?", hint="")
AGREEMENT: Final = join.Agreement(version="2026-1", paragraphs=("I keep it to myself.",))
CARD: Final = welcome.ApplicationCard(
    id=ID,
    name="Robin",
    state=ApplicationState.APPLIED,
    applied_at=AT,
    forget_at=LATER,
    asked=1,
    given=1,
    agreed=False,
    checked=True,
)
PAPER: Final = welcome.PaperCard(
    kind=PaperKind.CHECK, version="", at=AT, by="Ann", expires_at=LATER, soon=False, over=False
)


def _link(path: str) -> join.OwnLink:
    return join.OwnLink(link=f"{ORIGIN}{path}{LONG}", expires_at=LATER)


JOINING: Final[Mapping[Request, Body | None]] = {
    join.ShowJoining(): join.JoiningView(
        open=True, intro=("It is not treatment.",), questions=(QUESTION,), references=1
    ),
    join.Apply(
        name="Robin",
        reach="robin@example.org",
        answers=("Somebody was there for me.",),
        referees=(join.RefereeNamed(name="Kim", reach="kim@example.org"),),
    ): _link("/join#application="),
    join.ShowApplication(token=LONG): join.ApplicationView(
        state=ApplicationState.INVITED,
        name="Robin",
        applied_at=AT,
        reason="Welcome!",
        asked=1,
        given=1,
        agreement=AGREEMENT,
    ),
    join.Agree(token=LONG, version="2026-1"): None,
    join.TakeInvitation(token=LONG): _link("/console#invitation="),
    join.WithdrawApplication(token=LONG): None,
    join.LookAtReference(token=LONG): join.ReferenceAsked(name="Robin", questions=(QUESTION,)),
    join.GiveReference(token=LONG, answers=("From work.",), recommends=Recommends.YES): None,
    welcome.ShowApplications(): welcome.Applications(
        open=True, page=f"{ORIGIN}/join", applications=(CARD,)
    ),
    welcome.ReadApplication(id=ID): welcome.ApplicationRecord(
        card=CARD,
        reach="robin@example.org",
        questions=("Why?",),
        answers=("Somebody was there for me.",),
        reference_questions=("How do you know them?",),
        references=(
            welcome.ReferenceCard(
                name="Kim",
                reach="kim@example.org",
                until=LATER,
                given_at=AT,
                recommends=Recommends.YES,
                answers=("From work.",),
            ),
        ),
        papers=(PAPER,),
        roles=(),
        reason="",
    ),
    welcome.AskReference(id=ID, number=0): _link("/join#reference="),
    welcome.DecideApplication(id=ID, roles=(Role.PEER,), reason="Welcome!"): None,
    welcome.NotePaper(whose=ID, kind=PaperKind.CHECK): None,
    welcome.ShowPapers(): welcome.Papers(
        people=(welcome.Holding(staff="0f3a9c51d2", name="Ada", papers=(PAPER,)),)
    ),
    welcome.ShowDues(): welcome.Dues(
        dues=(welcome.Due(kind="certificate", what="Listening", at=LATER, over=False),)
    ),
    welcome.ShowAgreement(): AGREEMENT,
    welcome.AgreeAgain(version="2026-1"): None,
}
