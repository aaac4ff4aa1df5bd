"""A flag that nobody has claimed for two minutes."""

from datetime import UTC, datetime, timedelta

from moderation.verdict import Level
from server.domain.flag import Flag, FlagState

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FLAG = Flag(
    id="f1",
    conversation="c1",
    state=FlagState.OVERDUE,
    level=Level.L3,
    seq=4,
    concerns=("suicide",),
    reasons=("a reason",),
    words="the words of a visitor",
    raised_by="screen",
    raised_at=AT - timedelta(seconds=120),
    due_at=AT,
)
