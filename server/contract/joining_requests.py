"""Becoming a peer: the public page, the applicant's own link, references, and the board."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Request, Roles, StaffName, Token
from server.domain.application import ApplicationState, PaperKind, Recommends
from server.domain.session import Role

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


class ShowApplications(Request, frozen=True):
    """All applications, the newest first."""

    path = "/api/applications"


class ReadApplication(Request, frozen=True):
    """All of one application. The look is in the audit."""

    path = "/api/applications/read"
    id: Id


class AskReference(Request, frozen=True):
    """A link for one referee, to be sent by you; it is shown once."""

    path = "/api/applications/reference"
    id: Id
    number: Annotated[int, Meta(ge=0, le=3)]


class DecideApplication(Request, frozen=True):
    """Invite them with these roles; without a role it is declined. They read the reason."""

    path = "/api/applications/decide"
    id: Id
    roles: Roles
    reason: Annotated[str, Meta(max_length=500)] = ""


class NotePaper(Request, frozen=True):
    """Note that a background check was looked at, or that probation begins anew. No document.

    `whose` is an application or a member of staff; `months` is for how long, else as configured.
    """

    path = "/api/papers/note"
    whose: Id
    kind: PaperKind
    months: Annotated[int, Meta(ge=1, le=120)] | None = None


class ShowPapers(Request, frozen=True):
    """What everybody who works here has, and until when."""

    path = "/api/papers"


class ShowDues(Request, frozen=True):
    """What of yours ends soon or has ended."""

    path = "/api/dues"


class ShowAgreement(Request, frozen=True):
    """The agreement, and to which version you agreed."""

    path = "/api/agreement"


class AgreeAgain(Request, frozen=True):
    """As somebody who works here."""

    path = "/api/agreement/agree"
    version: Version


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


class PaperCard(Body, frozen=True):
    """`version`: of the agreement. `by`: who noted it."""

    kind: PaperKind
    version: str
    at: datetime
    by: str
    expires_at: datetime
    soon: bool
    over: bool


class ReferenceCard(Body, frozen=True):
    """`until`: how long the link works that was made. `answers` in the order of the questions."""

    name: str
    reach: str
    until: datetime | None
    given_at: datetime | None
    recommends: Recommends | None
    answers: tuple[str, ...] = ()


class ApplicationCard(Body, frozen=True):
    """An application on the board."""

    id: str
    name: str
    state: ApplicationState
    applied_at: datetime
    forget_at: datetime
    asked: int
    given: int
    agreed: bool
    checked: bool


class Applications(Body, frozen=True):
    """`page` is the address of the public page; `open`: it takes applications."""

    open: bool
    page: str
    applications: tuple[ApplicationCard, ...]


class ApplicationRecord(Body, frozen=True):
    """All of one application."""

    card: ApplicationCard
    reach: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    reference_questions: tuple[str, ...]
    references: tuple[ReferenceCard, ...]
    papers: tuple[PaperCard, ...]
    roles: tuple[Role, ...]
    reason: str


class Holding(Body, frozen=True):
    """Somebody who works here, and their papers."""

    staff: str
    name: StaffName
    papers: tuple[PaperCard, ...]


class Papers(Body, frozen=True):
    """Whoever has something that ends soon comes first."""

    people: tuple[Holding, ...]


class Due(Body, frozen=True):
    """`what`: agreement, check, probation, or the name of a certificate."""

    kind: str
    what: str
    at: datetime
    over: bool


class Dues(Body, frozen=True):
    """What ends first comes first."""

    dues: tuple[Due, ...]
