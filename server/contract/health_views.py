"""The state of the line, as moderators see it at a glance."""

from datetime import datetime

from server.contract.pager_views import PagerCard
from server.contract.values import Body
from server.domain.intake import PauseReason
from server.domain.opening import Closed


class IntakePause(Body, frozen=True):
    """Nobody new is let in: who decided it, and what visitors read."""

    reason: PauseReason
    words: str
    by: str
    since: datetime


class Health(Body, frozen=True):
    """The state of the line at a glance. `models` names each model's state."""

    closed: Closed | None
    waiting: int
    longest_wait_seconds: int
    peers_ready: int
    peers_busy: int
    peers_held: int  # on hold
    unanswerable: int  # wait, and nobody on shift could answer them
    moderators: tuple[str, ...]
    worker_seen: bool
    models: dict[str, str]
    pause: IntakePause | None = None
    rests_until: datetime | None = None  # all peers on shift rest: when the first may go on
    appeals: int = 0  # of blocked visitors, that wait for an answer
    unsigned: int = 0  # incidents of L3 and L4 that have ended, and nobody has signed off
    to_approve: int = 0  # openings and legal holds that wait for a second person
    pager: PagerCard = PagerCard()
