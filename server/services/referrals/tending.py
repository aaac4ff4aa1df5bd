"""The clock of referrals: what nobody takes further comes back to who offered it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from moderation.verdict import Level
from server.domain.coming_back import Pathway, coming_back
from server.services.ports import Expiry, Hints, Now


@dataclass(frozen=True, slots=True)
class ReferralTending:
    referrals: Expiry
    hints: Hints
    pathway: Pathway
    clocks: Mapping[Level, timedelta]
    now: Now

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        raising = partial(coming_back, pathway=self.pathway, clocks=self.clocks, at=at)
        for wake in await self.referrals.expire(fence, raising, at):
            self.hints.spread(wake)
