"""How far a referral has come on its way to an outside responder."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """`id` is the same in each try, so that they take it once. `said`: what came last."""

    id: str
    tries: int = 0
    delivered_at: datetime | None = None
    said: str = ""
