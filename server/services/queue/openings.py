"""When the line opens next: from the shifts people signed up for, else from the hours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config.hours import Hours
from server.domain.sign_up import SignUp, opens

FRESH = timedelta(minutes=1)


@dataclass(slots=True)
class Openings:
    """Asks the store at most once a minute. `ahead`: how far people may sign up."""

    signed_up: Callable[[datetime, datetime], Awaitable[list[SignUp]]]
    hours: Hours | None
    ahead: timedelta
    _known: list[SignUp] = field(default_factory=list, repr=False)
    _asked: datetime | None = field(default=None, repr=False)

    async def after(self, at: datetime) -> datetime | None:
        """None where nobody has written down when."""
        if self._asked is None or at - self._asked > FRESH:
            self._asked = at
            self._known = await self.signed_up(at, at + self.ahead)
        return opens(self._known, at) or (self.hours.next_opening(at) if self.hours else None)
