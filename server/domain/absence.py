"""How long a place is kept for whoever is away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from moderation.verdict import Level

LONG_AGO: Final = timedelta(days=3650)
WORRIED_FROM: Final = Level.L1


@dataclass(frozen=True, slots=True)
class Absent:
    """Whose line has been down since before this has lost it: by what they had."""

    seat: datetime
    calm: datetime
    worried: datetime


@dataclass(frozen=True, slots=True)
class PlacesKept:
    """A seat in a conversation, or one in a group that somebody waits for; a place in the line, at
    the door of a group or in it; one with any sign of risk.
    """

    seat: timedelta
    calm: timedelta
    worried: timedelta

    def absent(self, at: datetime, open_for: timedelta) -> Absent:
        """Nobody loses a place by our own absence: everybody had the whole time to come back."""

        def since(kept: timedelta) -> datetime:
            return at - (kept if open_for >= kept else LONG_AGO)

        return Absent(since(self.seat), since(self.calm), since(self.worried))
