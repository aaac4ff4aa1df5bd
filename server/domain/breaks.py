"""Breaks: since when somebody has been at work without one, and when they are reminded of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.duty import Availability, Duty

AT_REST: Final = (Availability.OFF, Availability.BREAK)


@dataclass(frozen=True, slots=True)
class Breaks:
    """Reminded `after` so long at work, again after `snooze`. Less than `least` is no rest."""

    after: timedelta
    snooze: timedelta
    least: timedelta

    def worked_from(self, known: Duty, at: datetime) -> datetime:
        """For who goes to work now. A page that is loaded anew is no break."""
        rested = known.availability in AT_REST and at - known.since >= self.least
        return at if rested else known.worked_from or at
