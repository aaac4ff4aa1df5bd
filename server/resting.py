"""What the configuration says of exposure, as the rules want it."""

from config.exposure import Exposure
from moderation.verdict import Level
from server.domain.breaks import Breaks
from server.domain.exposure import Policy


def policy_of(table: Exposure) -> Policy:
    return Policy(
        weights=table.weights.all,
        cool_downs=table.cool_downs,
        week_cap=table.week_cap,
        debrief_from=Level(table.debrief_from),
        breaks=Breaks(*table.breaks.all),
    )
