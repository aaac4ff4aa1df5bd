"""Becoming a peer: the public page, the applicant's own link, and references."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Request, Token
from server.domain.application import ApplicationState, Recommends

Answer = Annotated[str, Meta(max_length=2000)]
Answers = Annotated[tuple[Answer, ...], Meta(max_length=10)]
Called = Annotated[str, Meta(min_length=2, max_length=100, pattern=r"\S")]
Reach = Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
Version = Annotated[str, Meta(min_length=1, max_length=40)]


class RefereeNamed(Body, frozen=True):
    """Somebody who knows the applicant, and how to reach them."""

    name: Called
    reach: Reach


class ShowJoining(Request, frozen=True):
    """Whether applications are taken, and what is asked."""

    path = "/api/join"


class Apply(Request, frozen=True):
    """Apply. The link in the answer is shown once: by it the applicant hears what becomes of it."""

    path = "/api/join/apply"
    name: Called
    reach: Reach
    answers: Answers
    referees: Annotated[tuple[RefereeNamed, ...], Meta(max_length=4)]


class ShowApplication(Request, frozen=True):
    """One's own application, by its link."""

    path = "/api/join/application"
    token: Token


class Agree(Request, frozen=True):
    """Agree to this version of the agreement."""

    path = "/api/join/agree"
    token: Token
    version: Version


class TakeInvitation(Request, frozen=True):
    """A link that makes the account; one from before counts no longer."""

    path = "/api/join/invitation"
    token: Token


class WithdrawApplication(Request, frozen=True):
    """Take it back: what was written is deleted with the next pass of the retention."""

    path = "/api/join/withdraw"
    token: Token


class LookAtReference(Request, frozen=True):
    """What a referee is asked, and about whom."""

    path = "/api/join/reference"
    token: Token


class GiveReference(Request, frozen=True):
    """The referee's answers, once."""

    path = "/api/join/reference/give"
    token: Token
    answers: Answers
    recommends: Recommends


class QuestionAsked(Body, frozen=True):
    """One question of a form."""

    label: str
    hint: str


class JoiningView(Body, frozen=True):
    """`references` is how many people are to be named; `keep_days`: then all of it is deleted."""

    open: bool
    intro: tuple[str, ...] = ()
    questions: tuple[QuestionAsked, ...] = ()
    references: int = 0
    keep_days: int = 0


class OwnLink(Body, frozen=True):
    """A link that is shown once."""

    link: str
    expires_at: datetime


class Agreement(Body, frozen=True):
    """`agreed_at`: when this version was agreed to."""

    version: str
    paragraphs: tuple[str, ...]
    agreed_at: datetime | None = None


class ApplicationView(Body, frozen=True):
    """What an applicant sees. `given` of `asked` references are there."""

    state: ApplicationState
    name: str
    applied_at: datetime
    reason: str
    asked: int
    given: int
    agreement: Agreement


class ReferenceAsked(Body, frozen=True):
    """About whom a referee is asked, and what."""

    name: str
    questions: tuple[QuestionAsked, ...]
