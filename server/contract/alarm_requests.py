"""How often the alarms were right."""

from moderation.verdict import Concern
from server.contract.values import Body, Id, Request, Seq


class ShowAlarmRecords(Request, frozen=True):
    """By the reason that flags gave, over the last 90 days."""

    path = "/api/review/alarms"


class MarkMissed(Request, frozen=True):
    """You hear this message of a visitor, and the screen missed what it says. No word is kept.

    It goes to the alarm records and raises nothing: change the level if that is needed.
    """

    path = "/api/labels/missed"
    conversation: Id
    seq: Seq
    concern: Concern


class MarkWrong(Request, frozen=True):
    """You hear this message, and what was noticed is not there. It lowers nothing."""

    path = "/api/labels/wrong"
    conversation: Id
    seq: Seq
    concern: Concern


class AlarmRecordCard(Body, frozen=True):
    """`low` and `high`: between which two the share of right alarms lies (Wilson, 95 %).

    `wrong`: how many hints that gave this reason were called wrong by who heard the message.
    """

    reason: str
    right: int
    false: int
    low: float
    high: float
    wrong: int = 0


class MissedCard(Body, frozen=True):
    """How often a moderator said that the screen had missed this."""

    concern: Concern
    count: int


class AlarmRecords(Body, frozen=True):
    """What was a false alarm most often comes first."""

    records: tuple[AlarmRecordCard, ...]
    missed: tuple[MissedCard, ...] = ()
