"""What is written down to look after somebody, as the pages show it."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.values import Body
from server.domain.assessment import Timeframe, Told


class AssessmentCard(Body, frozen=True):
    """What a peer asked and was told. `level` is what the answers call for."""

    thoughts: Told | None
    plan: Told | None
    means: Told | None
    time: Timeframe | None
    protects: str  # to a moderator only where they read along or speak
    level: Level
    by: str
    at: datetime
