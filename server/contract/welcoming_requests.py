"""Welcoming peers: the board of applicants, and what everybody has here and until when."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.joining_requests import Version
from server.contract.values import Body, Id, Request, Roles, StaffName
from server.domain.application import ApplicationState, PaperKind, Recommends
from server.domain.session import Role


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
