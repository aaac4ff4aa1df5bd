"""How the house is: what the doctor finds, and the audit, for administrators."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Request, Topic

Above = Annotated[int, Meta(ge=0)]


class ShowFindings(Request, frozen=True):
    """What `warmline doctor` finds, from this web process. It takes some seconds."""

    path = "/api/system"


class ShowAudit(Request, frozen=True):
    """Newest first: 100 below `before` (0: the newest), of who, what and about what.

    The first page of a look is an entry itself.
    """

    path = "/api/audit"
    before: Above = 0
    who: Id | None = None
    did: Topic | None = None
    about: Id | None = None


class VerifyAudit(Request, frozen=True):
    """Walk the whole chain. `broken` is the first entry that is not what was written."""

    path = "/api/audit/verify"


class FindingCard(Body, frozen=True):
    """`state`: well, look, broken. `advice` says what to do."""

    state: str
    part: str
    words: str
    advice: str


class Findings(Body, frozen=True):
    findings: tuple[FindingCard, ...]


class AuditEntry(Body, frozen=True):
    """`name`: of who did it, where that is staff."""

    id: int
    at: datetime
    who: str
    name: str
    did: str
    about: str
    reason: str


class AuditPage(Body, frozen=True):
    entries: tuple[AuditEntry, ...]
    more: bool


class AuditVerified(Body, frozen=True):
    """`last`: the last hash. Rows cut off the end are seen only by who noted it elsewhere."""

    entries: int
    last: str
    broken: int | None
