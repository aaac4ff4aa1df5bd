"""What is written down to look after somebody, as the pages show it."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.values import Body
from server.domain.assessment import Timeframe, Told
from server.domain.safety_plan import PlanStep
from server.domain.session import Role


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


class PlanEntry(Body, frozen=True):
    """What stands at one step of the safety plan, and who wrote it last. `seq` only grows."""

    step: PlanStep
    text: str
    role: Role
    name: str
    seq: int


class PlanCard(Body, frozen=True):
    """The safety plan, as far as anybody has written it."""

    entries: tuple[PlanEntry, ...]
