"""What moderators ask about one incident, for its review: all that was done, and a signature."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.values import Body, Id, Request
from server.domain.incident import Ending, Hindrance, IncidentKind
from server.domain.referral import ReferralState
from server.domain.second_look import LookState

Happened = Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]


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


class SignOffIncident(Request, frozen=True):
    """You have looked at how it ended, and this is what happened; the words are sealed with it.

    However it ended, from its end on; `not_now` while a flag or a referral is open or a second
    person has not answered, and by who went ahead without the visitor's yes.
    """

    path = "/api/incident/sign-off"
    conversation: Id
    ending: Ending
    words: Happened


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
    id: str
    state: ReferralState
    resource: str
    offered_by: str
    offered_at: datetime
    ended_at: datetime | None
    without: str  # the reason; empty: with the visitor's yes
    decided_by: str
    second_person: str  # who has answered as such; empty: nobody yet, or it was with a yes
    second_said: LookState | None
    confirmed_by: str
    reference: str = ""
    summary: str = ""
    words: str = ""


class SignedCard(Body, frozen=True):
    """Who has signed it off, and what came of it."""

    by: str
    at: datetime
    ending: Ending
    words: str = ""


class IncidentPack(Body, frozen=True):
    """`hindrance`: why you can't sign it off now."""

    conversation: str
    pseudonym: str
    top_level: Level
    with_words: bool
    made_by: str
    made_at: datetime
    happenings: tuple[HappeningCard, ...]
    referrals: tuple[IncidentReferral, ...]
    signed: SignedCard | None = None
    hindrance: Hindrance | None = None
