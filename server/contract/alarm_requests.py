"""How often the alarms were right."""

from server.contract.values import Body, Request


class ShowAlarmRecords(Request, frozen=True):
    """By the reason that flags gave, over the last 90 days, as far as it is not forgotten."""

    path = "/api/review/alarms"


class AlarmRecordCard(Body, frozen=True):
    """`low` and `high`: between which two the share of right alarms lies (Wilson, 95 %)."""

    reason: str
    right: int
    false: int
    low: float
    high: float


class AlarmRecords(Body, frozen=True):
    """What was a false alarm most often comes first."""

    records: tuple[AlarmRecordCard, ...]
