"""Whether a peer on shift is still there: a line that is up is not yet a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from server.domain.offer import OfferState


@dataclass(frozen=True, slots=True)
class Presence:
    """`missed`: so many offers in a row. `wrap_up`: the longest time that nobody new comes."""

    missed: int
    wrap_up: timedelta

    def doubted(self, answers: Sequence[OfferState]) -> bool:
        """`answers`: what came of their offers, the newest first, but for those taken back."""
        newest = answers[: self.missed]
        return len(newest) == self.missed and set(newest) == {OfferState.LAPSED}
