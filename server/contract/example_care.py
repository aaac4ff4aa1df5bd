"""What is written down to look after somebody, as examples of the same evening."""

from datetime import UTC, datetime
from typing import Final

from moderation.verdict import Level
from server.contract import care_views as care
from server.domain.assessment import Told
from server.domain.safety_plan import PlanStep
from server.domain.session import Role

AT: Final = datetime(2026, 3, 2, 19, 5, 12, 250000, tzinfo=UTC)

PLAN = care.PlanCard(
    entries=(
        care.PlanEntry(
            step=PlanStep.MYSELF,
            text="Make tea. Go out with the dog.",
            role=Role.VISITOR,
            name="Quiet Fern",
            seq=3,
        ),
    )
)
ASSESSMENT = care.AssessmentCard(
    thoughts=Told.YES,
    plan=Told.NO,
    means=None,
    time=None,
    protects="Their sister.",
    level=Level.L2,
    by="Robin",
    at=AT,
)
