"""What moderators ask about one incident, for its review: all that was done, and a signature."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.values import Body, Id, Request
from server.domain.incident import IncidentKind
from server.domain.referral import ReferralState


class ShowIncident(Request, frozen=True):
    """One incident in order. Without anybody's words, but where break-glass holds it open for you.

    Each look is an audit entry.
    """

    path = "/api/incident"
    conversation: Id


class ShowHistory(Request, frozen=True):
    """What moderators have done about a conversation so far; moderators' reasons while it is open.

    Without anything that the visitor or the peer said. Where there is any, a look is audited.
    """

    path = "/api/history"
    conversation: Id


class SignOffReferral(Request, frozen=True):
    """You have looked at how this referral ended. Not by who decided it without a yes."""

    path = "/api/incident/sign-off"
    referral: Id


class HappeningCard(Body, frozen=True):
    """`words` are empty unless the pack is with words."""

    at: datetime
    kind: IncidentKind
    who: str
    facts: dict[str, str]
    words: str = ""


class History(Body, frozen=True):
    """The oldest first."""

    happenings: tuple[HappeningCard, ...]


class IncidentReferral(Body, frozen=True):
    """`mine`: you decided it, so that somebody else must sign it off."""

    id: str
    state: ReferralState
    resource: str
    offered_by: str
    offered_at: datetime
    ended_at: datetime | None
    without: str  # the reason; empty: with the visitor's yes
    decided_by: str
    confirmed_by: str
    signed_off_by: str
    signed_off_at: datetime | None
    mine: bool
    reference: str = ""
    summary: str = ""
    words: str = ""


class IncidentPack(Body, frozen=True):
    conversation: str
    pseudonym: str
    top_level: Level
    with_words: bool
    made_by: str
    made_at: datetime
    happenings: tuple[HappeningCard, ...]
    referrals: tuple[IncidentReferral, ...]
