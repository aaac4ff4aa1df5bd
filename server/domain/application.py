"""An application: from the public page to an invitation, and the papers that somebody has here."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.lifecycle import Lifecycle
from server.domain.session import Role


class ApplicationState(StrEnum):
    APPLIED = "applied"
    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ApplicationStep(StrEnum):
    INVITE = "invite"
    JOIN = "join"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


APPLICATION = Lifecycle(
    {
        (ApplicationState.APPLIED, ApplicationStep.INVITE): ApplicationState.INVITED,
        (ApplicationState.APPLIED, ApplicationStep.DECLINE): ApplicationState.DECLINED,
        (ApplicationState.APPLIED, ApplicationStep.WITHDRAW): ApplicationState.WITHDRAWN,
        (ApplicationState.INVITED, ApplicationStep.JOIN): ApplicationState.JOINED,
        (ApplicationState.INVITED, ApplicationStep.DECLINE): ApplicationState.DECLINED,
        (ApplicationState.INVITED, ApplicationStep.WITHDRAW): ApplicationState.WITHDRAWN,
        (ApplicationState.WITHDRAWN, ApplicationStep.WITHDRAW): ApplicationState.WITHDRAWN,
    }
)


class PaperKind(StrEnum):
    """What somebody has here, and until when. No document is ever stored."""

    AGREEMENT = "agreement"  # which version they agreed to
    CHECK = "check"  # that a background check was looked at, and by whom
    PROBATION = "probation"


class Recommends(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Referee:
    name: str = field(repr=False)
    reach: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What an applicant wrote: sealed at rest. `reach` is how to reach them."""

    name: str = field(repr=False)
    reach: str = field(repr=False)
    answers: tuple[str, ...] = field(repr=False)
    referees: tuple[Referee, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What a referee wrote: sealed at rest."""

    answers: tuple[str, ...] = field(repr=False)
    recommends: Recommends


@dataclass(frozen=True, slots=True)
class Decision:
    """No role: declined. `reason` is for the applicant; `forget_at`: until then it is kept."""

    roles: tuple[Role, ...]
    reason: str = field(repr=False)
    forget_at: datetime


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made: only its token's hash is kept."""

    token_hash: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class Reference:
    number: int
    expires_at: datetime | None = None  # of the link; None: nobody was asked yet
    given_at: datetime | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """`version`: of the agreement, or what was noted. `by` is a name."""

    whose: str
    kind: PaperKind
    version: str
    at: datetime
    by: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Application:
    id: str
    state: ApplicationState
    applied_at: datetime
    forget_at: datetime
    written: Written = field(repr=False)
    roles: tuple[Role, ...] = ()
    reason: str = field(default="", repr=False)
    references: tuple[Reference, ...] = ()
    papers: tuple[Paper, ...] = ()

    def paper(self, kind: PaperKind) -> Paper | None:
        return next((one for one in self.papers if one.kind is kind), None)
