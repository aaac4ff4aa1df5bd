"""A rest as the one who rests sees it."""

from datetime import datetime

from server.contract.exposure_requests import RestCard
from server.domain.exposure import Rest


def rest_card(found: Rest | None, at: datetime) -> RestCard | None:
    """None where it is over."""
    if found is None or found.until <= at:
        return None
    return RestCard(until=found.until, reason=found.reason)
