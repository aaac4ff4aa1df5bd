"""What is asked of a second person, as those see it who may answer."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.referral_commands import Why
from server.contract.values import Body, Id, Request, Topic
from server.domain.second_look import LookState, Matter

Word = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class ShowSecondLooks(Request, frozen=True):
    """What waits for a second person, and what was asked in the last days; the newest first."""

    path = "/api/second-looks"


class AnswerSecondLook(Request, frozen=True):
    """Say yes or no, with a word, to what somebody else asks or has done. Both names are kept.

    A yes to what waits does it at once, in the name of who asked.
    """

    path = "/api/second-looks/answer"
    look: Id
    approve: bool
    words: Word


class AskLegalHold(Request, frozen=True):
    """Ask that a conversation is kept beyond its time, for so many days from now at most.

    `reason` is one of the service's. It waits for a second person; `taken` where one stands.
    """

    path = "/api/legal-holds/ask"
    conversation: Id
    reason: Topic
    words: Why
    days: Annotated[int, Meta(ge=1, le=3660)]


class LiftLegalHold(Request, frozen=True):
    """From now on the schedule counts again: what is past its time is forgotten at once."""

    path = "/api/legal-holds/lift"
    look: Id
    words: Word


class SecondLookCard(Body, frozen=True):
    """`acted_at`: it is done, since then; else it waits for the answer, `goes_alone_at` at most.

    From then on whoever asked may go ahead without an answer. A `legal_hold` keeps its conversation
    `until` then, while it is approved.
    """

    id: str
    matter: Matter
    conversation: str
    pseudonym: str
    level: Level
    state: LookState
    asked_by: str
    mine: bool
    asked_at: datetime
    reason: str  # as the service calls it
    words: str
    service: str  # by name
    summary: str
    acted_at: datetime | None
    goes_alone_at: datetime | None
    answered_by: str
    answered_at: datetime | None
    answer: str
    until: datetime | None = None  # of a legal hold
    lifted_by: str = ""


class SecondLooks(Body, frozen=True):
    looks: tuple[SecondLookCard, ...]
