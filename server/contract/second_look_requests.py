"""What is asked of a second person, as those see it who may answer."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.values import Body, Id, Request
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


class SecondLookCard(Body, frozen=True):
    """`acted_at`: it is done, since then; else it waits for the answer, `goes_alone_at` at most.

    From then on whoever asked may go ahead without an answer.
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


class SecondLooks(Body, frozen=True):
    looks: tuple[SecondLookCard, ...]
