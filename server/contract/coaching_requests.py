"""A coach writes to a peer about a conversation that is opened for them; the peer may answer."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from server.contract.values import Body, Id, Remark, Request, Topic
from server.domain.coaching import Seen

Answer = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class SeenMark(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the coach saw of one competency."""

    competency: Topic
    seen: Seen


class ShowCoaching(Request, frozen=True):
    """The competencies, and what you wrote in the last eight weeks with what was answered."""

    path = "/api/coaching"


class WriteCoaching(Request, frozen=True):
    """Each competency once, and words: to the peer who said most in what is opened for you.

    The peer reads it with your name. Quote nothing of the visitor. `not_now`: it is not open, you
    have written already, or no peer but you answered there.
    """

    path = "/api/coaching/write"
    opening: Id
    marks: Annotated[tuple[SeenMark, ...], Meta(max_length=40)]
    words: Remark = ""


class ShowMyCoaching(Request, frozen=True):
    """What coaches wrote about how you talked. Nobody but you and its coach sees it."""

    path = "/api/coaching/mine"


class CountCoaching(Request, frozen=True):
    """How many of these you have not marked as read."""

    path = "/api/coaching/new"


class MarkCoachingRead(Request, frozen=True):
    """You have read it. Nobody is told; who answers has read it, too."""

    path = "/api/coaching/read"
    coaching: Id


class AnswerCoaching(Request, frozen=True):
    """Answer the coach, once or more. It has no consequence."""

    path = "/api/coaching/answer"
    coaching: Id
    words: Answer


class CompetencyCard(Body, frozen=True):
    id: str
    name: str


class SeenCard(Body, frozen=True):
    name: str
    seen: Seen


class PeersAnswerCard(Body, frozen=True):
    at: datetime
    words: str


class CoachingCard(Body, frozen=True):
    """`talked_at`: when the conversation had ended. Neither visitor nor peer is named."""

    id: str
    by: str
    at: datetime
    talked_at: datetime
    marks: tuple[SeenCard, ...]
    words: str
    answers: tuple[PeersAnswerCard, ...] = ()
    new: bool = False  # for the peer alone


class NewCoaching(Body, frozen=True):
    """For the count on a tab."""

    count: int


class CoachingView(Body, frozen=True):
    """The newest first."""

    coachings: tuple[CoachingCard, ...]
    competencies: tuple[CompetencyCard, ...] = ()  # only for who writes
